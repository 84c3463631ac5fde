"""How proposals fall on the people of a pool: who is proposed and never chosen, who is asked too often, who never."""

from datetime import timedelta
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import Request, requires
from brokerage.pages.wording import day
from matching.models import Offer, Proposal
from matching.states import ProposalState

BACK = timedelta(days=365)
OFTEN_PROPOSED, OFTEN_ASKED = 3, 4
WAITED_LONG = timedelta(days=90)
MOST = 50
_CHOSEN = (ProposalState.CHOSEN, ProposalState.APPOINTED)


@requires("volunteers.work")
def fairness(request: Request, rows: Any) -> HttpResponse:
    """The own pool and the year that has been."""
    since = clock.today() - BACK
    lately = Proposal.objects.picked_since(since)
    asked = Offer.objects.sent_since(since)
    told = rows.available().annotate(
        proposed=_of_row(lately.exclude(state=ProposalState.DROPPED), "volunteer"),
        chosen=_of_row(lately.filter(state__in=_CHOSEN), "volunteer"),
        asked=_of_row(asked, "proposal__volunteer"),
    )
    # Who is counted often is found among the proposals, and only then looked at one by one: most of a pool is neither.
    often = _often(lately.exclude(state=ProposalState.DROPPED), "volunteer", OFTEN_PROPOSED)
    unlucky = told.filter(pk__in=often, chosen=0).order_by("-proposed", "name_key")
    tired = told.filter(pk__in=_often(asked, "proposal__volunteer", OFTEN_ASKED)).order_by("-asked", "name_key")
    silent = rows.available().filter(proposals=None, assignments=None, joined_on__lte=clock.today() - WAITED_LONG)
    silent = silent.order_by("joined_on", "name_key")
    return pages.report(
        request,
        "matching/fairness.html",
        title="Fördelningen i poolen",
        lead=f"Vilka som har föreslagits och frågats sedan {day(since)}: vilka som glöms bort, vilka som frågas ofta.",
        groups=[
            _group("Föreslagna ofta, aldrig valda", f"Minst {OFTEN_PROPOSED} gånger.", unlucky, _proposed),
            _group(
                "Frågade ofta",
                f"Minst {OFTEN_ASKED} gånger. Fråga dem hur det känns innan ni frågar igen.",
                tired,
                _asked,
            ),
            _group("Aldrig föreslagna", "I poolen i mer än tre månader, och utan uppdrag.", silent, _waits),
        ],
    )


def _often(rows: Any, whose: str, least: int) -> Any:
    """The volunteers who have at least so many of the rows."""
    return rows.order_by().values(whose).annotate(count=Count("pk")).filter(count__gte=least).values(whose)


def _of_row(rows: Any, whose: str) -> Coalesce:
    """How many of them the volunteer in the row has."""
    mine = rows.order_by().filter(**{whose: OuterRef("pk")}).values(whose)
    return Coalesce(Subquery(mine.annotate(count=Count("pk")).values("count")), 0)


def _group(title: str, text: str, rows: Any, told: Any) -> dict[str, Any]:
    found = list(rows[: MOST + 1])
    return {
        "title": title,
        "text": text,
        "rows": [
            {"name": each.name, "url": reverse("recruitment:volunteer", args=[each.pk]), "told": told(each)}
            for each in found[:MOST]
        ],
        "has_more": len(found) > MOST,
    }


def _proposed(row: Any) -> str:
    return f"{row.proposed} gånger"


def _asked(row: Any) -> str:
    chosen = "aldrig vald" if not row.chosen else f"vald {row.chosen} {'gång' if row.chosen == 1 else 'gånger'}"
    return f"{row.asked} gånger, {chosen}"


def _waits(row: Any) -> str:
    return f"sedan {day(row.joined_on)}"

"""How proposals fall on the people of a pool: who is proposed and never chosen, who is asked too often, who never."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import Request, requires
from brokerage.pages.wording import day
from matching.shares import often_asked, often_proposed, with_shares

BACK = timedelta(days=365)
OFTEN_PROPOSED, OFTEN_ASKED = 3, 4
WAITED_LONG = timedelta(days=90)
MOST = 50


@requires("volunteers.work")
def fairness(request: Request, rows: Any) -> HttpResponse:
    """The own pool and the year that has been."""
    since = clock.today() - BACK
    told = with_shares(rows.available(), since)
    unlucky = told.filter(pk__in=often_proposed(since, OFTEN_PROPOSED), chosen=0).order_by("-proposed", "name_key")
    tired = told.filter(pk__in=often_asked(since, OFTEN_ASKED)).order_by("-asked", "name_key")
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

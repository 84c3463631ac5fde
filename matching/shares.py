"""How proposals and questions fall on the volunteers of a pool, and how searches have gone, counted in SQL."""

from collections import Counter
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from matching.models import Offer, Proposal
from matching.states import OfferState, ProposalState

_CHOSEN = (ProposalState.CHOSEN, ProposalState.APPOINTED)


def _proposed(since: date) -> Any:
    return Proposal.objects.picked_since(since).exclude(state=ProposalState.DROPPED)


def with_shares(volunteers: Any, since: date) -> Any:
    """With how often each has been proposed, chosen and asked since a day."""
    return volunteers.annotate(
        proposed=_of_row(_proposed(since), "volunteer"),
        chosen=_of_row(_proposed(since).filter(state__in=_CHOSEN), "volunteer"),
        asked=_of_row(Offer.objects.sent_since(since), "proposal__volunteer"),
    )


def often_proposed(since: date, least: int) -> Any:
    """The keys of those who have been. Found among the proposals: most of a pool need not be looked at."""
    return _often(_proposed(since), "volunteer", least)


def often_asked(since: date, least: int) -> Any:
    """The keys of those who have been, found among the questions."""
    return _often(Offer.objects.sent_since(since), "proposal__volunteer", least)


def _often(rows: Any, whose: str, least: int) -> Any:
    """The volunteers who have at least so many of the rows."""
    return rows.order_by().values(whose).annotate(count=Count("pk")).filter(count__gte=least).values(whose)


def _of_row(rows: Any, whose: str) -> Coalesce:
    """How many of them the volunteer in the row has."""
    mine = rows.order_by().filter(**{whose: OuterRef("pk")}).values(whose)
    return Coalesce(Subquery(mine.annotate(count=Count("pk")).values("count")), 0)


class Ended(NamedTuple):
    """A search that is over: for what, when, and how many were asked and said yes."""

    state: str
    intervention: str
    opened_on: date
    closed_on: date
    asked: int
    willing: int


def ended_since(shortlists: Any, since: date) -> list[Ended]:
    """Of these searches those that ended after a day; whoever was asked twice counts once. One query."""
    said_yes = Q(proposals__offers__state=OfferState.YES)
    rows = shortlists.filter(closed_on__gt=since).order_by("pk")
    counted = rows.annotate(
        asked=Count("proposals", filter=Q(proposals__offers__isnull=False), distinct=True),
        willing=Count("proposals", filter=said_yes, distinct=True),
    )
    names = ("state", "decision__ground__intervention", "opened_on", "closed_on", "asked", "willing")
    return [Ended(*row) for row in counted.values_list(*names)]


def reasons_in(proposals: Any, shortlists: Any, since: date) -> tuple[Counter[str], Counter[str]]:
    """Why clients declined, and why volunteers did, in those of the searches that ended after a day. Two queries."""
    ended = shortlists.filter(closed_on__gt=since).order_by().values("pk")
    rows = proposals.filter(shortlist__in=ended).order_by()
    declined = rows.filter(state=ProposalState.DECLINED).values_list("refusal").annotate(count=Count("pk"))
    no = rows.filter(offers__state=OfferState.NO).values_list("offers__reason").annotate(count=Count("offers"))
    return Counter(dict(declined)), Counter(dict(no))

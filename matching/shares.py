"""How proposals and questions fall on the volunteers of a pool, counted in SQL."""

from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from matching.models import Offer, Proposal
from matching.states import ProposalState

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

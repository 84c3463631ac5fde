"""Old searches laid out again with each version of the weights: where did whoever was chosen stand?"""

from collections.abc import Iterable
from dataclasses import dataclass

from matching.models import Proposal, Showing, Weighting
from matching.pool import weights_of
from matching.ranking import Weights
from matching.showings import shown_again
from matching.states import ProposalState

FIRST = 3
_CHOSEN = (ProposalState.CHOSEN, ProposalState.APPOINTED)


@dataclass(frozen=True)
class Replayed:
    """One version of the weights against all searches that somebody was chosen in."""

    version: str
    searches: int
    among_first: int
    places: int  # the sum of the places, the first being one

    @property
    def share(self) -> int:
        return self.among_first * 100 // self.searches if self.searches else 0

    @property
    def mean(self) -> float:
        return self.places / self.searches if self.searches else 0.0


def replayed(extra: Weights | None = None) -> list[Replayed]:
    """Every version there has been, the oldest first, and on wish one that is only thought of."""
    versions = [(str(row.pk), weights_of(row)) for row in Weighting.objects.order_by("pk")]
    if extra:
        versions.append(("tänkt", extra))
    shown = list(_shown_with_outcome())
    return [_one(name, weights, shown) for name, weights in versions]


def _one(name: str, weights: Weights, shown: list[tuple[Showing, int]]) -> Replayed:
    places = []
    for showing, chosen in shown:
        order = shown_again(showing.need, showing.candidates, weights).fulfils.keys()
        places.append(order.index(chosen) + 1)
    return Replayed(name, len(places), sum(place <= FIRST for place in places), sum(places))


def _shown_with_outcome() -> Iterable[tuple[Showing, int]]:
    """What stood before whoever picked the one who was chosen in the end; each search once."""
    chosen = dict(Proposal.objects.filter(state__in=_CHOSEN).values_list("shortlist", "volunteer"))
    for showing in Showing.objects.filter(shortlist__in=chosen).order_by("pk"):
        volunteer = chosen[showing.shortlist_id]
        if volunteer in showing.picked:
            yield showing, volunteer

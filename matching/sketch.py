"""A need as anybody may see it who does not know whom it is about: no name, no number, no case."""

from dataclasses import dataclass

from brokerage import clock
from brokerage.orders.models import band
from decisions.models.decisions import Urgency
from matching.models import Shortlist


@dataclass(frozen=True)
class Sketch:
    """Of a protected person no district stands here."""

    title: str
    intervention: str
    ages: str
    extent: str
    district: str
    words: str
    musts: tuple[str, ...]
    important: tuple[str, ...]
    wishes: tuple[str, ...]
    urgency: str  # nothing where it is as planned
    together: int


def sketch(shortlist: Shortlist, words: dict[str, str]) -> Sketch:
    """The need of a shortlist; `words` are the vocabulary by code."""
    decision = shortlist.decision
    client, need = decision.client, decision.need
    return Sketch(
        title=shortlist.order.number if shortlist.order else decision.case_reference,
        intervention=decision.ground.intervention,
        ages=band(clock.today().year - client.birth_year),
        extent=decision.extent,
        district="" if client.is_protected else shortlist.unit.name,
        words=need.words,
        musts=tuple(words.get(code, code) for code in need.musts),
        important=tuple(words.get(code, code) for code in need.important),
        wishes=tuple(words.get(code, code) for code in need.wishes),
        urgency="" if need.urgency == Urgency.PLANNED else need.get_urgency_display(),
        together=need.together,
    )

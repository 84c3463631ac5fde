"""A need that is heavier than a lay person bears waits for the manager's word; a demanding one is thought of twice."""

from collections.abc import Callable
from typing import Any

import pytest

from brokerage.audit.models import Event
from brokerage.workflow import NotAllowed, Refusal
from decisions.awaiting import awaiting
from decisions.workflow import decisions
from tests.cast import Cast
from tests.matching.conftest import NEED, Path

Make = Callable[..., Any]
LINE = "Ta ställning till ett tungt behov i BRO-2026-0001"


def test_mia_thinks_of_a_heavy_need_before_anybody_is_appointed(
    searched: Make, pooled: Make, path: Path, cast: Cast, window: Make
) -> None:
    found = path.found(searched(need={"weight": "heavy"}), pooled())
    path.checked(found)
    said, *more = path.in_the_way(found)
    assert "Enhetschefen tar ställning" in said
    assert not more
    assert LINE in [each.text for each in awaiting(cast.actor("mia"))]
    assert LINE not in [each.text for each in awaiting(cast.actor("anna"))]
    mia = window("mia").home().follow(LINE).fill(weighed_words=" ", status=422)
    mia.fill(weighed_words="Handledning varje vecka, och BUP finns med.").reads("Handledning varje vecka")
    assert LINE not in [each.text for each in awaiting(cast.actor("mia"))]
    assert path.in_the_way(found) == []
    mia.open(f"{found.shortlist.decision.get_absolute_url()}tungt-behov/")
    assert "tyngre än en lekman" not in mia.page.text_content()  # it is thought of already


def test_nobody_but_the_manager_takes_it_on(needed: Make, cast: Cast) -> None:
    decision = needed(need={"weight": "heavy"})
    for who in ("anna", "hedda", "moa", "olle", "rut"):
        if who in cast.people:
            with pytest.raises(NotAllowed):
                decisions.weigh(decision, by=cast.actor(who), weighed_words="Går bra.")


def test_a_need_described_anew_as_heavy_is_thought_of_anew(needed: Make, cast: Cast) -> None:
    anna, mia, decision = cast.actor("anna"), cast.actor("mia"), needed(need={"weight": "heavy"})
    decisions.weigh(decision, by=mia, weighed_words="Går bra.")
    with pytest.raises(Refusal, match="redan tagit ställning"):
        decisions.weigh(decision, by=mia, weighed_words="Igen.")
    decisions.describe_need(decision, by=anna, **NEED, weight="heavy")
    decision.need.refresh_from_db()
    assert not decision.need.is_too_heavy
    for weight in ("ordinary", "heavy"):
        decisions.describe_need(decision, by=anna, **NEED, weight=weight)
    decision.need.refresh_from_db()
    assert decision.need.is_too_heavy
    assert Event.objects.filter(verb="decisions.decision.describe_need").latest("pk").facts["weight"] == "heavy"


@pytest.mark.parametrize(
    ("changed", "again"),
    [({}, False), ({"urgency": "soon"}, False), ({"musts": ["car"]}, True), ({"words": "Ett barn till."}, True)],
)
def test_what_is_thought_of_holds_for_the_need_as_it_was(
    changed: dict[str, Any], again: bool, needed: Make, cast: Cast
) -> None:
    """Said nothing of its weight, a heavy need stays heavy; said anew, it is the manager's again."""
    decision = needed(need={"weight": "heavy"})
    decisions.weigh(decision, by=cast.actor("mia"), weighed_words="Går bra.")
    decisions.describe_need(decision, by=cast.actor("anna"), **{**NEED, **changed})
    decision.need.refresh_from_db()
    assert (decision.need.weight, decision.need.is_too_heavy) == ("heavy", again)


def test_how_heavy_it_is_has_to_be_said(needed: Make, window: Make) -> None:
    decision = needed(need={"weight": "heavy"})
    page = window("anna").open(f"{decision.get_absolute_url()}behov/")
    page.fill(weight=[], status=422)
    decision.need.refresh_from_db()
    assert decision.need.weight == "heavy"


@pytest.mark.parametrize(("traits", "warned"), [((), True), (("smoke-free",), False)])
def test_a_demanding_need_is_held_against_what_they_are_approved_for(
    traits: tuple[str, ...], warned: bool, searched: Make, pooled: Make, path: Path, window: Make
) -> None:
    family = pooled(approval={"traits": list(traits)})
    found = path.found(searched(need={"weight": "demanding"}), family)
    page = window("anna").open(f"{found.get_absolute_url()}utse/").page.text_content()
    assert ("godkännandet nämner inget" in page) == warned

"""Questions before a decision: one to the own secretaries, and one to the brokerage."""

from typing import Any

from decisions.models import Consultation
from tests.access.who import BROKERAGE
from tests.access.world.rows import World


def furnish(world: World, place: str) -> None:
    for to in ("own", "brokerage"):
        world.event(add_consultation(world, place, to=to))


def add_consultation(world: World, place: str, *, to: str = "own") -> Consultation:
    word = world.word()
    made = Consultation.objects.create(
        **world.at(place),
        to=to,
        form="family",
        ages="school",
        extent=f"Varannan helg {word}",
        words=f"Behöver {word}",
        traits=["smoke-free"],
        asked_by=world.cast.hedda,
    )
    hidden = BROKERAGE if to == "own" else frozenset()
    return world.keep("consultation", place, made, word, hidden_from=hidden, is_brokered=to == "brokerage")


def grow_consultation(world: World, at: str, row: Any) -> Any:
    row = row or add_consultation(world, at)
    world.event(row)
    return row

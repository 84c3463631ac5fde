"""Questions before a decision: one to the own secretaries, and one to the brokerage. And a network with a meeting."""

from typing import Any

from brokerage import clock
from decisions.models import Consultation, Network, NetworkMeeting
from tests.access.who import BROKERAGE
from tests.access.world.rows import World


def furnish(world: World, place: str) -> None:
    for to in ("own", "brokerage"):
        world.event(add_consultation(world, place, to=to))
    world.event(add_network(world, place))


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


def add_network(world: World, place: str) -> Network:
    word, at = world.word(), world.at(place)
    made = Network.objects.create(unit=at["unit"], name=f"Nätverket {word}", areas=[at["area"]], words="Vi ses.")
    made.members.create(user=world.recruiter(place), unit=at["unit"])
    add_network_meeting(world, place, made)
    return world.keep("network", place, made, word)


def add_network_meeting(world: World, place: str, network: Network) -> NetworkMeeting:
    word = world.word()
    state = "called_off" if network.meetings.exists() else "planned"
    made = NetworkMeeting.objects.create(
        unit=network.unit, network=network, planned_on=clock.today(), theme=f"Om {word}", state=state.replace("_", "")
    )
    return world.keep("networkmeeting", place, made, word)


def grow_network(world: World, at: str, row: Any) -> Any:
    row = row or add_network(world, at)
    add_network_meeting(world, at, row)
    world.event(row)
    return row

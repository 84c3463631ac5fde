"""What is done in a network: started, joined, left; its meetings planned, held with notes, and the next one in turn."""

from datetime import date
from typing import Any

from brokerage import clock
from brokerage.access import Actor
from brokerage.organisation.models import Unit
from brokerage.workflow import Refusal, creates, edits, effect, insert, step
from decisions import rules as rules  # fills the matrix before a verb names an action of it
from decisions.models import Network, NetworkMeeting, NetworkMember
from decisions.states import NETWORK_MEETING
from decisions.turns import host
from decisions.workflow.naming import check_nobody_is_told


@creates("networks.join", label="Starta ett nätverk", done="Nätverket startat")
def start(*, by: Actor, unit: Unit, **fields: Any) -> tuple[Any, ...]:
    """A network begins, with whoever starts it as its first member."""
    network = Network(unit=unit, **fields)
    _check(by, network.name, network.words)
    return network, NetworkMember(network=network, user=by.user, unit=unit)


@edits("networks.work", fields=("name", "reach", "areas", "words"), label="Ändra", done="Nätverket ändrat")
def edit(network: Network, *, by: Actor) -> None:
    """What the network is called, reaches and is for."""
    _check(by, network.name, network.words)


@edits("networks.join", label="Gå med", done="Gick med i nätverket")
def join(network: Network, *, by: Actor, unit: Unit) -> None:
    """Somebody is a member from today, and their unit hosts in its turn."""
    insert(NetworkMember(network=network, user=by.user, unit=unit))


@edits("networks.work", label="Lämna nätverket", done="Lämnade nätverket")
def leave(network: Network, *, by: Actor) -> None:
    """Somebody is not a member any more."""
    for member in network.members.filter(user=by.user, ended_on=None):
        member.ended_on = clock.today()
        insert(member)


@creates("networks.meet", label="Planera träff", done="Träffen planerad")
def plan_meeting(*, by: Actor, network: Network, unit: Unit | None = None, **fields: Any) -> NetworkMeeting:
    """The next meeting, hosted by the unit whose turn it is; or by another that has offered."""
    host_id = unit.pk if unit else host_of(network)
    if host_id not in network.units():
        raise Refusal("Värden ska vara en av medlemmarnas enheter.")
    if fields["planned_on"] < clock.today():
        raise Refusal("Träffen ska ligga framåt i tiden.")
    _check(by, fields.get("place", ""), fields.get("theme", ""))
    return NetworkMeeting(network=network, unit_id=host_id, **fields)


def host_of(network: Network) -> int | None:
    """The unit whose turn it is."""
    return host(network.units(), network.hosted())


@step(NETWORK_MEETING, "hold", action="networks.meet", label="Anteckna träffen", done="Träffen har varit")
def hold(
    meeting: NetworkMeeting, *, by: Actor, present: int, minutes: str, next_on: date | None = None
) -> dict[str, int]:
    """What was taken up, and when they meet again; the next unit in turn hosts."""
    if meeting.planned_on > clock.today():
        raise Refusal("Träffen har inte varit än.")
    _check(by, minutes)
    meeting.present, meeting.minutes, meeting.noted_by = present, minutes, by.user
    if next_on:
        if next_on <= meeting.planned_on:
            raise Refusal("Nästa träff kommer efter den här.")
        turn = host_of(meeting.network)
        meeting.state = NETWORK_MEETING["hold"][1]
        meeting.save(update_fields=["state", "minutes"])  # one is ahead at a time
        plan_next(meeting, by=by, planned_on=next_on, unit_id=turn)
    return {"present": present}


@effect(NetworkMeeting, done="Nästa träff planerad")
def plan_next(before: NetworkMeeting, *, by: Actor, planned_on: date, unit_id: int | None) -> NetworkMeeting:
    """The next one, at the next host."""
    return NetworkMeeting(network=before.network, unit_id=unit_id or before.unit_id, planned_on=planned_on)


@step(NETWORK_MEETING, "call_off", action="networks.meet", label="Ställ in", done="Träffen inställd", risky=True)
def call_off(meeting: NetworkMeeting, *, by: Actor) -> None:
    """It does not take place; the same unit is still next."""


def _check(by: Actor, *texts: str) -> None:
    """Nobody's client is told of. Asked of the writer's own units alone: of others' clients a refusal would tell."""
    units = {each.unit_id for each in by.standings()}
    for text in texts:
        check_nobody_is_told(text, units)

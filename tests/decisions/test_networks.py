"""Networks of contact secretaries: who is in them, and hosting that goes round; nobody's client is told of there."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from brokerage import clock
from brokerage.workflow import NotAllowed, Refusal
from decisions.awaiting import awaiting
from decisions.models import Network, NetworkMeeting
from decisions.turns import host
from decisions.workflow import networks as workflow
from tests.cast import Cast
from tests.recruitment.window import Window

Make = Callable[..., Any]
GIVEN: dict[str, Any] = {
    "name": "Kontaktsekreterare i staden",
    "reach": "city",
    "areas": ["IoF", "LSS"],
    "words": "Hjälpas åt med svåra uppdrag.",
}


@pytest.fixture
def network(cast: Cast) -> Network:
    """Anna's, which Olle has joined."""
    made = workflow.start(by=cast.actor("anna"), unit=cast.bromma, **GIVEN)
    return workflow.join(made, by=cast.actor("olle"), unit=cast.farsta)


def met(network: Network, cast: Cast, who: str = "anna", **more: Any) -> NetworkMeeting:
    made = workflow.plan_meeting(by=cast.actor(who), network=network, planned_on=clock.today(), **more)
    given = {"present": 8, "minutes": "Vi talade om helger.", "next_on": clock.today() + timedelta(days=60)}
    return workflow.hold(made, by=cast.actor(who), **given)


@pytest.mark.parametrize(
    ("units", "hosted", "turn"),
    [
        ([], [], None),
        ([1, 2, 3], [], 1),
        ([1, 2, 3], [1], 2),
        ([1, 2, 3], [3, 1, 2], 2),
        ([1, 2, 3], [2, 3, 1, 2, 3], 1),
        ([1, 3], [3, 2, 1, 3], 1),  # who has left hosts no more
        ([1, 2, 4], [1, 2], 4),  # who is new comes first
    ],
)
def test_whose_turn_it_is(units: list[int], hosted: list[int], turn: int | None) -> None:
    assert host(units, hosted) == turn


def test_hosting_goes_round(network: Network, cast: Cast) -> None:
    met(network, cast)
    second = NetworkMeeting.objects.get(state="planned")
    assert second.unit == cast.farsta
    with clock.at(second.planned_on):
        given = {"present": 5, "minutes": "Om sommaren.", "next_on": second.planned_on + timedelta(days=60)}
        workflow.hold(second, by=cast.actor("olle"), **given)
    assert NetworkMeeting.objects.get(state="planned").unit == cast.bromma


def test_the_host_is_told_and_nobody_else(network: Network, cast: Cast) -> None:
    met(network, cast)
    line = "Ni står värd för Kontaktsekreterare i staden"
    with clock.at(clock.today() + timedelta(days=31)):
        told = {who: line in [each.text for each in awaiting(cast.actor(who))] for who in ("olle", "anna", "lo")}
    assert told == {"olle": True, "anna": False, "lo": False}
    with clock.at(clock.today() + timedelta(days=61)):
        assert "Anteckna träffen i Kontaktsekreterare i staden" in [each.text for each in awaiting(cast.actor("olle"))]


def test_no_client_is_told_of(network: Network, client_made: Make, cast: Cast) -> None:
    client_made()
    made = workflow.plan_meeting(by=cast.actor("anna"), network=network, planned_on=clock.today())
    for words, said in (("Om Kajsa Kanariefågel.", "vid namn"), ("Om 20170402-9801.", "personnummer")):
        with pytest.raises(Refusal, match=said):
            workflow.hold(made, by=cast.actor("anna"), present=3, minutes=words)
    held = workflow.hold(made, by=cast.actor("olle"), present=3, minutes="Om Kajsa Kanariefågel.")
    assert held.state == "held"  # a name tells Olle nothing of who is a client in Bromma


@pytest.mark.parametrize("name", ["name", "words"])
@pytest.mark.parametrize(
    "told", ["Om Kajsa Kanariefågel.", "Om 20170402–9801.", "Om 170402 - 9801.", "Om 20170402-T123."]
)
def test_nor_is_any_in_what_a_network_is_called_or_is_for(
    name: str, told: str, network: Network, client_made: Make, cast: Cast
) -> None:
    client_made()
    anna = cast.actor("anna")
    for act in (
        lambda: workflow.start(by=anna, unit=cast.bromma, **{**GIVEN, "name": "Ett till", name: told}),
        lambda: workflow.edit(network, by=anna, **{name: told}),
        lambda: workflow.plan_meeting(
            by=anna,
            network=network,
            planned_on=clock.today(),
            **{"name": {"theme": told}, "words": {"place": told}}[name],
        ),
    ):
        with pytest.raises(Refusal, match="Texten"):
            act()
    assert Network.objects.get().words == GIVEN["words"]


def test_one_meeting_is_ahead_and_the_host_is_a_members(network: Network, cast: Cast) -> None:
    day = clock.today() + timedelta(days=9)
    with pytest.raises(Refusal, match="medlemmarnas enheter"):
        workflow.plan_meeting(by=cast.actor("anna"), network=network, planned_on=day, unit=cast.team)
    made = workflow.plan_meeting(by=cast.actor("anna"), network=network, planned_on=day, unit=cast.farsta)
    with pytest.raises(Refusal, match="redan planerad"):
        workflow.plan_meeting(by=cast.actor("olle"), network=network, planned_on=day)
    with pytest.raises(Refusal, match="inte varit än"):
        workflow.hold(made, by=cast.actor("anna"), present=3, minutes="Nej.")
    workflow.call_off(made, by=cast.actor("olle"))
    again = workflow.plan_meeting(by=cast.actor("anna"), network=network, planned_on=day)
    assert again.unit == cast.bromma  # what was called off was nobody's turn


@pytest.mark.parametrize("who", ["lo", "mia", "rut", "disa"])
def test_whoever_is_not_in_it_changes_nothing(who: str, network: Network, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        workflow.edit(network, by=cast.actor(who), words="Annat.")
    with pytest.raises(NotAllowed):
        workflow.plan_meeting(by=cast.actor(who), network=network, planned_on=date(2027, 1, 5))


def test_in_the_browser(cast: Cast, window: Callable[..., Window]) -> None:
    anna = window("anna").open("/natverk/").reads("Inget nätverk än").follow("Starta ett nätverk").fill(**GIVEN)
    anna.reads("Nätverket startat.", "Hela staden", "Anna Berg, Bromma")
    lo = window("lo").open("/natverk/").follow("Kontaktsekreterare i staden").follow("Gå med").fill()
    lo.reads("Gick med i nätverket.", "Bromma")
    lo.follow("Planera träff").fill(planned_on=str(clock.today()), theme="Sommaren").reads("Sommaren", "hos Bromma")
    lo.follow("Anteckna träffen").fill(present="4", minutes="Vi delar listor.", next_on="2027-02-01")
    lo.reads("Vi delar listor.", "4 närvarande", "1 feb 2027 hos Bromma")
    window("rut").open("/natverk/").follow("Kontaktsekreterare i staden").reads("Vi delar listor.")
    lo.follow("Lämna nätverket").fill().reads("Lämnade nätverket.")
    assert [str(each) for each in Network.objects.get().members.filter(ended_on=None)] == ["Anna Berg, Bromma"]

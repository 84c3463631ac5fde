"""Every state and every step: the table of moves is what the real steps do, and nothing else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from brokerage import clock
from brokerage.access import Actor
from brokerage.workflow import STEPS, Governed, WrongState
from decisions.workflow import decisions
from matching.models import Assignment, ClientMeeting, Offer, Proposal, Shortlist
from matching.states import (
    ASSIGNMENT,
    CLIENT_MEETING,
    OFFER,
    PROPOSAL,
    SHORTLIST,
    AssignmentState,
    ClientMeetingState,
    OfferState,
    ProposalState,
    ShortlistState,
)
from matching.workflow import assignments as assignments  # its steps are asked for by name
from matching.workflow import meetings
from tests.cast import Cast
from tests.matching.conftest import Path

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db
TABLES: dict[type[Governed], tuple[dict[str, Any], Any]] = {
    Shortlist: (SHORTLIST, ShortlistState),
    Proposal: (PROPOSAL, ProposalState),
    Offer: (OFFER, OfferState),
    Assignment: (ASSIGNMENT, AssignmentState),
    ClientMeeting: (CLIENT_MEETING, ClientMeetingState),
}
# Moves that no person makes by themselves: they come with an answer, an appointment or the end of a search.
EFFECTS: dict[type[Governed], set[str]] = {
    Shortlist: {"finish"},
    Proposal: {"agree", "pass_on", "await_call", "fall_silent", "release"},
    Offer: {"withdraw"},
}
# What each step is given to do; a step that is missing here needs nothing.
GIVEN: dict[str, Callable[[Cast], dict[str, Any]]] = {
    "close": lambda cast: {"reason": "Behovet har ändrats."},
    "ask": lambda cast: {"text": "Vi söker någon.", "answer_by": clock.today() + timedelta(days=7)},
    "choose": lambda cast: {
        "met_on": clock.today(),
        "starts_on": clock.today(),
        "in_clients_home": False,
        "own_view": "",
    },
    "decline": lambda cast: {"refusal": "distance"},
    "appoint": lambda cast: {"decision_maker": cast.hedda, "delegation": "3.4", "decided_on": clock.today()},
    "say_no": lambda cast: {"reason": "time"},
    "call_off": lambda cast: {"cancelled_by": "client"},
    "start": lambda cast: {"started_on": clock.today()},
    "cancel": lambda cast: {"ending": "client"},
    "end": lambda cast: {"ended_on": clock.today(), "ending": "client", "decision_then": "interrupted"},
}
CASES = [
    pytest.param(model, state, name, id=f"{model.__name__.lower()}-{state}-{name}")
    for model, (table, states) in TABLES.items()
    for state in states
    for name in table
    if name not in EFFECTS.get(model, ())
]


@pytest.fixture
def row_in(searched: Make, pooled: Make, path: Path, cast: Cast) -> Callable[..., Any]:
    """A row as it stands in a state; what hangs together with it stands as it would."""

    def make(model: type[Governed], state: str) -> Any:
        today = clock.today()
        shortlist = searched()
        if model is Shortlist:
            closed_on = None if state == "open" else today
            Shortlist.objects.update(state=state, closed_on=closed_on)
            return Shortlist.objects.get()
        proposal = path.found(shortlist, pooled())
        path.checked(proposal)
        if model is Proposal:
            Proposal.objects.update(state=state, refusal="person" if state == "declined" else "")
            return Proposal.objects.get()
        if model is Offer:
            reason = "time" if state == "no" else ""
            Offer.objects.update(state=state, reason=reason, answered_at=clock.now())
            Proposal.objects.update(state={"sent": "asked", "call": "call"}.get(state, "willing"))
            return Offer.objects.get()
        if model is ClientMeeting:
            meeting = meetings.book(by=cast.actor("anna"), proposal=proposal, at=clock.now() + timedelta(hours=1))
            ended = {"cancelled_on": today, "cancelled_by": "us"} if state == "cancelled" else {}
            ClientMeeting.objects.update(state=state, at=clock.now() - timedelta(hours=1), **ended)
            return ClientMeeting.objects.get(pk=meeting.pk)
        path.appointed(proposal)
        started_on = None if state in ("planned", "cancelled") else today
        ended = {"ended_on": today, "ending": "client"} if state == "ended" else {}
        Assignment.objects.update(state=state, started_on=started_on, **ended)
        if state == "running":
            decisions.execute(shortlist.decision, by=cast.actor("anna"), executed_on=today)
        return Assignment.objects.get()

    return make


@pytest.mark.parametrize("model", TABLES)
def test_every_move_of_the_table_is_a_step_or_an_effect(model: type[Governed]) -> None:
    table, _ = TABLES[model]
    assert {step.move for step in STEPS[model].values()} | EFFECTS.get(model, set()) == set(table)


@pytest.mark.parametrize(("model", "state", "name"), CASES)
def test_a_step_moves_as_the_table_says_or_is_refused(
    row_in: Callable[..., Any], cast: Cast, model: type[Governed], state: str, name: str
) -> None:
    row = row_in(model, state)
    (step,) = (each for each in STEPS[model].values() if each.move == name)
    sources, target = TABLES[model][0][name]
    by = Actor.system("offers") if name == "expire" else cast.actor("anna")
    given = GIVEN.get(name, lambda cast: {})(cast)
    if state in sources:
        assert step(row, by=by, **given).state == target
    else:
        before = list(model._base_manager.values())
        with pytest.raises(WrongState):
            step(row, by=by, **given)
        assert list(model._base_manager.values()) == before

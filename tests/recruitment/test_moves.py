"""Every state and every step: the table of moves is what the real steps do, and nothing else."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from brokerage.access import Actor, Link
from brokerage.workflow import STEPS, Governed, WrongState
from recruitment.models import (
    Colleague,
    Compilation,
    Concern,
    DataChange,
    Enquiry,
    InformationMeeting,
    Mentorship,
    Reference,
    Seat,
    Training,
    Transfer,
    Vetting,
    Volunteer,
)
from recruitment.states import (
    COLLEAGUE,
    COMPILATION,
    CONCERN,
    DATA_CHANGE,
    ENQUIRY,
    MEETING,
    MENTORSHIP,
    REFERENCE,
    SEAT,
    TRAINING,
    TRANSFER,
    VETTING,
    VOLUNTEER,
    ColleagueState,
    CompilationState,
    ConcernState,
    DataChangeState,
    EnquiryState,
    MeetingState,
    MentorshipState,
    ReferenceState,
    SeatState,
    TrainingState,
    TransferState,
    VettingState,
    VolunteerState,
)
from recruitment.workflow import changes as changes  # its steps are asked for by name
from recruitment.workflow import colleagues as colleagues  # its steps are asked for by name
from recruitment.workflow import compilations as compilations  # its steps are asked for by name
from recruitment.workflow import concerns as concerns  # its steps are asked for by name
from recruitment.workflow import duplicates as duplicates  # its steps are asked for by name
from recruitment.workflow import meetings as meetings  # its steps are asked for by name
from recruitment.workflow import sharing as sharing  # its steps are asked for by name
from recruitment.workflow import signups as signups
from recruitment.workflow import training as training  # its steps are asked for by name
from recruitment.workflow import vettings
from tests.recruitment.made import PROPOSAL, Made, everything, last_event, number

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)

# What each step is given to do; a step that is missing here needs nothing.
GIVEN: dict[str, Callable[[Made], dict[str, Any]]] = {
    "contact": lambda made: {"way": "phone", "on": TODAY, "next_contact_on": date(2026, 11, 29)},
    "invite": lambda made: {"meeting": made.meeting(place="Medborgarhuset")},
    "open_vetting": lambda made: {
        "household": [{"part": "applicant", "name": "Karin Åberg", "identity_number": number()}],
        "volunteer_name": "Familjen Åberg",
        "protection": "none",
        "kinds": ["family"],
        "client_areas": ["IoF"],
        "client_age_from": 0,
        "client_age_to": 12,
    },
    "sign_up": lambda made: {"meeting": made.meeting(place="Medborgarhuset")},
    "close": lambda made: {"reason": "withdrew"},
    # What has come as far is kept: another enquiry of hers, whose vetting runs.
    "merge": lambda made: {"into": made.enquiry("vetting", name="Karin Åberg")},
    "recognise": lambda made: {"volunteer": made.volunteer()},
    "route": lambda made: {"routed_to": "Familjehem Väst", "on": TODAY, "next_contact_on": date(2026, 12, 20)},
    "hold": lambda made: {"came": ()},
    "propose": lambda made: PROPOSAL,
    "send_back": lambda made: {"reason": "Berätta mer om hemmet."},
    "refuse": lambda made: {"reason": "Hemmet är för litet."},
    "withdraw": lambda made: {"reason": "De flyttar."},
    "assess": lambda made: {"assessment": "Vi pratar.", "measures": ["talk"], "next_on": TODAY},
    "end": lambda made: {"ending": "Klarar sig själva."},
    "settle": lambda made: {"accepted": ["phone"]},
    "decline": lambda made: {"reason": "Vi har inget uppdrag."},
    "object_to": lambda made: {"words": "Vi har två hundar."},
    "note_objected": lambda made: {"words": "Vi har två hundar."},
    "take": lambda made: {"taken_on": TODAY, "summary": "Pålitlig.", "recommends": True},
}
ROWS: dict[type[Governed], Callable[[Made, Any], Any]] = {
    Enquiry: lambda made, state: made.enquiry(state),
    InformationMeeting: lambda made, state: made.meeting(state, in_days=-1),
    Vetting: lambda made, state: made.vetting(state, is_done=True),
    Reference: lambda made, state: made.reference(made.vetting(), state),
    Volunteer: lambda made, state: made.volunteer(state),
    Concern: lambda made, state: made.concern(state),
    DataChange: lambda made, state: made.change(state),
    Transfer: lambda made, state: made.transfer(state),
    Training: lambda made, state: made.training(state, in_days=-1),
    Seat: lambda made, state: made.place(state),
    Mentorship: lambda made, state: made.mentorship(state),
    Compilation: lambda made, state: made.compilation(state),
    Colleague: lambda made, state: made.colleague(state),
}
TABLES: dict[type[Governed], tuple[dict, Any]] = {
    Enquiry: (ENQUIRY, EnquiryState),
    InformationMeeting: (MEETING, MeetingState),
    Vetting: (VETTING, VettingState),
    Reference: (REFERENCE, ReferenceState),
    Volunteer: (VOLUNTEER, VolunteerState),
    Concern: (CONCERN, ConcernState),
    DataChange: (DATA_CHANGE, DataChangeState),
    Transfer: (TRANSFER, TransferState),
    Training: (TRAINING, TrainingState),
    Seat: (SEAT, SeatState),
    Mentorship: (MENTORSHIP, MentorshipState),
    Compilation: (COMPILATION, CompilationState),
    Colleague: (COLLEAGUE, ColleagueState),
}
# Moves that no person makes: they come with a decision about the vetting.
EFFECTS: dict[type[Governed], set[str]] = {
    Enquiry: {"join", "fall_back", "step_back"},
    Volunteer: {"enter", "admit", "turn_away"},
    Seat: {"come", "stay_away"},
    Compilation: {"lapse"},
}
OTHERWISE: dict[tuple[type[Governed], str], dict[str, Any]] = {
    (Concern, "close"): {"conclusion": "Klart."},
    (Colleague, "end"): {},
}
CASES = [
    pytest.param(model, state, name, id=f"{model.__name__.lower()}-{state}-{name}")
    for model, (table, states) in TABLES.items()
    for state in states
    for name in table
    if name not in EFFECTS.get(model, ())
]


def acting(actor: Any, step: Any, row: Any) -> Actor:
    """Whoever takes the step: most often Rut."""
    if step.action in ("datachanges.answer", "enquiries.sign_up", "seats.answer", "compilations.answer"):
        return Actor.by_link(Link(step.action, row.pk, TODAY))
    if step.action == "seats.give":
        return training.LOOP
    others = {"vettings.decide": "disa", "concerns.work": "disa", "transfers.offer": "anna", "colleagues.end": "anna"}
    return actor(others.get(step.action, "rut"))


@pytest.mark.parametrize("model", TABLES)
def test_every_move_of_the_table_is_a_step_or_an_effect(model):
    table, _ = TABLES[model]
    assert {step.move for step in STEPS[model].values()} | EFFECTS.get(model, set()) == set(table)


@pytest.mark.parametrize(("model", "state", "name"), CASES)
def test_every_step_from_every_state(made, actor, model, state, name):
    row = ROWS[model](made, state)
    given = OTHERWISE.get((model, name), GIVEN.get(name, lambda made: {})(made))
    sources, target = TABLES[model][0][name]
    step = STEPS[model][name]
    by = acting(actor, step, row)
    before = everything()
    if state in sources:
        step(row, by=by, **given)
        row.refresh_from_db()
        assert row.state == target
        assert row.version == 1
        assert last_event(f"{model.__name__.lower()}.{name}").facts["to"] == target
    else:
        with pytest.raises(WrongState) as caught:
            step(row, by=by, **given)
        assert caught.value.sentences == (f"Det går inte längre: läget är «{state.label}».",)
        assert everything() == before


# The moves that come with a decision


@pytest.mark.parametrize("state", EnquiryState)
def test_an_approval_takes_the_enquiry_along(made, actor, state):
    enquiry = made.enquiry(state)
    vetting = made.vetting("proposed", is_done=True, enquiry=enquiry)
    comes_along(lambda: vettings.approve(vetting, by=actor("disa")), enquiry, ENQUIRY["join"])


@pytest.mark.parametrize("state", EnquiryState)
@pytest.mark.parametrize("end", ["refuse", "withdraw"])
def test_the_end_of_a_vetting_takes_the_enquiry_along(made, actor, state, end):
    enquiry = made.enquiry(state)
    vetting = made.vetting("proposed", is_done=True, enquiry=enquiry)
    step, by = STEPS[Vetting][end], actor("disa" if end == "refuse" else "rut")
    comes_along(lambda: step(vetting, by=by, reason="De flyttar."), enquiry, ENQUIRY["fall_back"])


@pytest.mark.parametrize("state", VolunteerState)
def test_an_approval_for_the_pool_takes_the_volunteer_along(made, actor, state):
    volunteer = made.volunteer(state)
    vetting = made.vetting("proposed", is_done=True, volunteer=volunteer)
    comes_along(lambda: vettings.approve(vetting, by=actor("disa")), volunteer, VOLUNTEER["enter"])


@pytest.mark.parametrize("state", VolunteerState)
def test_an_approval_for_one_case_takes_the_volunteer_along(made, actor, state):
    volunteer = made.volunteer(state, by="anna")
    vetting = made.named("proposed", is_done=True, volunteer=volunteer)
    comes_along(lambda: vettings.approve(vetting, by=actor("mia")), volunteer, VOLUNTEER["admit"])


def comes_along(act: Callable[[], object], row: Any, move: tuple[set, Any]) -> None:
    """The row moves with the act, or the act is refused and leaves everything as it was."""
    sources, target = move
    before = everything()
    if row.state in sources:
        act()
        row.refresh_from_db()
        assert row.state == target
    else:
        with pytest.raises(WrongState, match=row.get_state_display()):
            act()
        assert everything() == before


@pytest.mark.parametrize("state", VolunteerState)
def test_whoever_is_already_a_volunteer_stays_one_when_another_vetting_ends(made, actor, state):
    volunteer = made.volunteer(state)
    vetting = made.vetting("proposed", is_done=True, volunteer=volunteer)
    vettings.refuse(vetting, by=actor("disa"), reason="Hemmet är för litet.")
    volunteer.refresh_from_db()
    sources, target = VOLUNTEER["turn_away"]
    assert volunteer.state == (target if state in sources else state)

"""Sharing a volunteer with the city's pool, lending them to another unit, moving them there.

Nothing is charged for it: the fee is for what the brokerage does (Stockholm 2012, «mot avgift»), and a volunteer is
paid by the district whose decision it is.
"""

from datetime import date
from typing import Any

from brokerage import clock
from brokerage.access import Actor
from brokerage.organisation.models import Unit
from brokerage.workflow import Refusal, creates, edits, effect, insert, step
from recruitment import rules as rules  # fills the matrix before a step names an action of it
from recruitment.models import DataChange, InterestLetter, Mentorship, PoolSharing, Transfer, Vetting, Volunteer
from recruitment.states import TRANSFER, MentorshipState, VettingState, VolunteerState

IN_POOL = {VolunteerState.AVAILABLE, VolunteerState.PAUSED}


@edits("volunteers.work", states=IN_POOL, label="Dela med stadens pool", done="Delad med stadens pool")
def share(volunteer: Volunteer, *, by: Actor, consented_on: date) -> dict[str, Any]:
    """With the volunteer's consent the city's brokerage sees them too, and may propose them to other districts."""
    if volunteer.unit.kind == Unit.Kind.BROKERAGE:
        raise Refusal("Uppdragstagaren är redan i stadens pool.")
    if consented_on > clock.today():
        raise Refusal("Samtycket kan inte ligga i framtiden.")
    insert(PoolSharing(volunteer=volunteer, consented_on=consented_on, shared_by=by.user, shared_on=clock.today()))
    return {"consented_on": consented_on}


@edits("volunteers.work", label="Sluta dela", done="Delas inte längre med stadens pool")
def unshare(volunteer: Volunteer, *, by: Actor) -> None:
    """The consent is withdrawn, or the district wants them for itself: the brokerage sees them no more."""
    if not _end_sharing(volunteer):
        raise Refusal("Uppdragstagaren delas inte med stadens pool.")


def _end_sharing(volunteer: Volunteer) -> int:
    return volunteer.sharings.filter(withdrawn_on=None).update(withdrawn_on=clock.today())


@creates("transfers.offer", label="Låna ut eller flytta", done="Erbjudandet skickat")
def offer(*, by: Actor, volunteer: Volunteer, unit: Unit, area: str = "", **terms: Any) -> Transfer:
    """Another unit is asked to borrow the volunteer, or to take them over, with the volunteer's consent."""
    if volunteer.state not in IN_POOL:
        raise Refusal(f"{volunteer} är inte i poolen.")
    if unit.kind == Unit.Kind.DISTRICT and not area:
        raise Refusal("Ange programområdet som tar emot.")
    area = "" if unit.kind == Unit.Kind.BROKERAGE else area
    if (unit.pk, area) == (volunteer.unit_id, volunteer.area):
        raise Refusal("Uppdragstagaren är redan i den poolen.")
    if terms["consented_on"] > clock.today():
        raise Refusal("Samtycket kan inte ligga i framtiden.")
    if terms["kind"] == Transfer.Kind.MOVE:
        terms["ends"] = None
        _refuse_what_is_open(volunteer)
    for over in Transfer.objects.over_on(clock.today()).filter(volunteer=volunteer):
        lapse(over, by=by)
    return Transfer(
        unit=unit,
        area=area,
        from_unit=volunteer.unit,
        from_area=volunteer.area,
        volunteer=volunteer,
        offered_by=by.user,
        offered_on=clock.today(),
        **terms,
    )


def _refuse_what_is_open(volunteer: Volunteer) -> None:
    running = (VettingState.OPEN, VettingState.PROPOSED)
    if Vetting.objects.filter(volunteer=volunteer, state__in=running).exists():
        raise Refusal("En utredning pågår. Slutför eller avbryt den innan uppdragstagaren flyttar.")
    if Mentorship.among(volunteer).filter(state=MentorshipState.RUNNING).exists():
        raise Refusal("Ett mentorskap pågår, och det är mellan två i samma pool. Avsluta det innan flytten.")


@step(TRANSFER, "accept", action="transfers.answer", label="Ta emot", done="Mottagen", direct=True)
def accept(transfer: Transfer, *, by: Actor) -> None:
    """The unit says yes: a loan begins, or the volunteer is from now on theirs."""
    transfer.answered_on = clock.today()
    if transfer.kind == Transfer.Kind.MOVE:
        _refuse_what_is_open(transfer.volunteer)
        move_home(by=by, volunteer=transfer.volunteer, unit=transfer.unit, area=transfer.area)


@step(TRANSFER, "decline", action="transfers.answer", label="Tacka nej", done="Tackade nej")
def decline(transfer: Transfer, *, by: Actor, reason: str) -> None:
    """The unit says no, and why."""
    transfer.reason, transfer.answered_on = reason, clock.today()


@step(
    TRANSFER,
    "call_off",
    action="transfers.offer",
    label="Ta tillbaka",
    done="Erbjudandet återtaget",
    direct=True,
    risky=True,
)
def call_off(transfer: Transfer, *, by: Actor) -> None:
    """The offer no longer stands."""


@step(TRANSFER, "give_back", action="transfers.end", label="Avsluta lånet", done="Lånet avslutat", direct=True)
def give_back(transfer: Transfer, *, by: Actor) -> None:
    """The volunteer is back in their own pool alone."""
    if transfer.kind != Transfer.Kind.LOAN:
        raise Refusal("En flytt tas inte tillbaka. Erbjud en flytt åt andra hållet.")
    transfer.ended_on = clock.today()


@effect(Transfer, moves=TRANSFER, move="give_back", done="Lånet tog slut")
def lapse(transfer: Transfer, *, by: Actor) -> None:
    """Its last day has passed without anybody noting it: it stands in nobody's way."""
    transfer.ended_on = transfer.ends


@effect(Volunteer, done="Flyttad till en annan pool")
def move_home(*, by: Actor, volunteer: Volunteer, unit: Unit, area: str) -> Volunteer:
    """Another unit answers for the volunteer from now on; what waits for an answer moves along."""
    volunteer = Volunteer._base_manager.select_for_update(of=("self",)).get(pk=volunteer.pk)
    _end_sharing(volunteer)
    DataChange.objects.filter(volunteer=volunteer).update(unit=unit, area=area)
    InterestLetter.objects.filter(volunteer=volunteer).update(unit=unit, area=area)
    volunteer.unit, volunteer.area = unit, area
    return volunteer

"""Information meetings: planned, held, cancelled."""

from collections.abc import Collection
from typing import Any

from brokerage import clock
from brokerage.access import Actor
from brokerage.organisation.models import Unit
from brokerage.workflow import Refusal, creates, edits, step
from recruitment import rules as rules  # fills the matrix before a step names an action of it
from recruitment import wording
from recruitment.models import Enquiry, InformationMeeting, Invitation
from recruitment.problems import before_holding
from recruitment.states import MEETING, MeetingState
from recruitment.workflow.enquiries import attend, invite, miss, uninvite, write


@creates("meetings.work", label="Planera träff", done="Träff planerad")
def plan_meeting(*, by: Actor, unit: Unit, **fields: Any) -> InformationMeeting:
    """A meeting is planned, for many or for one."""
    meeting = InformationMeeting(unit=unit, **fields)
    if meeting.starts_at <= clock.now():
        raise Refusal("Träffen måste ligga framåt i tiden.")
    if meeting.is_single:
        meeting.capacity = 1
    return meeting


@edits("meetings.work", states={MeetingState.PLANNED}, label="Bjud in", done="Inbjudna till träffen")
def invite_many(meeting: InformationMeeting, *, by: Actor, enquiries: Collection[Enquiry]) -> dict[str, int]:
    """Those who have waited longest are invited together, and no more of them than there are seats."""
    if meeting.starts_at <= clock.now():
        raise Refusal("Träffen har redan börjat. Bjud in till en träff som kommer.")
    if not enquiries:
        raise Refusal("Välj minst en.")
    free = meeting.capacity - meeting.invitations.seated().count()
    if len(enquiries) > free:
        raise Refusal(f"Träffen har {free} {'ledig plats' if free == 1 else 'lediga platser'}, och du har valt fler.")
    invite.each(enquiries, by=by, meeting=meeting)
    return {"invited": len(enquiries)}


@step(
    MEETING,
    "hold",
    action="meetings.work",
    label="Anteckna vilka som kom",
    done="Genomförd",
    problems=before_holding,
)
def hold(meeting: InformationMeeting, *, by: Actor, came: Collection[int]) -> dict[str, int]:
    """The meeting has been; of everybody invited it is noted whether they came."""
    invited = _invited(meeting)
    there = [each for each in invited if each.pk in set(came)]
    absent = [each for each in invited if each.pk not in set(came)]
    meeting.invitations.filter(outcome=Invitation.Outcome.WAITING).update(outcome=Invitation.Outcome.MOVED)
    attend.each(there, by=by)
    miss.each(absent, by=by)
    return {"came": len(there), "absent": len(absent)}


@step(MEETING, "cancel", action="meetings.work", label="Ställ in", done="Inställd", risky=True)
def cancel(meeting: InformationMeeting, *, by: Actor) -> dict[str, int]:
    """The meeting does not take place; everybody invited is told by letter and gets a new next contact."""
    meeting.invitations.filter(outcome=Invitation.Outcome.WAITING).update(outcome=Invitation.Outcome.MOVED)
    invited = uninvite.each(_invited(meeting), by=by)
    for each in invited:
        write(each, "cancelled", wording.cancelled(each, meeting))
    return {"invited": len(invited)}


def _invited(meeting: InformationMeeting) -> list[Enquiry]:
    return list(
        Enquiry.objects.filter(
            invitations__meeting=meeting, invitations__outcome=Invitation.Outcome.INVITED, state="invited"
        )
    )

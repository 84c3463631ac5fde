"""Signing up for an information meeting: by the link of the letter, on the waiting list, and reminded in time."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.db.models import Q

from brokerage import clock
from brokerage.access import Actor
from brokerage.workflow import Refusal, edits, step
from recruitment import rules as rules  # fills the matrix before a step names an action of it
from recruitment import wording
from recruitment.models import Enquiry, InformationMeeting, Invitation
from recruitment.states import ENQUIRY, OPEN_ENQUIRY, MeetingState
from recruitment.workflow.enquiries import sign_up_page, take_place, uninvited, write

LOOP = Actor.system("meetings")
REMIND_BEFORE = timedelta(days=2)
WAITS = OPEN_ENQUIRY - {"invited"}


def open_to(enquiry: Enquiry) -> Any:
    """The meetings that somebody may choose between: the unit's own to come, and the talk that is meant for them."""
    coming = InformationMeeting.objects.bookable_at(clock.now()).filter(
        unit=enquiry.unit_id, area__in=("", enquiry.area)
    )
    theirs = Q(pk__in=enquiry.invitations.seated().values("meeting"))
    return coming.filter(Q(is_single=False) | theirs).with_counts().order_by("starts_at")


@step(ENQUIRY, "sign_up", action="enquiries.sign_up", label="Ja, jag kommer", done="Anmälde sig till träffen")
def sign_up(enquiry: Enquiry, *, by: Actor, meeting: InformationMeeting) -> dict[str, Any]:
    """The person says yes to the meeting, or chooses another one, in which there is room."""
    if not open_to(enquiry).filter(pk=meeting.pk).exists():
        raise Refusal("Den träffen går inte längre att anmäla sig till. Välj en annan.")
    take_place(enquiry, meeting)
    enquiry.invitations.filter(meeting=meeting).update(confirmed_on=clock.today())
    enquiry.last_contact_on = clock.today()
    return {"meeting": meeting.pk}


@step(ENQUIRY, "uninvite", action="enquiries.sign_up", label="Nej, jag kan inte", done="Kan inte komma på träffen")
def send_regrets(enquiry: Enquiry, *, by: Actor) -> None:
    """The seat is free again, and somebody calls."""
    uninvited(enquiry)
    enquiry.last_contact_on = clock.today()


@edits("enquiries.sign_up", states=OPEN_ENQUIRY, label="Ställ mig på väntelistan", done="Ställde sig på väntelistan")
def queue_up(enquiry: Enquiry, *, by: Actor, meeting: InformationMeeting) -> dict[str, Any]:
    """The meeting is full: whoever waits gets the first seat that is free."""
    return _queue(enquiry, meeting)


@edits("enquiries.work", states=WAITS, label="Sätt på väntelista", done="På väntelistan till en träff")
def put_on_waiting_list(enquiry: Enquiry, *, by: Actor, meeting: InformationMeeting) -> dict[str, Any]:
    """The same, told on the telephone."""
    return _queue(enquiry, meeting)


def _queue(enquiry: Enquiry, meeting: InformationMeeting) -> dict[str, Any]:
    if meeting.state != MeetingState.PLANNED or meeting.unit_id != enquiry.unit_id:
        raise Refusal("Den träffen går inte längre att vänta på.")
    invitation, is_new = Invitation.objects.get_or_create(
        enquiry=enquiry, meeting=meeting, defaults={"outcome": Invitation.Outcome.WAITING}
    )
    if not is_new:
        if invitation.outcome != Invitation.Outcome.MOVED:
            raise Refusal(f"{enquiry} är redan inbjuden eller står på väntelistan.")
        Invitation.objects.filter(pk=invitation.pk).update(outcome=Invitation.Outcome.WAITING)
    return {"meeting": meeting.pk}


@step(ENQUIRY, "invite", action="enquiries.seat", label="Ge en plats", done="Fick plats från väntelistan")
def seat(enquiry: Enquiry, *, by: Actor, meeting: InformationMeeting) -> dict[str, Any]:
    """A seat is free, and the first on the waiting list is invited."""
    take_place(enquiry, meeting)
    write(enquiry, "invitation", wording.seated(enquiry, meeting, sign_up_page(enquiry, meeting)))
    return {"meeting": meeting.pk}


@edits("enquiries.remind", states={"invited"}, label="Påminn", done="Påmind om träffen")
def remind(enquiry: Enquiry, *, by: Actor, invitation: Invitation) -> dict[str, Any]:
    """Two days before: when and where, and the link to say that one can't come."""
    meeting = invitation.meeting
    enquiry.invitations.filter(pk=invitation.pk).update(reminded_on=clock.today())
    write(enquiry, "reminder", wording.reminder(enquiry, meeting, sign_up_page(enquiry, meeting)))
    return {"meeting": meeting.pk}


def fill_seats() -> int:
    """Every free seat of a meeting to come goes to the first who waits for it; how many. Run by the due loop."""
    seated = 0
    waiting = Invitation.objects.waiting_at(clock.now()).select_related("enquiry", "meeting").order_by("pk")
    for each in waiting[:100]:
        if each.meeting.has_room and each.enquiry.state in ENQUIRY["invite"][0]:
            with suppress(Refusal):  # seated at another meeting a moment ago, or the seat is taken
                seat(each.enquiry, by=LOOP, meeting=each.meeting)
                seated += 1
    return seated


def remind_invited() -> int:
    """Everybody whose meeting is within two days; how many. Run by the due loop."""
    due = (
        Invitation.objects.to_remind_at(clock.now(), REMIND_BEFORE).select_related("enquiry", "meeting").order_by("pk")
    )
    found = list(due[:100])
    for each in found:
        with suppress(Refusal):  # they have said no in this very moment
            remind(each.enquiry, by=LOOP, invitation=each)
    return len(found)

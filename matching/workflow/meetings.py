"""The client and the volunteer meet: booked, moved, held, called off; and what the volunteer is told."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings

from brokerage import clock
from brokerage.access import Actor, links
from brokerage.identity import mentions
from brokerage.pages.wording import moment
from brokerage.workflow import Refusal, creates, edits, effect, step
from matching import rules as rules  # fills the matrix before a verb names an action of it
from matching import wording
from matching.models import Assignment, ClientMeeting, Disclosure, Proposal
from matching.states import CLIENT_MEETING, ClientMeetingState, ProposalState
from matching.workflow.messages import channels_to, write_to

MEETING = {ProposalState.WILLING, ProposalState.CHOSEN}
BOOKED = {ClientMeetingState.BOOKED}
PROTECTED = "Klienten har skyddade personuppgifter: berätta vid ett möte eller per telefon."


@creates("clientmeetings.work", label="Boka en träff", done="Träff bokad")
def book(*, by: Actor, proposal: Proposal, at: datetime, place: str = "") -> tuple[Any, ...]:
    """The client and the volunteer are to meet. The volunteer gets the time; with whom and where is told in words."""
    if proposal.state not in MEETING:
        raise Refusal("En träff bokas med den som har sagt ja.")
    _ahead(at)
    _nowhere(proposal, place)
    made = ClientMeeting(unit_id=proposal.unit_id, area=proposal.area, proposal=proposal, at=at, place=place)
    return made, lambda: _tell(proposal, f"Ni är bokade till en träff {moment(at)}.")


@edits(
    "clientmeetings.work",
    fields=("at", "place", "moved_by"),
    states=BOOKED,
    label="Flytta träffen",
    done="Träff flyttad",
)
def move(meeting: ClientMeeting, *, by: Actor) -> dict[str, Any]:
    """Another time, and on whose wish."""
    _ahead(meeting.at)
    if is_secret(meeting.proposal) and meeting.place == ClientMeeting.objects.get(pk=meeting.pk).place:
        meeting.place = ""  # written before anybody was protected
    _nowhere(meeting.proposal, meeting.place)
    if not meeting.moved_by:
        raise Refusal("Ange vem som ville flytta träffen.")
    meeting.moves += 1
    _tell(meeting.proposal, f"Träffen är flyttad till {moment(meeting.at)}.")
    return {"by": meeting.moved_by}


@step(CLIENT_MEETING, "hold", action="clientmeetings.work", label="Träffen har varit", done="Träff hållen")
def hold(meeting: ClientMeeting, *, by: Actor, own_view: str = "", impression: str = "") -> None:
    """They have met. What the child, the young person or the adult says of it is kept in their own words."""
    if meeting.at > clock.now():
        raise Refusal("Träffen har inte varit än.")
    meeting.own_view, meeting.impression = own_view, impression


@step(
    CLIENT_MEETING,
    "call_off",
    action="clientmeetings.work",
    label="Ställ in träffen",
    done="Träff inställd",
    risky=True,
)
def call_off(meeting: ClientMeeting, *, by: Actor, cancelled_by: str, cancelled_words: str = "") -> dict[str, str]:
    """It comes to nothing, and who called it off: the client's own, again and again, is a cause to report."""
    meeting.cancelled_by, meeting.cancelled_on = cancelled_by, clock.today()
    meeting.cancelled_words = cancelled_words
    _tell(meeting.proposal, f"Träffen {moment(meeting.at)} är inställd.")
    return {"by": cancelled_by}


@effect(ClientMeeting, moves=CLIENT_MEETING, move="call_off", done="Träff inställd")
def lapse(meeting: ClientMeeting, *, by: Actor) -> None:
    """It is not needed any more: another was chosen, or the client said no."""
    meeting.cancelled_by, meeting.cancelled_on = ClientMeeting.Side.US, clock.today()


def lapse_of(proposal: Proposal, *, by: Actor) -> None:
    """The meeting that is booked with somebody who is out of play."""
    for meeting in proposal.meetings.booked():
        lapse(meeting, by=by)


def _ahead(at: datetime) -> None:
    if at <= clock.now():
        raise Refusal("Tiden måste ligga framåt.")


def is_secret(proposal: Proposal) -> bool:
    """Whether no place may stand anywhere."""
    return proposal.volunteer.is_protected or proposal.shortlist.decision.client.is_protected


def _nowhere(proposal: Proposal, place: str) -> None:
    if place and is_secret(proposal):
        raise Refusal("Platsen skrivs inte in när någon har skyddade personuppgifter. Säg den i telefon.")


def _tell(proposal: Proposal, what: str) -> None:
    write_to(proposal.volunteer, "meeting", wording.meeting(proposal.volunteer, what))


@creates("disclosures.tell", label="Berätta mer", done="Mer är berättat")
def tell_more(
    *, by: Actor, proposal: Proposal, text: str, consent_by: str, consent_on: date, way: str
) -> tuple[Any, ...]:
    """After the yes, and with the client's leave, more than the question said: what is needed to meet, and no more."""
    if proposal.state not in MEETING:
        raise Refusal("Mer berättas för den som har sagt ja.")
    if way == Disclosure.Way.LINK and not channels_to(proposal.volunteer):
        raise Refusal("Ingen länk kan sändas: berätta vid ett möte eller per telefon.")
    decision = proposal.shortlist.decision
    if way == Disclosure.Way.LINK and decision.client.is_protected:
        raise Refusal(PROTECTED)
    made = _told(decision, proposal.volunteer, by, text, consent_by, consent_on, way, Disclosure.Stage.MORE)
    return made, lambda: _send_link(made)


@creates("disclosures.tell", label="Lämna det som behövs", done="Det som behövs är lämnat")
def tell_all(
    *, by: Actor, assignment: Assignment, text: str, consent_by: str, consent_on: date, way: str
) -> Disclosure:
    """After the appointment the volunteer gets what the assignment needs: face to face, by telephone or on paper."""
    stage = Disclosure.Stage.ALL
    return _told(assignment.decision, assignment.volunteer, by, text, consent_by, consent_on, way, stage)


def _told(
    decision: Any, volunteer: Any, by: Actor, text: str, consent_by: str, consent_on: date, way: str, stage: str
) -> Disclosure:
    if consent_on > clock.today():
        raise Refusal("Samtycket måste finnas innan uppgifterna lämnas.")
    if mentions(text):
        raise Refusal("Personnumret lämnas inte ut.")
    return Disclosure(
        unit_id=decision.unit_id,
        area=decision.area,
        decision=decision,
        volunteer=volunteer,
        stage=stage,
        text=text,
        consent_by=consent_by,
        consent_on=consent_on,
        way=way,
        told_on=clock.today(),
        told_by=by.user,
    )


def _send_link(made: Disclosure) -> None:
    if made.way == Disclosure.Way.LINK:
        until = clock.today() + timedelta(days=settings.LINK_DAYS)
        address = links.address("matching:disclosure_read", "disclosures.read", made, until=until)
        write_to(made.volunteer, "told_more", wording.told_more(made.volunteer, address, until))


def is_readable(disclosure: Disclosure) -> bool:
    """Whether the volunteer still is the one to know: not when another was chosen, nor of or by somebody protected."""
    if disclosure.decision.client.is_protected or disclosure.volunteer.is_protected:
        return False
    said_yes = Proposal.objects.filter(shortlist__decision=disclosure.decision_id, volunteer=disclosure.volunteer_id)
    return said_yes.filter(state__in=(*MEETING, ProposalState.APPOINTED)).exists()


@edits("disclosures.read", label="Jag har läst", done="Läst av uppdragstagaren")
def confirm_read(disclosure: Disclosure, *, by: Actor) -> None:
    """The volunteer has read it. Opening the page notes nothing: mail scanners open links too."""
    if not is_readable(disclosure):
        raise Refusal("Det går inte längre att läsa här.")
    disclosure.read_at = disclosure.read_at or clock.now()

"""Before the choice in the demo city: more is told, they meet or call it off, and the child is written to."""

from datetime import datetime, time, timedelta

from brokerage import clock
from brokerage.access import Actor
from matching.models import ClientMeeting, Proposal
from matching.plainwords import for_the_child
from matching.pool import kind_of
from matching.workflow import meetings, proposals

ADULT = 18


def tell_more(proposal: Proposal, *, by: Actor) -> None:
    """More than the question said, with leave."""
    meetings.tell_more(
        by=by,
        proposal=proposal,
        text="Det behövs någon som är tydlig med vad som ska hända och som hör av sig i god tid. Tål inte nötter.",
        consent_by="Vårdnadshavarna, och den det gäller",
        consent_on=clock.today(),
        way="phone",
    )


def book(proposal: Proposal, *, by: Actor, days: int) -> ClientMeeting:
    """At the office, in the afternoon."""
    day = clock.today() + timedelta(days=days)
    secret = proposal.volunteer.is_protected or proposal.shortlist.decision.client.is_protected
    place = "" if secret else "Hos oss på förvaltningen"
    return meetings.book(by=by, proposal=proposal, at=datetime.combine(day, time(15, 30), clock.STOCKHOLM), place=place)


def call_off(proposal: Proposal, *, by: Actor) -> None:
    """The client wants to wait."""
    meeting = book(proposal, by=by, days=3)
    meetings.call_off(meeting, by=by, cancelled_by="client", cancelled_words="Ville vänta lite.")


def write_to_child(proposal: Proposal, *, by: Actor) -> None:
    decision = proposal.shortlist.decision
    who, kind = decision.client.identity, kind_of(decision)
    if kind and who.age() < ADULT:
        words = for_the_child(who.name, who.age(), kind, list(decision.purposes), proposal.volunteer.name)
        proposals.write_to_child(proposal, by=by, child_words=words)

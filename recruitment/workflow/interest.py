"""Are you still interested? Asked each quarter of everybody who waits; answered behind the link of the letter."""

from datetime import timedelta

from django.conf import settings

from brokerage import clock
from brokerage.access import Actor, links
from brokerage.letters.workflow import compose
from brokerage.workflow import Refusal, creates, effect, insert, step
from recruitment import rules as rules  # fills the matrix before a verb names an action of it
from recruitment import wording
from recruitment.models import Contact, Enquiry, InterestLetter, Pause, Volunteer
from recruitment.states import ENQUIRY, INTEREST, OPEN_ENQUIRY, VOLUNTEER, VolunteerState
from recruitment.workflow.enquiries import first_contact_by, give_up_places
from recruitment.workflow.volunteers import begin_pause

AT_ONCE = 50  # letters a round: the outbox is filled in the course of an hour, and not at a stroke
LOOP = Actor.system("interest")


@creates("interest.ask", label="Fråga om intresset", done="Frågad om intresset finns kvar")
def ask(*, by: Actor, who: Enquiry | Volunteer) -> tuple[InterestLetter, object]:
    """A letter with a link to a page with one button."""
    of = {"enquiry": who} if isinstance(who, Enquiry) else {"volunteer": who}
    answer_by = clock.today() + timedelta(days=settings.LINK_DAYS)
    asked = InterestLetter(unit=who.unit, area=who.area, asked_on=clock.today(), answer_by=answer_by, **of)
    return asked, lambda: _send(asked)


def _send(asked: InterestLetter) -> None:
    who = asked.who
    page = links.address("recruitment:interest_answer", "interest.answer", asked, until=asked.answer_by)
    subject, body = wording.still_interested(asked, page)
    compose(
        purpose="still_interested",
        address=who.email,
        subject=subject,
        body=body,
        unit_id=asked.unit_id,
        area=asked.area,
        receiver=(who._meta.label_lower, who.pk),
    )


@step(
    INTEREST, "say_still", action="interest.answer", label="Ja, jag är intresserad", done="Är intresserad fortfarande"
)
def say_still(asked: InterestLetter, *, by: Actor) -> None:
    """The interest remains: that is a contact."""
    _still_open(asked)
    asked.answered_on = clock.today()
    if asked.enquiry:
        keep_on(asked.enquiry, by=by)


@step(INTEREST, "say_no_longer", action="interest.answer", label="Nej, inte längre", done="Vill inte längre")
def say_no_longer(asked: InterestLetter, *, by: Actor) -> None:
    """Thanks, and no more letters. Whoever is in the pool is paused, and somebody calls."""
    _still_open(asked)
    asked.answered_on = clock.today()
    if asked.enquiry:
        step_back(asked.enquiry, by=by)
    else:
        rest(asked.volunteer, by=by)


@step(INTEREST, "expire", action="interest.expire", label="Tiden är ute", done="Inget svar på frågan om intresset")
def expire(asked: InterestLetter, *, by: Actor) -> None:
    """Nobody has answered: whoever is responsible calls instead."""


def is_open(asked: InterestLetter) -> bool:
    """Whether the question still is one: the enquiry is open, or the volunteer in the pool."""
    if asked.enquiry:
        return asked.enquiry.state in OPEN_ENQUIRY
    return asked.who.state == VolunteerState.AVAILABLE


def _still_open(asked: InterestLetter) -> None:
    if not is_open(asked):
        raise Refusal("Frågan är inte längre öppen.")


@effect(Enquiry, done="Svarade på brev: intresset finns kvar")
def keep_on(enquiry: Enquiry, *, by: Actor) -> Enquiry:
    """The answer counts as a contact; the next one stays where it was, unless that day has passed."""
    enquiry = Enquiry._base_manager.select_for_update(of=("self",)).get(pk=enquiry.pk)
    today = clock.today()
    insert(Contact(enquiry=enquiry, by=by.user, way=Contact.Way.LETTER, on=today, note="Är fortfarande intresserad."))
    enquiry.last_contact_on = today
    if enquiry.next_contact_on is None or enquiry.next_contact_on < today:
        enquiry.next_contact_on = first_contact_by(today)
    return enquiry


@effect(Enquiry, moves=ENQUIRY, move="step_back", done="Svarade på brev: vill inte längre")
def step_back(enquiry: Enquiry, *, by: Actor) -> None:
    """The answer ends it."""
    give_up_places(enquiry)
    enquiry.last_contact_on = enquiry.closed_on = clock.today()
    enquiry.reason, enquiry.next_contact_on = Enquiry.Reason.WITHDREW, None


@effect(Volunteer, moves=VOLUNTEER, move="pause", done="Svarade på brev: vill inte längre. Pausad")
def rest(volunteer: Volunteer, *, by: Actor) -> None:
    """Nobody is proposed against their will; whether they leave is talked about."""
    begin_pause(volunteer, reason=Pause.Reason.UNWILLING)


def ask_the_silent() -> int:
    """Ask all who wait and have heard nothing for most of a quarter; how many. Run by the due loop."""
    today = clock.today()
    waiting: list[Enquiry | Volunteer] = [
        *Enquiry.objects.to_ask_on(today).select_related("unit").order_by("pk")[:AT_ONCE],
        *Volunteer.objects.to_ask_on(today).select_related("unit").order_by("pk")[:AT_ONCE],
    ]
    for who in waiting:
        ask(by=LOOP, who=who)
    return len(waiting)


def expire_run_out() -> int:
    """Every question whose last day has passed; how many. Run by the due loop."""
    rows = list(InterestLetter.objects.run_out_on(clock.today()))
    expire.each(rows, by=LOOP)
    return len(rows)

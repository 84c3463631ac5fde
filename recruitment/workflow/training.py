"""Fortbildning: planned, booked, held and evaluated; and mentors for the new ones."""

from collections.abc import Collection
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q

from brokerage import clock
from brokerage.access import Actor, links
from brokerage.charges.workflow import charge
from brokerage.letters.workflow import compose
from brokerage.organisation.fields import having
from brokerage.organisation.models import Unit
from brokerage.pages.wording import day
from brokerage.workflow import Problem, Refusal, creates, edits, effect, insert, step
from recruitment import rules as rules  # fills the matrix before a step names an action of it
from recruitment import wording
from recruitment.models import Mentorship, Seat, Training, Volunteer
from recruitment.states import MENTORSHIP, SEAT, TRAINING, SeatState, TrainingState

MOST_AT_ONCE = 200  # invitations
LOOP = Actor.system("trainings")


def _day(training: Training) -> date:
    return training.starts_at.astimezone(clock.STOCKHOLM).date()


@creates("trainings.work", label="Planera fortbildning", done="Fortbildning planerad")
def plan_training(
    *, by: Actor, unit: Unit, area: str = "", repeats: int = 0, every_weeks: int = 4, **fields: Any
) -> tuple[Any, ...]:
    """One evening, or a series of them: each is a fortbildning of its own."""
    first = Training(unit=unit, area=area, **fields)
    if first.starts_at <= clock.now():
        raise Refusal("Tiden måste ligga framåt.")

    def rest() -> None:
        for turn in range(1, repeats + 1):
            later = first.starts_at + timedelta(weeks=every_weeks * turn)
            insert(Training(unit=unit, area=area, series=first, **{**fields, "starts_at": later}))

    return first, rest


def before_holding(training: Training) -> list[Problem]:
    """Why it can't be noted yet who came."""
    return [] if training.starts_at <= clock.now() else [Problem("Den har inte börjat än.")]


@step(
    TRAINING,
    "hold",
    action="trainings.work",
    label="Anteckna vilka som kom",
    done="Genomförd",
    problems=before_holding,
)
def hold(training: Training, *, by: Actor, came: Collection[int]) -> dict[str, int]:
    """Of everybody it is noted whether they came; the seats of the districts are charged, whoever stayed away too."""
    there = set(came)
    present = absent = 0
    for waiting in training.seats.filter(state=SeatState.WAITING):
        wait_in_vain(waiting, by=by)
    for seat in training.seats.filter(state__in=(SeatState.BOOKED, SeatState.INVITED)).select_related("unit"):
        if seat.pk in there:
            come(seat, by=by)
            present += 1
        elif seat.state == SeatState.BOOKED:
            stay_away(seat, by=by)
            absent += 1
        else:
            continue
        if training.unit.kind == Unit.Kind.BROKERAGE and seat.unit.kind == Unit.Kind.DISTRICT:
            charge(
                "training-seat",
                by=by,
                unit=seat.unit,
                on=_day(training),
                text=f"Plats på fortbildning {day(_day(training))}",
                cause=f"training-seat:{seat.pk}",
            )
    return {"came": present, "absent": absent}


@step(TRAINING, "cancel", action="trainings.work", label="Ställ in", done="Inställd", risky=True)
def cancel(training: Training, *, by: Actor) -> dict[str, int]:
    """It does not take place; everybody with a seat is told by letter."""
    told = (SeatState.BOOKED, SeatState.INVITED, SeatState.WAITING)
    seats = list(training.seats.filter(state__in=told).select_related("volunteer"))
    for seat in seats:
        drop(seat, by=by)
        write(seat, "training-cancelled", wording.training_cancelled(seat.volunteer, training))
    return {"seats": len(seats)}


@effect(Seat, moves=SEAT, move="unbook", done="Fortbildningen ställdes in")
def drop(seat: Seat, *, by: Actor) -> None:
    """The seat is no more."""


@effect(Seat, moves=SEAT, move="unbook", done="Ingen plats blev ledig")
def wait_in_vain(seat: Seat, *, by: Actor) -> None:
    """It has been, and no seat came free."""


@effect(Seat, moves=SEAT, move="come", done="Deltog i fortbildning")
def come(seat: Seat, *, by: Actor) -> None:
    """The volunteer was there, and is asked by letter what it was worth."""
    until = clock.today() + timedelta(days=settings.LINK_DAYS)
    address = links.address("recruitment:seat_evaluate", "seats.evaluate", seat, until=until)
    write(seat, "training-evaluation", wording.training_evaluation(seat.volunteer, seat.training, address))
    met_on = _day(seat.training)
    earlier = Q(last_contact_on=None) | Q(last_contact_on__lt=met_on)
    Volunteer.objects.filter(earlier, pk=seat.volunteer_id).update(last_contact_on=met_on)


@effect(Seat, moves=SEAT, move="stay_away", done="Kom inte till fortbildningen")
def stay_away(seat: Seat, *, by: Actor) -> None:
    """The volunteer had a seat and did not come."""


@creates("seats.work", label="Anmäl till fortbildning", done="Anmäld")
def book(
    *, by: Actor, volunteer: Volunteer, training: Training, is_invited: bool = False, may_wait: bool = False
) -> tuple[Any, ...]:
    """The volunteer gets a seat, or a letter with a link in which they take it themselves.

    Where all seats are taken, and they would wait, they get the first that is free.
    """
    training = Training._base_manager.select_for_update(of=("self",)).get(pk=training.pk)
    _is_coming(training)
    waits = may_wait and is_full(training)
    if not waits:
        _has_room(training)
    if training.unit_id != volunteer.unit_id and not training.is_open:
        raise Refusal("Fortbildningen är inte öppen för er.")
    # Whoever waits is told by letter that they have got a seat, and is charged for it.
    if (is_invited or waits) and (volunteer.is_protected or not volunteer.email):
        raise Refusal("Det går inte att skicka ett brev med länk till uppdragstagaren. Ring och anmäl i stället.")
    state = SeatState.WAITING if waits else SeatState.INVITED if is_invited else SeatState.BOOKED
    seat = Seat(unit=volunteer.unit, area=volunteer.area, training=training, volunteer=volunteer, state=state)
    seat.waiting_since = clock.now() if waits else None
    return seat, lambda: _tell(seat)


def _is_coming(training: Training) -> None:
    if training.state != TrainingState.PLANNED or training.starts_at <= clock.now():
        raise Refusal("Det går inte längre att anmäla sig.")


def is_full(training: Training) -> bool:
    """Whether every seat is taken, or waited for: a seat that comes free is for the first on the list."""
    return training.seats.filter(state__in=(SeatState.BOOKED, SeatState.WAITING)).count() >= training.capacity


def _is_taken(training: Training) -> bool:
    return training.seats.filter(state=SeatState.BOOKED).count() >= training.capacity


def _has_room(training: Training) -> None:
    _is_coming(training)
    if is_full(training):
        taken = "den enda platsen är tagen" if training.capacity == 1 else f"alla {training.capacity} platser är tagna"
        raise Refusal(f"Fortbildningen är full: {taken}.")


def _tell(seat: Seat) -> None:
    match seat.state:
        case SeatState.INVITED:
            _invite(seat)
        case SeatState.WAITING:
            write(seat, "training-waiting", wording.training_waiting(seat.volunteer, seat.training))
        case _:
            _confirm(seat)


def _invite(seat: Seat) -> None:
    address = links.address("recruitment:seat_answer", "seats.answer", seat, until=_day(seat.training))
    write(seat, "training-invitation", wording.training_invitation(seat.volunteer, seat.training, address))


def _confirm(seat: Seat) -> None:
    write(seat, "training-seat", wording.training_seat(seat.volunteer, seat.training))


@edits(
    "trainings.work", states={TrainingState.PLANNED}, label="Bjud in dem som temat rör", done="Inbjudningar skickade"
)
def invite_fitting(training: Training, *, by: Actor) -> dict[str, int]:
    """Everybody in the own pool who lives with, or can meet, what it is about gets a letter with a link."""
    if not training.themes:
        raise Refusal("Fortbildningen har inget tema att bjuda in efter.")
    pool = Volunteer.objects.available().filter(having("traits", *training.themes), unit=training.unit)
    if training.area:
        pool = pool.filter(area=training.area)
    pool = pool.filter(protection="none").exclude(email="").exclude(seats__training=training)
    found = list(pool.order_by("pk")[:MOST_AT_ONCE])
    if not found:
        raise Refusal("Ingen mer i poolen att bjuda in.")
    for volunteer in found:
        seat = offer_seat(by=by, training=training, volunteer=volunteer)
        _invite(seat)
    return {"invited": len(found)}


@effect(Seat, done="Inbjuden till fortbildning")
def offer_seat(*, by: Actor, training: Training, volunteer: Volunteer) -> Seat:
    """An invitation, to be answered by the link."""
    return Seat(
        unit=volunteer.unit, area=volunteer.area, training=training, volunteer=volunteer, state=SeatState.INVITED
    )


@step(SEAT, "accept", action="seats.answer", label="Ja, jag kommer", done="Anmälde sig genom länken")
def accept(seat: Seat, *, by: Actor) -> None:
    """The volunteer takes the seat, if there is one left."""
    _has_room(Training._base_manager.select_for_update(of=("self",)).get(pk=seat.training_id))


@step(SEAT, "queue_up", action="seats.answer", label="Ställ mig på väntelistan", done="Ställde sig på väntelistan")
def queue_up(seat: Seat, *, by: Actor) -> None:
    """All seats are taken: whoever waits gets the first that is free."""
    _is_coming(seat.training)
    seat.waiting_since = clock.now()


@step(SEAT, "give", action="seats.give", label="Ge en plats", done="Fick plats från väntelistan")
def give(seat: Seat, *, by: Actor) -> None:
    """A seat is free, and the first on the waiting list has it; a letter says so."""
    if _is_taken(Training._base_manager.select_for_update(of=("self",)).get(pk=seat.training_id)):
        raise Refusal("Platsen är redan tagen.")
    write(seat, "training-seat", wording.training_freed(seat.volunteer, seat.training))


def fill_seats() -> int:
    """Every free seat goes to the first who waits for it; how many. Run by the due loop."""
    given, full = 0, set()
    for seat in Seat.objects.waiting_at(clock.now())[:MOST_AT_ONCE]:
        if seat.training_id in full or _is_taken(seat.training):
            full.add(seat.training_id)
            continue
        with suppress(Refusal):  # the seat was taken in this very moment
            give(seat, by=LOOP)
            given += 1
    return given


@step(SEAT, "turn_down", action="seats.answer", label="Nej, jag kan inte", done="Tackade nej genom länken")
def turn_down(seat: Seat, *, by: Actor) -> None:
    """Not this time."""


@step(SEAT, "unbook", action="seats.work", label="Avboka", done="Avbokad", direct=True, risky=True)
def unbook(seat: Seat, *, by: Actor) -> None:
    """The seat is free for somebody else, and is not charged."""


@edits("seats.evaluate", fields=("rating", "words"), states={SeatState.CAME}, label="Skicka", done="Utvärderade")
def evaluate(seat: Seat, *, by: Actor) -> dict[str, int | None]:
    """What it was worth, in a figure and in words."""
    seat.evaluated_on = clock.today()
    return {"rating": seat.rating}


def write(seat: Seat, purpose: str, text: tuple[str, str]) -> None:
    """A letter to the volunteer, where there is an address and nothing against it. Inside a step."""
    _write(seat.volunteer, purpose, text)


def _write(volunteer: Volunteer, purpose: str, text: tuple[str, str]) -> None:
    if volunteer.email and not volunteer.is_protected:
        subject, body = text
        compose(
            purpose=purpose,
            address=volunteer.email,
            subject=subject,
            body=body,
            unit_id=volunteer.unit_id,
            area=volunteer.area,
            receiver=("recruitment.volunteer", volunteer.pk),
        )


@creates("mentorships.work", label="Ge en mentor", done="Mentorskap påbörjat")
def begin_mentorship(*, by: Actor, family: Volunteer, mentor: Volunteer, **given: Any) -> tuple[Any, ...]:
    """A senior volunteer stands by a new one, who gets a letter with a link to the contact card."""
    if (mentor.unit_id, mentor.area) != (family.unit_id, family.area):
        raise Refusal("Mentorn är inte i samma pool.")
    made = Mentorship(
        unit=family.unit,
        area=family.area,
        family=family,
        mentor=mentor,
        begun_by=by.user,
        starts=clock.today(),
        **given,
    )
    return made, lambda: _send_card(made)


def _send_card(mentorship: Mentorship) -> None:
    if mentorship.mentor.is_protected:
        return  # of somebody with protected identity no contact card leaves the house: staff arrange the first call
    until = clock.today() + timedelta(days=settings.LINK_DAYS)
    address = links.address("recruitment:mentorship_card", "mentorships.card", mentorship, until=until)
    _write(mentorship.family, "mentor", wording.mentor_card(mentorship.family, address, until))


@edits("mentorships.work", fields=("note",), label="Anteckna", done="Antecknat om mentorskapet")
def note_mentorship(mentorship: Mentorship, *, by: Actor) -> None:
    """How it goes."""


@step(MENTORSHIP, "end", action="mentorships.work", label="Avsluta", done="Mentorskapet avslutat")
def end(mentorship: Mentorship, *, by: Actor, ending: str) -> None:
    """The new one stands on their own feet, or somebody wants to stop."""
    mentorship.ending, mentorship.ends = ending, clock.today()

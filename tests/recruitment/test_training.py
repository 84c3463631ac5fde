"""An evening about autism: planned, filled by letter and by staff, held, paid by the districts, evaluated."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from brokerage import clock
from brokerage.access import Actor, Link, permitted
from brokerage.charges.models import Charge
from brokerage.letters.models import Letter
from brokerage.orders.models import Service
from brokerage.workflow import Blocked, Refusal
from recruitment.awaiting import awaiting
from recruitment.models import Mentorship, Seat, Training
from recruitment.workflow import training
from tests.cast import PEOPLE
from tests.reading import words_on_paper
from tests.recruitment.made import plain

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 12, 3, 18, 0, tzinfo=clock.STOCKHOLM)
AFTER = datetime(2026, 12, 3, 21, 0, tzinfo=clock.STOCKHOLM)
FACTS = {"title": "Om autism", "kind": "evening", "starts_at": EVENING, "place": "Hus 4", "themes": ["autism"]}


@pytest.fixture
def evening(cast, rut):
    return lambda **given: training.plan_training(by=rut, unit=cast.team, **(FACTS | given))


def linked(purpose):
    """The path in the latest letter of that kind."""
    body = Letter.objects.filter(purpose=purpose).order_by("-pk")[0].body
    (address,) = [word for word in body.split() if word.startswith("http")]
    return "/" + address.partition("//")[2].partition("/")[2]


def test_a_district_pays_for_its_seat_once_it_has_been_and_no_name_is_on_the_charge(
    evening, made, cast, rut, anna, client_of
):
    """Anna's family comes, another stays away, a third cancels in time: two are charged. Rut's own cost nothing."""
    course = evening(is_open=True)
    families = [made.volunteer(by="anna", name=f"Familjen {name}") for name in ("Ek", "Alm", "Björk")]
    came, away, cancelled = [training.book(by=anna, volunteer=each, training=course) for each in families]
    own = training.book(by=rut, volunteer=made.volunteer(traits=["dog"]), training=course)
    page = plain(client_of("anna").get(f"/rekrytering/uppdragstagare/{families[0].pk}/fortbildning/").content.decode())
    assert "kostar 650,00 kr när den har hållits, också om den står tom" in page
    training.unbook(cancelled, by=anna)
    with pytest.raises(Blocked, match="inte börjat"):
        training.hold(course, by=rut, came=[])
    with clock.at(AFTER):
        assert [item.text for item in awaiting(rut)] == ["Anteckna vilka som kom på Om autism"]
        training.hold(course, by=rut, came=[came.pk, own.pk])
    charges = Charge.objects.order_by("pk")
    assert {(each.unit, each.amount, each.month) for each in charges} == {(cast.bromma, 650, date(2026, 12, 1))}
    assert "training-seat" not in Service.values  # nobody orders beside it what the booking orders already
    assert {each.cause for each in charges} == {f"training-seat:{came.pk}", f"training-seat:{away.pk}"}
    assert {plain(each.text) for each in charges} == {"Plats på fortbildning 3 dec 2026"}
    assert {seat.pk: seat.state for seat in Seat.objects.all()} == {
        came.pk: "came",
        away.pk: "absent",
        cancelled.pk: "cancelled",
        own.pk: "came",
    }


def test_by_the_link_of_a_letter_until_it_is_full(evening, made, rut):
    course = evening(capacity=1)
    first, second = (made.volunteer(name=f"Familjen {name}") for name in ("Ek", "Alm"))
    paths = []
    for each in (first, second):
        training.book(by=rut, volunteer=each, training=course, is_invited=True)
        paths.append(linked("training-invitation"))
    assert "Vill du vara med?" in Client().get(paths[0]).content.decode()
    assert {seat.state for seat in Seat.objects.all()} == {"invited"}  # opening it changes nothing
    assert "Tack, du är anmäld" in Client().post(paths[0], {"answer": "yes"}).content.decode()
    full = Client().post(paths[1], {"answer": "yes"})
    assert (full.status_code, "den enda platsen är tagen" in full.content.decode()) == (422, True)
    assert "Tack för svaret" in Client().post(paths[1], {"answer": "no"}).content.decode()
    assert sorted(seat.state for seat in Seat.objects.all()) == ["booked", "declined"]


def test_a_full_evening_has_a_waiting_list_and_the_first_who_waits_gets_the_first_seat(evening, made, rut, window):
    """By the link and by staff alike; nobody is charged for having waited."""
    course = evening(capacity=1)
    ek, alm, holm = (made.volunteer(name=f"Familjen {name}") for name in ("Ek", "Alm", "Holm"))
    training.book(by=rut, volunteer=alm, training=course, is_invited=True)
    path = linked("training-invitation")
    taken = training.book(by=rut, volunteer=ek, training=course)
    page = Client().get(path).content.decode()
    assert "Alla platser är tagna" in page
    assert "Ja, jag kommer" not in page
    assert "Du står på väntelistan" in Client().post(path, {"answer": "wait"}).content.decode()
    desk = window("rut").open(f"{holm.get_absolute_url()}fortbildning/")
    desk.fill(training=course.pk, status=422).reads("den enda platsen är tagen")
    desk.fill(training=course.pk, may_wait="on")
    assert Letter.objects.filter(purpose="training-waiting").count() == 1
    desk.open(course.get_absolute_url()).reads("På väntelistan")
    assert training.fill_seats() == 0
    training.unbook(taken, by=rut)
    assert training.fill_seats() == 1
    assert {str(seat): seat.state for seat in Seat.objects.all()} == {
        "Familjen Ek": "cancelled",
        "Familjen Alm": "booked",
        "Familjen Holm": "waiting",
    }
    assert Letter.objects.latest("pk").subject == "En plats blev ledig: Om autism"
    with clock.at(AFTER):
        assert training.fill_seats() == 0
        training.hold(course, by=rut, came=[])
    assert Seat.objects.get(volunteer=holm).state == "cancelled"


def test_the_list_goes_by_who_has_waited_and_nobody_waits_whom_no_letter_reaches(evening, made, rut, cast):
    """Alm was asked before Holm, and came to the list after."""
    course = evening(capacity=1)
    taken = training.book(by=rut, volunteer=made.volunteer(name="Familjen Ek"), training=course)
    alm, holm = made.volunteer(name="Familjen Alm"), made.volunteer(name="Familjen Holm")
    asked = Seat.objects.create(unit=cast.team, training=course, volunteer=alm, state="invited")
    training.book(by=rut, volunteer=holm, training=course, may_wait=True)
    with clock.at(EVENING - timedelta(days=2)):
        training.queue_up(asked, by=Actor.by_link(Link("seats.answer", asked.pk, clock.today())))
    with pytest.raises(Refusal, match="Ring och anmäl"):
        training.book(
            by=rut, volunteer=made.volunteer(name="Skyddad", protection="marked"), training=course, may_wait=True
        )
    training.unbook(taken, by=rut)
    assert training.fill_seats() == 1
    assert Seat.objects.get(volunteer=holm).state == "booked"


def test_those_whom_the_theme_concerns_are_invited_at_once(evening, made, rut, cast):
    course = evening()
    fits = made.volunteer(name="Familjen Ek", traits=["autism", "dog"])
    made.volunteer(name="Familjen Alm", traits=["dog"])
    made.volunteer(name="Skyddad", traits=["autism"], protection="marked")
    made.volunteer(name="Brommas", by="anna", traits=["autism"])
    training.invite_fitting(course, by=rut)
    assert [seat.volunteer for seat in Seat.objects.all()] == [fits]
    with pytest.raises(Refusal, match="Ingen mer"):
        training.invite_fitting(course, by=rut)


def test_a_certificate_and_what_it_was_worth(evening, made, rut, client_of):
    course = evening(hours=3)
    seat = training.book(by=rut, volunteer=made.volunteer(), training=course)
    path = f"/rekrytering/platser/{seat.pk}/intyg/"
    assert client_of("rut").get(path).status_code == 404  # nobody gets one in advance
    with clock.at(AFTER):
        training.hold(course, by=rut, came=[seat.pk])
        words = words_on_paper(client_of("rut").get(path).content)
        assert "Familjen Åberg har deltagit" in words
        assert "3 timmar" in words
        where = linked("training-evaluation")
        assert Client().post(where, {}).status_code == 422
        assert "Tack för svaret" in Client().post(where, {"rating": "4", "words": "Bra."}).content.decode()
        Client().post(where, {"rating": "1"})
    seat.refresh_from_db()
    assert (seat.rating, seat.words) == (4, "Bra.")
    assert "4,0 av 5, 1 svar" in client_of("rut").get(course.get_absolute_url()).content.decode()


def test_supervision_every_fourth_week(evening):
    first = evening(kind="supervision", repeats=3)
    days = [each.starts_at.astimezone(clock.STOCKHOLM) for each in Training.objects.order_by("starts_at")]
    assert [each.date() for each in days] == [date(2026, 12, 3) + timedelta(weeks=4 * n) for n in range(4)]
    assert {each.hour for each in days} == {18}
    assert first.sessions.count() == 3


def test_it_is_called_off_and_everybody_is_told(evening, made, rut):
    course = evening()
    training.book(by=rut, volunteer=made.volunteer(), training=course)
    training.cancel(course, by=rut)
    assert Seat.objects.get().state == "cancelled"
    assert Letter.objects.filter(purpose="training-cancelled").count() == 1


def test_anna_sees_what_is_open_and_of_the_seats_her_own(evening, made, rut, anna, actor):
    closed, course = evening(title="Bara stadens"), evening(is_open=True)
    training.book(by=rut, volunteer=made.volunteer(), training=course)
    mine = training.book(by=anna, volunteer=made.volunteer(by="anna"), training=course)
    assert set(permitted(anna, "trainings.view")) == {course}
    assert list(permitted(anna, "seats.view")) == [mine]
    assert permitted(rut, "seats.view").count() == 2
    with pytest.raises(Refusal, match="inte öppen"):
        training.book(by=anna, volunteer=made.volunteer(by="anna"), training=closed)
    assert {name for name in PEOPLE if permitted(actor(name), "trainings.work").exists()} == {"rut"}


def test_a_senior_family_stands_by_a_new_one(made, rut, window, client_of):
    """The new one gets a link to the contact card: the letter itself names nobody but its receiver."""
    senior = made.volunteer(name="Familjen Holm", phone="070-174 06 77", joined_on=date(2023, 1, 1), traits=["dog"])
    new = made.volunteer(traits=["dog"])
    made.volunteer(name="Familjen Ung")
    page = window("rut").open(new.get_absolute_url()).press("Ge en mentor")
    assert "Familjen Ung" not in page.page.text_content()
    page.fill(mentor=senior.pk, consented_on="2026-11-20").reads("Mentorskap påbörjat")
    letter = Letter.objects.get(purpose="mentor")
    assert "Holm" not in letter.body
    assert "070-174 06 77" in Client().get(linked("mentor")).content.decode()
    for volunteer, says in ((new, "Mentor: Familjen Holm"), (senior, "Är mentor för Familjen Åberg")):
        assert says in client_of("rut").get(volunteer.get_absolute_url()).content.decode()
    training.end(Mentorship.objects.get(), by=rut, ending="Klarar sig själva.")
    assert Client().get(linked("mentor")).status_code == 404


def test_of_a_mentor_with_protected_identity_no_card_leaves_the_house(made, rut):
    mentor = made.volunteer(name="Familjen Holm", protection="marked")
    training.begin_mentorship(by=rut, family=made.volunteer(), mentor=mentor, consented_on=date(2026, 11, 20))
    assert not Letter.objects.exists()


def test_a_post_that_says_nothing_answers_nothing(evening, made, rut):
    seat = training.book(by=rut, volunteer=made.volunteer(), training=evening(), is_invited=True)
    page = linked("training-invitation")
    for said in ({}, {"answer": "kanske"}):
        assert Client().post(page, said).status_code == 200
    assert Seat.objects.get(pk=seat.pk).state == "invited"
    Client().post(page, {"answer": "no"})
    assert Seat.objects.get(pk=seat.pk).state == "declined"


@pytest.mark.parametrize("year", ["9999", "0001", "1026"])
def test_a_year_that_is_typed_wrong_is_told_beside_its_field(year, client_of):
    facts = {"title": "Om autism", "kind": "evening", "starts_at_0": f"{year}-12-31", "starts_at_1": "23:30"}
    facts |= {"hours": "2", "place": "Hus 4", "capacity": "20", "repeats": "1", "every_weeks": "4"}
    page = client_of("rut").post("/rekrytering/fortbildning/ny/", facts)
    assert page.status_code == 422
    assert "Kontrollera årtalet." in page.content.decode()

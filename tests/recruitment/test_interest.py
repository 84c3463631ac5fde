"""Nobody drifts: who has had no contact for 90 days is on a list, and is asked in time whether the interest remains."""

import re
from datetime import date, timedelta

import pytest

from brokerage import clock
from recruitment.models import Contact, Enquiry, InterestLetter, Volunteer
from recruitment.workflow import interest
from tests.reading import read, text_of
from tests.recruitment.made import about, everything, last_event, letters, plain

pytestmark = pytest.mark.django_db
WINTER = date(2026, 9, 1)  # 82 days before the tests' day


def page_of(letter):
    """The path of the link in a letter."""
    return re.search(r"https?://[^/]+(/\S+)", letter.body).group(1)


def drifting(browser, path="/rekrytering/utan-kontakt/"):
    return text_of(read(browser.get(path)), "tbody tr td:first-child a, tbody tr th:first-child a")


@pytest.mark.parametrize(
    ("state", "since", "listed"),
    [
        ("contacted", date(2026, 8, 23), True),
        ("contacted", date(2026, 8, 24), False),  # the ninetieth day is not over
        ("new", date(2026, 8, 1), True),
        ("met", date(2026, 8, 1), True),
        ("routed", date(2026, 8, 1), True),
        ("closed", date(2026, 1, 1), False),
        ("vetting", date(2026, 1, 1), False),
    ],
)
def test_who_is_on_the_way_to_be_lost(made, client_of, state, since, listed):
    made.enquiry(state, last_contact_on=since, next_contact_on=None if state in ("closed", "vetting") else "2027-01-20")
    assert drifting(client_of("rut")) == (["Karin Åberg"] if listed else [])


def test_whom_nobody_has_ever_called_is_counted_from_the_day_of_writing(made, client_of, window):
    made.enquiry(received_on=date(2026, 8, 1), next_contact_on=date(2027, 1, 20))
    assert drifting(client_of("rut")) == ["Karin Åberg"]
    assert window("rut").waiting() == ["Sök Karin Åberg"]


def test_the_list_is_empty_when_the_work_is_done(made, window):
    enquiry = made.enquiry("contacted", last_contact_on=date(2026, 7, 1))
    desk = window("rut").open("/rekrytering/utan-kontakt/").follow("Karin Åberg")
    desk.press("Anteckna kontakt").fill(way="phone", next_contact_on="2026-12-20")
    desk.open("/rekrytering/utan-kontakt/").reads("Ingen är på väg att tappas bort")
    # To have called in vain is no contact.
    Enquiry.objects.filter(pk=enquiry.pk).update(last_contact_on=date(2026, 7, 1))
    desk.open(enquiry.get_absolute_url()).press("Anteckna kontakt")
    desk.fill(way="no_answer", next_contact_on="2026-12-20")
    desk.open("/rekrytering/utan-kontakt/").follow("Karin Åberg")


def test_in_the_pool_without_an_assignment_one_is_not_forgotten(made, client_of, window):
    made.volunteer(joined_on=date(2026, 8, 1))
    made.volunteer(name="Familjen Ny", joined_on=date(2026, 11, 1))
    made.volunteer("paused", name="Familjen Paus", joined_on=date(2026, 1, 1))
    assert drifting(client_of("rut"), "/rekrytering/utan-kontakt/poolen/") == ["Familjen Åberg"]
    assert "Ring Familjen Åberg" in window("rut").waiting()
    assert drifting(client_of("anna"), "/rekrytering/utan-kontakt/poolen/") == []


# The letter


def test_karin_is_asked_each_quarter_and_her_answer_is_a_contact(made, client, window):
    karin = made.enquiry("met", last_contact_on=WINTER, next_contact_on=date(2026, 12, 1))
    assert interest.ask_the_silent() == 1
    assert interest.ask_the_silent() == 0  # once a quarter, and not once a minute
    (letter,) = letters()
    assert (letter.purpose, letter.address, letter.subject) == (
        "still_interested",
        "karin@post.example",
        "Är du fortfarande intresserad?",
    )
    assert "senast 6 dec 2026" in plain(letter.body)

    before = everything()
    page = client.get(page_of(letter))
    assert page.status_code == 200
    assert everything() == before  # a mail scanner opens links too
    assert text_of(read(page), "form button") == ["Ja, jag är intresserad", "Nej, inte längre"]

    assert text_of(read(client.post(page_of(letter), {"answer": "yes"})), "h1") == ["Tack! Vi räknar med dig"]
    karin.refresh_from_db()
    assert (karin.state, karin.last_contact_on, karin.next_contact_on) == (
        "met",
        date(2026, 11, 22),
        date(2026, 12, 1),
    )
    assert Contact.objects.get().way == "letter"
    assert about(last_event("interestletter.say_still")) == {("enquiry", karin.pk)}
    window("rut").open(karin.get_absolute_url()).reads("Svar på brev", "Är fortfarande intresserad.")

    again = client.post(page_of(letter), {"answer": "no"})
    assert text_of(read(again), "h1") == ["Tack! Vi räknar med dig"]
    assert InterestLetter.objects.get().state == "yes"
    with clock.at(date(2027, 2, 10)):
        assert interest.ask_the_silent() == 1  # the next quarter


def test_a_no_closes_the_enquiry_and_frees_the_seat(made, client):
    karin = made.enquiry("contacted", last_contact_on=WINTER)
    interest.ask_the_silent()
    client.post(page_of(letters()[0]), {"answer": "no"})
    karin.refresh_from_db()
    assert (karin.state, karin.reason, karin.closed_on) == ("closed", "withdrew", date(2026, 11, 22))


def test_whoever_does_not_answer_is_called(made, client, window):
    made.enquiry("contacted", last_contact_on=WINTER, next_contact_on=date(2027, 1, 20))
    interest.ask_the_silent()
    assert interest.expire_run_out() == 0
    with clock.at(date(2026, 12, 7)):
        assert interest.expire_run_out() == 1
        assert client.get(page_of(letters()[0])).status_code == 410
        assert window("rut").waiting() == ["Sök Karin Åberg"]


@pytest.mark.parametrize(
    "given",
    [
        {"state": "new"},
        {"state": "invited"},
        {"state": "closed"},
        {"email": ""},
        {"is_protected": True, "lives_in": None},
        {"last_contact_on": date(2026, 9, 8)},
    ],
)
def test_who_gets_no_letter(made, given):
    state = given.pop("state", "contacted")
    made.enquiry(state, **({"last_contact_on": WINTER} | given))
    assert interest.ask_the_silent() == 0
    assert letters() == []


def test_a_question_that_is_no_question_any_more_changes_nothing(made, client):
    karin = made.enquiry("contacted", last_contact_on=WINTER)
    interest.ask_the_silent()
    Enquiry.objects.filter(pk=karin.pk).update(state="vetting", next_contact_on=None)
    page = client.post(page_of(letters()[0]), {"answer": "no"})
    assert page.status_code == 422
    assert text_of(read(page), "h1") == ["Frågan är inte längre öppen"]
    assert Enquiry.objects.get().state == "vetting"


def test_the_pool_is_asked_too_and_a_no_pauses_until_somebody_has_called(made, client, window):
    family = made.volunteer(joined_on=WINTER)
    made.volunteer(name="Skyddad", joined_on=WINTER, protection="marked")
    assert interest.ask_the_silent() == 1
    (letter,) = letters()
    assert "Du är godkänd hos oss" in letter.body
    client.post(page_of(letter), {"answer": "no"})
    family.refresh_from_db()
    assert family.state == "paused"
    desk = window("rut")
    assert "Ring Familjen Åberg, som inte längre vill" in desk.waiting()
    desk.follow("Ring Familjen Åberg, som").press("Återuppta")
    assert "Ring Familjen Åberg, som inte längre vill" not in desk.waiting()


def test_a_yes_from_the_pool_counts_from_its_day(made, client):
    family = made.volunteer(joined_on=WINTER)
    interest.ask_the_silent()
    client.post(page_of(letters()[0]), {"answer": "yes"})
    with clock.at(date(2026, 11, 22) + timedelta(days=90)):
        assert not Volunteer.objects.drifting_on(clock.today()).exists()
    with clock.at(date(2026, 11, 22) + timedelta(days=91)):
        assert Volunteer.objects.drifting_on(clock.today()).get() == family

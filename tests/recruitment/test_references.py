"""A reference is asked by a letter that names nobody, reminded, and every attempt stands in the vetting."""

import re
from datetime import date

import pytest

from brokerage import clock
from recruitment.models import Chase, Reference
from recruitment.workflow import references
from tests.reading import read, text_of
from tests.recruitment.made import everything, letters

pytestmark = pytest.mark.django_db
ANSWER = {"about": "Karin Åberg", "known": "Tio år, grannar.", "strengths": "Lugn och varm.", "recommends": "1"}


def page_of(letter):
    """The path of the link in a letter."""
    return re.search(r"https?://[^/]+(/\S+)", letter.body).group(1)


@pytest.fixture
def berit(made, window):
    """Berit, who has been asked by letter on Sunday."""
    vetting = made.vetting()
    reference = made.reference(vetting, email="berit@post.example")
    window("rut").open(vetting.get_absolute_url()).follow("Fråga med brev").fill()
    reference.refresh_from_db()
    return reference


def test_neither_letter_nor_page_says_whom_it_is_about(berit, client):
    (letter,) = letters()
    assert (letter.purpose, letter.address) == ("reference", "berit@post.example")
    before = everything()
    page = client.get(page_of(letter)).content.decode()
    assert everything() == before
    for text in (letter.subject + letter.body, page):
        assert "Karin" not in text
        assert "Åberg" not in text


def test_the_answer_is_read_and_taken_by_whoever_investigates(berit, client, window):
    link = page_of(letters()[0])
    assert client.post(link, ANSWER | {"about": ""}).status_code == 422
    assert text_of(read(client.post(link, ANSWER)), "h1") == ["Tack för ditt svar"]
    berit.refresh_from_db()
    assert (berit.state, berit.answered_on, berit.answer_recommends) == ("named", date(2026, 11, 22), True)
    desk = window("rut").open(berit.get_absolute_url()).reads("Brev", "Har svarat 22 nov 2026")
    desk.open(f"/rekrytering/referenser/{berit.pk}/").fill()  # what was answered stands there already
    berit.refresh_from_db()
    assert (berit.state, berit.recommends) == ("taken", True)
    assert berit.summary.startswith("Svar om Karin Åberg:")
    assert "Lugn och varm." in berit.summary
    again = client.post(link, ANSWER | {"strengths": "Något annat."})
    assert text_of(read(again), "h1") == ["Du har redan svarat"]
    assert text_of(read(client.get(link)), "h1") == ["Tack för ditt svar"]
    berit.refresh_from_db()
    assert "Något annat" not in berit.answer


def test_who_is_silent_is_reminded_twice_and_then_called(berit, window):
    for day, sent in (
        (date(2026, 11, 26), 0),
        (date(2026, 11, 27), 1),
        (date(2026, 11, 28), 0),
        (date(2026, 12, 2), 1),
        (date(2026, 12, 9), 0),
    ):
        with clock.at(day):
            assert references.remind_silent() == sent, day
    assert [letter.subject for letter in letters()] == [
        "Du är uppgiven som referens",
        "Påminnelse: du är uppgiven som referens",
        "Påminnelse: du är uppgiven som referens",
    ]
    desk = window("rut").open(f"/rekrytering/referenser/{berit.pk}/sokt/").fill(way="call", note="Ringer igen fredag")
    desk.reads("Ringde, fick inget svar, Ringer igen fredag", "27 nov 2026: Påminnelse")
    assert list(Chase.objects.values_list("way", flat=True)) == ["letter", "call", "reminder", "reminder"]


def test_whose_vetting_has_ended_is_asked_and_reminded_no_more(berit, client):
    berit.vetting.state = "withdrawn"
    berit.vetting.save()
    with clock.at(date(2026, 11, 27)):
        assert references.remind_silent() == 0
    before = everything()
    assert text_of(read(client.post(page_of(letters()[0]), ANSWER)), "h1") == ["Frågan är inte längre öppen"]
    assert everything() == before


def test_whoever_has_no_address_is_called(made, window):
    reference = made.reference(made.vetting())
    window("rut").open(f"/rekrytering/referenser/{reference.pk}/fraga/").fill(status=422).reads("ring i stället")
    assert Reference.objects.get().asked_on is None

"""A volunteer tells behind a link what should be changed, and Rut accepts it field by field."""

from datetime import date

import pytest
from django.test import Client

from brokerage import clock
from brokerage.letters.models import Letter
from brokerage.workflow import Refusal
from recruitment.awaiting import awaiting
from recruitment.models import DataChange, FieldChange, VolunteerPlace
from recruitment.workflow import changes, volunteers
from tests.reading import errors_at, read
from tests.recruitment.made import last_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(made, rut):
    """`letter()`: the address in the letter that Karin has got."""

    def send(**given):
        volunteer = made.volunteer(traits=["dog"], **given)
        changes.ask(by=rut, volunteer=volunteer)
        body = Letter.objects.get(purpose="data-question").body
        return next(line for line in body.split() if "/mina-uppgifter/" in line).partition("//")[2].partition("/")[2]

    return lambda **given: f"/{send(**given)}"


TOLD = {"email": "karin@post.example", "phone": "070-174 06 99", "street": "Ny gata 3", "postcode": "", "town": ""}


def test_karin_tells_and_rut_accepts_the_telephone_alone(letter, rut, window):
    path = letter()
    karin = Client()
    assert "karin@post.example" in karin.get(path).content.decode()
    answer = karin.post(path, {**TOLD, "words": "Vi har fått en hund."})
    assert "Tack för svaret" in answer.content.decode()
    change = DataChange.objects.get()
    assert [(each.field, each.after) for each in change.fields.all()] == [
        ("phone", "070-174 06 99"),
        ("street", "Ny gata 3"),
    ]
    assert last_event("datachange.answer").actor_kind == "link"
    change.volunteer.refresh_from_db()
    assert change.volunteer.phone == "070-174 06 05"  # nothing is changed before somebody has looked
    at_desk = window("rut").home().follow("Gå igenom uppgifterna från Familjen Åberg")
    at_desk.reads("Var «070-174 06 05», föreslås «070-174 06 99»", "Vi har fått en hund.")
    at_desk.press("Gå igenom svaret").fill(**{"take-phone": "yes", "take-street": "no"})
    at_desk.reads("Ändrad", "Behållen")
    change.volunteer.refresh_from_db()
    assert change.volunteer.phone == "070-174 06 99"
    assert not VolunteerPlace.objects.exists()
    assert not [item for item in awaiting(rut) if item.text.startswith("Gå igenom")]


def test_the_link_answers_once_and_opening_it_changes_nothing(letter):
    path, karin = letter(), Client()
    karin.get(path)
    assert DataChange.objects.get().state == "asked"
    karin.post(path, TOLD)
    again = karin.post(path, TOLD | {"phone": "0"})
    assert "Tack för svaret" in again.content.decode()
    assert FieldChange.objects.filter(field="phone").count() == 1


def test_what_is_wrong_is_said_beside_its_field(letter):
    page = read(Client().post(letter(), TOLD | {"email": "karin", "phone": ""}))
    assert errors_at(page, "email")
    assert DataChange.objects.get().state == "asked"


def test_the_link_ends_with_its_days(letter):
    path = letter()
    with clock.at(date(2026, 12, 7)):
        assert Client().get(path).status_code == 410


@pytest.mark.parametrize(("given", "why"), [({"protection": "marked"}, "skyddade"), ({"email": ""}, "E-postadress")])
def test_to_whom_no_letter_can_go_none_goes(made, rut, given, why):
    with pytest.raises(Refusal, match=why):
        changes.ask(by=rut, volunteer=made.volunteer(**given))
    assert not Letter.objects.exists()
    assert not DataChange.objects.exists()


def test_protection_that_comes_in_between_takes_every_place_away(letter, rut):
    """Karin has told her new street; before anybody looks she gets protected identity."""
    path = letter()
    Client().post(path, TOLD)
    change = DataChange.objects.get()
    volunteers.edit(change.volunteer, by=rut, protection="marked")
    assert not FieldChange.objects.filter(field="street").exists()
    changes.settle(change, by=rut, accepted=["phone", "street"])
    assert not VolunteerPlace.objects.exists()


def test_behind_the_link_of_somebody_protected_stands_nothing(letter, rut):
    path = letter()
    volunteers.edit(DataChange.objects.get().volunteer, by=rut, protection="registered")
    text = Client().get(path).content.decode()
    assert "Ring oss i stället" in text
    assert "karin@post.example" not in text
    Client().post(path, TOLD)
    assert not FieldChange.objects.exists()

"""The client's own suggestion: Anna vets one family for one child, without campaign and pool; Mia decides."""

from datetime import date

import pytest

from brokerage import clock
from recruitment.models import Approval, Check, Enquiry, Vetting, Volunteer
from tests.recruitment.made import letters, number
from tests.recruitment.test_story_pool import do_every_part

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 1)
CASE = {
    "volunteer_name": "Familjen Björk",
    "applicant_name": "Lina Björk",
    "applicant_number": number(date(1985, 3, 1)),
    "partner_name": "Nils Björk",
    "partner_number": number(date(1984, 6, 1)),
    "email": "bjork@post.example",
    "case_reference": "BRO-2026-0417",
    "client_born": "2017-03-03",
    "starts_on": "2026-12-20",
    "kinds": ["family"],
}


@pytest.fixture(autouse=True)
def december(today):
    with clock.at(TODAY):
        yield


def test_anna_vets_the_family_that_the_child_already_knows(window, cast):
    anna, mia = window("anna"), window("mia")
    anna.open("/rekrytering/utredningar/").press("Utred för namngivet uppdrag").fill(**CASE)
    anna.reads("För ett namngivet uppdrag", "BRO-2026-0417", "9 år vid start", "20 dec 2026")
    vetting = Vetting.objects.get()
    assert (vetting.client_areas, vetting.area, vetting.unit) == (["IoF"], "IoF", cast.bromma)  # her own area
    assert (vetting.client_age_from, vetting.client_age_to) == (9, 9)
    assert anna.waiting() == ["Utred Familjen Björk"]

    # The board's own lookup of both, since the child is under 21: no extract is asked for.
    anna.follow("Utred Familjen Björk")
    assert do_every_part(anna) == 1 + 2 + (1 + 2) + 2 * 2 + 2 * 2 + 1 + 1
    assert sorted(Check.objects.values_list("source", "member__name")) == [
        ("A", "Lina Björk"),
        ("A", "Nils Björk"),
        ("ban", "Lina Björk"),
        ("ban", "Nils Björk"),
        ("bias", "Lina Björk"),
        ("bias", "Nils Björk"),
    ]
    anna.home().follow("Föreslå Familjen Björk").press("Föreslå godkännande").fill(assessment="Barnet är tryggt där.")

    # Mia decides in Bromma; the city's approver never meets it.
    assert window("disa").waiting() == []
    assert mia.waiting() == ["Besluta om Familjen Björk"]
    mia.follow("Besluta om Familjen Björk").reads("BRO-2026-0417", "Barnet är tryggt där.")
    mia.press("Godkänn").fill()
    assert mia.badge() == "Godkänd"
    approval, volunteer = Approval.objects.get(), Volunteer.objects.get()
    assert (approval.approver, approval.case_reference) == (cast.mia, "BRO-2026-0417")
    assert (volunteer.state, volunteer.joined_on) == ("case_only", None)
    assert not Enquiry.objects.exists()
    assert [letter.address for letter in letters()] == ["bjork@post.example"]
    anna.open("/rekrytering/uppdragstagare/").follow("Familjen Björk").reads("Bara för ärende BRO-2026-0417")
    assert anna.badge() == "Godkänd för ett ärende"


def test_a_contact_person_for_somebody_of_21_has_no_register_check(window):
    anna = window("anna")
    person = CASE | {"kinds": ["person"], "client_born": "2005-12-20", "partner_name": "", "partner_number": ""}
    anna.open("/rekrytering/utredningar/namngivet/").fill(**person)
    anna.reads("Ingen lagstadgad kontroll", "21 år vid start")
    assert not any("registret, nämndens" in task for task in anna.tasks())
    lina = Volunteer.objects.get().members.get()
    anna.open(f"{Vetting.objects.get().get_absolute_url()}kontroll/A/{lina.pk}/", status=404)


def test_the_day_before_that_birthday_the_lookup_is_asked_for(window):
    anna = window("anna")
    anna.open("/rekrytering/utredningar/namngivet/").fill(
        **CASE | {"kinds": ["person"], "client_born": "2005-12-21", "partner_name": "", "partner_number": ""}
    )
    assert sum("nämndens slagning" in task for task in anna.tasks()) == 1


@pytest.mark.parametrize("person", ["lo", "olle", "mia", "disa"])
def test_only_anna_opens_or_works_with_it(window, person):
    window("anna").open("/rekrytering/utredningar/namngivet/").fill(**CASE)
    path = Vetting.objects.get().get_absolute_url()
    other = window(person)
    if person == "mia":
        other.open(path)
        assert other.tasks() == []
        assert "Föreslå godkännande" not in other.buttons()
        other.open(f"{path}foresla/", status=403)
    else:
        other.open(path, status=404)
        other.open(f"{path}foresla/", status=403 if person == "disa" else 404)
        assert "Familjen Björk" not in other.open("/rekrytering/utredningar/").page.text_content()
    assert other.waiting() == []

"""Somebody with protected identity leaves no place behind: not in a row, a letter, an event, an export or a page."""

import io
import json

import pytest
from openpyxl import load_workbook

from brokerage.access import Actor
from brokerage.audit.models import Event
from brokerage.organisation.models import Unit
from brokerage.workflow import Refusal
from recruitment.models import Enquiry, Volunteer, VolunteerPlace
from recruitment.workflow import enquiries, meetings, vettings, volunteers
from tests.reading import pick, read, value_of
from tests.recruitment.made import letters
from tests.recruitment.test_enquiries import HOUSEHOLD, PLAN

pytestmark = pytest.mark.django_db
STREET = "Kanariefågelgatan 7"
KINDS = ["marked", "registered", "threatened"]


@pytest.fixture
def skarholmen(cast):
    return Unit.objects.get(name="Skärholmen")


@pytest.fixture
def ruts(client_of):
    return client_of("rut")


def everywhere() -> str:
    """All that is kept of anybody, but for the names of units."""
    rows = [list(model._base_manager.values()) for model in (Enquiry, Volunteer, VolunteerPlace)]
    told = [letter.body + letter.subject for letter in letters()]
    return json.dumps([rows, told, list(Event.objects.values("facts"))], default=str, ensure_ascii=False)


# The enquiry


def test_what_eli_typed_of_the_district_is_not_kept(client, cast, skarholmen):
    given = {"name": "Eli Ek", "phone": "070-174 06 05", "kinds": ["family"], "informed": "on"}
    client.post("/anmal/", given | {"lives_in": skarholmen.pk, "is_protected": "on"})
    enquiry = Enquiry.objects.get()
    assert (enquiry.name, enquiry.is_protected, enquiry.lives_in) == ("Eli Ek", True, None)


def test_rut_enters_eli_without_a_place(ruts, skarholmen):
    given = {"name": "Eli Ek", "phone": "070-174 06 05", "kinds": ["family"], "source": "phone"}
    given |= {"received_on": "2026-11-20", "is_protected": "on", "lives_in": skarholmen.pk}
    ruts.post("/rekrytering/anmalningar/ny/", given)
    assert Enquiry.objects.get().lives_in is None


def test_the_place_goes_when_the_protection_comes(made, rut, skarholmen):
    enquiry = enquiries.edit(made.enquiry(lives_in=skarholmen), by=rut, version=0, is_protected=True)
    assert enquiry.lives_in is None


@pytest.mark.parametrize("kind", KINDS)
def test_the_place_goes_when_the_vetting_tells_of_the_protection(made, rut, skarholmen, kind):
    enquiry = made.enquiry("met", lives_in=skarholmen)
    enquiry = enquiries.open_vetting(enquiry, by=rut, household=HOUSEHOLD, **PLAN | {"protection": kind})
    assert (enquiry.is_protected, enquiry.lives_in) == (True, None)
    assert Volunteer.objects.get().protection == kind


def test_eli_who_was_protected_from_the_first_is_so_in_the_vetting(made, ruts):
    enquiry = made.enquiry("met", is_protected=True, lives_in=None)
    page = read(ruts.get(f"{enquiry.get_absolute_url()}utred/"))
    assert [each.get("value") for each in pick(page, "[name=protection] option[selected]")] == ["marked"]


# The volunteer


@pytest.mark.parametrize("kind", KINDS)
def test_every_place_goes_when_a_volunteer_becomes_protected(made, rut, skarholmen, kind):
    volunteer = made.volunteer()
    made.vetting("approved", volunteer=volunteer, enquiry=made.enquiry("joined", lives_in=skarholmen))
    volunteers.edit(volunteer, by=rut, street=STREET, postcode="127 48", town="Skärholmen", district=skarholmen)
    assert STREET in everywhere()
    volunteers.edit(volunteer, by=rut, version=1, protection=kind)
    assert not VolunteerPlace.objects.exists()
    enquiry = Enquiry.objects.get()
    assert (enquiry.is_protected, enquiry.lives_in) == (True, None)
    assert STREET not in everywhere()
    assert "Skärholmen" not in everywhere()


def test_the_address_of_somebody_protected_is_never_written(made, rut):
    volunteer = made.volunteer(protection="marked")
    with pytest.raises(Refusal, match="skrivs inte in i systemet"):
        volunteers.edit(volunteer, by=rut, street=STREET)
    assert not VolunteerPlace.objects.exists()


def test_rut_marks_the_protection_and_need_not_wipe_the_fields_one_by_one(made, rut, ruts, skarholmen):
    volunteer = made.volunteer()
    volunteers.edit(volunteer, by=rut, street=STREET, district=skarholmen)
    address = f"{volunteer.get_absolute_url()}andra/"
    page = read(ruts.get(address))
    assert value_of(page, "street") == STREET
    given = {"version": value_of(page, "version"), "name": volunteer.name, "phone": volunteer.phone}
    answer = ruts.post(address, given | {"protection": "marked", "street": STREET, "district": skarholmen.pk})
    assert answer.status_code == 302
    assert not VolunteerPlace.objects.exists()
    assert STREET not in everywhere()


# Letters


def test_nobody_writes_to_eli_without_calling_first(cast, made, rut, actor):
    enquiries.arrive(
        by=Actor.system("web"),
        unit=cast.team,
        name="Eli Ek",
        email="eli@post.example",
        kinds=["family"],
        is_protected=True,
    )
    meeting = made.meeting()
    enquiries.invite(Enquiry.objects.get(), by=rut, meeting=meeting)
    meetings.cancel(meeting, by=rut)
    vetting = made.vetting("proposed", is_done=True)
    Volunteer.objects.update(protection="marked")
    vetting = vettings.approve(vetting, by=actor("disa"))
    assert letters() == []
    assert vetting.told_on is None  # and therefore Rut is reminded to call


def test_the_page_that_invites_does_not_promise_a_letter(made, ruts):
    made.meeting()
    eli = made.enquiry(name="Eli Ek", is_protected=True, lives_in=None)
    lead = read(ruts.get(f"{eli.get_absolute_url()}bjud-in/")).text_content()
    assert "får ett brev" not in lead
    assert "ring" in lead


# Pages and exports


@pytest.fixture
def eli(made, rut, skarholmen):
    """A volunteer whose home was known until it was protected, and the enquiry that it began with."""
    enquiry = made.enquiry("joined", name="Eli Ek", lives_in=skarholmen)
    volunteer = made.volunteer(name="Eli Ek")
    made.vetting("approved", volunteer=volunteer, enquiry=enquiry, is_done=True)
    volunteers.edit(volunteer, by=rut, street=STREET, postcode="127 48", district=skarholmen)
    volunteers.edit(volunteer, by=rut, version=1, protection="registered")
    return volunteer, enquiry


PAGES = [
    "",
    "rekrytering/anmalningar/?state=alla",
    "rekrytering/uppdragstagare/?state=alla",
    "rekrytering/utredningar/?state=alla",
    "rekrytering/traffar/",
    "rekrytering/lage/",
    "brev/",
]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("form", ["", "csv", "xlsx"])
def test_no_page_and_no_export_tells_where_eli_lives(ruts, eli, path, form):
    answer = ruts.get(f"/{path}", {"state": "alla", "format": form} if form else {"state": "alla"})
    text = answer.content.decode(errors="ignore")
    if "spreadsheet" in answer["Content-Type"]:
        cells = load_workbook(io.BytesIO(answer.content)).active.values
        text = " ".join(str(cell) for row in cells for cell in row)
    if "anmalningar" in path or "uppdragstagare" in path:
        assert "Eli Ek" in text
    assert "Skärholmen" not in text
    assert "Kanarie" not in text
    assert "127 48" not in text


def test_nor_do_the_pages_of_eli(ruts, eli):
    volunteer, enquiry = eli
    for row in (volunteer, enquiry, volunteer.vettings.get()):
        text = ruts.get(row.get_absolute_url()).content.decode()
        assert "Eli Ek" in text
        assert "Skärholmen" not in text
        assert "Kanarie" not in text
    page = read(ruts.get(f"{volunteer.get_absolute_url()}andra/"))
    assert (value_of(page, "street"), value_of(page, "postcode")) == (None, None)
    assert [each.get("value") for each in pick(page, "[name=district] option[selected]")] == [""]

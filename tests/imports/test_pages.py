"""Mia imports her running assignments, and nobody else's: files in, every fault shown, then read in or thrown away."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Browser
from django.urls import reverse

from brokerage import clock
from brokerage.audit.models import Event
from brokerage.imports.columns import ASSIGNMENTS, CASES, UNITS, VOLUNTEERS
from brokerage.imports.models import ImportBatch, ImportFile
from brokerage.imports.records import City
from brokerage.imports.workflow import drop_stale, put_in
from brokerage.organisation.models import Area, Membership, Role
from decisions.models import Client, Decision
from matching.models import Assignment
from recruitment.models import Volunteer
from tests.cast import Cast
from tests.imports.rows import case, family
from tests.imports.sheets import ASSIGNMENT, CASE, FAMILY, UNIT, book, born, sheet_csv, small_city

UPLOAD = "/import/ny/"


@pytest.fixture
def mia(client_of: Callable[..., Browser]) -> Browser:
    return client_of("mia")


def send(browser: Browser, *files: tuple[str, bytes]) -> Any:
    return browser.post(UPLOAD, {"sent": [SimpleUploadedFile(name, content) for name, content in files]})


def sent(browser: Browser, *files: tuple[str, bytes]) -> ImportBatch:
    """The import that waits after the files were sent in."""
    response = send(browser, *files)
    assert response.status_code == 302
    assert response.url.startswith("/import/")
    return ImportBatch.objects.latest("pk")


def page(browser: Browser, batch: ImportBatch) -> str:
    return browser.get(batch.get_absolute_url()).content.decode()


def confirm(browser: Browser, batch: ImportBatch, which: str = "all") -> Any:
    return browser.post(reverse("imports:importbatch_apply", args=[batch.pk]), {"which": which})


def test_mia_imports_her_running_assignments(cast: Cast, mia: Browser) -> None:
    batch = sent(mia, small_city())
    shown = page(mia, batch)
    assert "Inget är sparat än." in shown
    assert "Kajsa Kanariefågel" in shown
    assert "Familjen Åberg" in shown
    assert not Client.objects.exists()
    assert confirm(mia, batch).status_code == 302
    running = Assignment.objects.get()
    assert (running.unit, running.area, running.state) == (cast.bromma, "IoF", "running")
    assert Decision.objects.get().recorded_by == cast.mia
    assert not ImportFile.objects.exists()
    done = page(mia, batch)
    assert "Inläst" in done
    assert "Kajsa" not in done
    event = Event.objects.get(verb="imports.importbatch.apply")
    assert (event.user, event.unit_id, event.facts["assignments"]) == (cast.mia, cast.bromma.pk, 1)
    assert mia.get(running.get_absolute_url()).status_code == 200


def test_the_files_are_on_the_server_and_not_in_the_page(cast: Cast, mia: Browser) -> None:
    batch = sent(mia, small_city())
    assert batch.files.get().name == "Bromma.xlsx"
    apply = mia.get(reverse("imports:importbatch_apply", args=[batch.pk])).content.decode()
    assert "Kajsa" not in apply
    assert "Kajsa" not in str(dict(mia.session))


TWELVE = {
    VOLUNTEERS: [
        {**FAMILY, "reference": "U-2", "applicant_number": "19850412-9820"},
        {**FAMILY, "reference": "U-3", "kinds": "Tomte"},
        {**FAMILY, "reference": "U-4", "approver": "anna@formedlingen.example"},
        {**FAMILY, "reference": "U-5", "unit": "Farsta"},
    ],
    CASES: [
        {**CASE, "case_reference": "B-2", "number": born(2016), "decided_on": "förra året"},
        {**CASE, "case_reference": "B-3", "number": born(2016, 1), "ground": "sol2001-family"},
        {**CASE, "case_reference": "B-4", "number": born(2016, 2), "guardian_1_on": ""},
        {**CASE, "case_reference": "B-5", "number": born(2016, 3), "area": "LSS", "ground": "lss-person"},
    ],
    ASSIGNMENTS: [
        {**ASSIGNMENT, "case_reference": "B-9"},
        {**ASSIGNMENT, "volunteer": "U-9"},
        {**ASSIGNMENT, "ended_on": "2026-01-01"},
        {**ASSIGNMENT, "started_on": ""},
    ],
}
SENTENCES = (
    "kontrollsiffran är fel",
    "«Tomte» finns inte att välja",
    "Den som har utrett kan inte också godkänna.",
    "Du kan bara läsa in till din egen enhet.",
    "Skriv dagen som ÅÅÅÅ-MM-DD",
    "gällde inte den 2025-10-06",
    "Vårdnadshavarnas samtycke krävs: barnet är 9 år.",
    "Du kan bara läsa in till dina egna programområden.",
    "Inget beslut i Bromma har beteckningen B-9.",
    "Ingen uppdragstagare har beteckningen U-9.",
    "Ett avslutat uppdrag har sista dag och skäl.",
    "Ange när uppdraget började, eller planerad start.",
)


def test_a_file_with_twelve_faults_shows_each_of_them(cast: Cast, mia: Browser) -> None:
    rows = {
        sheet: [good, *TWELVE[sheet]]
        for sheet, good in ((VOLUNTEERS, FAMILY), (CASES, CASE), (ASSIGNMENTS, ASSIGNMENT))
    }
    rows[ASSIGNMENTS] = TWELVE[ASSIGNMENTS]
    batch = sent(mia, book(rows))
    shown = page(mia, batch)
    for sentence in SENTENCES:
        assert sentence in shown, sentence
    refused = confirm(mia, batch)
    assert refused.status_code == 422
    assert "Rader har fel." in refused.content.decode()
    assert not Client.objects.exists()
    assert confirm(mia, batch, "good").status_code == 302
    assert (Volunteer.objects.count(), Decision.objects.count(), Assignment.objects.count()) == (1, 1, 0)
    batch.refresh_from_db()
    assert batch.left_out == 12


def test_an_import_is_its_senders_alone(cast: Cast, client_of: Callable[..., Browser], mia: Browser) -> None:
    """Another unit's manager, and a colleague in the same place, meet a page that is not there."""
    Membership.objects.create(
        user=cast.olle, unit=cast.farsta, role=Role.DISTRICT_MANAGER, areas=[Area.IOF], starts="2024-01-01"
    )
    Membership.objects.create(
        user=cast.disa, unit=cast.bromma, role=Role.DISTRICT_MANAGER, areas=[Area.IOF], starts="2024-01-01"
    )
    batch = sent(mia, small_city())
    for who in ("olle", "disa"):
        other = client_of(who)
        for name in ("importbatch", "importbatch_apply", "importbatch_drop"):
            address = reverse(f"imports:{name}", args=[batch.pk])
            assert other.get(address).status_code == 404
            assert other.post(address, {"which": "good"}).status_code in (404, 405)
        assert "Bromma.xlsx" not in other.get("/import/").content.decode()
    assert client_of("anna").get("/import/").status_code == 403
    batch.refresh_from_db()
    assert batch.state == "waiting"
    assert not Client.objects.exists()


def test_read_in_twice_it_is_refused(cast: Cast, mia: Browser) -> None:
    first, second = sent(mia, small_city()), sent(mia, small_city())
    confirm(mia, first)
    assert confirm(mia, first).status_code in (404, 422)
    assert "Personen finns redan som klient hos er." in page(mia, second)
    assert confirm(mia, second, "good").status_code == 422
    assert Client.objects.count() == Assignment.objects.count() == 1


def test_what_came_in_between_is_not_put_in_twice(cast: Cast, mia: Browser) -> None:
    """Somebody has registered the client since the file was looked through: the import is refused as a whole."""
    batch = sent(mia, book({CASES: [CASE], VOLUNTEERS: [FAMILY]}))
    put_in_by_another(cast)
    assert confirm(mia, batch).status_code == 422
    assert Client.objects.count() == 1
    assert not Volunteer.objects.exists()


def put_in_by_another(cast: Cast) -> None:
    put_in(City(cases=(case(case_reference="ANNAT"),)), by=cast.actor("anna"))


def test_a_manager_reaches_only_what_is_hers(cast: Cast, mia: Browser) -> None:
    """The neighbour's decision and the brokerage's volunteer are not found, as if they were not there."""
    lss = case(area="LSS", ground="lss-person", case_reference="LSS-1")
    team = family(unit="Resursteamen", area="", reference="R-1")
    put_in(City((), (team,), (lss,), ()), by=cast.actor("anna"))
    rows = [{**ASSIGNMENT, "case_reference": "LSS-1"}, {**ASSIGNMENT, "volunteer": "R-1"}]
    shown = page(mia, sent(mia, book({VOLUNTEERS: [FAMILY], CASES: [CASE], ASSIGNMENTS: rows, UNITS: [UNIT]})))
    assert "Inget beslut i Bromma har beteckningen LSS-1." in shown
    assert "Ingen uppdragstagare har beteckningen R-1." in shown
    assert "Enheter läses bara in för hela staden" in shown


def test_it_can_be_thrown_away(cast: Cast, mia: Browser) -> None:
    batch = sent(mia, small_city())
    assert mia.post(reverse("imports:importbatch_drop", args=[batch.pk])).status_code == 302
    assert not ImportFile.objects.exists()
    batch.refresh_from_db()
    assert batch.state == "dropped"
    assert confirm(mia, batch).status_code == 422


def test_after_a_day_it_is_thrown_away_by_itself(cast: Cast, mia: Browser, client_of: Callable[..., Browser]) -> None:
    old = sent(mia, small_city())
    with clock.at(clock.now() + timedelta(hours=23)):
        assert drop_stale() == 0
        new = sent(client_of("mia"), small_city())
    with clock.at(clock.now() + timedelta(hours=25)):
        assert drop_stale() == 1
    assert list(ImportFile.objects.values_list("batch", flat=True)) == [new.pk]
    old.refresh_from_db()
    assert old.state == "dropped"
    assert Event.objects.get(verb="imports.importbatch.drop").actor_kind == "system"


def test_what_is_no_import_is_told_beside_the_field_or_in_the_preview(cast: Cast, mia: Browser) -> None:
    assert "Välj minst en fil." in mia.post(UPLOAD, {}).content.decode()
    many = [(f"{number}.csv", b"a;b") for number in range(7)]
    assert "Välj högst 6 filer åt gången." in send(mia, *many).content.decode()
    batch = sent(mia, ("bild.csv", b"\x89PNG\r\n\x1a\n\x00\x01"))
    assert "Rubrikerna känns inte igen" in page(mia, batch)
    assert "Det finns ingen rad att läsa in." in confirm(mia, batch, "good").content.decode()


def test_the_templates_can_be_fetched(cast: Cast, mia: Browser) -> None:
    upload = mia.get(UPLOAD).content.decode()
    for name in ("import.xlsx", "uppdragstagare.csv", "klienter.csv", "uppdrag.csv"):
        address = f"/import/mallar/{name}"
        assert address in upload
        response = mia.get(address)
        assert response["Content-Disposition"] == f'attachment; filename="{name}"'
        again = page(mia, sent(mia, (name, response.content)))
        assert "Rubrikerna" not in again
        assert "Kolumnen" not in again


def test_several_files_make_one_import(cast: Cast, mia: Browser) -> None:
    batch = sent(mia, sheet_csv(VOLUNTEERS, FAMILY), sheet_csv(CASES, CASE), sheet_csv(ASSIGNMENTS, ASSIGNMENT))
    assert str(batch) == "uppdragstagare.csv, klienter.csv, uppdrag.csv"
    confirm(mia, batch)
    assert Assignment.objects.count() == 1

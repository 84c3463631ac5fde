"""`manage.py import_city FOLDER`: what whoever runs the system sees, and what is saved."""

from io import StringIO
from pathlib import Path
from time import process_time

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from brokerage.audit.models import Event
from brokerage.imports.columns import ASSIGNMENTS, CASES, VOLUNTEERS
from brokerage.imports.models import ImportBatch
from decisions.models import Client, Decision
from matching.models import Assignment
from tests.cast import Cast
from tests.imports.sheets import ASSIGNMENT, CASE, FAMILY, Row, book, born, sheet_csv, small_city


def put(folder: Path, *files: tuple[str, bytes]) -> str:
    for name, content in files:
        (folder / name).write_bytes(content)
    return str(folder)


def run(folder: str, *options: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("import_city", folder, *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def refused(folder: str, *options: str) -> tuple[str, str]:
    err = StringIO()
    with pytest.raises(CommandError) as refusal:
        call_command("import_city", folder, *options, stdout=StringIO(), stderr=err)
    return str(refusal.value), err.getvalue()


def test_a_city_is_read_in(cast: Cast, tmp_path: Path) -> None:
    said, faults = run(put(tmp_path, small_city(with_unit=True)))
    assert "1 nya enheter, 1 uppdragstagare, 1 beslut, 1 uppdrag och 0 intresseanmälningar lästes in på" in said
    assert faults == ""
    assert Assignment.objects.get().decision.recorded_by == cast.hedda
    assert Event.objects.get(verb="imports.importbatch.apply").unit_id == cast.bromma.pk


def test_somebody_can_stand_for_it(cast: Cast, tmp_path: Path) -> None:
    folder = put(tmp_path, small_city())
    assert refused(folder, "--by", "ingen@post.example")[0].startswith("Ingen användare har")
    run(folder, "--by", "Anna@formedlingen.example")
    assert Decision.objects.get().recorded_by == cast.anna


def test_a_preview_saves_nothing(cast: Cast, tmp_path: Path) -> None:
    said, _ = run(put(tmp_path, small_city()), "--preview")
    assert "Uppdragstagare: 1 rader." in said
    assert "Inget är sparat" in said
    assert not Client.objects.exists()
    assert not ImportBatch.objects.exists()


def test_read_in_twice_it_is_refused_and_changes_nothing(cast: Cast, tmp_path: Path) -> None:
    folder = put(tmp_path, small_city())
    run(folder)
    why, faults = refused(folder)
    assert why == "4 fel. Inget är sparat. Med --good-rows läses de rader in som är rätt."
    assert "Klienter och beslut, rad 2, Personnummer: Personen finns redan som klient hos er." in faults
    assert refused(folder, "--good-rows")[0] == "Det finns ingen rad att läsa in."
    assert ImportBatch.objects.count() == Decision.objects.count() == 1


def test_all_or_nothing_or_the_good_rows(cast: Cast, tmp_path: Path) -> None:
    wrong = {**CASE, "number": born(2016), "case_reference": "BRO-2", "guardian_1_on": ""}
    folder = put(
        tmp_path, sheet_csv(VOLUNTEERS, FAMILY), sheet_csv(CASES, CASE, wrong), sheet_csv(ASSIGNMENTS, ASSIGNMENT)
    )
    assert refused(folder, "--preview")[0] == "1 fel. Inget är sparat."
    assert refused(folder)[0].startswith("1 fel.")
    assert not Client.objects.exists()
    run(folder, "--good-rows")
    assert Decision.objects.get().case_reference == "BRO-2025-0001"
    assert ImportBatch.objects.get().left_out == 1


def test_a_folder_without_files_is_told(tmp_path: Path) -> None:
    assert "har inga CSV- eller XLSX-filer" in refused(str(tmp_path))[0]
    assert "finns inte" in refused(str(tmp_path / "borta"))[0]


def test_many_faults_are_not_all_listed(cast: Cast, tmp_path: Path) -> None:
    rows: list[Row] = [{**ASSIGNMENT, "case_reference": str(number), "volunteer": "U"} for number in range(150)]
    _, faults = refused(put(tmp_path, sheet_csv(ASSIGNMENTS, *rows)))
    assert "… och 100 fel till." in faults


def test_2_500_running_assignments_are_read_in_within_a_minute(cast: Cast, tmp_path: Path) -> None:
    """A tenth of them, in a tenth of the time: read, judged and put in, from a workbook."""
    count = 250
    alone = {**FAMILY, "partner": "", "partner_number": ""}
    rows = {
        VOLUNTEERS: [{**alone, "reference": f"U-{n}", "applicant_number": born(1970, n)} for n in range(count)],
        CASES: [{**CASE, "number": born(2014, n), "case_reference": f"B-{n}"} for n in range(count)],
        ASSIGNMENTS: [{**ASSIGNMENT, "volunteer": f"U-{n}", "case_reference": f"B-{n}"} for n in range(count)],
    }
    folder = put(tmp_path, book(rows))
    began = process_time()
    run(folder)
    assert process_time() - began < 6
    assert Assignment.objects.running().count() == count

"""Files become rows or faults, each fault with row and column; nothing in a file can break the reader."""

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from brokerage.access import Actor
from brokerage.imports import blanks, cells, files
from brokerage.imports.columns import ASSIGNMENTS, CASES, SHEETS, UNITS, VOLUNTEERS, Sheet
from brokerage.imports.known import Known, There, there
from brokerage.imports.reading import Reading, read
from brokerage.imports.records import City
from brokerage.imports.workflow import put_in
from brokerage.organisation.reference import TRAITS
from tests.cast import Cast
from tests.imports.rows import assignment, case, family
from tests.imports.sheets import ASSIGNMENT, CASE, FAMILY, UNIT, book, born, sheet_csv, small_city

NOTHING = Known()


@pytest.fixture
def of(cast: Cast) -> Any:
    """`of(file, …)`: what the files say to the whole city."""

    def reading(*sent: tuple[str, bytes], **how: Any) -> Reading:
        return read(sent, Known.now(), there(), **how)

    return reading


def told(reading: Reading) -> list[str]:
    return [f"{fault.where}: {fault.sentence}" for fault in reading.faults]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_is_read_as_people_save_it(of: Any, delimiter: str, encoding: str) -> None:
    sent = [
        sheet_csv(sheet, row, delimiter=delimiter, encoding=encoding)
        for sheet, row in ((VOLUNTEERS, FAMILY), (CASES, CASE), (ASSIGNMENTS, ASSIGNMENT))
    ]
    reading = of(*sent)
    assert told(reading) == []
    assert reading.city == City((), (family(),), (case(),), (assignment(),))


def test_a_workbook_says_the_same(of: Any) -> None:
    reading = of(small_city(with_unit=True))
    assert told(reading) == []
    assert reading.city.volunteers == (family(),)
    assert reading.city.cases == (case(),)
    assert reading.city.assignments == (assignment(),)
    assert reading.city.units[0].name == "Västra Bromma"
    assert put_in(reading.city, by=Actor.system("import")).units == 1


def test_a_workbook_holds_days_and_numbers_as_a_spreadsheet_does(of: Any) -> None:
    typed: dict[str, Any] = {
        **CASE,
        "decided_on": date(2025, 10, 6),
        "number": int(CASE["number"].replace("-", "")),
    }
    assert of(book({CASES: [typed]})).city.cases == (case(),)


def test_the_order_of_columns_and_their_capitals_do_not_matter(of: Any) -> None:
    name, content = sheet_csv(CASES, CASE)
    head, row = content.decode("utf-8-sig").splitlines()
    turned = "\n".join(
        ";".join(reversed(line.upper().split(";") if line is head else line.split(";"))) for line in (head, row)
    )
    assert of((name, turned.encode())).city.cases == (case(),)


BAD: list[tuple[Sheet, dict[str, str], str]] = [
    (VOLUNTEERS, {"reference": ""}, "Beteckning: Fyll i."),
    (VOLUNTEERS, {"unit": "Atlantis"}, "Enhet: Enheten «Atlantis» finns inte."),
    (VOLUNTEERS, {"kinds": "Tomte"}, "Godkänd som: «Tomte» finns inte att välja. Välj bland: Kontaktperson,"),
    (VOLUNTEERS, {"places": "0"}, "Antal samtidigt: Skriv ett heltal från 1 till 20."),
    (VOLUNTEERS, {"age_from": "15"}, "Klientens ålder till: Åldern från kan inte vara högre än åldern till."),
    (VOLUNTEERS, {"approver": FAMILY["investigator"]}, "Godkänd av: Den som har utrett kan inte också godkänna."),
    (VOLUNTEERS, {"approver": "olle@formedlingen.example"}, "är inte enhetschef eller godkännare i Bromma."),
    (VOLUNTEERS, {"approver": "ingen@post.example"}, "Godkänd av: Ingen användare har e-postadressen"),
    (VOLUNTEERS, {"valid_until": "2024-01-01"}, "Godkännandet kan inte gå ut före beslutsdagen."),
    (VOLUNTEERS, {"approved_on": "2027-01-01"}, "Godkänd den: Godkännandet kan inte ligga i framtiden."),
    (VOLUNTEERS, {"applicant_number": "19850412-9820"}, "Sökandes personnummer: Numret stämmer inte: kontrollsiffran"),
    (VOLUNTEERS, {"applicant_number": born(2012)}, "Karin Åberg är under 18 år: av barn anges bara födelseåret."),
    (VOLUNTEERS, {"partner_number": ""}, "Ange både namn och personnummer för medsökande."),
    (VOLUNTEERS, {"more_adults": "Nils"}, "Skriv namn och personnummer för varje vuxen"),
    (VOLUNTEERS, {"email": "karin"}, "E-post: Det är ingen e-postadress."),
    (VOLUNTEERS, {"nights": "kanske"}, "Över natt: Skriv ja eller nej."),
    (VOLUNTEERS, {"protection": "Sekretessmarkering"}, "Gatuadress: Adressen till någon med skyddade"),
    (VOLUNTEERS, {"traits": "drake"}, "«drake» finns inte bland egenskaperna."),
    (VOLUNTEERS, {"traits": "hund", "lacks": "hund"}, "Samma sak kan inte både finnas och saknas"),
    (VOLUNTEERS, {"name": "@cmd()"}, "Namn: Texten börjar med @ och kan tas för en formel."),
    (CASES, {"number": "123"}, "Personnummer: Skriv numret som ÅÅÅÅMMDD-NNNN."),
    (CASES, {"decided_on": "2025-02-30"}, "Beslutat: Dagen finns inte i almanackan."),
    (CASES, {"decided_on": "i höstas"}, "Beslutat: Skriv dagen som ÅÅÅÅ-MM-DD"),
    (CASES, {"ground": "sol2001-family"}, "Lagrum: Lagrummet SoL 2001:453 4 kap. 1 § gällde inte den 2025-10-06."),
    (CASES, {"ground": "lss-person"}, "Lagrum: Lagrummet hör till ett annat programområde än klienten."),
    (CASES, {"ground": "lagen"}, "Lagrum: Lagrummet «lagen» finns inte."),
    (CASES, {"guardian_1_on": ""}, "Vårdnadshavare 1 samtyckte: Vårdnadshavarnas samtycke krävs: barnet är 10 år."),
    (
        CASES,
        {"guardian_1": "", "guardian_1_on": "", "guardian_1_phone": ""},
        "Eget samtycke: Vårdnadshavarnas samtycke",
    ),
    (CASES, {"guardian_1": ""}, "Vårdnadshavare 1: Ange vårdnadshavarens namn."),
    (CASES, {"guardian_2": "Pelle Pappa"}, "Vårdnadshavarnas samtycke krävs"),
    (CASES, {"number": born(2000)}, "Klienten var myndig när beslutet fattades"),
    (CASES, {"decision_maker": "anna@formedlingen.example"}, "anna@formedlingen.example är inte handläggare i Bromma."),
    (CASES, {"executed_on": "2025-10-01"}, "Verkställt: Verkställigheten kan inte ligga före beslutet."),
    (CASES, {"executed_on": "", "interrupted_since": "2025-12-01"}, "Ett avbrott kräver att insatsen har verkställts."),
    (CASES, {"ended_on": "2026-01-01"}, "Skäl till avslut: Ett avslutat beslut har dag och skäl."),
    (CASES, {"musts": "rökfritt"}, "Viktigt: Samma sak kan inte vara både krav och viktigt: smoke-free."),
    (CASES, {"urgency": "Strax"}, "Hur bråttom:"),
    (CASES, {"together": "9"}, "Syskon tillsammans: Skriv ett heltal från 1 till 6."),
    (ASSIGNMENTS, {"secretary": "rut@formedlingen.example"}, "är inte kontaktsekreterare eller handläggare i Bromma."),
    (CASES, {"words": ""}, "Behovet med ord: Beskriv behovet"),
    (CASES, {"words": "Kajsa tycker om djur."}, "Behovet med ord: Beskrivningen nämner klientens namn."),
    (CASES, {"protection": "Skyddad folkbokföring"}, "Gatuadress: Adressen till någon med skyddade"),
    (ASSIGNMENTS, {"volunteer": "U-9"}, "Ingen uppdragstagare har beteckningen U-9."),
    (ASSIGNMENTS, {"case_reference": "X"}, "Inget beslut i Bromma har beteckningen X."),
    (ASSIGNMENTS, {"kind": "Kontaktperson"}, "Som: Slaget av uppdrag stämmer inte med insatsen i beslutet."),
    (ASSIGNMENTS, {"appointed_on": "2025-10-05"}, "Utsedd den: Ingen kan utses före beslutet den 2025-10-06."),
    (ASSIGNMENTS, {"started_on": "2025-11-02"}, "Påbörjat: Starten kan inte ligga före utseendet."),
    (ASSIGNMENTS, {"started_on": ""}, "Påbörjat: Ange när uppdraget började, eller planerad start."),
    (ASSIGNMENTS, {"ended_on": "2026-01-01"}, "Skäl till avslut: Ett avslutat uppdrag har sista dag och skäl."),
    (ASSIGNMENTS, {"decision_maker": "rut@formedlingen.example"}, "är inte handläggare eller enhetschef i Bromma."),
    (UNITS, {"successor": "Atlantis"}, "Efterträdare: Enheten «Atlantis» finns inte."),
    (UNITS, {"ends": "2000-01-01"}, "Till och med: Enheten kan inte upphöra före sin första dag."),
]


@pytest.mark.parametrize(
    ("sheet", "changed", "sentence"), BAD, ids=lambda value: str(value)[:40] if isinstance(value, dict) else ""
)
def test_a_fault_says_where_it_is_and_what_is_wrong(
    of: Any, sheet: Sheet, changed: dict[str, str], sentence: str
) -> None:
    rows = {UNITS: UNIT, VOLUNTEERS: FAMILY, CASES: CASE, ASSIGNMENTS: ASSIGNMENT}
    rows[sheet] = {**rows[sheet], **changed}
    reading = of(book({each: [row] for each, row in rows.items()}))
    mine = [each for each in told(reading) if each.startswith(f"{sheet.title}, rad 2, ")]
    assert any(sentence in each for each in mine), told(reading)
    assert reading.left_out == len({fault.sheet for fault in reading.faults})


def test_rows_that_stand_twice_or_are_there_already(of: Any, cast: Cast) -> None:
    twice = of(book({VOLUNTEERS: [FAMILY, FAMILY], CASES: [CASE, CASE], ASSIGNMENTS: [ASSIGNMENT, ASSIGNMENT]}))
    assert [each for each in told(twice) if "Står redan på rad 2." in each] == [
        "Uppdragstagare, rad 3, Beteckning: Står redan på rad 2.",
        "Klienter och beslut, rad 3, Ärendets beteckning: Står redan på rad 2.",
        "Uppdrag, rad 3, Uppdragstagarens beteckning: Står redan på rad 2.",
    ]
    assert len(twice.city) == 3
    put_in(twice.city, by=cast.actor("anna"))
    assert told(of(small_city())) == [
        "Uppdragstagare, rad 2, Beteckning: En uppdragstagare med den beteckningen finns redan.",
        "Klienter och beslut, rad 2, Ärendets beteckning: Ett beslut med den beteckningen finns redan.",
        "Klienter och beslut, rad 2, Personnummer: Personen finns redan som klient hos er.",
        "Uppdrag, rad 2, Uppdragstagarens beteckning: Uppdragstagaren har redan det här uppdraget.",
    ]


def test_one_person_with_two_decisions_is_the_same_person(of: Any) -> None:
    second = {**CASE, "case_reference": "BRO-2025-0002", "ground": "sol2025-person"}
    assert len(of(book({CASES: [CASE, second]})).city.cases) == 2
    (fault,) = of(book({CASES: [CASE, {**second, "guardian_1": "Mor Moa"}]})).faults
    assert fault.sentence == "Samma person står på rad 2 med andra uppgifter."


def test_a_row_that_refers_to_a_bad_one_says_so(of: Any) -> None:
    bad = {VOLUNTEERS: [{**FAMILY, "places": "0"}], CASES: [{**CASE, "guardian_1_on": ""}], ASSIGNMENTS: [ASSIGNMENT]}
    sentences = [fault.sentence for fault in of(book(bad)).faults if fault.sheet == "Uppdrag"]
    assert "Beslutet står på rad 2 i «Klienter och beslut», som har fel." in sentences


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2025-10-06", date(2025, 10, 6)),
        ("20251006", date(2025, 10, 6)),
        ("2025/10/6", date(2025, 10, 6)),
        ("2025-10-06 00:00:00", date(2025, 10, 6)),
        ("6/10 2025", date(2025, 10, 6)),
        ("6.10.2025", date(2025, 10, 6)),
        ("06-10-2025", date(2025, 10, 6)),
        ("6 oktober 2025", date(2025, 10, 6)),
        ("6 okt. 2025", date(2025, 10, 6)),
        ("29 februari 2024", date(2024, 2, 29)),
    ],
)
def test_days_are_read_as_swedes_write_them(written: str, read_as: date) -> None:
    assert cells.day(written, NOTHING) == read_as


@pytest.mark.parametrize(
    "written", ["6/10", "2025", "2025-13-01", "29 februari 2025", "1/1 3000", "0001-01-01", "6 oxober 2025"]
)
def test_other_days_are_refused(written: str) -> None:
    with pytest.raises(cells.Wrong):
        cells.day(written, NOTHING)


def test_words_with_commas_of_their_own(cast: Cast) -> None:
    known = Known.now()
    assert cells.words("varannan helg, jämna veckor, hund; katt", known) == ("weekend-even", "dog", "cat")
    for _, code, word, _ in TRAITS:
        assert cells.words(f"{word}, {code}, bil", known) == tuple(dict.fromkeys((code, "car")))
    areas = next(each for each in VOLUNTEERS.columns if each.name == "client_areas")
    assert areas.read("Funktionsnedsättning, SoL, LSS", known) == ("OF", "LSS")


# Files that are not what they seem


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def formulas() -> bytes:
    made = Workbook()
    page = made.active
    for line in ([column.heading for column in CASES.columns], ["=1+1"] * len(CASES.columns)):
        page.append(line)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Filen är tom."),
        (b" " * (files.MOST_BYTES + 1), "Filen är större än 10 MB"),
        (b"\xd0\xcf\x11\xe0 gammal", "gamla formatet .xls"),
        (b"PK\x03\x04 inte en arbetsbok", "Arbetsboken går inte att packa upp."),
        (packed(**{"a.xml": b"hej"}), "Arbetsboken går inte att läsa."),
        (
            packed(**{f"{n}.xml": b"0" * (files.MOST_UNPACKED // 4 + 1) for n in range(4)}),
            "för stor när den packas upp",
        ),
        (packed(**{"a.xml": b'<!DOCTYPE a [<!ENTITY b "c">]>'}), "inte ska innehålla"),
        (b"a;b\n" * (files.MOST_ROWS + 2), "fler än 20000 rader"),
        (b'Enhet;"' + b"x" * 200_000, "ingen CSV-fil"),
        (b"Enhet;Frukt\nBromma;banan\n", "Rubrikerna känns inte igen."),
    ],
)
def test_a_file_that_is_no_import_is_told_so(of: Any, content: bytes, sentence: str) -> None:
    reading = of(("fil", content))
    assert any(sentence in each.sentence for each in reading.faults), told(reading)
    assert not reading.city


def test_a_formula_is_never_run(of: Any) -> None:
    """The workbook was never calculated: its formulas have no value, and count as nothing."""
    reading = of(("formler.xlsx", formulas()))
    assert not reading.city.cases


def test_missing_and_unknown_columns_are_named(of: Any) -> None:
    name, content = sheet_csv(ASSIGNMENTS, ASSIGNMENT)
    text = content.decode("utf-8-sig").replace("Delegation", "Delegering").replace("Som;", "Enhet;")
    sentences = told(of((name, text.encode())))
    assert "Uppdrag, rad 1, Delegation: Kolumnen saknas." in sentences
    assert "Uppdrag, rad 1, Delegering: Kolumnen finns inte i mallen." in sentences
    assert "Uppdrag, rad 1, Enhet: Kolumnen finns två gånger." in sentences


@settings(max_examples=200)
@given(st.binary(max_size=600))
@example(b"PK\x03\x04")
@example(b"\xff\xfe\x00")
@example(b'"')
def test_no_content_breaks_the_reader(content: bytes) -> None:
    reading = read([("fil.csv", content)], NOTHING, There())
    assert not reading.city
    assert all(fault.sentence for fault in reading.faults)


@settings(max_examples=200)
@given(st.sampled_from(SHEETS), st.lists(st.text(max_size=30), max_size=40), st.sampled_from(";,\t"))
def test_no_cell_breaks_the_reader(sheet: Sheet, row: list[str], delimiter: str) -> None:
    head = delimiter.join(column.heading for column in sheet.columns)
    quoted = delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row)
    content = f"{head}\n{quoted}\n".encode("utf-8", errors="replace")
    for fault in read([("fil.csv", content)], NOTHING, There()).faults:
        assert fault.sentence[-1] in ".!"


# The templates


def test_every_column_is_explained_and_its_example_can_be_read(cast: Cast) -> None:
    known = Known.now()
    for sheet in SHEETS:
        for column in sheet.columns:
            if column.example and column.read is not cells.user:
                assert column.read(column.example, known) is not None, column
            assert column.example or not column.required, column


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_template_is_read_as_its_own_sheet(of: Any, sheet: Sheet) -> None:
    reading = of((f"{sheet.name}.csv", blanks.csv_of(sheet)))
    assert list(reading.rows) == [sheet.title]
    assert not [each for each in reading.faults if each.row < 2]


def test_the_workbook_of_templates_holds_all_sheets_and_explains_them(of: Any) -> None:
    reading = of(("mall.xlsx", blanks.workbook([("egenskap", "dog", "hund")])))
    assert list(reading.rows) == [sheet.title for sheet in SHEETS]
    assert not [each for each in reading.faults if each.row < 2]
    assert {each.column for each in reading.faults} <= {
        "Utredd av", "Godkänd av", "Beslutsfattare", "Utsedd av", "Ärendets beteckning", "Uppdragstagarens beteckning",
        "Ansvarig",
    }  # fmt: skip

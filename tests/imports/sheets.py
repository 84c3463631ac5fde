"""Files as people would send them in: a workbook or CSV with the columns of the templates."""

import csv
import io
from datetime import date
from typing import Any

from openpyxl import Workbook

from brokerage import identity
from brokerage.imports.columns import ASSIGNMENTS, CASES, SHEETS, UNITS, VOLUNTEERS, Sheet
from tests.imports.rows import KAJSA, KARIN, PER

# By the column's name in the record, as somebody in the cast's Bromma would type it.
FAMILY = {
    "reference": "U-1",
    "unit": "Bromma",
    "area": "IoF",
    "name": "Familjen Åberg",
    "kinds": "Kontaktfamilj",
    "client_areas": "IoF",
    "age_from": "4",
    "age_to": "12",
    "nights": "ja",
    "approved_on": "2025-09-01",
    "valid_until": "2028-08-31",
    "investigator": "anna@formedlingen.example",
    "approver": "mia@formedlingen.example",
    "applicant": "Karin Åberg",
    "applicant_number": KARIN,
    "partner": "Per Åberg",
    "partner_number": PER,
    "children": "2016",
    "email": "karin@post.example",
    "phone": "070-174 06 05",
    "street": "Björkvägen 3",
    "postcode": "168 50",
    "town": "Bromma",
    "district": "Bromma",
}
CASE = {
    "unit": "Bromma",
    "area": "IoF",
    "number": KAJSA,
    "name": "Kajsa Kanariefågel",
    "guardian_1": "Moa Mor",
    "guardian_1_on": "6/10 2025",
    "guardian_1_phone": "070-174 06 06",
    "communication": "Bildstöd",
    "street": "Ekstigen 4",
    "postcode": "167 40",
    "town": "Bromma",
    "ground": "sol2025-family",
    "extent": "Varannan helg",
    "purposes": "Avlastning för familjen, change",
    "decided_on": "6 oktober 2025",
    "valid_to": "2026-12-31",
    "decision_maker": "hedda@formedlingen.example",
    "delegation": "3.2",
    "case_reference": "BRO-2025-0001",
    "executed_on": "20251110",
    "musts": "varannan helg, jämna veckor",
    "important": "rökfritt",
    "wishes": "natur och friluftsliv, djur",
    "urgency": "Snart: läget blir sämre av att vänta",
    "together": "2",
    "words": "Ett barn som tycker om djur och natur.",
}
ASSIGNMENT = {
    "unit": "Bromma",
    "case_reference": "BRO-2025-0001",
    "volunteer": "U-1",
    "kind": "Kontaktfamilj",
    "appointed_on": "2025-11-03",
    "decision_maker": "mia@formedlingen.example",
    "delegation": "3.3",
    "secretary": "anna@formedlingen.example",
    "started_on": "2025-11-10",
}
UNIT = {
    "name": "Västra Bromma",
    "kind": "Stadsdel",
    "starts": "2007-01-01",
    "ends": "2010-12-31",
    "successor": "Bromma",
}
SAMPLE = {UNITS: UNIT, VOLUNTEERS: FAMILY, CASES: CASE, ASSIGNMENTS: ASSIGNMENT}

Row = dict[str, str]


def born(year: int, turn: int = 0) -> str:
    """The number of somebody born that year."""
    return identity.made_up(date(year, 1 + turn // 20 % 12, 1 + turn // 240), 980 + turn % 20)


def lines(sheet: Sheet, rows: list[Row]) -> list[list[str]]:
    """Headings and rows, with only the columns that somebody fills in."""
    used = [each for each in sheet.columns if each.required or any(row.get(each.name) for row in rows)]
    return [[each.heading for each in used], *([row.get(each.name, "") for each in used] for row in rows)]


def sheet_csv(sheet: Sheet, *rows: Row, delimiter: str = ";", encoding: str = "utf-8-sig") -> tuple[str, bytes]:
    """A CSV file of one sheet."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(lines(sheet, list(rows)))
    return f"{sheet.name}.csv", out.getvalue().encode(encoding)


def book(of: dict[Sheet, list[dict[str, Any]]]) -> tuple[str, bytes]:
    """A workbook with these sheets."""
    made = Workbook(write_only=True)
    for sheet in SHEETS:
        if sheet in of:
            page = made.create_sheet(sheet.title)
            for line in lines(sheet, of[sheet]):
                page.append(line)
    out = io.BytesIO()
    made.save(out)
    return "Bromma.xlsx", out.getvalue()


def small_city(*, with_unit: bool = False) -> tuple[str, bytes]:
    """The small city of `rows.py`, in one workbook."""
    sheets = [sheet for sheet in SAMPLE if with_unit or sheet is not UNITS]
    return book({sheet: [SAMPLE[sheet]] for sheet in sheets})

"""The templates that a file is filled in from, made from the columns themselves."""

import csv
import io
from collections.abc import Iterable

from brokerage.imports.columns import SHEETS
from brokerage.imports.shapes import EXPLANATIONS, Sheet

HEADINGS = ("Blad", "Kolumn", "Måste fyllas i", "Förklaring", "Välj bland")


def csv_of(sheet: Sheet) -> bytes:
    """Headings and one example, as a Swedish spreadsheet opens it: semicolons, and a mark that says UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(column.heading for column in sheet.columns)
    writer.writerow(column.example for column in sheet.columns)
    return out.getvalue().encode("utf-8-sig")


def workbook(lists: Iterable[tuple[str, str, str]], sheets: Iterable[Sheet] = SHEETS) -> bytes:
    """All sheets with an example each, and a sheet that explains them. `lists`: code, word and what it belongs to."""
    from openpyxl import Workbook  # noqa: PLC0415 — slow to import, and written only here

    sheets = tuple(sheets)
    book = Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        page.freeze_panes = "A2"
        page.append([column.heading for column in sheet.columns])
        page.append([column.example for column in sheet.columns])
    explained = book.create_sheet(EXPLANATIONS)
    explained.append(HEADINGS)
    for row in explanations(sheets):
        explained.append(row)
    explained.append([])
    explained.append(("Lista", "Kod", "", "Ord"))
    for belongs, code, word in lists:
        explained.append((belongs, code, "", word))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def explanations(sheets: Iterable[Sheet] = SHEETS) -> list[tuple[str, str, str, str, str]]:
    """A line for each column: sheet, heading, whether it must be filled in, explanation, choices."""
    return [
        (
            sheet.name,
            column.heading,
            "ja" if column.required else "",
            column.explanation,
            ", ".join(column.choices),
        )
        for sheet in sheets
        for column in sheet.columns
    ]

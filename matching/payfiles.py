"""A closed payroll as files: PAXml 2.0 for a payroll system, and CSV. They hold pay numbers, and name nobody. Pure.

PAXml: a header and `lonetransaktioner`, each `lonetrans` with the pay number, the kind of pay, day, quantity, price and
amount. Which day a payroll system books on is its own; here it is the last day of what is paid for.

Followed is the schema that paxml.se published for version 2.0 (December 2012). Each element was held against it as
two other programs read it (their classes are generated from it), and they agree:

    header      format, version («2.0» alone), datum (a moment), foretagnamn, programnamn
    lonetrans   anstid (an attribute, text), lonart (text), datum (a day), antal, apris, belopp (decimals)

in that order, which holds whether the schema wants it or not. `lonkod` is left out: its codes (TID, BONUS, MIL_FRI …)
know no fee of this kind, and a payroll's own kinds of pay stand in `lonart`, as the standard has it for such. The tests
hold the file against a schema of our own writing with the same names, types and order (tests/data/paxml_2_0.xsd). No
payroll system has read it in, and version 2.2 has not been seen.
"""

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree

from brokerage import money
from brokerage.pages.wording import day

_SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}noNamespaceSchemaLocation"
HEADS = ("Anställningsnummer", "Löneart", "Ersättning", "Från", "Till", "Antal", "Pris", "Belopp", "Rättelse")


def figure(value: Decimal) -> str:
    """1.0000 → «1», 2.5000 → «2.5»."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def paxml(payroll: Any) -> bytes:
    """The same payroll gives the same bytes."""
    root = etree.Element("paxml", {_SCHEMA: "http://www.paxml.se/2.0/paxml.xsd"})
    header = etree.SubElement(root, "header")
    for name, value in (
        ("format", "LÖNIN"),
        ("version", "2.0"),
        ("datum", f"{payroll.closed_on.isoformat()}T00:00:00"),
        ("foretagnamn", payroll.unit.name),
        ("programnamn", "Förmedlingen"),
    ):
        etree.SubElement(header, name).text = value
    lines = etree.SubElement(root, "lonetransaktioner")
    for line in payroll.lines.all():
        one = etree.SubElement(lines, "lonetrans", anstid=line.pay_number)
        for name, value in (
            ("lonart", line.code),
            ("datum", line.last.isoformat()),
            ("antal", figure(line.quantity)),
            ("apris", f"{line.price:.2f}"),
            ("belopp", f"{line.amount:.2f}"),
        ):
            etree.SubElement(one, name).text = value
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def as_csv(payroll: Any) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADS)
    for line in payroll.lines.all():
        figures = [figure(line.quantity), f"{line.price:.2f}", f"{line.amount:.2f}"]
        row = [line.pay_number, line.code, line.get_kind_display(), line.first.isoformat(), line.last.isoformat()]
        writer.writerow([*row, *(each.replace(".", ",") for each in figures), "ja" if line.turn > 1 else ""])
    return ("\ufeff" + text.getvalue()).encode()


OVERVIEW_HEADS = ("Enhet", "Programområde", "Månad", "Utbetalt, kr")
Sums = list[tuple[str, str, date, Decimal]]


def overview_csv(lines: Sums) -> bytes:
    """What has been paid by district, area and month, as a Swedish spreadsheet opens it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(OVERVIEW_HEADS)
    writer.writerows(
        (unit, area, f"{first:%Y-%m}", f"{total:.2f}".replace(".", ",")) for unit, area, first, total in lines
    )
    return ("\ufeff" + text.getvalue()).encode()


def overview_xlsx(lines: Sums) -> bytes:
    """The same as a workbook, with figures as figures."""
    from openpyxl import Workbook  # noqa: PLC0415 — slow to import, and downloads are rare

    book = Workbook(write_only=True)
    page = book.create_sheet("Ersättning per månad")
    page.append(OVERVIEW_HEADS)
    for unit, area, first, total in lines:
        page.append((unit, area, f"{first:%Y-%m}", total))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def name_of(payroll: Any, ending: str) -> str:
    return f"loneunderlag-{payroll.month:%Y-%m}-{payroll.area.lower()}.{ending}"


def _span(first: date, last: date) -> str:
    """«5 sep 2026», «1–30 sep 2026»: within a month, as a line of pay always is."""
    return day(last) if first == last else f"{first.day}–{day(last)}"


def on_paper(lines: list[Any]) -> list[dict[str, Any]]:
    """The lines of a statement: what, when, how many, at what price, how much; no assignment is named."""
    return [
        {
            "text": line.get_kind_display() + (" (rättelse)" if line.turn > 1 else ""),
            "span": _span(line.first, line.last),
            "quantity": money.plain(line.quantity),
            "price": line.price,
            "amount": line.amount,
        }
        for line in lines
    ]

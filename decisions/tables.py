"""The customer's own table: decisions overdue on a quarter's last day, by law, programme area and intervention. Pure.

Sources: the city's report of 2012, with the tables of 2010 and 2011 and their footnotes; the duty to report began on
1 July 2006 (SoL) and 1 July 2008 (LSS). What the city's report does not show is taken to be reported from 2012 [READ].
A dash means that nothing was reported of the kind, which is not zero.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from decisions.ledger import History, Quarter, is_overdue

PERSON, FAMILY, SHORT_STAY = "kontaktperson", "kontaktfamilj", "korttidsvistelse"
QUALIFIED = "kvalificerad kontaktperson"
DASH = "-"
_SOL, _LSS, _SINCE = Quarter(2006, 3), Quarter(2008, 3), Quarter(2012, 1)
_NOT_2010 = "Ingick inte i rapporteringen under 2010."
_NOT_BEFORE_SPRING = "Under 2010 och kvartal 1 skedde ingen rapportering av beslut enligt denna kategori."


@dataclass(frozen=True)
class Line:
    """A kind of decision: since which quarter it is reported, and from which year it stands in the table."""

    law: str
    area: str
    intervention: str
    reported_from: Quarter
    shown_from: int
    footnote: str = ""


LINES = (
    Line("LSS", "LSS", PERSON, _LSS, 2008),
    Line("LSS", "LSS", FAMILY, Quarter(2011, 1), 2010, _NOT_2010),
    Line("LSS", "LSS", SHORT_STAY, _LSS, 2008),
    Line("SoL", "IoF", PERSON, _SOL, 2006),
    Line("SoL", "IoF", FAMILY, _SOL, 2006),
    Line("SoL", "IoF", QUALIFIED, _SINCE, 2012),
    Line("SoL", "OF", PERSON, Quarter(2011, 2), 2011, _NOT_BEFORE_SPRING),
    Line("SoL", "OF", FAMILY, Quarter(2011, 2), 2011, _NOT_BEFORE_SPRING),
    Line("SoL", "OF", QUALIFIED, _SINCE, 2012),
    Line("SoL", "SP", PERSON, _SINCE, 2012),
    Line("SoL", "SP", FAMILY, _SINCE, 2012),
    Line("SoL", "SP", QUALIFIED, _SINCE, 2012),
)
HEADINGS = {
    "LSS": "LSS",
    "IoF": "SoL inom individ- och familjeomsorgen (IoF)",
    "OF": "SoL inom omsorgen om personer med funktionsnedsättning (OF)",
    "SP": "SoL inom socialpsykiatrin (SP)",
}


@dataclass(frozen=True)
class Counted:
    """A decision as the table knows it."""

    law: str
    area: str
    intervention: str
    history: History


# How many decisions of a law, area and intervention were overdue on the last day of a quarter.
Totals = Counter[tuple[str, str, str, Quarter]]


@dataclass(frozen=True)
class Row:
    """A row of the table of a year: a figure for each quarter, None where nothing was reported."""

    year: int
    law: str
    area: str
    intervention: str
    figures: tuple[int | None, ...]
    footnote: str

    @property
    def heading(self) -> str:
        return HEADINGS[self.area]

    @property
    def texts(self) -> tuple[str, ...]:
        """The figures as they are printed."""
        return tuple(DASH if each is None else str(each) for each in self.figures)


def law_of(law: str) -> str:
    """«SoL» of «SoL 2001:453»."""
    return law.split()[0]


def intervention_of(intervention: str) -> str:
    """What the table calls an intervention: a short-term family under LSS 9 § 6 is a contact family there."""
    if "korttidsfamilj" in intervention:
        return FAMILY
    if intervention.startswith(SHORT_STAY):
        return SHORT_STAY
    return QUALIFIED if "kvalificerad" in intervention else intervention


def table(counted: Iterable[Counted], year: int, today: date) -> list[Row]:
    """The rows of a year, counted one decision at a time."""
    totals: Totals = Counter()
    for each in counted:
        for quarter in over_in(year, today):
            if is_overdue(each.history, quarter.last):
                totals[each.law, each.area, each.intervention, quarter] += 1
    return drawn(totals, year, today)


def over_in(year: int, today: date) -> list[Quarter]:
    """The quarters of a year that are over: the others have no figure."""
    return [quarter for number in (1, 2, 3, 4) if (quarter := Quarter(year, number)).last <= today]


def drawn(totals: Totals, year: int, today: date) -> list[Row]:
    """The rows of a year, those of a law and programme area together. A quarter that is not over has no figure."""
    quarters = [Quarter(year, number) for number in (1, 2, 3, 4)]
    over = over_in(year, today)
    rows = []
    for line in LINES:
        if year < line.shown_from:
            continue
        figures = tuple(
            totals[line.law, line.area, line.intervention, quarter]
            if quarter in over and line.reported_from <= quarter
            else None
            for quarter in quarters
        )
        rows.append(Row(year, line.law, line.area, line.intervention, figures, _note(line, quarters, over)))
    return rows


def _note(line: Line, quarters: Sequence[Quarter], over: Sequence[Quarter]) -> str:
    notes = [line.footnote] if line.footnote and quarters[0] < line.reported_from else []
    left = [str(quarter.number) for quarter in quarters if quarter not in over]
    if left:
        notes.append(f"Kvartal {' och '.join(filter(None, (', '.join(left[:-1]), left[-1])))} är inte slut.")
    return " ".join(notes)


def total(rows: Iterable[Row], number: int) -> int | None:
    """What all rows come to in a quarter; None when none of them has a figure."""
    known = [figure for row in rows if (figure := row.figures[number - 1]) is not None]
    return sum(known) if known else None


@dataclass(frozen=True)
class Waited:
    """One decision in the statistics to the council: no identity, only what it is, for whom, and how many days."""

    law: str
    area: str
    intervention: str
    sex: str
    days: int


FEWEST = 5  # a smaller number could tell who it is, in a copy for everybody
FEWER = "färre än 5"


def by_kind(waited: Iterable[Waited], *, masked: bool) -> list[tuple[str, str, str, str, str]]:
    """Law, area, intervention, sex and number; in a masked copy small numbers are not told."""
    counts = Counter((each.law, each.area, each.intervention, each.sex) for each in waited)
    return [(*kind, FEWER if masked and number < FEWEST else str(number)) for kind, number in sorted(counts.items())]


def as_csv(tables: Iterable[dict[str, Any]]) -> bytes:
    """Tables as a page shows them, one under the other, as a Swedish spreadsheet opens them."""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(_lines(tables))
    return ("\ufeff" + out.getvalue()).encode()


def as_workbook(tables: Iterable[dict[str, Any]]) -> bytes:
    """The same as a workbook, with figures as figures."""
    from openpyxl import Workbook  # noqa: PLC0415 — slow to import, and downloads are rare

    book = Workbook(write_only=True)
    page = book.create_sheet("Tabell")
    for line in _lines(tables):
        page.append([int(cell) if isinstance(cell, str) and cell.isdigit() else cell for cell in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _lines(tables: Iterable[dict[str, Any]]) -> Iterator[list[Any]]:
    for drawn in tables:
        yield [drawn["caption"]]
        yield [head["label"] for head in drawn["columns"]]
        yield from (list(row) for row in drawn["rows"])
        yield []

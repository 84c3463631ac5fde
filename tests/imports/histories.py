"""A history of decisions made from the customer's own figures: fed in, it must give those figures back."""

import csv
import io
import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from brokerage import clock, identity
from brokerage.imports.columns import HISTORIES
from decisions.ledger import Quarter
from decisions.waiting import late_from

FIGURES = json.loads((Path(__file__).parent.parent / "data" / "nonexecuted_2010_2011.json").read_text())
HEADER = [each.heading for each in HISTORIES.columns]
QUARTERS = [Quarter(year, number) for year in (2010, 2011) for number in (1, 2, 3, 4)]
DISTRICTS = ("Rinkeby-Kista", "Spånga-Tensta", "Älvsjö", "Hägersten-Liljeholmen", "Norrmalm", "Farsta", "Bromma")
Line = dict[str, str]


def series() -> dict[tuple[str, str, str], list[int | None]]:
    """Law, area and intervention, each with its eight figures; None where nothing was reported."""
    found: dict[tuple[str, str, str], list[int | None]] = {}
    for table in FIGURES["tables"]:
        for row in table["rows"]:
            kind = (table["law"], table["area"] or "LSS", row["type"].lower())
            at = 4 * (table["year"] - 2010)
            found.setdefault(kind, [None] * 8)[at : at + 4] = row["q"]
    return found


class Archive:
    """Writes the lines of the file, one person after the other."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.people = 0
        self.dice = random.Random(1917)

    def decide(self, kind: tuple[str, str, str], decided_on: date, **dates: Any) -> None:
        self.people += 1
        born = date(1995, 1, 1) + timedelta(days=self.people // 20)
        law, area, intervention = kind
        pauses = dates.pop("pauses", []) or [(None, None)]
        for since, until in pauses:
            line = {
                "personnummer": identity.made_up(born, 980 + self.people % 20),
                "namn": f"Person {self.people}",
                "stadsdel": self.dice.choice(DISTRICTS),
                "lag": law,
                "område": area,
                "insats": intervention,
                "beslutsdatum": str(decided_on),
                "avbrott_från": str(since or ""),
                "avbrott_till": str(until or ""),
                **{name: str(value or "") for name, value in dates.items()},
            }
            if since != pauses[0][0]:
                line["stadsdel"] = self.lines[-1]["stadsdel"]
            self.lines.append(line)

    def wait(self, kind: tuple[str, str, str], first: Quarter, last: Quarter | None) -> None:
        """Somebody who is overdue on the last day of each quarter from the first to the last."""
        over = last.after.first + timedelta(days=self.dice.randrange(80)) if last else None
        # Due within the first quarter: not on its last day, and not before it.
        start = clock.months_after(first.first, -3) + timedelta(days=self.dice.randrange(1, 80))
        cause = self.dice.choice(("no-provider", "no-match", "wishes", ""))
        match self.dice.randrange(4):
            case 0:
                self.decide(kind, start, verkställd=over, orsak=cause)
            case 1:
                self.decide(kind, start, avslutad=over, orsak=cause)
            case 2:
                begun = clock.months_after(start, -20)
                self.decide(kind, begun, verkställd=begun + timedelta(days=30), pauses=[(start, over)], orsak=cause)
            case 3:
                begun = clock.months_after(start, -20)
                earlier = (begun + timedelta(days=60), begun + timedelta(days=90))
                dates = {"verkställd": begun + timedelta(days=30), "orsak": cause}
                self.decide(kind, begun, pauses=[earlier, (start, over)], **dates)

    def follow(self, kind: tuple[str, str, str], figures: list[int]) -> None:
        """People come to wait and are helped, so that so many are overdue at each quarter's end."""
        waiting: list[Quarter] = []
        for quarter, wanted in zip(QUARTERS, figures, strict=True):
            while len(waiting) > wanted:
                self.wait(kind, waiting.pop(self.dice.randrange(len(waiting))), quarter.before)
            waiting += [quarter] * (wanted - len(waiting))
        for first in waiting:
            self.wait(kind, first, None if self.dice.random() < 0.5 else QUARTERS[-1])

    def in_time(self, kind: tuple[str, str, str]) -> None:
        """Nobody's fault: executed in time, on the very last day, or not yet due on the quarter's last day."""
        for quarter in QUARTERS:
            decided = late_from(quarter.last) + timedelta(days=1)
            self.decide(kind, decided, verkställd=clock.months_after(decided, 3))
            self.decide(kind, decided, verkställd=quarter.after.first)
            self.decide(kind, decided - timedelta(days=40), verkställd=quarter.last)


def archive() -> list[Line]:
    """Everything: what the tables count, what nobody reported, and what must not count."""
    made = Archive()
    for kind, figures in series().items():
        # Where nothing was reported people waited all the same: a dash is not zero.
        made.follow(kind, [3 if figure is None else figure for figure in figures])
        made.in_time(kind)
    for quarter in QUARTERS:
        made.wait(("LVU", "IoF", "kvalificerad kontaktperson"), quarter, quarter)
        made.wait(("SoL", "SP", "kontaktperson"), quarter, None)
    made.dice.shuffle(made.lines)
    return made.lines


def as_csv(lines: list[Line], *, delimiter: str = ";") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(_cells(lines))
    return out.getvalue().encode()


def as_book(lines: list[Line]) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 — slow to import

    made = Workbook(write_only=True)
    page = made.create_sheet("Blad1")
    for cells in _cells(lines):
        page.append(cells)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _cells(lines: list[Line]) -> Iterator[list[str]]:
    yield HEADER
    for line in lines:
        yield [line.get(name, "") for name in HEADER]

"""How the waiting stands in each district and programme area: counts alone, nobody by name. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from decisions.waiting import day_number, served_by

SOON = timedelta(days=30)
QUIET = timedelta(days=21)  # JO and IVO: work that is done shows in the log every few weeks


@dataclass
class Situation:
    """A line: how many wait in one area of one unit, and the longest wait in days."""

    unit: str
    area: str
    waiting: int = 0
    soon: int = 0
    overdue: int = 0
    longest: int = 0
    quiet: int = 0
    served_by: date | None = None  # the nearest last day for IVO's application, among the overdue

    def count(self, row: Any, today: date, *, is_quiet: bool) -> None:
        """Take in a decision that waits."""
        self.waiting += 1
        self.soon += today <= row.due_on <= today + SOON
        self.longest = max(self.longest, day_number(row.waiting_since, today))
        self.quiet += is_quiet
        if row.due_on < today and row.ground.reportable:
            self.overdue += 1
            last = served_by(row.waiting_since)
            if last >= today and (self.served_by is None or last < self.served_by):
                self.served_by = last


def by_area(rows: Iterable[Any], quiet: set[int], today: date) -> list[Situation]:
    """A line for each unit and area with somebody who waits, by name; `quiet` are keys of decisions."""
    found: dict[tuple[str, str], Situation] = {}
    for row in rows:
        key = (row.unit.name, row.get_area_display())
        line = found.setdefault(key, Situation(*key))
        line.count(row, today, is_quiet=row.pk in quiet)
    return [found[key] for key in sorted(found)]

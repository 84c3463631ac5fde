"""The three-month clock, pure: when a decision is due, overdue and time-barred, and what the fee can be.

Sources: SoL (2025:400) 34:1 and 34:5–10, LSS 28 a–f §§, SoL (2001:453) 16:6 a–f. The due day is the
decision's day three calendar months on, clamped to the month's last day; there is no rule for weekends.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from brokerage import clock

MONTHS = 3
SERVED_WITHIN_YEARS = 2
NEW_FEES_FROM = date(2026, 1, 1)


def due_on(start: date) -> date:
    """The last day that is not overdue, from the decision (or the interruption)."""
    return clock.months_after(start, MONTHS)


def late_from(day: date) -> date:
    """The last start from which a wait is overdue on a day: the due day lies before it."""
    start = clock.months_after(day, -MONTHS)
    while due_on(start) >= day:
        start -= timedelta(days=1)
    while due_on(start + timedelta(days=1)) < day:
        start += timedelta(days=1)
    return start


def is_overdue(start: date, day: date) -> bool:
    """From the day after the due day."""
    return day > due_on(start)


def day_number(start: date, day: date) -> int:
    """Day N: days since the decision."""
    return (day - start).days


def served_by(start: date) -> date:
    """IVO's application for a fee must be served on the city within two years (SoL 34:8, LSS 28 c §) [READ]."""
    return clock.months_after(start, 12 * SERVED_WITHIN_YEARS)


def fee_range(decided_on: date) -> tuple[int, int]:
    """Kronor, lowest and highest särskild avgift: it follows the day of the decision (SoL 34:7, LSS 28 b §)."""
    return (15_000, 1_500_000) if decided_on >= NEW_FEES_FROM else (10_000, 1_000_000)


@dataclass(frozen=True)
class Wait:
    """A stretch of waiting: since when, and until when (None: it goes on)."""

    since: date
    until: date | None = None

    def is_overdue(self, day: date) -> bool:
        return is_overdue(self.since, min(day, self.until) if self.until else day)


def running_wait(
    *,
    decided_on: date,
    executed_on: date | None,
    interruptions: list[tuple[date, date | None]],
    ended_on: date | None,
    day: date,
) -> Wait | None:
    """The wait that runs on a day: before the first execution, or in an interruption; None when nobody waits.

    An offer refused by the client changes nothing: it is listed, and the clock goes on.
    """
    if ended_on and ended_on <= day:
        return None
    if executed_on is None or executed_on > day:
        return Wait(decided_on) if decided_on <= day else None
    for since, until in interruptions:
        if since <= day and (until is None or day < until):
            return Wait(since)
    return None

"""The only source of time: today's date and the present moment in Europe/Stockholm, and arithmetic on whole months."""

import calendar
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")

# One setting for the whole process, not per thread: a live test server answers in another thread than the test.
_set_to: list[datetime] = []


def now() -> datetime:
    """The present moment, aware, in Stockholm's time."""
    return _set_to[-1] if _set_to else datetime.now(STOCKHOLM)


def today() -> date:
    """Today's date in Stockholm."""
    return now().date()


@contextmanager
def at(moment: datetime | date) -> Iterator[None]:
    """Hold the clock at a moment, or at noon of a day; for tests and for building the demo city."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, time(12), STOCKHOLM)
    _set_to.append(moment.astimezone(STOCKHOLM))
    try:
        yield
    finally:
        _set_to.pop()


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later (or earlier), clamped to that month's last day."""
    years, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month0 + 1, min(day.day, calendar.monthrange(years, month0 + 1)[1]))


def age(born: date, day: date) -> int:
    """Whole years on a day. Somebody born on 29 February has a birthday on 1 March in a common year [READ]."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))

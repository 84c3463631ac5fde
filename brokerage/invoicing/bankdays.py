"""Days on which Swedish banks move money. Which eves they keep closed is a setting (BANK_EVES)."""

from datetime import date, timedelta
from functools import cache

from django.conf import settings

SATURDAY = 5
EVES = {"midsommarafton": "Midsummer Eve", "julafton": "Christmas Eve", "nyarsafton": "New Year's Eve"}


@cache
def _free(year: int, eves: tuple[str, ...]) -> frozenset[date]:
    from holidays.countries import SE  # noqa: PLC0415 — slow to import, and only a run of the month asks

    always = SE(years=year, categories=("public",), include_sundays=False)
    also = SE(years=year, categories=("de_facto",), include_sundays=False, language="en_US")
    wanted = {EVES[each] for each in eves}
    return frozenset(always) | {day for day, name in also.items() if wanted & set(name.split("; "))}


def is_bank_day(day: date) -> bool:
    """Neither weekend, holiday, nor an eve on which banks are closed."""
    return day.weekday() < SATURDAY and day not in _free(day.year, tuple(settings.BANK_EVES))


def bank_day_from(day: date) -> date:
    """The day itself, or the first bank day after it (räntelagen speaks of days; a payment needs a bank day)."""
    while not is_bank_day(day):
        day += timedelta(days=1)
    return day

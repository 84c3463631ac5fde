"""The days of stays: again every so many weeks, and divided where a month ends. Pure."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.core.exceptions import ValidationError

from brokerage import clock

Stay = tuple[date, date]


def repeated(first: date, last: date, every: int, until: date | None) -> Iterator[Stay]:
    """The same days again every so many weeks, through a day; once where nothing is repeated."""
    if not every:
        yield first, last
        return
    if until is None or until < first:
        raise ValidationError({"until": "Skriv till och med vilken dag det upprepas."})
    if until > clock.months_after(first, 12):
        raise ValidationError({"until": "Planera högst ett år i taget."})
    if last - first >= timedelta(weeks=every):
        raise ValidationError({"every": "Vistelserna går in i varandra. Upprepa mer sällan."})
    while first <= until:
        yield first, last
        first, last = first + timedelta(weeks=every), last + timedelta(weeks=every)


def by_month(first: date, last: date) -> Iterator[Stay]:
    """A stay that goes on into the next month is reported in both."""
    while first <= last:
        end = min(last, clock.months_after(first.replace(day=1), 1) - timedelta(days=1))
        yield first, end
        first = end + timedelta(days=1)

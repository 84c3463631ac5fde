"""Dates and moments as a Swede writes them; plain functions, since lists write thousands."""

from datetime import date, datetime

from brokerage import clock

MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_SHORT = tuple(month if len(month) < 5 else month[:3] for month in MONTHS)
_NBSP = "\N{NO-BREAK SPACE}"


def day(value: date | datetime | None) -> str:
    """«22 nov 2026»; nothing for no date."""
    if value is None:
        return ""
    value = _local(value)
    return f"{value.day}{_NBSP}{_SHORT[value.month - 1]}{_NBSP}{value.year}"


def day_long(value: date | datetime) -> str:
    """«söndag 22 november 2026»."""
    value = _local(value)
    return f"{WEEKDAYS[value.weekday()]} {value.day}{_NBSP}{MONTHS[value.month - 1]} {value.year}"


def month(value: date) -> str:
    """«november 2026»."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def moment(value: datetime | None) -> str:
    """«22 nov 2026 kl. 14.05»."""
    if value is None:
        return ""
    value = value.astimezone(clock.STOCKHOLM)
    return f"{day(value)} kl.{_NBSP}{value:%H.%M}"


def days(count: int) -> str:
    """«1 dag», «9 dagar»."""
    return f"{count}{_NBSP}dag" if count == 1 else f"{count}{_NBSP}dagar"


def due(deadline: date, today: date) -> dict[str, str]:
    """A badge for a date to keep: late, today, soon or later."""
    left = (deadline - today).days
    if left < 0:
        return {"text": f"{days(-left)} försenat", "tone": "bad"}
    if left == 0:
        return {"text": "I dag", "tone": "warn"}
    return {"text": f"{days(left)} kvar" if left <= 14 else day(deadline), "tone": "warn" if left <= 3 else "calm"}


def _local(value: date | datetime) -> date:
    return value.astimezone(clock.STOCKHOLM).date() if isinstance(value, datetime) else value

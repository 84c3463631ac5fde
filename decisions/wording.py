"""The clock of a decision in words, and the fee that it can lead to."""

from datetime import date
from typing import Any

from brokerage import clock, money
from brokerage.pages.wording import day, days
from decisions.waiting import fee_range, served_by


def clock_badge(row: Any) -> dict[str, str] | None:
    """The three-month clock as a badge: days left, or days late; None when nobody waits."""
    if row.due_on is None:
        return None
    left = (row.due_on - clock.today()).days
    return {"text": clock_words(row), "tone": "bad" if left < 0 else "warn" if left <= 30 else "calm"}


def clock_words(row: Any) -> str:
    """«80 dagar kvar», «3 dagar försenat»: of a decision that waits."""
    left = (row.due_on - clock.today()).days
    return f"{days(-left)} försenat" if left < 0 else f"{days(left)} kvar"


def fee_words(decided_on: date, since: date, today: date) -> str:
    """What a wait can cost, and until when: the amounts of the decision's day, the two years of the wait's."""
    last = served_by(since)
    if today > last:
        return f"Tiden för en ansökan om avgift gick ut {day(last)}."
    low, high = fee_range(decided_on)
    return f"Avgiften kan bli {money.whole(low)}–{money.whole(high)} kr, om ansökan når staden senast {day(last)}."

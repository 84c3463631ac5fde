"""The clock of a decision in words."""

from typing import Any

from brokerage import clock
from brokerage.pages.wording import days


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

"""The clock of a decision in words."""

from typing import Any

from brokerage import clock
from brokerage.pages.wording import days


def clock_badge(row: Any) -> dict[str, str] | None:
    """The three-month clock as a badge: days left, or days late; None when nobody waits."""
    if row.due_on is None:
        return None
    left = (row.due_on - clock.today()).days
    if left < 0:
        return {"text": f"{days(-left)} försenat", "tone": "bad"}
    return {"text": f"{days(left)} kvar", "tone": "warn" if left <= 30 else "calm"}

"""What awaits somebody: the lines of the work queue that every app answers with."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Waiting:
    """One thing to do. `due` is the day that it should be done; the earliest stands first."""

    text: str
    url: str
    sub: str
    due: date
    count_as: str = ""  # the entry of the navigation that it is counted under
    badge: dict[str, str] | None = None

"""Who is on IVO's list of a quarter, and as what: pure.

Sources: SoL (2025:400) 34:1–2, LSS (1993:387) 28 f–g §§, and IVO's description of the individual report. On the list
is every decision that was not executed (or resumed) within three months and waited, wholly or in part, at some time in
the quarter after its due day, also if it was executed or closed later in the same quarter. The day on which the waiting
ends counts as the last of it: somebody who waits one day too long is reported [READ].
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from brokerage import clock
from decisions.waiting import day_number, due_on

Key = tuple[int, date]  # a decision, and since when somebody waits under it


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of a year: the periods of the reports."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Quarter":
        return cls(day.year, (day.month + 2) // 3)

    @property
    def first(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last(self) -> date:
        return clock.months_after(self.first, 3) - timedelta(days=1)

    @property
    def report_by(self) -> date:
        """The last day of IVO's reporting period: a month after the quarter, in the summer two [READ of 2019]."""
        return clock.months_after(self.first, 5 if self.number == 2 else 4) - timedelta(days=1)

    @property
    def before(self) -> "Quarter":
        return Quarter.of(self.first - timedelta(days=1))

    @property
    def after(self) -> "Quarter":
        return Quarter.of(self.last + timedelta(days=1))

    def __str__(self) -> str:
        return f"kvartal {self.number} {self.year}"


class Kind(StrEnum):
    """What is sent to IVO about a case in a quarter."""

    FIRST = "first"
    AGAIN = "again"
    NOTICE = "notice"


class Ending(StrEnum):
    """How a wait ended."""

    NONE = ""
    EXECUTED = "executed"
    RESUMED = "resumed"
    CLOSED = "closed"


@dataclass(frozen=True, kw_only=True)
class History:
    """The dates of one decision. `missing` says from which day only a part was executed, and what was lacking."""

    pk: int
    decided_on: date
    executed_on: date | None = None
    interruptions: tuple[tuple[date, date | None], ...] = ()
    ended_on: date | None = None
    missing: tuple[tuple[date, str], ...] = ()
    reportable: bool = True


@dataclass(frozen=True)
class Stretch:
    """Somebody waits: from the decision or an interruption, until the day of execution, resumption or closing."""

    since: date
    until: date | None = None
    ending: Ending = Ending.NONE

    @property
    def due(self) -> date:
        return due_on(self.since)

    def is_overdue(self, day: date) -> bool:
        """Whether somebody waits on the day, and has waited beyond three months."""
        return self.due < day and (self.until is None or day < self.until)

    def is_late_in(self, quarter: Quarter) -> bool:
        """Whether somebody waited in the quarter after the due day, the day that the waiting ended included."""
        last = self.until or date.max
        return self.due < min(last, quarter.last) and last >= quarter.first

    def as_of(self, day: date) -> "Stretch":
        """What was known of it on a day."""
        return self if self.until and self.until <= day else Stretch(self.since)


def stretches(history: History) -> Iterator[Stretch]:
    """Every wait of a decision, in order."""
    ended = history.ended_on
    started = history.executed_on
    if started is None or (ended and ended < started):
        yield Stretch(history.decided_on, ended, Ending.CLOSED if ended else Ending.NONE)
        return
    yield Stretch(history.decided_on, started, Ending.EXECUTED)
    for since, until in sorted(history.interruptions, key=lambda each: each[0]):
        if ended and (until is None or until >= ended):
            yield Stretch(since, ended, Ending.CLOSED)
        else:
            yield Stretch(since, until, Ending.RESUMED if until else Ending.NONE)


def is_overdue(history: History, day: date) -> bool:
    """Whether the decision counts in the customer's table of that day, and in the council's statistics."""
    return history.reportable and any(each.is_overdue(day) for each in stretches(history))


@dataclass(frozen=True)
class Entry:
    """A line of IVO's list: which wait, what is sent, and how far the wait had come (days, until the quarter's end)."""

    pk: int
    since: date
    due: date
    kind: Kind
    ending: Ending
    until: date | None
    days: int
    missing: str
    is_waiting: bool  # on the quarter's last day, beyond three months: the decision counts in the table

    @property
    def key(self) -> Key:
        return self.pk, self.since


# Of closed quarters: what was on the list, and whether its end was told.
Sent = Mapping[Quarter, Mapping[Key, bool]]


def list_of(histories: Iterable[History], quarter: Quarter, sent: Sent | None = None) -> list[Entry]:
    """IVO's list of a quarter, the longest wait first.

    `sent` holds the lists of the quarters that were closed. Of a quarter that was never closed here, the dates alone
    say what must have been reported. What came to be known only after its quarter was closed is told in the next one.
    """
    known = {each: lines for each, lines in (sent or {}).items() if each < quarter}
    found = [
        _entry(history, stretch, quarter, was_sent=_was_sent(history, stretch, quarter, known))
        for history in histories
        if history.reportable
        for stretch in stretches(history)
        if stretch.is_late_in(quarter) or _is_told_late(history, stretch, quarter, known)
    ]
    return sorted(found, key=lambda each: (each.since, each.pk))


def _entry(history: History, stretch: Stretch, quarter: Quarter, *, was_sent: bool) -> Entry:
    seen = stretch.as_of(quarter.last)
    kind = Kind.FIRST
    if was_sent:
        kind = Kind.NOTICE if seen.ending else Kind.AGAIN
    stop = seen.until or quarter.last
    partly = [words for since, words in sorted(history.missing) if stretch.since <= since <= stop]
    return Entry(
        pk=history.pk,
        since=stretch.since,
        due=stretch.due,
        kind=kind,
        ending=seen.ending,
        until=seen.until,
        days=day_number(stretch.since, stop),
        missing=partly[-1] if partly and not seen.ending else "",
        is_waiting=seen.is_overdue(quarter.last),
    )


def _was_sent(history: History, stretch: Stretch, quarter: Quarter, known: Sent) -> bool:
    key = (history.pk, stretch.since)
    if any(key in lines for lines in known.values()):
        return True
    earlier = Quarter.of(stretch.due + timedelta(days=1))
    while earlier < quarter:
        if earlier not in known and stretch.is_late_in(earlier):
            return True
        earlier = earlier.after
    return False


def _is_told_late(history: History, stretch: Stretch, quarter: Quarter, known: Sent) -> bool:
    """The waiting ended in a quarter that is closed, and nobody has told: the end was entered later."""
    if stretch.until is None or stretch.until <= stretch.due or stretch.until >= quarter.first:
        return False
    if quarter.before not in known or Quarter.of(stretch.until) not in known:
        return False
    return not any(lines.get((history.pk, stretch.since)) for lines in known.values())

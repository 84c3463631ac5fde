"""Whether somebody is free on certain times through a whole period. Pure: from the profile and the calendar's entries.

What the profile says holds until further notice; a dated entry says more, and decides for its days. Somebody who is
away for at most four weeks in all is still free through the period: that is remarked, and agreed on with the family.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from brokerage.pages.wording import day as in_words
from recruitment.profile import Answer

LONGEST_AHEAD = timedelta(days=365)
SHORT_ABSENCE = 28  # days in all
DAY = timedelta(days=1)
EVEN, ODD, ANY, MONTHLY = "weekend-even", "weekend-odd", "weekend-any", "weekend-monthly"
WEEKENDS = {EVEN, ODD, ANY, MONTHLY}
# What a time is also covered by: whoever has every even weekend has one a month.
COVERED_BY = {EVEN: (EVEN, ANY), ODD: (ODD, ANY), ANY: (ANY, EVEN, ODD), MONTHLY: (MONTHLY, ANY, EVEN, ODD)}


@dataclass(frozen=True)
class Span:
    """An entry of the calendar; `ends` is None until further notice, `times` empty for all of them."""

    is_free: bool
    times: Collection[str]
    starts: date
    ends: date | None = None

    def speaks_of(self, times: Collection[str]) -> bool:
        return not self.times or bool(set(self.times) & set(times))


@dataclass(frozen=True)
class Freedom:
    """The answer for one time, and what to remark: «borta 1–14 juli», «bara till 30 juni»."""

    answer: Answer
    remark: str = ""


def covering(time: str) -> tuple[str, ...]:
    """The words that each answer for this one."""
    return COVERED_BY.get(time, (time,))


def period(starts: date, valid_to: date | None) -> tuple[date, date]:
    """What has to be free: from a day to the end of the decision, and a year at most."""
    longest = starts + LONGEST_AHEAD
    return starts, max(starts, min(valid_to or longest, longest))


def said_of(time: str, traits: Collection[str], lacks: Collection[str]) -> Answer:
    """What the profile says of a time, in any of the words that answer for it."""
    if any(each in traits for each in covering(time)):
        return Answer.YES
    return Answer.NO if time in lacks else Answer.UNKNOWN


def free_through(time: str, said: Answer, spans: Iterable[Span], starts: date, ends: date) -> Freedom:
    """Whether every such time from day to day is free: what the profile has said, put right by the calendar."""
    words = covering(time)
    about = [each for each in spans if each.speaks_of(words)]
    if not about:
        return Freedom(said)
    free, away = [each for each in about if each.is_free], [each for each in about if not each.is_free]
    days, gone = _numbers(time, starts, ends), _stretches(away, starts, ends)
    absent = _within(days, gone)
    covered = len(days) if said == Answer.YES else _within(days, _stretches(about, starts, ends))
    missing, there = len(days) - covered, covered - absent
    lost = sum(last - first + 1 for first, last in gone)
    if not missing and lost <= SHORT_ABSENCE:
        return Freedom(Answer.YES, _absences(away, starts, ends) if absent else "")
    if said == Answer.UNKNOWN and not there and not absent:
        return Freedom(Answer.UNKNOWN)
    if missing and there:
        return Freedom(Answer.NO, f"bara till {in_words(_last_day(free, ends))}")
    return Freedom(Answer.NO, _absences(away, starts, ends))


@lru_cache(maxsize=256)
def _numbers(time: str, starts: date, ends: date) -> tuple[int, ...]:
    """The days of a time in a period, as numbers: one need asks them of a whole pool."""
    return tuple(day.toordinal() for day in days_of(time, starts, ends))


def _stretches(spans: Iterable[Span], starts: date, ends: date) -> list[tuple[int, int]]:
    """What the entries cover of a period: the first and the last day of each stretch, in order and apart."""
    first, last = starts.toordinal(), ends.toordinal()
    found: list[tuple[int, int]] = []
    for one, other in sorted((each.starts.toordinal(), each.ends.toordinal() if each.ends else last) for each in spans):
        begins, stops = max(one, first), min(other, last)
        if begins > stops:
            continue
        if found and begins <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], stops))
        else:
            found.append((begins, stops))
    return found


def _within(days: Sequence[int], stretches: Iterable[tuple[int, int]]) -> int:
    """How many of the days lie in one of them."""
    return sum(bisect_right(days, last) - bisect_left(days, first) for first, last in stretches)


def days_of(time: str, starts: date, ends: date) -> Iterator[date]:
    """The days of a period that a time is about: Saturdays of even weeks, days from Monday to Friday, or every day."""
    for day in _every(starts, ends):
        if time in WEEKENDS:
            parity = day.isocalendar().week % 2
            if day.weekday() == 5 and not (time == EVEN and parity) and not (time == ODD and not parity):
                yield day
        elif not time.startswith("weekday") or day.weekday() < 5:
            yield day


def _every(starts: date, ends: date) -> Iterator[date]:
    return (starts + DAY * number for number in range((ends - starts).days + 1))


def _last_day(free: list[Span], ends: date) -> date:
    return max((min(each.ends or ends, ends) for each in free), default=ends)


def _absences(away: list[Span], starts: date, ends: date) -> str:
    touching = [each for each in away if each.starts <= ends and (each.ends is None or each.ends >= starts)]
    return ", ".join(
        f"borta {in_words(each.starts)}–{in_words(each.ends)}" if each.ends else f"borta från {in_words(each.starts)}"
        for each in touching
    )

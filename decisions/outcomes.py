"""How goals have been reached, and what instruments show before and after: honest counts, nobody by name. Pure.

A mean is told only of five or more: of fewer it would say less than it seems to.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean
from typing import Any

from decisions.goals import LEVELS, signed

FEWEST = 5


@dataclass(frozen=True)
class GoalResult:
    """A goal of a signed plan: where it belongs, and the levels that it was found at, in order."""

    groups: tuple[str, ...]
    domain: str
    levels: tuple[int, ...]


@dataclass(frozen=True)
class Pair:
    """What one instrument showed of one decision at the start and after a year; None where it was not used."""

    groups: tuple[str, ...]
    instrument: str
    low: int
    high: int
    more_is_better: bool
    start: int | None
    year: int | None

    @property
    def is_both(self) -> bool:
        return self.start is not None and self.year is not None

    @property
    def change(self) -> int:
        """Above nought for better, below for worse, of a pair that has both."""
        risen = (self.year or 0) - (self.start or 0)
        return risen if self.more_is_better else -risen


def mean(values: Iterable[int]) -> str:
    """«0,4», or that there are too few."""
    values = list(values)
    if len(values) < FEWEST:
        return f"färre än {FEWEST}" if values else "–"
    return f"{fmean(values):.1f}".replace(".", ",").replace("-", "−")


def goals_by_group(results: Iterable[GoalResult]) -> list[list[Any]]:
    """For each group: goals, how many are assessed, how many at each level now, and the mean."""
    return [
        [name, len(found), len(last), *(sum(level == each for each in last) for level in LEVELS), mean(last)]
        for name, found in _grouped(results)
        for last in [[each.levels[-1] for each in found if each.levels]]
    ]


def goals_by_domain(results: Iterable[GoalResult], domains: Iterable[str]) -> list[list[Any]]:
    """The same for each side of a life, school work for itself; those without a goal are left out."""
    results = list(results)
    by_domain = [GoalResult((each.domain,), each.domain, each.levels) for each in results]
    order = {name: place for place, name in enumerate(domains)}
    return sorted(goals_by_group(by_domain), key=lambda line: order.get(line[0], len(order)))


def twice_assessed(results: Iterable[GoalResult]) -> tuple[int, list[tuple[str, int]], list[tuple[str, int]]]:
    """Of the goals that were assessed twice or more: their number, and how many stood at each level first and last."""
    found = [each.levels for each in results if len(each.levels) > 1]
    names = [signed(level) for level in LEVELS]
    first, last = (
        [(name, sum(levels[place] == level for levels in found)) for name, level in zip(names, LEVELS, strict=True)]
        for place in (0, -1)
    )
    return len(found), first, last


def pairs_by_instrument(pairs: Iterable[Pair]) -> list[list[Any]]:
    """For each instrument: measured at the start, after a year, both; the means of both, and who has moved where."""
    named = [Pair((each.instrument,), *_rest(each)) for each in pairs]
    return [_line(name, found) for name, found in _grouped(named)]


def pairs_by_group(pairs: Iterable[Pair]) -> list[list[Any]]:
    """For each group and instrument."""
    return [
        _line(f"{name}: {instrument}", mine)
        for name, found in _grouped(pairs)
        for instrument in sorted({each.instrument for each in found})
        for mine in [[each for each in found if each.instrument == instrument]]
    ]


def before_and_after(pairs: Iterable[Pair]) -> list[tuple[str, float]]:
    """For the chart: the means of those who have both, in percent of the scale; five or more alone."""
    series: list[tuple[str, float]] = []
    for instrument in sorted({each.instrument for each in pairs}):
        both = [each for each in pairs if each.instrument == instrument and each.is_both]
        if len(both) >= FEWEST:
            short = instrument.split(",")[0].split(":")[0]
            series.append((f"{short} före", fmean(_share(each, each.start) for each in both)))
            series.append((f"{short} efter", fmean(_share(each, each.year) for each in both)))
    return series


def _share(pair: Pair, value: int | None) -> float:
    return 100 * ((value or 0) - pair.low) / (pair.high - pair.low)


def _rest(pair: Pair) -> tuple[Any, ...]:
    return pair.instrument, pair.low, pair.high, pair.more_is_better, pair.start, pair.year


def _line(name: str, found: list[Pair]) -> list[Any]:
    both = [each for each in found if each.is_both]
    changes = [each.change for each in both]
    return [
        name,
        sum(each.start is not None for each in found),
        sum(each.year is not None for each in found),
        len(both),
        mean(each.start for each in both if each.start is not None),
        mean(each.year for each in both if each.year is not None),
        sum(change > 0 for change in changes),
        sum(change == 0 for change in changes),
        sum(change < 0 for change in changes),
    ]


def _grouped(results: Iterable[Any]) -> list[tuple[str, list[Any]]]:
    """By name. Something that belongs to several groups stands in each of them."""
    found: dict[str, list[Any]] = {}
    for each in results:
        for name in each.groups:
            found.setdefault(name, []).append(each)
    return [(name, found[name]) for name in sorted(found)]

"""Causes counted: by cause and quarter, by side and district, and what would help. Pure; nobody by name."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Told:
    """One statement of a quarter, as it is counted."""

    number: int
    unit: str
    cause: str
    side: str
    secondary: str
    helps: tuple[str, ...]
    is_spoken: bool


def told(statement: Any) -> Told:
    """A row as it is counted. Queries, unless unit and causes are fetched already."""
    return Told(
        number=statement.number,
        unit=statement.unit.name,
        cause=statement.cause.name,
        side=statement.cause.get_side_display(),
        secondary=statement.secondary.name if statement.secondary else "",
        helps=tuple(statement.helps),
        is_spoken=statement.spoken_on is not None,
    )


def by_cause(rows: Iterable[Told]) -> list[list[Any]]:
    """Side, cause, the four quarters, their sum, and how often it stood second; the commonest first."""
    rows = list(rows)
    sides = {each.cause: each.side for each in rows}
    first = Counter((each.cause, each.number) for each in rows)
    second = Counter(each.secondary for each in rows if each.secondary)
    total = Counter(each.cause for each in rows)
    names = sorted(set(total) | set(second), key=lambda name: (-total[name], name))
    return [
        [name, sides.get(name, ""), *(first[name, number] for number in (1, 2, 3, 4)), total[name], second[name]]
        for name in names
    ]


def by_side(rows: Iterable[Told], sides: Iterable[str]) -> list[tuple[str, int]]:
    """How many on each side, the sides in the order given."""
    counts = Counter(each.side for each in rows)
    return [(side, counts[side]) for side in sides]


def in_city(rows: Iterable[Told], *, few: int, fewer: str) -> list[list[Any]]:
    """Cause, side and how many in the year, the commonest first; a number below `few` is told as `fewer`."""
    return [[name, side, total if total >= few else fewer] for name, side, *_, total, _ in by_cause(rows) if total]


def by_quarter(rows: Iterable[Told], sides: Iterable[str], *, few: int, fewer: str) -> list[list[Any]]:
    """For each side the four quarters, without a sum that would give away a number below `few`."""
    counts = Counter((each.side, each.number) for each in rows)
    return [[side, *(_told(counts[side, number], few, fewer) for number in (1, 2, 3, 4))] for side in sides]


def _told(count: int, few: int, fewer: str) -> Any:
    return fewer if 0 < count < few else count


def by_unit(rows: Iterable[Told], sides: Iterable[str]) -> list[list[Any]]:
    """For each district: the sides, and their sum."""
    rows, sides = list(rows), list(sides)
    counts = Counter((each.unit, each.side) for each in rows)
    total = Counter(each.unit for each in rows)
    return [[unit, *(counts[unit, side] for side in sides), total[unit]] for unit in sorted(total)]


def by_help(rows: Iterable[Told], words: dict[str, str]) -> list[list[Any]]:
    """What those who were asked say would help, the commonest first; nothing that nobody has said."""
    counts = Counter(code for each in rows for code in each.helps)
    order = sorted(counts, key=lambda code: (-counts[code], code))
    return [[words.get(code, code), counts[code]] for code in order]

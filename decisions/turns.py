"""Whose turn it is to host. Pure."""

from collections.abc import Iterable, Sequence


def host(units: Sequence[int], hosted: Iterable[int]) -> int | None:
    """Of the members' units, in their order: one that has never hosted, else the one that did so the longest ago.

    `hosted` are the hosts of earlier meetings, the latest first.
    """
    last: dict[int, int] = {}
    for place, unit in enumerate(hosted):
        last.setdefault(unit, place)
    never = [unit for unit in units if unit not in last]
    return never[0] if never else max(units, key=lambda unit: last[unit], default=None)

"""What awaits somebody: the lines of the work queue that every app answers with."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet

MOST = 20  # of one kind


@dataclass(frozen=True)
class Waiting:
    """One thing to do. `due` is the day that it should be done; the earliest stands first."""

    text: str
    url: str
    sub: str
    due: date
    count_as: str = ""  # the entry of the navigation that it is counted under, whose list holds it too
    more: int = 0  # not a line of its own: so many more of the same kind, that are due then or later


def lines(rows: QuerySet, line: Callable[[Any], Waiting], *, most: int = MOST) -> list[Waiting]:
    """The first of the rows as lines of the queue, and how many are left: one query, and one more where any are.

    To count them in the same query would have the database lay out every row, however long the list is.
    """
    in_order = rows.order_by(*rows.query.order_by, "pk") if rows.query.order_by else rows  # the same on every database
    found = list(in_order[: most + 1])
    made = [line(row) for row in found[:most]]
    if len(found) > most:
        made.append(replace(made[-1], more=rows.count() - most))
    return made

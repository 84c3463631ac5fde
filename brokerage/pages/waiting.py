"""What awaits somebody: the lines of the work queue that every app answers with."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Window

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
    """The first of the rows as lines of the queue, and how many are left: one query, however many they are."""
    in_order = rows.order_by(*rows.query.order_by, "pk") if rows.query.order_by else rows  # the same on every database
    found = list(in_order.annotate(of_all=Window(Count("pk")))[:most])
    made = [line(row) for row in found]
    if found and found[0].of_all > len(found):
        made.append(replace(made[-1], more=found[0].of_all - len(found)))
    return made

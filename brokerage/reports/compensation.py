"""What volunteers have been paid in a year, by district, kind of assignment and month: sums, and nobody's name.

Whoever may not read the payrolls themselves gets no sum of fewer than five: it could tell what one of them is paid.
Small parts are put together, and with them the smallest of the others, so that nothing is found by taking away. Nor by
looking again when one more payroll has been closed: what is closed in a month is told together when the month is over,
and, where that paid fewer than five, with the next month that paid more.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Subquery, Sum
from django.db.models.functions import TruncMonth

from brokerage import names
from brokerage.money import rounded
from decisions.tables import FEWEST

NOTHING = Decimal("0.00")
TOGETHER = "Övriga tillsammans"


@dataclass(frozen=True)
class Part:
    """So many paid so much. `people` is None where it is not told."""

    key: Any
    people: int | None
    amount: Decimal


def of_whole_months(payrolls: Any, today: date) -> Any:
    """Those closed by the end of the last month that is over and in which at least five were paid."""
    over = payrolls.filter(closed_on__lt=today.replace(day=1)).annotate(closed=TruncMonth("closed_on"))
    paid_in = over.order_by("-closed").values("closed").annotate(people=Count("lines__volunteer", distinct=True))
    return over.filter(closed__lte=Subquery(paid_in.filter(people__gte=FEWEST).values("closed")[:1]))


def paid(payrolls: Any, year: int, by: str) -> list[Part]:
    """The parts of a year by a column of the payroll or of its lines, as a Swede sorts them. One query."""
    rows = payrolls.filter(month__year=year, lines__isnull=False).order_by().values_list(by)
    sums = rows.annotate(Count("lines__volunteer", distinct=True), Sum("lines__amount"))
    found = [Part(key, people, rounded(amount)) for key, people, amount in sums]
    return sorted(found, key=lambda each: names.key(str(each.key)))


def told(parts: Sequence[Part]) -> list[Part]:
    """The parts without any of fewer than five. What they come to together is told, with the smallest of the rest."""
    large = [each for each in parts if _is_large(each)]
    small = [each for each in parts if not _is_large(each)]
    if not small or not large:
        return large
    least = min(large, key=lambda each: (each.people or 0, each.amount))
    rest = Part(TOGETHER, None, amount_of([*small, least]))
    return [*(each for each in large if each is not least), rest]


def _is_large(part: Part) -> bool:
    return part.people is not None and part.people >= FEWEST


def amount_of(parts: Iterable[Part]) -> Decimal:
    return sum((each.amount for each in parts), NOTHING)


def people_of(payrolls: Any, year: int) -> int:
    """How many have been paid, each counted once. One query."""
    counted = payrolls.filter(month__year=year).aggregate(people=Count("lines__volunteer", distinct=True))
    return counted["people"]


def series_of(parts: Iterable[Part]) -> list[tuple[date, float]]:
    """Each month that is told, in thousands of kronor."""
    return [(each.key, float(each.amount) / 1000) for each in parts if isinstance(each.key, date)]

"""Sets of prices, charges and budgets with a name."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q, Sum

from brokerage.charges.states import ChargeState


class PriceItemQuerySet(models.QuerySet):
    def on(self, day: date) -> "PriceItemQuerySet":
        """The prices in force on a day."""
        return self.filter(Q(starts__lte=day) & (Q(ends=None) | Q(ends__gte=day)))

    def of(self, code: str, day: date) -> Any:
        """The price of a service on a day, or None."""
        return self.on(day).filter(code=code).first()


class ChargeQuerySet(models.QuerySet):
    def standing(self) -> "ChargeQuerySet":
        """Not struck by a person."""
        return self.filter(state=ChargeState.STANDING)

    def of_year(self, year: int) -> "ChargeQuerySet":
        return self.filter(month__year=year)

    def of_order(self, number: str) -> "ChargeQuerySet":
        """What an order has cost."""
        return self.filter(order_number=number).order_by("pk")

    def sum_of(self) -> Decimal:
        return self.aggregate(sum=Sum("amount"))["sum"] or Decimal("0.00")

    def for_page(self) -> "ChargeQuerySet":
        return self.select_related("unit", "struck_by").prefetch_related("lines__invoice")


class BudgetQuerySet(models.QuerySet):
    def for_page(self) -> "BudgetQuerySet":
        return self.select_related("unit")

"""The dated tables of compensation as the pure engine reads them: two queries."""

from decimal import Decimal

from matching.models import PayChoices, Rate
from matching.rates import Book


def book() -> Book:
    """All figures and local choices."""
    kronor: dict[tuple[str, int], Decimal] = {}
    percent: dict[tuple[str, int], Decimal] = {}
    for rate in Rate.objects.all():
        (kronor if rate.unit == Rate.Unit.KRONOR else percent)[rate.code, rate.year] = rate.amount
    return Book(kronor, percent, tuple(each.as_choices() for each in PayChoices.objects.all()))

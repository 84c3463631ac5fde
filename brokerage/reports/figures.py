"""What has been billed, credited and paid in a year, by month, district and service; sums of rows that one may see."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum

from brokerage.invoicing.states import InvoiceState
from brokerage.money import rounded
from brokerage.orders.models import Order

NOTHING = Decimal("0.00")
MATCH = "match-"


@dataclass
class Books:
    """Of a month or a district: billed, taken back, and what is left to pay."""

    billed: Decimal = NOTHING
    credited: Decimal = NOTHING
    outstanding: Decimal = NOTHING

    @property
    def net(self) -> Decimal:
        return self.billed + self.credited

    def row(self) -> tuple[Decimal, Decimal, Decimal, Decimal]:
        return rounded(self.billed), rounded(self.credited), rounded(self.net), rounded(self.outstanding)


@dataclass
class Year:
    """A year of invoices: the whole, each month and each district, from two sums that the database makes."""

    all: Books = field(default_factory=Books)
    months: dict[date, Books] = field(default_factory=dict)
    districts: dict[str, Books] = field(default_factory=dict)


def year_of(invoices: Any, notes: Any, year: int) -> Year:
    """By the month that an invoice is about; a credit counts where its invoice does. Two queries."""
    found = Year(months={date(year, number, 1): Books() for number in range(1, 13)})
    billed = invoices.filter(month__year=year).values_list("month", "unit__name", "state").annotate(Sum("total"))
    for month, unit, state, total in billed.order_by("unit__name_key"):
        for books in _places(found, month, unit):
            books.billed += total
            books.outstanding += total if state == InvoiceState.ISSUED else NOTHING
    of_year = notes.filter(invoice__month__year=year)
    credited = of_year.values_list("invoice__month", "unit__name", "invoice__state").annotate(Sum("total"))
    for month, unit, state, total in credited.order_by("unit__name_key"):
        for books in _places(found, month, unit):
            books.credited += total
            books.outstanding += total if state == InvoiceState.ISSUED else NOTHING
    return found


def _places(found: Year, month: date, unit: str) -> tuple[Books, Books, Books]:
    return found.all, found.months[month], found.districts.setdefault(unit, Books())


def by_service(lines: Any, year: int) -> list[tuple[str, int, Decimal, Decimal]]:
    """Each service: how many lines, what they came to, and what of it was credited. One query."""
    taken_back = Sum("amount", filter=Q(credited_by__isnull=False))
    of_year = lines.filter(invoice__month__year=year).values_list("name")
    rows = of_year.annotate(count=Count("pk"), billed=Sum("amount"), taken_back=taken_back)
    found = [
        (name or "Annat", count, rounded(billed), -rounded(credited or NOTHING))
        for name, count, billed, credited in rows
    ]
    return sorted(found, key=lambda each: (-each[2], each[0]))


@dataclass(frozen=True)
class Costs:
    """What finding somebody costs: of all that was charged for orders, guarantees and withdrawals included."""

    matches: int
    decisions: int
    amount: Decimal

    def per_match(self) -> Decimal | None:
        return self.amount / self.matches if self.matches else None

    def per_decision(self) -> Decimal | None:
        return self.amount / self.decisions if self.decisions else None


def costs_of(charges: Any, year: int) -> Costs:
    """Charges of matches in a year that nobody has struck: two queries, and no client is named in them."""
    rows = charges.of_year(year).standing().filter(code__startswith=MATCH)
    sums = rows.aggregate(amount=Sum("amount"), matches=Count("pk", filter=Q(cause__startswith="matching.assignment:")))
    numbers = rows.exclude(order_number="").values("order_number")
    decisions = Order.objects.filter(number__in=numbers).values("decision_id").distinct().count()
    return Costs(sums["matches"], decisions, sums["amount"] or NOTHING)


def sum_of(rows: Any) -> Decimal:
    return rows.aggregate(sum=Sum("amount"))["sum"] or NOTHING


def years_of(rows: Any, this: int) -> list[int]:
    """The years of invoices, or of payrolls, to choose between, the latest first."""
    return sorted({this, *(day.year for day in rows.dates("month", "year"))}, reverse=True)

"""What there is to invoice: which charge belongs on which district's invoice for which month."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from brokerage import clock
from brokerage.charges.models import Charge
from brokerage.invoicing.models import Form, Invoice, Payer
from brokerage.invoicing.queries import not_invoiced
from brokerage.invoicing.vat import Sums, sums
from brokerage.organisation.models import Unit


@dataclass(frozen=True)
class Draft:
    """An invoice that has not been issued: a district, a month, and its charges in the order of their lines."""

    unit: Unit
    month: date
    charges: list[Charge]
    payer: Payer

    @property
    def sums(self) -> Sums:
        return sums(self.charges, taxed=self.payer.form != Form.INTERNAL)

    @property
    def total(self) -> Decimal:
        return self.sums.total

    def text_of(self, charge: Charge) -> str:
        """What the line reads: who ordered, where that is another than who pays."""
        if charge.unit_id == self.unit.pk:
            return charge.text
        return f"{charge.text}, beställare {charge.unit.name}"


def first_of(day: date) -> date:
    return day.replace(day=1)


def receiver_of(unit: Unit, units: dict[int, Unit], day: date) -> Unit:
    """Who pays today what the unit owes: itself, or the unit that has taken over after it."""
    while unit.ends and unit.ends < day and unit.successor_id:
        unit = units[unit.successor_id]
    return unit


def drafts(day: date) -> list[Draft]:
    """All that can be invoiced on a day, for months that have ended, oldest month first: four queries.

    A district has one invoice a month. A charge that comes when its month has been invoiced goes with the next month
    that has not.
    """
    charges = list(not_invoiced(Charge.objects.filter(month__lt=first_of(day))).order_by("month", "pk"))
    if not charges:
        return []
    units = Unit.objects.in_bulk()
    payers = {payer.unit_id: payer for payer in Payer.objects.all()}
    taken = set(Invoice.objects.in_force().values_list("unit_id", "month"))
    found: dict[tuple[date, int], list[Charge]] = defaultdict(list)
    for charge in charges:
        charge.unit = units[charge.unit_id]
        unit, month = receiver_of(units[charge.unit_id], units, day), charge.month
        while (unit.pk, month) in taken:
            month = clock.months_after(month, 1)
        if month < first_of(day):
            found[month, unit.pk].append(charge)
    made = [
        Draft(units[unit_id], month, mine, payers.get(unit_id) or payer_of(units[unit_id]))
        for (month, unit_id), mine in found.items()
    ]
    return sorted(made, key=lambda draft: (draft.month, draft.unit.name_key))


def payer_of(unit: Unit) -> Payer:
    """How a unit pays of which nothing is set: as the city's own board."""
    return Payer(unit=unit, legal_name=unit.name)


def of_month(month: date, day: date) -> list[Draft]:
    """What a run of the month would issue on the day."""
    return [draft for draft in drafts(day) if draft.month == month]


def total_of(found: list[Draft]) -> Decimal:
    return sum((draft.total for draft in found), Decimal("0.00"))


def mark_of(found: list[Draft]) -> str:
    """What a preview has shown, so that a run can tell whether it is still so."""
    return f"{len(found)}.{sum(len(draft.charges) for draft in found)}.{total_of(found)}"

"""Why a charge can't be struck, and what a manager should think of before ordering more."""

from datetime import date
from decimal import Decimal

from brokerage import money
from brokerage.charges.models import Budget, Charge, PriceItem
from brokerage.workflow import Problem


def before_striking(charge: Charge) -> list[Problem]:
    """What an invoice holds is taken back by a credit, so that the books tell what happened."""
    line = charge.lines.filter(holds_charge=True).select_related("invoice").first()  # type: ignore[attr-defined]
    if line is None:
        return []
    return [
        Problem(
            f"Debiteringen står på faktura {line.invoice.number}. Kreditera raden i stället.",
            url=line.invoice.get_absolute_url(),
        )
    ]


def price_list_on(day: date) -> dict[str, PriceItem]:
    """The prices of a day by their code: one query."""
    return {each.code: each for each in PriceItem.objects.on(day)}


def over_budget(unit_id: int, cost: Decimal, day: date) -> list[Problem]:
    """A warning, never a stop: what a child needs is not decided by a budget."""
    found = Budget.left(unit_id, day)
    if found is None:
        return []
    budget, spent = found
    if spent + cost <= budget:
        return []
    over = money.kr(spent + cost - budget)
    return [
        Problem(
            f"Enhetens budget för {day.year} är {money.kr(budget)}, och {money.kr(spent)} är debiterat. "
            f"Med det här blir det {over} för mycket. Det hindrar inte.",
            blocking=False,
        )
    ]

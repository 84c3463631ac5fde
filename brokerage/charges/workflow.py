"""How a charge comes about: as the effect of a step, or by a person who says why; and how a price is set."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.crypto import get_random_string

from brokerage import clock, money
from brokerage.access import Actor
from brokerage.charges import rules as rules  # fills the matrix before a verb names an action of it
from brokerage.charges.models import Budget, Charge, PriceItem, YearCost
from brokerage.charges.problems import before_striking
from brokerage.charges.states import CHARGE
from brokerage.organisation.models import Unit
from brokerage.workflow import Refusal, creates, edits, effect, step

ONE = Decimal(1)


@effect(Charge, done="Debiterad")
def charge(
    code: str,
    *,
    by: Actor,
    unit: Unit,
    on: date,
    text: str,
    cause: str,
    order_number: str = "",
    quantity: Decimal = ONE,
    percent: int = 100,
    agreed: Decimal | None = None,
    free_because: str = "",
) -> Charge:
    """The unit is charged by the price of that day, or by what was `agreed` with the order.

    `text` is neutral: an order number, never a name. `percent` of the price is charged (a withdrawal); with
    `free_because` nothing is, and the charge says why: a guarantee shows on the invoice as a line of 0 kr.

    Raises Refusal where the price list has no price for the day.
    """
    item = PriceItem.objects.of(code, on)
    if item is None:
        raise Refusal(f"Prislistan saknar pris för «{code}» den {on}.")
    price = money.rounded((item.amount if agreed is None else agreed) * percent / 100)
    return _of_price(
        item,
        unit=unit,
        month=on.replace(day=1),
        text=text,
        order_number=order_number,
        quantity=quantity,
        price=Decimal("0.00") if free_because else price,
        reason=free_because,
        cause=cause,
    )


def _of_price(item: PriceItem, *, quantity: Decimal, price: Decimal, **given: Any) -> Charge:
    """Everything copied in: what the price list says tomorrow changes nothing."""
    return Charge(
        code=item.code,
        name=item.name,
        per=item.per,
        account=item.account,
        vat=item.vat,
        vat_reason=item.vat_reason,
        quantity=quantity,
        price=price,
        amount=money.rounded(price * quantity),
        **given,
    )


@creates("charges.add", label="Lägg till debitering", done="Debitering tillagd")
def add(
    *, by: Actor, unit: Unit, code: str, quantity: Decimal, month: date, order_number: str = "", reason: str
) -> Charge:
    """A person charges what no step has charged, and says why."""
    item = PriceItem.objects.of(code, clock.today())
    if item is None:
        raise Refusal("Prislistan saknar pris för tjänsten i dag.")
    text = f"Beställning {order_number}" if order_number else item.name
    return _of_price(
        item,
        unit=unit,
        month=month,
        text=text,
        order_number=order_number,
        quantity=quantity,
        price=item.amount,
        reason=reason,
        cause=f"by hand:{get_random_string(20)}",
    )


@step(
    CHARGE,
    "strike",
    action="charges.strike",
    label="Stryk debiteringen",
    done="Debitering struken",
    problems=before_striking,
    risky=True,
)
def strike(charge: Charge, *, by: Actor, reason: str) -> None:
    """It is not to be invoiced after all; it stands in the list with the reason."""
    charge.struck_on, charge.struck_by, charge.struck_because = clock.today(), by.user, reason


@creates("prices.set", label="Sätt ett pris", done="Priset är satt")
def set_price(*, by: Actor, code: str, starts: date, **terms: Any) -> PriceItem:
    """A price from a day on. The one before it ends the day before; what is charged already is as it was.

    Raises Refusal for a day that has passed: then somebody has ordered by the old price.
    """
    if starts < clock.today():
        raise Refusal("Ett pris kan sättas från i dag, inte bakåt i tiden.")
    others = PriceItem.objects.select_for_update().filter(code=code)
    later = others.filter(starts__gt=starts).order_by("starts").first()
    others.filter(starts__lt=starts).on(starts).update(ends=starts - timedelta(days=1))
    return PriceItem(code=code, starts=starts, ends=later.starts - timedelta(days=1) if later else None, **terms)


@creates("budgets.set", label="Sätt budget", done="Budgeten är satt")
def set_budget(*, by: Actor, unit: Unit, year: int, amount: Decimal) -> Budget:
    """What the unit means to spend in the year."""
    return Budget(unit=unit, year=year, amount=amount)


@edits("budgets.set", fields=["amount"], label="Ändra budgeten", done="Budgeten är ändrad")
def change_budget(budget: Budget, *, by: Actor) -> None:
    """The year turned out otherwise."""


@creates("yearcosts.set", label="Ange årets kostnad", done="Årets kostnad är angiven")
def set_year_cost(*, by: Actor, unit: Unit, year: int, amount: Decimal) -> YearCost:
    """What the brokerage has cost in a year, by its own books."""
    return YearCost(unit=unit, year=year, amount=amount)


@edits("yearcosts.set", fields=["amount"], label="Ändra årets kostnad", done="Årets kostnad är ändrad")
def change_year_cost(cost: YearCost, *, by: Actor) -> None:
    """The books were closed otherwise."""

"""How a charge comes about: as the effect of a step, never by itself."""

from datetime import date

from brokerage.access import Actor
from brokerage.charges.models import Charge, PriceItem
from brokerage.organisation.models import Unit
from brokerage.workflow import Refusal, effect


@effect(Charge, done="Debiterad")
def charge(code: str, *, by: Actor, unit: Unit, on: date, text: str, cause: str) -> Charge:
    """The unit is charged by the price of that day. `text` is neutral: an order number, never a name.

    Raises Refusal where the price list has no price for the day.
    """
    price = PriceItem.objects.on(on).filter(code=code).first()
    if price is None:
        raise Refusal(f"Prislistan saknar pris för «{code}» den {on}.")
    return Charge(unit=unit, month=on.replace(day=1), text=text, amount=price.amount, cause=cause)

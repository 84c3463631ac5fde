"""What has been ordered or booked and is not charged yet: what the year will cost, before the invoice tells."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count

from brokerage import clock, money
from brokerage.orders.models import ServiceOrder
from brokerage.orders.states import OrderState, ServiceState
from brokerage.organisation.models import Unit
from brokerage.pages import wording
from recruitment.states import SeatState, TrainingState

SEAT = "training-seat"
ORDERED = (ServiceState.PLACED, ServiceState.ACCEPTED, ServiceState.RUNNING)
SEARCHED = (OrderState.PLACED, OrderState.ACCEPTED)


@dataclass(frozen=True)
class Cost:
    """One thing to come; `amount` is None where the price list has no price for its day.

    `elsewhen` is what of it falls in another year, whose budget is another.
    """

    unit_id: int
    text: str
    said: str
    url: str
    amount: Decimal | None
    elsewhen: Decimal = Decimal(0)


def of_seats(seats: Any, prices: Any) -> list[Cost]:
    """Booked seats of what the brokerage arranges, by training: charged when it has been held. Two queries."""
    booked = seats.filter(
        state=SeatState.BOOKED,
        training__state=TrainingState.PLANNED,
        training__unit__kind=Unit.Kind.BROKERAGE,
        unit__kind=Unit.Kind.DISTRICT,
    ).values_list("unit_id", "training__title", "training__starts_at")
    items = list(prices.filter(code=SEAT))
    found = []
    for unit, title, starts_at, count in booked.annotate(Count("pk")).order_by("training__starts_at", "unit_id"):
        day = starts_at.astimezone(clock.STOCKHOLM).date()
        price = next((each.amount for each in items if _holds(each, day)), None)
        said = "1 plats" if count == 1 else f"{count} platser"
        amount = None if price is None else money.rounded(price * count)
        elsewhen = amount if amount and day.year != clock.today().year else Decimal(0)
        found.append(Cost(unit, title, f"{said}, {wording.day(day)}", "", amount, elsewhen))
    return found


def _holds(item: Any, day: date) -> bool:
    return bool(item.starts <= day and (item.ends is None or day <= item.ends))


def of_services(orders: Any) -> list[Cost]:
    """Services as they were ordered; of support by the month what is left of the months. One query."""
    ends = clock.today().replace(month=12, day=31)
    return [
        Cost(
            each.unit_id,
            each.number,
            _said(each),
            each.get_absolute_url(),
            money.rounded(each.price * _left(each)),
            money.rounded(each.price * (_left(each) - _left(each, ends))),
        )
        for each in orders.filter(state__in=ORDERED).order_by("number")
    ]


def _said(order: ServiceOrder) -> str:
    if order.state != ServiceState.RUNNING:
        return str(order.get_service_display())
    return f"{order.get_service_display()}, {_left(order):.0f} månader kvar"


def _left(order: ServiceOrder, day: date = date.max) -> Decimal:
    """How much is not charged yet, of support what begins by a day."""
    if order.state != ServiceState.RUNNING or order.until is None:
        return order.quantity
    return Decimal(len(order.months_due(day)))


def of_matches(orders: Any) -> list[Cost]:
    """Searches that the brokerage has, at the price the manager saw: charged if somebody is appointed. One query."""
    rows = orders.filter(state__in=SEARCHED).select_related("decision__ground").order_by("number")
    return [
        Cost(
            each.unit_id,
            each.number,
            each.decision.ground.intervention.capitalize(),
            each.get_absolute_url(),
            each.price,
        )
        for each in rows
    ]


def sum_of(costs: Iterable[Cost]) -> Decimal:
    return sum((each.amount or Decimal(0) for each in costs), Decimal("0.00"))


def of_this_year(costs: Iterable[Cost]) -> dict[int, Decimal]:
    """By unit what its budget of this year is to bear."""
    found: dict[int, Decimal] = {}
    for each in costs:
        if due := (each.amount or Decimal(0)) - each.elsewhen:
            found[each.unit_id] = found.get(each.unit_id, Decimal(0)) + due
    return found

"""What is done with an order: drafted, placed, taken on, withdrawn."""

from typing import Any

from django.core.exceptions import ValidationError

from brokerage import clock
from brokerage.access import Actor
from brokerage.charges.models import PriceItem
from brokerage.charges.workflow import charge
from brokerage.letters.workflow import compose
from brokerage.orders import rules as rules  # fills the matrix before a verb names an action of it
from brokerage.orders import wording
from brokerage.orders.models import Basis, Order
from brokerage.orders.problems import basis_problem, before_placing, naming_problem, price_code
from brokerage.orders.states import ORDER, OrderState
from brokerage.workflow import Blocked, Refusal, creates, effect, step
from decisions.models import Decision


def price_of(decision: Decision) -> PriceItem | None:
    """The price of finding someone for this decision, by today's list."""
    return PriceItem.objects.on(clock.today()).filter(code=price_code(decision)).first()


@creates("orders.draft", label="Skriv beställning", done="Beställning skriven")
def draft(*, by: Actor, decision: Decision, basis: str, tried: str, choices: int) -> Order:
    """The district asks the brokerage for help: why it may tell, what it has tried, how many to choose between."""
    if problem := basis_problem(decision, Basis(basis)):
        raise Blocked(problem)
    if problem := naming_problem(tried, decision.client):
        raise ValidationError({"tried": problem})
    return Order(
        unit_id=decision.unit_id,
        area=decision.area,
        decision=decision,
        number=next_number(Order.objects.all(), f"{clock.today().year}-"),
        basis=basis,
        tried=tried,
        choices=choices,
        drafted_by=by.user,
    )


def next_number(rows: Any, prefix: str) -> str:
    """«2026-0007». Two at once draw the same, and the database refuses the second."""
    last = rows.filter(number__startswith=prefix).order_by("number").values_list("number", flat=True).last()
    return f"{prefix}{int(last.rpartition('-')[2]) + 1 if last else 1:04}"


@step(
    ORDER, "place", action="orders.place", label="Lägg beställningen", done="Beställning lagd", problems=before_placing
)
def place(order: Order, *, by: Actor) -> None:
    """The district asks the brokerage to find someone, at the price of today."""
    price = price_of(order.decision)
    if price is None:
        raise Refusal("Prislistan saknar pris för insatsen i dag. Hör av dig till Resursteamen.")
    order.price, order.withdrawal_percent = price.amount, price.withdrawal_percent
    order.placed_by, order.placed_on = by.user, clock.today()


@step(ORDER, "accept", action="orders.broker", label="Ta mig an beställningen", done="Beställningen söks", direct=True)
def accept(order: Order, *, by: Actor) -> None:
    """A recruiter takes it on, and the manager who placed it gets a letter that confirms it."""
    order.broker = by.user
    price = price_of(order.decision)
    what = order.decision.ground.intervention
    confirm(order, what, wording.of_a_match(order, price.guarantee_days if price else 0))


def confirm(order: Any, what: str, terms: list[str]) -> None:
    """What was ordered, and on what terms, in writing."""
    subject, body = wording.confirmation(order, what, terms)
    compose(
        purpose="order-confirmation",
        address=order.placed_by.email,
        subject=subject,
        body=body,
        unit_id=order.unit_id,
        area=order.area,
        receiver=("organisation.user", order.placed_by_id),
    )


@effect(Order, moves=ORDER, move="fulfil", done="Någon är utsedd")
def fulfil(order: Order, *, by: Actor) -> None:
    """Somebody whom the brokerage proposed has been appointed."""


@step(ORDER, "withdraw", action="orders.withdraw", label="Återta", done="Beställning återtagen", risky=True)
def withdraw(order: Order, *, by: Actor) -> None:
    """The district no longer asks. Once the brokerage has begun it costs what was said when the order was placed."""
    if order.state == OrderState.ACCEPTED and order.withdrawal_percent:
        charge(
            price_code(order.decision),
            by=by,
            unit=order.unit,
            on=clock.today(),
            text=f"Beställning {order.number}, återtagen",
            cause=f"orders.order:{order.pk}",
            order_number=order.number,
            percent=order.withdrawal_percent,
            agreed=order.price,
        )

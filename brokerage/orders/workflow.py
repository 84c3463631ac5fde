"""What is done with an order: drafted, placed, taken on, withdrawn."""

from brokerage import clock
from brokerage.access import Actor
from brokerage.charges.models import PriceItem
from brokerage.orders import rules as rules  # fills the matrix before a verb names an action of it
from brokerage.orders.models import Basis, Order
from brokerage.orders.problems import basis_problem, before_placing
from brokerage.orders.states import ORDER
from brokerage.workflow import Blocked, Refusal, creates, effect, step
from decisions.models import Decision

PRICES = {"kontaktfamilj": "match-contact-family", "korttidsvistelse: korttidsfamilj": "match-short-term-family"}


def price_code(decision: Decision) -> str:
    """What finding someone for this decision is called in the price list."""
    return PRICES.get(decision.ground.intervention, "match-contact-person")


def price_of(decision: Decision) -> PriceItem | None:
    """The price of finding someone for this decision, by today's list."""
    return PriceItem.objects.on(clock.today()).filter(code=price_code(decision)).first()


@creates("orders.draft", label="Skriv beställning", done="Beställning skriven")
def draft(*, by: Actor, decision: Decision, basis: str, tried: str, choices: int) -> Order:
    """The district asks the brokerage for help: why it may tell, what it has tried, how many to choose between."""
    if problem := basis_problem(decision, Basis(basis)):
        raise Blocked(problem)
    return Order(
        unit_id=decision.unit_id,
        area=decision.area,
        decision=decision,
        number=_next_number(),
        basis=basis,
        tried=tried,
        choices=choices,
        drafted_by=by.user,
    )


def _next_number() -> str:
    """«2026-0007». Two at once draw the same, and the database refuses the second."""
    year = clock.today().year
    last = (
        Order.objects.filter(number__startswith=f"{year}-").order_by("number").values_list("number", flat=True).last()
    )
    return f"{year}-{int(last.rpartition('-')[2]) + 1 if last else 1:04}"


@step(
    ORDER, "place", action="orders.place", label="Lägg beställningen", done="Beställning lagd", problems=before_placing
)
def place(order: Order, *, by: Actor) -> None:
    """The district asks the brokerage to find someone, at the price of today."""
    price = price_of(order.decision)
    if price is None:
        raise Refusal("Prislistan saknar pris för insatsen i dag. Hör av dig till Resursteamen.")
    order.price = price.amount
    order.placed_by, order.placed_on = by.user, clock.today()


@step(ORDER, "accept", action="orders.broker", label="Ta mig an beställningen", done="Beställningen söks", direct=True)
def accept(order: Order, *, by: Actor) -> None:
    """A recruiter takes it on."""
    order.broker = by.user


@effect(Order, moves=ORDER, move="fulfil", done="Någon är utsedd")
def fulfil(order: Order, *, by: Actor) -> None:
    """Somebody whom the brokerage proposed has been appointed."""


@step(ORDER, "withdraw", action="orders.withdraw", label="Återta", done="Beställning återtagen", risky=True)
def withdraw(order: Order, *, by: Actor) -> None:
    """The district no longer asks."""

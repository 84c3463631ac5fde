"""What is done with an order of a service: drafted, placed, taken on, delivered or run by the month, and charged."""

from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from brokerage import clock
from brokerage.access import Actor
from brokerage.charges.models import Charge, PriceItem
from brokerage.charges.workflow import charge
from brokerage.orders import rules as rules  # fills the matrix before a verb names an action of it
from brokerage.orders import wording
from brokerage.orders.models import ServiceOrder
from brokerage.orders.problems import before_beginning, before_placing_service, naming_problem, quantity_problem
from brokerage.orders.states import SERVICE, ServiceState
from brokerage.orders.workflow.orders import confirm, next_number
from brokerage.organisation.models import Unit
from brokerage.pages.wording import month
from brokerage.workflow import Refusal, creates, edits, step

AT_ONCE = 200  # orders that one round of the due loop charges


@creates("services.draft", label="Beställ en tjänst", done="Beställning skriven")
def draft(*, by: Actor, unit: Unit, area: str, words: str, **asked: Any) -> ServiceOrder:
    """A unit wants something else than a match; its manager sees the price, and places the order."""
    if problem := naming_problem(words):
        raise ValidationError({"words": problem})
    if problem := quantity_problem(asked["service"], asked["quantity"]):
        raise ValidationError({"quantity": problem})
    number = next_number(ServiceOrder.objects.all(), f"T{clock.today().year}-")
    return ServiceOrder(unit=unit, area=area, number=number, words=words, drafted_by=by.user, **asked)


@step(
    SERVICE,
    "place",
    action="services.place",
    label="Lägg beställningen",
    done="Beställning lagd",
    problems=before_placing_service,
)
def place(order: ServiceOrder, *, by: Actor) -> None:
    """At the price of today, which is what it will cost."""
    price = PriceItem.objects.of(order.service, clock.today())
    if price is None:
        raise Refusal("Prislistan saknar pris för tjänsten i dag. Hör av dig till Resursteamen.")
    order.price, order.withdrawal_percent = price.amount, price.withdrawal_percent
    order.placed_by, order.placed_on = by.user, clock.today()


@step(SERVICE, "accept", action="services.accept", label="Ta på mig", done="Beställningen pågår", direct=True)
def accept(order: ServiceOrder, *, by: Actor) -> None:
    """Somebody at the brokerage takes it on, and the manager who placed it gets a letter that confirms it."""
    order.broker = by.user
    confirm(order, order.get_service_display(), wording.of_a_service(order))


@step(SERVICE, "deliver", action="services.deliver", label="Levererad", done="Levererad och debiterad")
def deliver(order: ServiceOrder, *, by: Actor, delivered: Decimal, on: date) -> dict[str, Any]:
    """It is done, and the unit is charged for what it got: never more than it ordered without asking again."""
    if not order.placed_on or not order.placed_on <= on <= clock.today():
        raise Refusal("Dagen ligger mellan beställningen och i dag.")
    if delivered > order.quantity:
        raise Refusal("Det är mer än vad som beställdes. Be enheten att beställa resten.")
    order.delivered, order.delivered_on = delivered, on
    _charge(order, by=by, on=on, text=f"Beställning {order.number}", quantity=delivered)
    return {"on": on}


@step(SERVICE, "begin", action="services.begin", label="Börja", done="Handledningen löper", problems=before_beginning)
def begin(order: ServiceOrder, *, by: Actor, starts: date) -> dict[str, Any]:
    """Monthly support begins, for as many months as were ordered; each month that begins is charged."""
    if not order.placed_on or not order.placed_on.replace(day=1) <= starts:
        raise Refusal("Den första månaden kan inte ligga före beställningen.")
    order.broker, order.starts = by.user, starts
    order.until = clock.months_after(starts, int(order.quantity) - 1)
    confirm(order, f"{order.get_service_display()} från {month(starts)}", wording.of_support(order))
    return {"starts": starts, "months": _charge_months(order, by)}


@step(SERVICE, "stop", action="services.stop", label="Avsluta", done="Handledningen avslutad", risky=True)
def stop(order: ServiceOrder, *, by: Actor) -> dict[str, Any]:
    """No month more is charged. The one that has begun is."""
    months = _charge_months(order, by)
    order.delivered_on = clock.today()
    order.delivered = Decimal(Charge.objects.of_order(order.number).standing().count())
    return {"months": months}


@edits("services.charge", states={ServiceState.RUNNING}, label="Debitera månaden", done="Månaden debiterad")
def charge_months(order: ServiceOrder, *, by: Actor) -> dict[str, Any]:
    """The months that have begun since last time, however long ago that was."""
    return {"months": _charge_months(order, by)}


def charge_support() -> int:
    """Each month of each running support, once; what has run for as long as was ordered is stopped. Due loop."""
    by, first = Actor.system("support"), clock.today().replace(day=1)
    rows = list(ServiceOrder.objects.month_due(first).order_by("pk")[:AT_ONCE])
    for order in rows:
        with suppress(Refusal):  # another round, or a person, has done it in this very moment
            if order.until and order.until < first:
                stop(order, by=by)
            else:
                charge_months(order, by=by)
    return len(rows)


def _charge_months(order: ServiceOrder, by: Actor) -> int:
    """One charge a month and unit: the cause is the month, and an order that follows on another pays it no second
    time."""
    due = order.months_due(clock.today())
    for first in due:
        cause = f"support-month:{order.unit_id}:{first:%Y-%m}"
        if not Charge.objects.filter(cause=cause).exists():
            charge(
                order.service,
                by=by,
                unit=order.unit,
                on=first,
                text=f"Handledning {month(first)}",
                cause=cause,
                order_number=order.number,
                agreed=order.price,
            )
        order.charged_until = first
    return len(due)


@step(SERVICE, "withdraw", action="services.withdraw", label="Återta", done="Beställning återtagen", risky=True)
def withdraw(order: ServiceOrder, *, by: Actor) -> None:
    """The unit no longer wants it. Once the brokerage has begun it costs what was said when the order was placed."""
    if order.state == ServiceState.ACCEPTED and order.withdrawal_percent:
        text = f"Beställning {order.number}, återtagen"
        percent = order.withdrawal_percent
        _charge(order, by=by, on=clock.today(), text=text, quantity=order.quantity, percent=percent)


def _charge(order: ServiceOrder, *, by: Actor, **given: Any) -> None:
    """Delivered or withdrawn: the same cause, so that it is one or the other."""
    cause = f"orders.serviceorder:{order.pk}"
    charge(order.service, by=by, unit=order.unit, cause=cause, order_number=order.number, agreed=order.price, **given)

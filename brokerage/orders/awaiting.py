"""What awaits somebody in orders."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from brokerage.access import Actor, holds_role, permitted
from brokerage.orders.states import ServiceState
from brokerage.pages import Waiting, lines

PLACE_WITHIN = timedelta(days=3)
ACCEPT_WITHIN = timedelta(days=2)
DELIVER_WITHIN = timedelta(days=30)
READ_WITHIN = timedelta(days=2)


def awaiting(actor: Actor) -> list[Waiting]:
    """Drafts for the manager, placed orders for the brokerage, and what the other side has written."""
    found = []
    if holds_role(actor, "services.place"):
        found += lines(permitted(actor, "services.place").drafts().order_by("drafted_on"), _service_draft)
    if holds_role(actor, "services.deliver"):
        found += lines(permitted(actor, "services.deliver").to_do().order_by("placed_on"), _service_to_do)
    if holds_role(actor, "messages.read"):
        found += lines(permitted(actor, "messages.read").unread().for_page().order_by("written_at"), _message)
    if holds_role(actor, "orders.place"):
        found += lines(permitted(actor, "orders.place").drafts().for_queue().order_by("drafted_on"), _draft)
    if holds_role(actor, "orders.broker"):
        found += lines(permitted(actor, "orders.broker").placed().for_queue().order_by("placed_on"), _placed)
    return found


def _draft(row: Any) -> Waiting:
    return Waiting(
        f"Lägg beställning {row.number}",
        row.get_absolute_url(),
        f"{row.decision.ground.intervention.capitalize()} · {row.decision.case_reference}",
        row.drafted_on + PLACE_WITHIN,
        "orders",
    )


def _placed(row: Any) -> Waiting:
    return Waiting(
        f"Ta dig an beställning {row.number}",
        reverse("orders:order_card", args=[row.pk]),
        f"{row.decision.ground.intervention.capitalize()} · {row.decision.extent}",
        row.placed_on + ACCEPT_WITHIN,
        "cards",
    )


def _service_draft(row: Any) -> Waiting:
    return Waiting(
        f"Lägg beställning {row.number}",
        row.get_absolute_url(),
        row.get_service_display(),
        row.drafted_on + PLACE_WITHIN,
        "services",
    )


def _service_placed(row: Any) -> Waiting:
    return Waiting(
        f"Ta på dig beställning {row.number}",
        row.get_absolute_url(),
        row.get_service_display(),
        row.placed_on + ACCEPT_WITHIN,
        "services",
    )


def _service_to_do(row: Any) -> Waiting:
    return _service_placed(row) if row.state == ServiceState.PLACED else _service_accepted(row)


def _service_accepted(row: Any) -> Waiting:
    return Waiting(
        f"Leverera beställning {row.number}",
        row.get_absolute_url(),
        row.get_service_display(),
        row.wanted_by or row.placed_on + DELIVER_WITHIN,
        "services",
    )


def _message(row: Any) -> Waiting:
    """Under the order it is about: the brokerage sees a card of it."""
    order = row.about_order
    is_card = row.order_id and not row.from_brokerage
    url = reverse("orders:order_card", args=[row.order_id]) if is_card else order.get_absolute_url()
    return Waiting(
        f"Läs meddelande om beställning {order.number}",
        f"{url}#meddelanden",
        f"Från {'Resursteamen' if row.from_brokerage else 'stadsdelen'}",
        row.written_at.date() + READ_WITHIN,
        "cards" if is_card else "orders" if row.order_id else "services",
    )

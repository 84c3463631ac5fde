"""What awaits somebody in orders."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from brokerage.access import Actor, holds_role, permitted
from brokerage.pages import Waiting, lines

PLACE_WITHIN = timedelta(days=3)
ACCEPT_WITHIN = timedelta(days=2)


def awaiting(actor: Actor) -> list[Waiting]:
    """Drafts for the manager, placed orders for the brokerage."""
    found = []
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

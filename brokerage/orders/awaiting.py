"""What awaits somebody in orders."""

from datetime import timedelta

from django.urls import reverse

from brokerage.access import Actor, holds_role, permitted
from brokerage.pages import Waiting

MOST = 60
PLACE_WITHIN = timedelta(days=3)
ACCEPT_WITHIN = timedelta(days=2)


def awaiting(actor: Actor) -> list[Waiting]:
    """Drafts for the manager, placed orders for the brokerage."""
    found = []
    if holds_role(actor, "orders.place"):
        for row in permitted(actor, "orders.place").drafts().for_list().order_by("drafted_on")[:MOST]:
            sub = f"{row.decision.ground.intervention}, {row.decision.case_reference}"
            found.append(
                Waiting(
                    f"Lägg beställning {row.number}",
                    row.get_absolute_url(),
                    sub,
                    row.drafted_on + PLACE_WITHIN,
                    "orders",
                )
            )
    if holds_role(actor, "orders.broker"):
        for row in permitted(actor, "orders.broker").placed().for_list().order_by("placed_on")[:MOST]:
            url = reverse("orders:order_card", args=[row.pk])
            sub = f"{row.decision.ground.intervention}, {row.decision.extent.lower()}"
            found.append(
                Waiting(f"Ta dig an beställning {row.number}", url, sub, row.placed_on + ACCEPT_WITHIN, "cards")
            )
    return found

"""The brokerage's guarantee: who has been found and leaves soon is replaced without cost."""

from datetime import date

from brokerage.charges.models import PriceItem
from matching.models import Assignment
from matching.states import AssignmentState


def free_by_guarantee(assignment: Assignment, code: str, on: date) -> str:
    """Why a new match is free, in words; empty when it is not.

    It is when the last one that the brokerage found for the same client, of the same kind, ended within the price
    list's days of guarantee, counted from its first day. One early end gives one free match.
    """
    price = PriceItem.objects.of(code, on)
    before = Assignment.objects.brokered_before(assignment).first()
    if price is None or before is None or not price.guarantee_days:
        return ""
    if before.started_on is None:  # called off before it began
        return (
            f"Garanti: beställning {before.order} blev aldrig av." if before.state == AssignmentState.CANCELLED else ""
        )
    if before.ended_on is None or (before.ended_on - before.started_on).days > price.guarantee_days:
        return ""
    return f"Garanti: beställning {before.order} upphörde efter {(before.ended_on - before.started_on).days} dagar."

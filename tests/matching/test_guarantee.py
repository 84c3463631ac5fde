"""Whoever the brokerage finds and who soon leaves is replaced without cost, once; the invoice says so in words."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from brokerage import clock
from brokerage.charges.models import Charge, PriceItem
from matching.models import Assignment
from matching.workflow import assignments
from tests.cast import Cast
from tests.matching.conftest import Path

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


@pytest.fixture
def match(searched: Make, pooled: Make, path: Path) -> Callable[..., Assignment]:
    """`match(decision)`: an order that ends with somebody appointed today, at 18 000 kr."""

    def make(decision: Any = None, **more: Any) -> Assignment:
        given = {"decision": decision} if decision else {}
        proposal = path.found(searched(ordered=True, **given), pooled(by="rut", **more))
        path.checked(proposal)
        path.appointed(proposal)
        return Assignment.objects.latest("pk")

    return make


def ended(assignment: Assignment, cast: Cast, *, after: int) -> Any:
    """It began today and ended so many days later; the decision waits for somebody else."""
    began = clock.today()
    Assignment.objects.filter(pk=assignment.pk).update(
        state="ended", started_on=began, ended_on=began + timedelta(days=after), ending="volunteer"
    )
    return assignment.decision


def charges() -> list[tuple[Decimal, str]]:
    return [(each.amount, each.text) for each in Charge.objects.order_by("pk")]


@pytest.mark.parametrize(("after", "amount"), [(0, "0.00"), (90, "0.00"), (91, "18000.00")])
def test_a_new_match_within_the_days_is_free(match: Make, cast: Cast, after: int, amount: str) -> None:
    decision = ended(match(), cast, after=after)
    match(decision)
    first, second = charges()
    assert first == (Decimal("18000.00"), "Beställning 2026-0001")
    free = ", garanti: utan kostnad" if amount == "0.00" else ""
    assert second == (Decimal(amount), f"Beställning 2026-0002{free}")
    if free:
        made = Charge.objects.latest("pk")
        assert made.reason == f"Garanti: beställning 2026-0001 upphörde efter {after} dagar."


def test_one_early_end_gives_one_free_match(match: Make, cast: Cast) -> None:
    decision = ended(match(), cast, after=10)
    ended(match(decision), cast, after=200)
    match(decision)
    assert [amount for amount, _ in charges()] == [Decimal("18000.00"), Decimal("0.00"), Decimal("18000.00")]


def test_what_never_began_is_replaced(match: Make, cast: Cast) -> None:
    first = match()
    assignments.cancel(first, by=cast.actor("anna"), ending="volunteer")
    match(first.decision)
    assert charges()[1][0] == 0
    assert Charge.objects.latest("pk").reason == "Garanti: beställning 2026-0001 blev aldrig av."


def test_without_days_of_guarantee_nothing_is_free(match: Make, cast: Cast) -> None:
    PriceItem.objects.update(guarantee_days=0)
    decision = ended(match(), cast, after=1)
    match(decision)
    assert charges()[1][0] == Decimal("18000.00")


def test_the_price_is_that_of_the_day_of_the_appointment(match: Make, searched: Make, pooled: Make, path: Path) -> None:
    search = searched(ordered=True)
    PriceItem.objects.update(ends=clock.today())
    PriceItem.objects.create(
        code="match-contact-family", name="Ny", amount=Decimal(1), per="uppdrag", starts=date(2026, 11, 23)
    )
    with clock.at(date(2026, 11, 23)):
        proposal = path.found(search, pooled(by="rut"))
        path.checked(proposal)
        path.appointed(proposal)
    assert charges()[0][0] == Decimal("1.00")

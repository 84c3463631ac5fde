"""What Eva works with: charges of districts, by month."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from brokerage.charges.models import Charge
from brokerage.invoicing import workflow
from brokerage.invoicing.models import Invoice, Payer, Seller
from brokerage.organisation.models import Unit
from tests.cast import Cast

SEPTEMBER, OCTOBER, NOVEMBER = (date(2026, month, 1) for month in (9, 10, 11))


@pytest.fixture
def charged(cast: Cast) -> Callable[..., Charge]:
    """`charged("Bromma", "18000.00")`: what an appointment in October left behind."""

    def make(
        unit: str | Unit = "Bromma", amount: str = "18000.00", *, month: date = OCTOBER, text: str = "", **more: Any
    ) -> Charge:
        number = Charge.objects.count() + 1
        fields: dict[str, Any] = {
            "unit": Unit.objects.get(name=unit) if isinstance(unit, str) else unit,
            "text": text or f"Förmedlad kontaktfamilj, beställning 2026-{number:04}",
            "cause": f"test-{number}",
        }
        return Charge.objects.create(month=month, amount=Decimal(amount), **(fields | more))

    return make


@pytest.fixture
def run(cast: Cast) -> Callable[..., list[Invoice]]:
    """`run()`: Eva runs October."""
    return lambda month=OCTOBER, **given: workflow.run_month(month, by=cast.actor("eva"), **given)


@pytest.fixture
def credit(cast: Cast) -> Callable[..., Invoice]:
    """`credit(invoice, again=True)`: Eva takes it back."""
    return lambda invoice, *, again, reason="amount": workflow.credit(
        invoice, by=cast.actor("eva"), reason=reason, again=again
    )


@pytest.fixture
def outside(cast: Cast) -> Callable[[], None]:
    """`outside()`: Bromma buys as a municipality of its own, by e-invoice."""

    def make() -> None:
        address = {"street": "Gatan 1", "postcode": "168 40"}
        Payer.objects.filter(unit=cast.bromma).update(
            legal_name="Bromma kommun", org_number="212000-0076", form="peppol", reference="REF4711", **address
        )
        Seller.objects.update(
            bankgiro="5050-1055", street="Storgatan 1", postcode="105 35", mail="faktura@stad.example"
        )

    return make

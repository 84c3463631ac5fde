"""A month of invoices: Eva looks, runs it and sends it; Mia objects to a line; Eva credits it and is paid the rest."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from brokerage.invoicing.models import Invoice, InvoiceLine
from tests.browser.desk import Desk
from tests.invoicing.conftest import charged

__all__ = ["charged"]


@pytest.mark.django_db(transaction=True)
def test_from_the_preview_to_the_payment(desk_of: Callable[..., Desk], charged: Callable[..., Any]) -> None:
    charged("Bromma", "18000.00")
    charged("Bromma", "650.50", text="Stöd till en uppdragstagare, beställning 2026-0007")
    eva = desk_of("eva").open("/").follow("Fakturera oktober 2026")
    eva.reads("Oktober 2026: 1 stadsdel, 18 650,50 kr").press("Fakturera oktober 2026")
    eva.reads("F2026-0001")
    assert Invoice.objects.get().number == "F2026-0001"

    mia = desk_of("mia").open("/fakturor/").follow("F2026-0001").follow("Invänd mot en rad")
    mia.press("Lämna invändningen").reads("Vad är fel?")
    disputed = InvoiceLine.objects.get(amount="650.50")
    mia.fill(line=str(disputed.pk), complaint="not_delivered").press("Lämna invändningen").reads("Invändning lämnad")

    eva.open("/").follow("Svara på invändning mot F2026-0001").follow("Godta och kreditera raden")
    eva.press("Godta och kreditera raden").reads("Vad händer med raden?")
    eva.fill(answer="Det stämmer, vi krediterar raden.", reason="undelivered", again="no")
    eva.press("Godta och kreditera raden").reads("Invändning godtagen.", "Godtagen")
    eva.follow("F2026-0001").reads("K2026-0001", "18 000,00 kr")
    eva.follow("Markera som betald").fill(on=date(2026, 11, 22).isoformat()).press("Markera som betald")
    eva.reads("Fakturan är betald.")
    eva.open("/ekonomi/").reads("Fakturerat")
    mia.open("/fakturor/").follow("F2026-0001").reads("Betald")
    mia.open("/invandningar/").follow(disputed.text).reads("Det stämmer, vi krediterar raden.")

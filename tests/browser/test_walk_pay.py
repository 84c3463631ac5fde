"""A month of a contact family: told on a small phone without script, checked by Anna, attested and paid by Mia."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings

from brokerage.letters.models import Letter
from tests.browser.desk import Desk
from tests.cast import Cast
from tests.decisions.conftest import client_made, decided
from tests.matching.conftest import made, pay, pooled
from tests.matching.pay import Pay

__all__ = ["client_made", "decided", "made", "pay", "pooled"]

Make = Callable[..., Any]


@pytest.mark.django_db(transaction=True)
def test_from_the_phone_to_the_payroll(desk_of: Callable[..., Desk], cast: Cast, pay: Pay) -> None:
    assignment = pay.running(starts=date(2026, 9, 1), terms={"fee": Decimal(250), "pays_mileage": True})
    pay.month(assignment, date(2026, 10, 1))
    (address,) = re.findall(r"https?://\S+/svar/\S+", Letter.objects.get(purpose="month_report").body)
    phone = desk_of(width=320, scripts=False).open(address.removeprefix(settings.BASE_URL.rstrip("/")))
    phone.fill(what="held", first="2026-10-16", last="2026-10-15", kilometres="40").press("Spara")
    phone.reads("Den sista dagen kan inte ligga före den första.")
    phone.fill(last="2026-10-18").press("Spara").reads("Sparat.", "40 km")
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 320
    phone.press("Skicka in månaden").reads("Tack! Redovisningen är inskickad.")

    anna = desk_of("anna").open("/").follow("Granska oktober 2026 för Familjen Åberg")
    anna.reads("genom länken", "1 650,00").press("Granskad, skicka till attest").reads("Att attestera")
    anna.follow("Ersättning och besök").reads("1 650,00 kr")

    mia = desk_of("mia").open("/").follow("Attestera 1 redovisning för oktober 2026")
    mia.press("Attestera de valda").reads("1 redovisning attesterade")
    mia.open("/").follow("Stäng löneunderlaget för oktober 2026").reads("Familjen Åberg, 1041", "Milersättning")
    mia.page.get_by_role("button", name="Stäng månaden").click()
    mia.look().reads("Oktober 2026 är stängd", "Familjen Åberg (PDF)")
    mia.open("/loneunderlag/per-manad/").reads("Utbetalt per månad")

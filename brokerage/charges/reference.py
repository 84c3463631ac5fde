"""A default price list. The customer's model is not known: it is a starting point for administrators to change."""

from datetime import date
from decimal import Decimal

from brokerage.charges.models import EXEMPTION, PriceItem, Vat

_FROM = date(2026, 1, 1)
# code, name, amount, per, VAT, days of guarantee, percent of the price that a withdrawal costs once work has begun
PRICES: tuple[tuple[str, str, str, str, str, int, int], ...] = (
    ("match-contact-person", "Förmedlad kontaktperson", "9000.00", "uppdrag", "E", 90, 0),
    ("match-contact-family", "Förmedlad kontaktfamilj", "18000.00", "uppdrag", "E", 90, 0),
    ("match-short-term-family", "Förmedlad korttidsfamilj", "18000.00", "uppdrag", "E", 90, 0),
    ("vetting", "Genomförd utredning", "12000.00", "utredning", "E", 0, 25),
    ("training-seat", "Plats på fortbildning", "650.00", "plats", "S", 0, 0),
    ("routine-hour", "Stöd med rutiner", "850.00", "timme", "S", 0, 0),
    ("support-month", "Handledning", "1200.00", "månad", "S", 0, 0),
)


def load(using: str = "default") -> None:
    """Put in what is missing; a code that has any price is left alone."""
    there = set(PriceItem.objects.using(using).values_list("code", flat=True))
    PriceItem.objects.using(using).bulk_create(
        PriceItem(
            code=code,
            name=name,
            amount=Decimal(amount),
            per=per,
            vat=vat,
            vat_reason=EXEMPTION if vat == Vat.EXEMPT else "",
            guarantee_days=guarantee,
            withdrawal_percent=withdrawal,
            starts=_FROM,
        )
        for code, name, amount, per, vat, guarantee, withdrawal in PRICES
        if code not in there
    )

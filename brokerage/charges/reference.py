"""A default price list. The customer's model is not known: it is a starting point for administrators to change."""

from datetime import date
from decimal import Decimal

from brokerage.charges.models import PriceItem

_FROM = date(2026, 1, 1)
PRICES: tuple[tuple[str, str, str, str], ...] = (
    ("match-contact-person", "Förmedlad kontaktperson", "9000.00", "uppdrag"),
    ("match-contact-family", "Förmedlad kontaktfamilj", "18000.00", "uppdrag"),
    ("match-short-term-family", "Förmedlad korttidsfamilj", "18000.00", "uppdrag"),
    ("vetting", "Genomförd utredning", "12000.00", "utredning"),
    ("training-seat", "Plats på fortbildning", "650.00", "plats"),
    ("routine-hour", "Stöd med rutiner", "850.00", "timme"),
    ("support-month", "Handledning", "1200.00", "månad"),
)


def load(using: str = "default") -> None:
    """Put in what is missing; a code that has any price is left alone."""
    there = set(PriceItem.objects.using(using).values_list("code", flat=True))
    PriceItem.objects.using(using).bulk_create(
        PriceItem(code=code, name=name, amount=Decimal(amount), per=per, starts=_FROM)
        for code, name, amount, per in PRICES
        if code not in there
    )

"""What invoicing says in words."""

from decimal import Decimal
from typing import Any

from django.conf import settings

from brokerage import money
from brokerage.pages.wording import day, month


def units_in_words(count: int) -> str:
    """«1 stadsdel», «11 stadsdelar»."""
    return "1 stadsdel" if count == 1 else f"{count} stadsdelar"


def reminder(invoice: Any, name: str, left: Decimal) -> tuple[str, str]:
    """Subject and body of the letter to a manager whose unit has not paid; without a name, to a mailbox outside."""
    objecting = (
        f"Stämmer något inte kan du invända mot raden här:\n{settings.BASE_URL}{invoice.get_absolute_url()}"
        if name
        else f"Stämmer något inte, hör av dig till {invoice.sold_by.mail or 'Resursteamen'}."
    )
    body = (
        f"{f'Hej {name}' if name else 'Hej'}!\n\n"
        f"Faktura {invoice.number} för {month(invoice.month)} skulle ha betalats {day(invoice.due_on)}. "
        f"Kvar att betala är {money.kr(left)}.\n\n"
        f"Har ni redan betalat, bortse från brevet. {objecting}\n\n"
        "Vänliga hälsningar\nResursteamen"
    )
    return f"Påminnelse: faktura {invoice.number}", body

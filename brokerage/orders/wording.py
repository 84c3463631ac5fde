"""What the brokerage writes about orders. It names nobody but the receiver."""

from typing import Any

from django.conf import settings

from brokerage import money


def confirmation(order: Any, what: str, terms: list[str]) -> tuple[str, str]:
    """Subject and body of the letter that confirms an order to the manager who placed it."""
    body = (
        f"Hej {order.placed_by.name}!\n\n"
        f"Resursteamen har tagit sig an beställning {order.number}: {what}.\n\n"
        + "".join(f"- {term}\n" for term in terms)
        + f"\nBeställningen, med allt som har debiterats på den:\n{settings.BASE_URL}{order.get_absolute_url()}\n\n"
        "Vänliga hälsningar\nResursteamen"
    )
    return f"Orderbekräftelse {order.number}", body


def of_a_match(order: Any, guarantee_days: int) -> list[str]:
    """What a match costs, and when it does not."""
    return [
        f"Priset när ni beställde: {money.kr(order.price)} utan moms. Ni debiteras när någon är utsedd, till det pris "
        "som gäller den dagen.",
        *_guarantee(guarantee_days),
        _withdrawal(order),
    ]


def of_a_service(order: Any) -> list[str]:
    """What a service costs as it was ordered."""
    count = money.plain(order.quantity)
    return [
        f"Antal: {count}. Pris: {money.kr(order.price)} styck, {money.kr(order.price * order.quantity)} i allt utan "
        "moms. Ni debiteras för det som har levererats.",
        _withdrawal(order),
    ]


def of_support(order: Any) -> list[str]:
    return [
        f"{order.quantity:.0f} månader, {money.kr(order.price)} i månaden utan moms. Varje månad debiteras när den "
        "börjar.",
        "Ni kan avsluta när ni vill. Månaden som har börjat debiteras.",
    ]


def _guarantee(days: int) -> list[str]:
    return [f"Garanti: slutar uppdraget inom {days} dagar är nästa förmedling fri."] if days else []


def _withdrawal(order: Any) -> str:
    if not order.withdrawal_percent:
        return "Återtar ni beställningen kostar det ingenting."
    return f"Återtar ni beställningen kostar det {order.withdrawal_percent} % av priset."

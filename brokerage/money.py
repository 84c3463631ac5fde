"""Kronor and öre: exact, rounded half up, written as a Swede writes them."""

from decimal import ROUND_HALF_UP, Decimal

ORE = Decimal("0.01")
KRONA = Decimal("1")


def rounded(amount: Decimal, to: Decimal = ORE) -> Decimal:
    """An amount rounded half up to whole öre (or to `KRONA`). Raises TypeError for a float: money is never a float."""
    if isinstance(amount, float):
        raise TypeError("Money is Decimal, never float.")
    return Decimal(amount).quantize(to, ROUND_HALF_UP) + 0  # no minus zero


def kr(amount: Decimal) -> str:
    """1504 → «1 504,00 kr», with spaces that do not break."""
    return (
        f"{rounded(amount):,.2f} kr".replace(",", " ")
        .replace(".", ",")
        .replace(" ", "\N{NO-BREAK SPACE}")
        .replace("-", "−")
    )


def plain(figure: Decimal) -> str:
    """2.50 → «2,5»; of hours and pieces."""
    return f"{figure.normalize():f}".replace(".", ",")


def whole(kronor: int) -> str:
    """15000 → «15 000»."""
    return f"{kronor:,}".replace(",", "\N{NO-BREAK SPACE}")

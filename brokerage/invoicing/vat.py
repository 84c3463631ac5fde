"""VAT of what stands on a paper: one group for each category, rounded once. Between the city's boards there is none."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from brokerage import money
from brokerage.charges.models import VAT_RATES, Vat

NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Group:
    """The lines of one category: what they come to, and the tax on that."""

    category: str
    rate: Decimal
    base: Decimal
    tax: Decimal
    reason: str


@dataclass(frozen=True)
class Sums:
    net: Decimal
    vat: Decimal

    @property
    def total(self) -> Decimal:
        return self.net + self.vat


def groups(lines: Iterable[Any]) -> list[Group]:
    """By category, exempt first; tax is rounded half up for each group, not for each line (EN 16931 BR-CO-17)."""
    base: dict[str, Decimal] = {}
    reasons: dict[str, list[str]] = {}
    for line in lines:
        base[line.vat] = base.get(line.vat, NOTHING) + line.amount
        reasons.setdefault(line.vat, []).append(line.vat_reason)
    return [
        Group(
            category,
            VAT_RATES[Vat(category)],
            base[category],
            money.rounded(base[category] * VAT_RATES[Vat(category)] / 100),
            "; ".join(dict.fromkeys(filter(None, reasons[category]))),
        )
        for category in sorted(base)
    ]


def sums(lines: Iterable[Any], *, taxed: bool) -> Sums:
    """What the lines come to, with VAT where the buyer is outside the city."""
    lines = list(lines)
    net = sum((line.amount for line in lines), NOTHING)
    return Sums(net, sum((group.tax for group in groups(lines)), NOTHING) if taxed else NOTHING)

"""The rates that a migrated database holds.

Sources: the price base amounts of SFS 2020:764, 2021:866, 2022:1398, 2023:532, 2024:663, 2025:872 and earlier; the
recommendations of SKR in circulars 17:54, 22:42 and 22:43. Fees of other years than 2023 were not found: an
administrator enters them, and until then the year is refused, never guessed. Mileage is per 10 km.

The numbers of the payroll's kinds of pay and the rule for late cancellations are our assumptions: each payroll and each
municipality has its own, and an administrator changes them.
"""

from datetime import date
from decimal import Decimal

from matching.models import (
    OnCallNumber,
    PayChoices,
    PayCode,
    Rate,
    Weighting,
)

_BASE = {
    2012: 44000, 2013: 44500, 2014: 44400, 2015: 44500, 2016: 44300, 2017: 44800, 2018: 45500, 2019: 46500, 2020: 47300,
    2021: 47600, 2022: 48300, 2023: 52500, 2024: 57300, 2025: 58800, 2026: 59200,
}  # fmt: skip
_PERCENT = {
    "family-expenses-child-basic": 105, "family-expenses-child-highest": 150, "family-expenses-teenager-basic": 120,
    "family-expenses-teenager-highest": 170, "family-expenses-adult-basic": 120, "family-expenses-adult-highest": 170,
    "person-expenses-low": 10, "person-expenses-middle": 25, "person-expenses-high": 40,
    "person-fee-weekly-lowest": 10, "person-fee-weekly-highest": 35, "person-fee-often-lowest": 20,
    "person-fee-often-highest": 45, "person-fee-daily-lowest": 30, "person-fee-daily-highest": 55,
}  # fmt: skip
_KRONOR = {
    "family-fee-child": {2023: "225"},
    "family-fee-teenager": {2023: "292"},
    "family-fee-adult": {2023: "359"},
    "mileage": {2012: "18.50", 2023: "25.00"},
}
_KINDS_OF_PAY = {
    "fee": "4101", "fee-double": "4102", "fee-cancelled": "4103", "month-fee": "4110", "expenses": "4201",
    "extra": "4202", "month-expenses": "4210", "mileage": "4301",
}  # fmt: skip
# Two wishes weigh as much as one important thing, and one wish more than living near and being free.
_FIRST_WEIGHTS = {
    "important": 20, "nice": 10, "same": 4, "beside": 2, "idle": 2, "why": "Så räknade förmedlingen från början.",
}  # fmt: skip
_FIRST_CHOICES = date(2012, 1, 1)


# The state's own and BRIS's; the city's social jour and each unit's numbers are put in by an administrator.
_ON_CALL = (
    ("Nödläge: polis, ambulans, brandkår", "112", "dygnet runt", 1),
    ("Sjukvårdsrådgivningen", "1177", "dygnet runt", 2),
    ("Bris, för barn", "116 111", "dygnet runt", 3),
)


def load(using: str = "default") -> None:
    """Put in what is missing."""
    if not OnCallNumber.objects.using(using).exists():
        OnCallNumber.objects.using(using).bulk_create(
            OnCallNumber(label=label, number=number, hours=hours, place=place)
            for label, number, hours, place in _ON_CALL
        )
    known = set(PayCode.objects.using(using).values_list("kind", flat=True))
    kinds = [PayCode(kind=kind, number=number) for kind, number in _KINDS_OF_PAY.items() if kind not in known]
    PayCode.objects.using(using).bulk_create(kinds)
    if not PayChoices.objects.using(using).exists():
        PayChoices.objects.using(using).create(starts=_FIRST_CHOICES, late_percent=Decimal(100))
    if not Weighting.objects.using(using).exists():
        Weighting.objects.using(using).create(**_FIRST_WEIGHTS)
    rows = [Rate(code="price-base-amount", year=year, amount=Decimal(amount)) for year, amount in _BASE.items()]
    rows += [
        Rate(code=code, year=2012, amount=Decimal(percent), unit=Rate.Unit.PERCENT)
        for code, percent in _PERCENT.items()
    ]
    rows += [
        Rate(code=code, year=year, amount=Decimal(amount))
        for code, years in _KRONOR.items()
        for year, amount in years.items()
    ]
    there = set(Rate.objects.using(using).values_list("code", "year"))
    Rate.objects.using(using).bulk_create(row for row in rows if (row.code, row.year) not in there)

"""What a volunteer is owed for a stay or a month: exact sums from dated tables, in kronor and öre. Pure.

Sources: the recommendations of SKR (circulars 17:54, 22:42 and 22:43); a municipality decides its own, so every local
choice is a dated row of its table. What has not been entered for a year is refused by name, never guessed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache

from brokerage import clock, money

TEENAGER_FROM, ADULT_FROM = 13, 18
DAYS_OF_YEAR, MONTHS_OF_YEAR = 365, 12
FRIDAY, SATURDAY = 4, 5
HALF, WHOLE = Decimal("0.5"), Decimal(1)
PER_KM = Decimal(10)  # the mileage of the tables is per 10 km
SHARE = Decimal("0.0001")


class MissingRateError(Exception):
    """A figure has not been entered; the text names it: «arvode för 2026 saknas»."""


class Code(StrEnum):
    """What a line of pay is for."""

    FEE = "fee"
    DOUBLE_FEE = "fee-double"
    CANCELLED_FEE = "fee-cancelled"
    EXPENSES = "expenses"
    EXTRA = "extra"
    MONTH_FEE = "month-fee"
    MONTH_EXPENSES = "month-expenses"
    MILEAGE = "mileage"


class Eve(StrEnum):
    """Days that are no public holidays by law, and that many municipalities pay as such."""

    MIDSUMMER = "midsummer-eve"
    CHRISTMAS = "christmas-eve"
    NEW_YEAR = "new-years-eve"


@dataclass(frozen=True, kw_only=True)
class Choices:
    """The local choices from a day on. The defaults say what SKR says, and no more where it says nothing."""

    starts: date = date.min
    eves: frozenset[str] = frozenset()
    doubled_days: int = 14  # of a continuous stay
    half_from: time = time(12)  # who comes then or later has a half first day
    half_until: time | None = None  # who leaves before has a half last day
    gap_days: int = 0  # days away that do not break a continuous stay
    rounding: Decimal = money.ORE
    late_days: int = 2  # cancelled by the client later than so many days before
    late_percent: Decimal = Decimal(100)  # of the fee, no expenses


@dataclass(frozen=True)
class Book:
    """The tables, by code and year, with the local choices by day."""

    kronor: Mapping[tuple[str, int], Decimal]
    percent: Mapping[tuple[str, int], Decimal]
    choices: Sequence[Choices] = field(default_factory=lambda: (Choices(),))

    def choices_on(self, day: date) -> Choices:
        return max((each for each in self.choices if each.starts <= day), key=lambda each: each.starts)

    def of_year(self, code: str, year: int, called: str) -> Decimal:
        """An amount that is set anew each year."""
        if (code, year) not in self.kronor:
            raise MissingRateError(f"{called} för {year} saknas")
        return self.kronor[code, year]

    def since(self, table: Mapping[tuple[str, int], Decimal], code: str, year: int, called: str) -> Decimal:
        """A figure that holds until another is entered."""
        years = [each for name, each in table if name == code and each <= year]
        if not years:
            raise MissingRateError(f"{called} för {year} saknas")
        return table[code, max(years)]

    def share_of_base(self, percent: Decimal, year: int, parts: int) -> Decimal:
        """A percentage of the price base amount, by the day (365) or by the month (12), in whole kronor."""
        base = self.of_year("price-base-amount", year, "prisbasbelopp")
        return money.rounded(base * percent / 100 / parts, money.KRONA)

    def family_expenses(self, band: str, year: int, level: str = "basic") -> Decimal:
        """Per day and night: «basic», or «highest», which additional costs may not exceed."""
        code = f"family-expenses-{band}-{level}"
        return self.share_of_base(self.since(self.percent, code, year, "omkostnader"), year, DAYS_OF_YEAR)

    def family_fee(self, band: str, year: int) -> Decimal:
        return self.of_year(f"family-fee-{band}", year, "arvode")

    def person_expenses(self, level: str, year: int) -> Decimal:
        """Per month: «low», «middle» or «high»."""
        percent = self.since(self.percent, f"person-expenses-{level}", year, "omkostnader")
        return self.share_of_base(percent, year, MONTHS_OF_YEAR)

    def person_fee_percents(self, category: str, year: int) -> tuple[Decimal, Decimal]:
        """The lowest and the highest percentage for «weekly», «often» or «daily»."""
        low, high = (
            self.since(self.percent, f"person-fee-{category}-{end}", year, "arvode") for end in ("lowest", "highest")
        )
        return low, high

    def person_fee(self, percent: Decimal, year: int) -> Decimal:
        """Per month."""
        return self.share_of_base(percent, year, MONTHS_OF_YEAR)

    def per_kilometre(self, year: int) -> Decimal:
        return self.since(self.kronor, "mileage", year, "milersättning") / PER_KM


def band_of(born: date, day: date) -> str:
    """«child», «teenager» from the 13th birthday, «adult» from the 18th, on that very day."""
    age = clock.age(born, day)
    return "child" if age < TEENAGER_FROM else "teenager" if age < ADULT_FROM else "adult"


@cache
def _public_holidays(year: int) -> frozenset[date]:
    from holidays.countries.sweden import Sweden  # noqa: PLC0415 — slow to import, and few pages count days

    return frozenset(Sweden(years=year))


def is_double(day: date, choices: Choices) -> bool:
    """Saturdays, Sundays and public holidays; the eves where the municipality has chosen so."""
    return day.weekday() >= SATURDAY or day in _public_holidays(day.year) or bool(_eves_of(day) & choices.eves)


def _eves_of(day: date) -> set[str]:
    found = {Eve.CHRISTMAS: (12, 24), Eve.NEW_YEAR: (12, 31)}
    eves = {str(eve) for eve, when in found.items() if (day.month, day.day) == when}
    is_midsummer = day.month == 6 and day.weekday() == FRIDAY and 19 <= day.day <= 25
    return eves | {str(Eve.MIDSUMMER)} if is_midsummer else eves


@dataclass(frozen=True, kw_only=True)
class Level:
    """What has been agreed from a day on. Of a family: a raised fee, or the table's own; what it has in extra costs.

    Of a contact person: how often, the percentage of the fee, and the level of expenses.
    """

    starts: date = date.min
    fee: Decimal | None = None
    extra: Decimal = Decimal(0)
    category: str = "weekly"
    fee_percent: Decimal = Decimal(0)
    expenses: str = "low"
    pays_mileage: bool = False


@dataclass(frozen=True, kw_only=True)
class Stay:
    """A stay or a meeting as it was reported; `key` is the reporter's own. Cancelled, it was to have been then."""

    key: int
    first: date
    last: date
    arrives: time | None = None
    leaves: time | None = None
    kilometres: int = 0
    cancelled_on: date | None = None

    def days(self) -> Iterator[date]:
        return (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))


@dataclass(frozen=True, kw_only=True)
class Line:
    """So many at a price: days, months, kilometres."""

    key: int | None
    code: Code
    price: Decimal
    quantity: Decimal
    amount: Decimal


Paid = Callable[[Stay, date], bool]


def beginnings(stays: Iterable[Stay], book: Book) -> dict[date, date]:
    """For each day of a stay the first day of the continuous stay that it belongs to.

    A stay reported in parts is one: a month's end begins nothing anew.
    """
    found: dict[date, date] = {}
    last: date | None = None
    for day in sorted({day for stay in stays if stay.cancelled_on is None for day in stay.days()}):
        goes_on = last is not None and (day - last).days <= book.choices_on(day).gap_days + 1
        found[day] = found[last] if goes_on and last is not None else day
        last = day
    return found


def share_of(stay: Stay, day: date, began: date, choices: Choices) -> Decimal:
    """A whole day, or a half: the evening of arrival, the morning of departure.

    Without an hour, the Friday before a weekend is a half one (SKR: Friday to Sunday counts as two and a half days).
    """
    if day == stay.first:
        if stay.arrives is not None:
            late = stay.arrives >= choices.half_from
        else:
            late = day == began and day.weekday() == FRIDAY and stay.last > day
        if late:
            return HALF
    leaves_early = choices.half_until is not None and stay.leaves is not None and stay.leaves < choices.half_until
    return HALF if day == stay.last and leaves_early else WHOLE


def family_lines(
    stays: Sequence[Stay],
    *,
    born: date,
    levels: Sequence[Level],
    book: Book,
    is_paid: Paid = lambda stay, day: True,
    wanted: Callable[[Stay], bool] = lambda stay: True,
) -> list[Line]:
    """What a family is owed for the wanted stays; the others are there since a stay can have begun before.

    A day that nobody has decided about counts among the days of a stay, and pays nothing.
    Raises MissingRateError.
    """
    began, sums = beginnings(stays, book), _Sums()
    for stay in filter(wanted, stays):
        for day in stay.days():
            if is_paid(stay, day):
                _family_day(stay, day, began.get(day, stay.first), _level_on(levels, day), born, book, sums)
        if stay.kilometres and is_paid(stay, stay.first):
            _mileage(stay, _level_on(levels, stay.first), book, sums)
    return sums.lines()


def _family_day(stay: Stay, day: date, began: date, level: Level, born: date, book: Book, sums: "_Sums") -> None:
    choices, band = book.choices_on(day), band_of(born, day)
    fee = level.fee if level.fee is not None else book.family_fee(band, day.year)
    doubled = is_double(day, choices) and (day - began).days < choices.doubled_days
    price, share = fee * 2 if doubled else fee, share_of(stay, day, began, choices)
    if stay.cancelled_on is not None:
        if (stay.first - stay.cancelled_on).days < choices.late_days:
            sums.add(stay.key, Code.CANCELLED_FEE, price * choices.late_percent / 100, share, choices)
        return
    sums.add(stay.key, Code.DOUBLE_FEE if doubled else Code.FEE, price, share, choices)
    sums.add(stay.key, Code.EXPENSES, book.family_expenses(band, day.year), share, choices)
    if level.extra:
        sums.add(stay.key, Code.EXTRA, level.extra, share, choices)


def person_lines(
    month: date,
    meetings: Sequence[Stay],
    *,
    levels: Sequence[Level],
    book: Book,
    is_paid: Callable[[date], bool] = lambda day: True,
) -> list[Line]:
    """What a contact person is owed for a month: all of it, or its share by days where the assignment or its decision
    covers a part. A month without a meeting pays nothing; one that was called off too late counts as held.

    Raises MissingRateError.
    """
    sums = _Sums()
    days = [month + timedelta(days=n) for n in range((clock.months_after(month, 1) - month).days)]
    if any(_counts(each, book) and is_paid(each.first) for each in meetings):
        of_level: dict[Level, int] = {}
        for day in filter(is_paid, days):
            level = _level_on(levels, day)
            of_level[level] = of_level.get(level, 0) + 1
        choices = book.choices_on(month)
        for level, count in of_level.items():
            fee = book.person_fee(level.fee_percent, month.year)
            expenses = book.person_expenses(level.expenses, month.year)
            share = Decimal(count) / len(days)
            sums.add(None, Code.MONTH_FEE, fee, share, choices)
            sums.add(None, Code.MONTH_EXPENSES, expenses, share, choices)
    for each in meetings:
        if each.kilometres and is_paid(each.first):
            _mileage(each, _level_on(levels, each.first), book, sums)
    return sums.lines()


def _counts(meeting: Stay, book: Book) -> bool:
    if meeting.cancelled_on is None:
        return True
    return (meeting.first - meeting.cancelled_on).days < book.choices_on(meeting.first).late_days


def _mileage(stay: Stay, level: Level, book: Book, sums: "_Sums") -> None:
    if level.pays_mileage and stay.cancelled_on is None:
        price = book.per_kilometre(stay.first.year)
        sums.add(stay.key, Code.MILEAGE, price, Decimal(stay.kilometres), book.choices_on(stay.first))


def _level_on(levels: Sequence[Level], day: date) -> Level:
    found = [each for each in levels if each.starts <= day]
    if not found:
        raise MissingRateError(f"nivå på ersättningen den {day} saknas")
    return max(found, key=lambda each: each.starts)


class _Sums:
    """Days at the same price go together; each is rounded on its own, so that parts always add up to the whole."""

    def __init__(self) -> None:
        self._of: dict[tuple[int | None, Code, Decimal], tuple[Decimal, Decimal]] = {}

    def add(self, key: int | None, code: Code, price: Decimal, quantity: Decimal, choices: Choices) -> None:
        had, sum_ = self._of.get((key, code, price), (Decimal(0), Decimal(0)))
        self._of[key, code, price] = (had + quantity, sum_ + money.rounded(price * quantity, choices.rounding))

    def lines(self) -> list[Line]:
        return [
            Line(key=key, code=code, price=price, quantity=quantity.quantize(SHARE).normalize(), amount=amount)
            for (key, code, price), (quantity, amount) in self._of.items()
            if amount
        ]


def total(lines: Iterable[Line]) -> Decimal:
    return sum((line.amount for line in lines), Decimal("0.00"))

"""Every published figure of the recommendations, to the krona; stays and months, to the öre."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brokerage import money
from matching.models import PayChoices, Rate
from matching.models.rates import Figure
from matching.rates import (
    Book,
    Choices,
    Code,
    Eve,
    Level,
    Line,
    MissingRateError,
    Stay,
    band_of,
    family_lines,
    is_double,
    person_lines,
    total,
)
from matching.tables import book

BORN = date(2014, 10, 4)  # eight years old in the spring of 2023
NOW = [Level()]
D = Decimal


@pytest.fixture
def tables(db: None) -> Book:
    return book()


def stay(first: date, last: date, **more: Any) -> Stay:
    return Stay(key=1, first=first, last=last, **more)


def paid(tables: Book, *stays: Stay, born: date = BORN, levels: list[Level] = NOW, **more: Any) -> list[Line]:
    return family_lines(stays, born=born, levels=levels, book=tables, **more)


def of(lines: list[Line], code: Code) -> Decimal:
    return total(line for line in lines if line.code == code)


# Published figures


# Of a day and a night, for a child to twelve and from thirteen on: the basic sum, and the highest with extra costs.
# 2021 and 2023 were published (22:42, 22:43); the others follow from the same percentages.
EXPENSES = {
    2012: ((127, 181), (145, 205)),
    2021: ((137, 196), (156, 222)),
    2023: ((151, 216), (173, 245)),
    2024: ((165, 235), (188, 267)),
    2025: ((169, 242), (193, 274)),
    2026: ((170, 243), (195, 276)),
}
# Expenses, then the spans of the fee. 2018 was published (17:53, 17:54): 30 % of 45,500 by twelve is 1,137.50 and was
# printed as 1,138, so halves go up, also in 2024.
MONTHS = {
    2018: ((379, 948, 1517), (379, 1327), (758, 1706), (1138, 2085)),
    2024: ((478, 1194, 1910), (478, 1671), (955, 2149), (1433, 2626)),
    2025: ((490, 1225, 1960), (490, 1715), (980, 2205), (1470, 2695)),
    2026: ((493, 1233, 1973), (493, 1727), (987, 2220), (1480, 2713)),
}
# The raised fees that the circulars of 2023 give as examples (22:42, 22:43): agreed on for one assignment at a time.
RAISED = {"child": (359, 505), "teenager": (426, 505), "adult": (426, 505)}
BORN_OF = {"child": BORN, "teenager": date(2009, 1, 1), "adult": date(2000, 1, 1)}


def test_expenses_of_a_family(tables: Book) -> None:
    for year, (child, older) in EXPENSES.items():
        for band, expected in (("child", child), ("teenager", older), ("adult", older)):
            found = (tables.family_expenses(band, year), tables.family_expenses(band, year, "highest"))
            assert found == expected, (year, band)


def test_months_of_a_contact_person(tables: Book) -> None:
    for year, (expenses, *spans) in MONTHS.items():
        assert tuple(tables.person_expenses(level, year) for level in ("low", "middle", "high")) == expenses, year
        for category, ends in zip(("weekly", "often", "daily"), spans, strict=True):
            lowest, highest = tables.person_fee_percents(category, year)
            assert (tables.person_fee(lowest, year), tables.person_fee(highest, year)) == ends, (year, category)


def test_raised_fees_of_2023_double_as_the_basic_ones_do(tables: Book) -> None:
    """A Thursday and a Saturday; the expenses are those of the age, whatever the fee."""
    thursday, saturday = date(2023, 3, 2), date(2023, 3, 4)
    for band, fees in RAISED.items():
        for fee in fees:
            lines = paid(tables, stay(thursday, saturday), born=BORN_OF[band], levels=[Level(fee=D(fee))])
            assert (of(lines, Code.FEE), of(lines, Code.DOUBLE_FEE)) == (2 * fee, 2 * fee), (band, fee)
            assert of(lines, Code.EXPENSES) == 3 * tables.family_expenses(band, 2023)


BASE_AMOUNTS = (44000, 44500, 44400, 44500, 44300, 44800, 45500, 46500, 47300, 47600, 48300, 52500, 57300, 58800, 59200)


def test_every_price_base_amount_since_2012_and_every_published_fee(tables: Book) -> None:
    """The amounts of each year's förordning, and the fees of SKR's circulars 22:42 and 22:43."""
    for year, amount in enumerate(BASE_AMOUNTS, start=2012):
        assert tables.of_year("price-base-amount", year, "prisbasbelopp") == amount
    assert [tables.family_fee(band, 2023) for band in ("child", "teenager", "adult")] == [225, 292, 359]


def test_each_figure_has_a_name_that_adam_reads(tables: Book) -> None:
    assert set(Rate.objects.values_list("code", flat=True)) == set(Figure.values)
    assert str(Rate.objects.get(code="mileage", year=2023)) == "Milersättning, per mil 2023: 25,00"


def test_a_weekend_of_2021_is_two_and_a_half_days(tables: Book) -> None:
    weekend = stay(date(2021, 5, 7), date(2021, 5, 9))
    lines = paid(tables, weekend, born=date(2014, 1, 1), levels=[Level(fee=D(200))])
    assert of(lines, Code.EXPENSES) == D("342.50")
    assert of(lines, Code.FEE) == 100  # the Friday, by half
    assert of(lines, Code.DOUBLE_FEE) == 800


def test_four_weekdays_of_2023(tables: Book) -> None:
    lines = paid(tables, stay(date(2023, 2, 27), date(2023, 3, 2)))
    assert (of(lines, Code.FEE), of(lines, Code.EXPENSES), total(lines)) == (900, 604, 1504)


def test_what_nobody_has_entered_is_refused_by_name(tables: Book) -> None:
    with pytest.raises(MissingRateError, match=r"^arvode för 2026 saknas$"):
        paid(tables, stay(date(2026, 2, 2), date(2026, 2, 3)))
    with pytest.raises(MissingRateError, match=r"^prisbasbelopp för 2027 saknas$"):
        tables.family_expenses("child", 2027)
    with pytest.raises(MissingRateError, match=r"^milersättning för 2011 saknas$"):
        tables.per_kilometre(2011)
    with pytest.raises(MissingRateError, match="nivå på ersättningen den 2023-02-27 saknas"):
        paid(tables, stay(date(2023, 2, 27), date(2023, 2, 27)), levels=[Level(starts=date(2023, 3, 1))])


def test_mileage_changes_with_the_year(tables: Book) -> None:
    levels = [Level(fee=D(0), pays_mileage=True)]
    for day, price in ((date(2022, 12, 30), D("1.85")), (date(2023, 1, 2), D("2.50"))):
        lines = paid(tables, stay(day, day, kilometres=33), levels=levels)
        assert of(lines, Code.MILEAGE) == price * 33
    assert of(paid(tables, stay(day, day, kilometres=33)), Code.MILEAGE) == 0  # not agreed upon


# Double pay, fourteen days, half days, birthdays


@pytest.mark.parametrize(
    ("day", "double"),
    [
        (date(2023, 1, 6), True),  # Epiphany, a Friday
        (date(2023, 4, 7), True),  # Good Friday
        (date(2023, 5, 1), True),
        (date(2023, 6, 6), True),
        (date(2023, 6, 23), False),  # Midsummer Eve
        (date(2023, 12, 25), True),
        (date(2024, 12, 24), False),
        (date(2023, 3, 4), True),
        (date(2023, 3, 3), False),
    ],
)
def test_which_days_pay_double(day: date, *, double: bool) -> None:
    assert is_double(day, Choices()) is double


def test_eves_are_a_local_choice() -> None:
    chosen = Choices(eves=frozenset({Eve.MIDSUMMER, Eve.CHRISTMAS, Eve.NEW_YEAR}))
    for day in (date(2023, 6, 23), date(2024, 12, 24), date(2024, 12, 31)):
        assert is_double(day, chosen)
    assert not is_double(date(2023, 6, 16), chosen)


def test_doubling_ends_with_the_fourteenth_day_and_a_months_end_begins_nothing_anew(tables: Book) -> None:
    """From Monday 17 July for four weeks: two weekends are double, whether reported in one part or in two."""
    first, last = date(2023, 7, 17), date(2023, 8, 13)
    whole = paid(tables, stay(first, last))
    parts = paid(tables, stay(first, date(2023, 7, 31)), stay(date(2023, 8, 1), last))
    for lines in (whole, parts):
        assert of(lines, Code.DOUBLE_FEE) == 4 * 450
        assert of(lines, Code.FEE) == 24 * 225
    august = Stay(key=2, first=date(2023, 8, 1), last=last)
    alone = paid(tables, stay(first, date(2023, 7, 31)), august, wanted=lambda each: each.key == 2)
    assert of(alone, Code.DOUBLE_FEE) == 0


def test_a_day_at_home_begins_a_stay_anew_unless_it_is_chosen_otherwise(tables: Book) -> None:
    """Home on 31 July, back on 1 August: the weekend of 5 August is within the first fourteen days again."""
    stays = stay(date(2023, 7, 17), date(2023, 7, 30)), stay(date(2023, 8, 1), date(2023, 8, 6))
    assert of(paid(tables, *stays), Code.DOUBLE_FEE) == 6 * 450
    patient = Book(tables.kronor, tables.percent, (Choices(gap_days=1),))
    assert of(paid(patient, *stays), Code.DOUBLE_FEE) == 4 * 450


def test_a_day_without_decision_counts_among_the_fourteen_and_pays_nothing(tables: Book) -> None:
    lines = paid(tables, stay(date(2023, 7, 17), date(2023, 8, 6)), is_paid=lambda _, day: day >= date(2023, 7, 30))
    assert (of(lines, Code.DOUBLE_FEE), of(lines, Code.FEE)) == (450, 7 * 225)


@pytest.mark.parametrize(
    ("arrives", "leaves", "days"),
    [
        (None, None, D("2.5")),
        (time(9), None, D("3.0")),
        (time(11, 59), None, D("3.0")),
        (time(12), None, D("2.5")),
        (time(17), time(9), D("2.5")),  # nobody has chosen that a morning is a half day
    ],
)
def test_friday_to_sunday(tables: Book, arrives: time | None, leaves: time | None, days: Decimal) -> None:
    lines = paid(tables, stay(date(2023, 3, 3), date(2023, 3, 5), arrives=arrives, leaves=leaves))
    assert of(lines, Code.EXPENSES) == 151 * days


def test_a_morning_of_departure_can_be_chosen_to_be_half(tables: Book) -> None:
    chosen = Book(tables.kronor, tables.percent, (Choices(half_until=time(12)),))
    lines = paid(chosen, stay(date(2023, 2, 27), date(2023, 3, 1), leaves=time(9)))
    assert of(lines, Code.EXPENSES) == 151 * D("2.5")


def test_a_friday_alone_and_a_friday_within_a_stay_are_whole(tables: Book) -> None:
    friday = date(2023, 3, 3)
    assert total(paid(tables, stay(friday, friday))) == 376
    parts = paid(tables, stay(friday - timedelta(1), friday - timedelta(1)), stay(friday, friday + timedelta(2)))
    assert of(parts, Code.EXPENSES) == 4 * 151


def test_the_thirteenth_birthday_inside_a_stay(tables: Book) -> None:
    """Born 1 March 2010: twelve on 28 February 2023, thirteen on the day after."""
    assert [band_of(date(2010, 3, 1), day) for day in (date(2023, 2, 28), date(2023, 3, 1))] == ["child", "teenager"]
    lines = paid(tables, stay(date(2023, 2, 27), date(2023, 3, 2)), born=date(2010, 3, 1))
    assert [(line.code, line.price, line.quantity) for line in lines] == [
        (Code.FEE, 225, 2),
        (Code.EXPENSES, 151, 2),
        (Code.FEE, 292, 2),
        (Code.EXPENSES, 173, 2),
    ]


def test_a_raised_fee_and_extra_costs_hold_from_their_day(tables: Book) -> None:
    levels = [Level(), Level(starts=date(2023, 3, 1), fee=D(359), extra=D(40))]
    lines = paid(tables, stay(date(2023, 2, 27), date(2023, 3, 2)), levels=levels)
    assert of(lines, Code.FEE) == 2 * 225 + 2 * 359
    assert of(lines, Code.EXTRA) == 80


@pytest.mark.parametrize(("to", "fee", "expenses"), [(money.ORE, "112.50", "75.50"), (money.KRONA, "113", "76")])
def test_each_day_is_rounded_as_chosen(tables: Book, to: Decimal, fee: str, expenses: str) -> None:
    """Half a Friday: 225 and 151, by half, up."""
    chosen = Book(tables.kronor, tables.percent, (Choices(rounding=to),))
    lines = paid(chosen, stay(date(2023, 3, 3), date(2023, 3, 4)))
    assert (of(lines, Code.FEE), of(lines, Code.EXPENSES)) == (D(fee), D(expenses) + 151)


# Cancelled


@pytest.mark.parametrize(("told", "fee"), [(date(2023, 3, 1), 0), (date(2023, 3, 2), D("1012.50"))])
def test_a_late_cancellation_pays_the_fee_alone(tables: Book, told: date, fee: Decimal) -> None:
    lines = paid(tables, stay(date(2023, 3, 3), date(2023, 3, 5), cancelled_on=told, kilometres=40))
    assert total(lines) == of(lines, Code.CANCELLED_FEE) == fee


def test_how_much_a_late_cancellation_pays_is_a_local_choice(tables: Book) -> None:
    friday = date(2023, 3, 3)
    half = Book(tables.kronor, tables.percent, (Choices(late_percent=D(50)),))
    nothing = Book(tables.kronor, tables.percent, (Choices(late_days=0),))
    cancelled = stay(friday, friday, cancelled_on=friday)
    assert [total(paid(each, cancelled)) for each in (half, nothing)] == [D("112.50"), 0]


# Contact persons


PERSON = [Level(category="weekly", fee_percent=D(20), expenses="middle", pays_mileage=True)]


def month(tables: Book, *meetings: Stay, **more: Any) -> list[Line]:
    return person_lines(date(2026, 10, 1), meetings, levels=more.pop("levels", PERSON), book=tables, **more)


def test_a_month_of_a_contact_person(tables: Book) -> None:
    lines = month(tables, stay(date(2026, 10, 7), date(2026, 10, 7), kilometres=12))
    assert (of(lines, Code.MONTH_FEE), of(lines, Code.MONTH_EXPENSES), of(lines, Code.MILEAGE)) == (987, 1233, 30)
    assert month(tables) == []  # nobody met


def test_a_part_of_a_month_pays_its_days(tables: Book) -> None:
    lines = month(tables, stay(date(2026, 10, 20), date(2026, 10, 20)), is_paid=lambda day: day >= date(2026, 10, 12))
    assert of(lines, Code.MONTH_FEE) == money.rounded(D(987) * 20 / 31)


def test_a_meeting_that_was_called_off_too_late_counts(tables: Book) -> None:
    held = stay(date(2026, 10, 20), date(2026, 10, 20), cancelled_on=date(2026, 10, 19))
    early = stay(date(2026, 10, 20), date(2026, 10, 20), cancelled_on=date(2026, 10, 10))
    assert [of(month(tables, each), Code.MONTH_FEE) for each in (held, early)] == [987, 0]


# Whatever the dates


DAYS = st.dates(date(2023, 1, 1), date(2023, 11, 1))
LENGTHS = st.integers(0, 50)


@given(first=DAYS, length=LENGTHS, cuts=st.sets(st.integers(1, 50), max_size=4), fee=st.decimals(1, 900, places=2))
def test_a_stay_reported_in_parts_pays_the_same(first: date, length: int, cuts: set[int], fee: Decimal) -> None:
    last, levels = first + timedelta(length), [Level(fee=fee)]
    starts = sorted({0, *(cut for cut in cuts if cut <= length)})
    ends = [*(start - 1 for start in starts[1:]), length]
    parts = [
        Stay(key=n, first=first + timedelta(a), last=first + timedelta(b))
        for n, (a, b) in enumerate(zip(starts, ends, strict=True))
    ]
    whole = family_lines([stay(first, last)], born=BORN, levels=levels, book=BOOK)
    split = family_lines(parts, born=BORN, levels=levels, book=BOOK)
    if 1 in starts and first.weekday() == 4 and length:
        return  # a Friday that is reported alone is a whole day: nobody has said that it was an evening
    assert total(whole) == total(split)


@given(first=DAYS, length=LENGTHS)
def test_a_sum_is_its_lines_and_each_line_its_days(first: date, length: int) -> None:
    lines = family_lines([stay(first, first + timedelta(length))], born=BORN, levels=NOW, book=BOOK)
    assert total(lines) == sum(line.price * line.quantity for line in lines)
    days = sum(line.quantity for line in lines if line.code == Code.EXPENSES)
    assert length + D("0.5") <= days <= length + 1
    doubled = sum(line.quantity for line in lines if line.code == Code.DOUBLE_FEE)
    assert doubled <= 14
    assert all(line.amount == money.rounded(line.amount) and line.amount > 0 for line in lines)


@given(percent=st.decimals(10, 55, places=2), covered=st.integers(0, 31))
def test_a_month_never_pays_more_than_its_price(percent: Decimal, covered: int) -> None:
    levels = [Level(fee_percent=percent)]
    meeting = stay(date(2023, 10, 1), date(2023, 10, 1))
    lines = person_lines(date(2023, 10, 1), [meeting], levels=levels, book=BOOK, is_paid=lambda day: day.day <= covered)
    fee = of(lines, Code.MONTH_FEE)
    assert fee == money.rounded(BOOK.person_fee(percent, 2023) * covered / 31)


BOOK = Book(
    kronor={
        ("price-base-amount", 2023): D(52500),
        **{(f"family-fee-{band}", 2023): D(fee) for band, fee in (("child", 225), ("teenager", 292), ("adult", 359))},
    },
    percent={
        **{(f"family-expenses-{band}-basic", 2012): D(105) for band in ("child", "teenager", "adult")},
        ("person-expenses-low", 2012): D(10),
    },
)


@pytest.mark.django_db
def test_a_new_choice_leaves_what_was_as_it_was() -> None:
    PayChoices.objects.create(starts=date(2026, 1, 1), eves=["midsummer-eve"], late_percent=D(100), rounding="krona")
    found = book()
    assert found.choices_on(date(2025, 12, 31)).eves == frozenset()
    assert found.choices_on(date(2026, 1, 1)).eves == {"midsummer-eve"}
    assert found.choices_on(date(2026, 1, 1)).rounding == money.KRONA

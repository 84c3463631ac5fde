"""The only source of time, and arithmetic on whole months."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brokerage import clock


def test_every_test_stands_on_the_same_day(today):
    assert clock.today() == today == date(2026, 11, 22)
    assert clock.now().isoformat() == "2026-11-22T12:00:00+01:00"


def test_the_clock_can_be_held_and_comes_back(today):
    with clock.at(date(2026, 3, 1)):
        assert clock.today() == date(2026, 3, 1)
        with clock.at(datetime(2026, 7, 1, 8, 30, tzinfo=clock.STOCKHOLM)):
            assert clock.now().isoformat() == "2026-07-01T08:30:00+02:00"
        assert clock.now().isoformat() == "2026-03-01T12:00:00+01:00"
    assert clock.today() == today


def test_the_clock_comes_back_after_a_fault(today):
    with pytest.raises(ZeroDivisionError), clock.at(date(2026, 3, 1)):
        _ = 1 / 0
    assert clock.today() == today


def test_today_is_a_day_in_stockholm():
    with clock.at(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)):
        assert clock.today() == date(2026, 7, 1)
    with clock.at(datetime(2026, 12, 31, 22, 30, tzinfo=UTC)):
        assert clock.today() == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("decided", "due"),
    [
        (date(2025, 11, 30), date(2026, 2, 28)),
        (date(2026, 8, 31), date(2026, 11, 30)),
        (date(2027, 11, 30), date(2028, 2, 29)),
        (date(2026, 2, 9), date(2026, 5, 9)),
        (date(2026, 10, 15), date(2027, 1, 15)),
    ],
)
def test_due_is_three_months_later_clamped_to_the_last_of_the_month(decided, due):
    assert clock.months_after(decided, 3) == due


def test_months_can_be_counted_backwards():
    assert clock.months_after(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert clock.months_after(date(2026, 1, 15), -1) == date(2025, 12, 15)


@given(day=st.dates(date(1900, 1, 1), date(2100, 1, 1)), months=st.integers(-600, 600))
def test_months_after_never_leaves_its_month_and_keeps_the_day_where_it_can(day, months):
    found = clock.months_after(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found.day < day.day and (found + timedelta(days=1)).day == 1)


@pytest.mark.parametrize(
    ("born", "day", "years"),
    [
        (date(2011, 7, 1), date(2023, 6, 30), 11),
        (date(2011, 7, 1), date(2023, 7, 1), 12),
        (date(2005, 10, 6), date(2026, 10, 5), 20),
        (date(2005, 10, 5), date(2026, 10, 5), 21),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2008, 2, 29), date(2028, 2, 29), 20),
    ],
)
def test_age_in_whole_years(born, day, years):
    assert clock.age(born, day) == years

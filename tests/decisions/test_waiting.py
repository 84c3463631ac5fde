"""The three-month clock, to the day (the worked cases «Words» and A)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brokerage import clock
from decisions.waiting import day_number, due_on, fee_range, is_overdue, late_from, running_wait, served_by
from decisions.wording import fee_words

DAYS = st.dates(date(2006, 7, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("decided", "due"),
    [
        (date(2025, 11, 30), date(2026, 2, 28)),
        (date(2026, 8, 31), date(2026, 11, 30)),
        (date(2026, 2, 9), date(2026, 5, 9)),
        (date(2023, 11, 30), date(2024, 2, 29)),
    ],
)
def test_due_is_three_calendar_months_clamped_to_the_months_last_day(decided: date, due: date) -> None:
    assert due_on(decided) == due
    assert not is_overdue(decided, due)
    assert is_overdue(decided, date.fromordinal(due.toordinal() + 1))


@pytest.mark.parametrize(
    ("decided", "fees"),
    [
        (date(2025, 6, 30), (10_000, 1_000_000)),
        (date(2025, 12, 31), (10_000, 1_000_000)),
        (date(2026, 1, 1), (15_000, 1_500_000)),
    ],
)
def test_the_fee_follows_the_day_of_the_decision(decided: date, fees: tuple[int, int]) -> None:
    assert fee_range(decided) == fees


class TestTheInterruption:
    """Decision 2025-01-15, executed 02-20; the family quits, interrupted from 2026-02-09; resumed 2026-05-20."""

    def wait(self, day: date, resumed: date | None = date(2026, 5, 20), ended: date | None = None) -> object:
        return running_wait(
            decided_on=date(2025, 1, 15),
            executed_on=date(2025, 2, 20),
            interruptions=[(date(2026, 2, 9), resumed)],
            ended_on=ended,
            day=day,
        )

    def test_nobody_waits_while_it_is_executed(self) -> None:
        assert self.wait(date(2025, 2, 20)) is None
        assert self.wait(date(2026, 2, 8)) is None

    def test_before_the_first_stay_the_wait_runs_from_the_decision(self) -> None:
        wait = self.wait(date(2025, 2, 19))
        assert wait is not None
        assert wait.since == date(2025, 1, 15)  # type: ignore[attr-defined]

    def test_the_interruption_runs_its_own_clock_until_the_day_of_resumption(self) -> None:
        assert self.wait(date(2026, 2, 9)).since == date(2026, 2, 9)  # type: ignore[attr-defined]
        assert not is_overdue(date(2026, 2, 9), date(2026, 5, 9))
        assert is_overdue(date(2026, 2, 9), date(2026, 5, 10))
        assert self.wait(date(2026, 5, 19)) is not None
        assert self.wait(date(2026, 5, 20)) is None
        assert day_number(date(2026, 2, 9), date(2026, 5, 20)) == 100

    def test_the_application_must_be_served_within_two_years(self) -> None:
        assert served_by(date(2026, 2, 9)) == date(2028, 2, 9)

    def test_a_decision_that_ended_has_no_clock(self) -> None:
        assert self.wait(date(2026, 4, 1), resumed=None, ended=date(2026, 2, 8)) is None


def words(decided_on: date, since: date, today: date) -> str:
    return " ".join(fee_words(decided_on, since, today).split())


class TestTheFeeInWords:
    def test_both_regimes_and_the_last_day_of_an_application(self) -> None:
        """IVO's application is served within two years of the decision or the interruption (SoL 34:8, LSS 28 c §)."""
        old = words(date(2025, 1, 15), date(2026, 2, 9), date(2026, 5, 10))
        assert old == "Avgiften kan bli 10 000–1 000 000 kr, om ansökan når staden senast 9 feb 2028."
        new = words(date(2026, 1, 1), date(2026, 1, 1), date(2026, 4, 2))
        assert new == "Avgiften kan bli 15 000–1 500 000 kr, om ansökan når staden senast 1 jan 2028."

    def test_a_family_granted_in_july_2015_and_missing_in_august_2017(self) -> None:
        """JO 2299-2017: nobody had reported it, and the time for a fee had run out."""
        granted, day = date(2015, 7, 1), date(2017, 8, 1)
        assert is_overdue(granted, day)
        assert words(granted, granted, date(2017, 7, 1)).startswith("Avgiften kan bli 10")
        assert words(granted, granted, day) == "Tiden för en ansökan om avgift gick ut 1 juli 2017."


@given(start=DAYS)
def test_the_clock_is_three_months_from_any_day(start: date) -> None:
    due = due_on(start)
    assert 89 <= (due - start).days <= 92
    assert (due.year * 12 + due.month) - (start.year * 12 + start.month) == 3
    assert due.day == start.day or (
        due.day < start.day and clock.months_after(due.replace(day=1), 1).toordinal() == due.toordinal() + 1
    )
    assert not is_overdue(start, due)
    assert is_overdue(start, date.fromordinal(due.toordinal() + 1))


@given(start=DAYS, day=DAYS)
def test_who_is_overdue_on_a_day_began_no_later_than_the_last_start_that_is(start: date, day: date) -> None:
    assert is_overdue(start, day) is (start <= late_from(day))


@given(decided=DAYS, since=DAYS, today=DAYS)
def test_there_are_two_regimes_and_the_decision_alone_chooses(decided: date, since: date, today: date) -> None:
    low, high = fee_range(decided)
    assert (low, high) == ((15_000, 1_500_000) if decided.year >= 2026 else (10_000, 1_000_000))
    assert (served_by(since) - since).days in (730, 731)
    assert fee_words(decided, since, today).startswith("Tiden") is (today > served_by(since))

"""The three-month clock, to the day (the worked cases «Words» and A)."""

from datetime import date

import pytest

from decisions.waiting import day_number, due_on, fee_range, is_overdue, running_wait, served_by


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

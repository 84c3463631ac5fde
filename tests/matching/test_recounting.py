"""Adam enters or changes a figure: the months that rest on it are counted anew, and nobody is paid an unseen sum."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from brokerage import clock
from brokerage.workflow import NotAllowed, Refusal
from matching.models import MonthReport, PayChoices, PayLine, Payroll, Rate
from matching.payroll import draft_of
from matching.workflow import payrolls, recounting, visits
from tests.cast import Cast
from tests.kernel.test_workflow_races import at_once
from tests.matching.pay import Pay

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db
OCTOBER, FRIDAY, SUNDAY = date(2026, 10, 1), date(2026, 10, 16), date(2026, 10, 18)
FEE = {"code": "family-fee-child", "year": 2026, "unit": "kr"}


@pytest.fixture
def admin(cast: Cast, client_of: Make) -> Any:
    """Adam in Django admin."""
    cast.adam.is_staff = cast.adam.is_superuser = True
    cast.adam.save()
    return client_of("adam")


@pytest.fixture
def weekend(pay: Pay) -> MonthReport:
    """By the fee of the year, which nobody has entered."""
    return pay.submitted(pay.visit(pay.running(starts=date(2026, 9, 1)), FRIDAY, SUNDAY))


def test_a_month_that_waited_for_the_fee_gets_its_sum_when_adam_enters_it(
    weekend: MonthReport, admin: Any, cast: Cast
) -> None:
    assert weekend.amount is None
    page = admin.post("/admin/matching/rate/add/", FEE | {"amount": "250"}, follow=True).content.decode()
    assert "En månad räknas om" in page
    assert recounting.recount_months() == 1
    weekend.refresh_from_db()
    assert (weekend.amount, weekend.state) == (Decimal("1550.00"), "submitted")
    assert recounting.recount_months() == 0


def test_what_was_attested_by_another_fee_is_checked_and_attested_anew(
    weekend: MonthReport, admin: Any, pay: Pay
) -> None:
    """It is not paid in between either: the sum is not the attested one."""
    rate = Rate.objects.create(**FEE, amount=Decimal(250))
    pay.attested(weekend)
    admin.post(f"/admin/matching/rate/{rate.pk}/change/", FEE | {"amount": "300"})
    with clock.at(date(2026, 11, 26)):
        assert draft_of(weekend.unit_id, "IoF", OCTOBER).lines == []
    recounting.recount_months()
    weekend.refresh_from_db()
    assert (weekend.amount, weekend.state, weekend.is_due) == (Decimal("1775.00"), "submitted", False)
    pay.attested(weekend)
    assert pay.closed(OCTOBER).total == Decimal("1775.00")


def test_a_month_that_is_paid_and_whose_sum_is_the_same_is_left_alone(
    weekend: MonthReport, admin: Any, pay: Pay
) -> None:
    Rate.objects.create(**FEE, amount=Decimal(250))
    pay.attested(weekend)
    pay.closed(OCTOBER)
    admin.post("/admin/matching/rate/add/", FEE | {"code": "family-fee-teenager", "amount": "292"})
    assert recounting.recount_months() == 1
    weekend.refresh_from_db()
    assert (weekend.state, weekend.is_to_recount) == ("attested", False)


def test_months_before_the_year_of_the_figure_are_not_touched(weekend: MonthReport, admin: Any) -> None:
    admin.post("/admin/matching/rate/add/", FEE | {"year": "2027", "amount": "260"})
    assert not MonthReport.objects.to_recount().exists()


def test_a_new_local_rule_counts_the_months_from_its_day(weekend: MonthReport, admin: Any, pay: Pay) -> None:
    """Eight o'clock instead of noon: a family that is met at ten has a half first day from 1 October."""
    Rate.objects.create(**FEE, amount=Decimal(250))
    last = PayChoices.objects.first()
    assert last is not None
    names = ("doubled_days", "gap_days", "rounding", "late_days", "late_percent", "cutoff_day")
    given = {name: getattr(last, name) for name in names} | {"starts": "2026-10-01", "half_from": "12:00"}
    admin.post("/admin/matching/paychoices/add/", given | {"doubled_days": "1"})
    assert recounting.recount_months() == 1
    weekend.refresh_from_db()
    assert weekend.amount == Decimal("1050.00")  # only the Friday is within the first day: 125 + 2 × 250, and 2.5 × 170


def test_nobody_counts_by_hand(weekend: MonthReport, cast: Cast) -> None:
    for who in ("anna", "mia", "adam"):
        with pytest.raises(NotAllowed):
            recounting.count_again(weekend, by=cast.actor(who))


# In the same moment as the closing


@pytest.fixture
def two_months(pay: Pay, client_made: Make) -> tuple[MonthReport, MonthReport]:
    """One family's October is attested, another's is checked."""
    terms, september = {"fee": Decimal(250)}, date(2026, 9, 1)
    first = pay.attested(pay.visit(pay.running(starts=september, terms=terms), FRIDAY, SUNDAY))
    with clock.at(september):
        child = client_made(name="Ola Orm", number="20160101-9803")
        decision = pay.decided(client=child, case_reference="BRO-2026-0002")
    other = pay.running(starts=september, terms=terms, number="1042", name="Familjen Ek", decision=decision)
    return first, visits.check(pay.submitted(pay.visit(other, FRIDAY, SUNDAY)), by=pay.by("anna"))


@pytest.mark.django_db(transaction=True)
def test_a_month_that_is_attested_while_another_closes_does_not_fall_between(
    pay: Pay, cast: Cast, two_months: tuple[MonthReport, MonthReport]
) -> None:
    """It is in the payroll, or it is due for the next one; never neither, and never both."""
    attested, checked = two_months
    mark = draft_of(cast.bromma.pk, "IoF", OCTOBER).mark
    facts: dict[str, Any] = {"unit_id": cast.bromma.pk, "area": "IoF", "first": OCTOBER, "mark": mark}
    close = partial(payrolls.close, by=cast.actor("mia"), **facts)
    results = at_once(close, partial(visits.attest, checked, by=cast.actor("mia")))
    assert results[1] == "done"
    assert results[0] == "done" or isinstance(results[0], Refusal)  # what the preview showed has changed
    for report in (attested, checked):
        report.refresh_from_db()
        assert report.is_due is not PayLine.objects.filter(report=report).exists()
    pay.closed(date(2026, 11, 1), on=date(2026, 12, 7))
    assert sum(each.total for each in Payroll.objects.all()) == Decimal("3100.00")


@pytest.mark.django_db(transaction=True)
def test_a_month_that_is_corrected_while_it_is_closed_is_paid_right_in_the_end(pay: Pay, cast: Cast) -> None:
    report = pay.attested(pay.visit(pay.running(starts=date(2026, 9, 1), terms={"fee": Decimal(250)}), FRIDAY, SUNDAY))
    mark = draft_of(cast.bromma.pk, "IoF", OCTOBER).mark
    facts: dict[str, Any] = {"unit_id": cast.bromma.pk, "area": "IoF", "first": OCTOBER, "mark": mark}
    at_once(
        partial(payrolls.close, by=cast.actor("mia"), **facts),
        partial(visits.correct, report, by=cast.actor("anna"), reason="En dag för mycket"),
    )
    report.refresh_from_db()
    assert (report.state, report.is_due) == ("open", False)
    visits.strike_visit(report, by=cast.actor("anna"), visit=report.visits.get().pk)
    pay.attested(report)
    if Payroll.objects.exists():  # it was paid before it was opened: now it comes back
        pay.closed(date(2026, 11, 1), on=date(2026, 12, 7))
    assert sum((each.total for each in Payroll.objects.all()), Decimal(0)) == 0

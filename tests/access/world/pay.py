"""The rows of pay: a month that is reported, one that was paid, the payroll that it went to, an extension."""

from datetime import date
from decimal import Decimal
from typing import Any

from brokerage import clock
from matching.models import Assignment, Extension, MonthReport, Payee, PayLine, Payroll, Terms, Visit
from tests.access.world import cases, matching
from tests.access.world.rows import World


def furnish(world: World, place: str) -> None:
    """On an assignment of the own pool, since of the brokerage's volunteers others see more."""
    assignment = next(
        row.obj for row in world.rows if (row.kind, row.place) == ("assignment", place) and row.obj.order_id is None
    )
    add_terms(world, assignment)
    this = clock.today().replace(day=1)
    add_report(world, place, assignment, this, state="open", uncovered=1)
    for back, state in enumerate(("submitted", "checked", "attested"), start=1):
        add_report(world, place, assignment, clock.months_after(this, -back), state=state)
    paid = add_report(world, place, assignment, clock.months_after(this, -4), state="attested")
    add_payroll(world, place, paid)


def add_terms(world: World, assignment: Assignment) -> None:
    Terms.objects.create(
        assignment=assignment,
        starts=date(2020, 1, 1),
        fee=Decimal(250),
        calculation=f"Blöjor {assignment.pk}",
        written_by=world.cast.anna,
    )
    Extension.objects.create(
        unit=assignment.unit,
        area=assignment.area,
        assignment=assignment,
        first=clock.today(),
        last=clock.today(),
        extent="Lovet",
        decided_on=clock.today(),
        decision_maker=world.cast.hedda,
    )


def add_report(
    world: World, place: str, assignment: Assignment, month: date, *, state: str = "open", **given: Any
) -> MonthReport:
    """With a stay on its first day, and words that the volunteer wrote."""
    word, today = world.word(), clock.today()
    is_checked = state in ("checked", "attested")
    made = MonthReport.objects.create(
        **world.at(place),
        assignment=assignment,
        month=month,
        state=state,
        sent_back="Kilometrarna saknas.",  # it stands behind the link, and names nobody
        submitted_on=None if state == "open" else today,
        checked_by=world.cast.anna if is_checked else None,
        checked_on=today if is_checked else None,
        attested_on=today if state == "attested" else None,
        is_due=state == "attested",
        amount=Decimal(420),
        **given,
    )
    add_visit(made, word)
    world.event(made)
    return world.keep("monthreport", place, made, word, called=world.of(assignment).name)


def add_visit(report: MonthReport, word: str, *, day: int = 1) -> Visit:
    on = report.month.replace(day=day)
    return Visit.objects.create(report=report, first=on, last=on, words=f"Vi tänker {word}", uncovered=1)


def add_payroll(world: World, place: str, report: MonthReport) -> Payroll:
    word, volunteer = world.word(), report.assignment.volunteer
    Payee.objects.get_or_create(unit=report.unit, volunteer=volunteer, defaults={"number": word})
    made = Payroll.objects.create(
        **world.at(place),
        month=clock.months_after(report.month, -world.number),
        cutoff_on=clock.today(),
        closed_by=world.cast.mia,
        total=Decimal(420),
    )
    add_line(made, report, word, key=world.number)
    world.event(made)
    return world.keep("payroll", place, made, word, called=report.unit.name)


def add_line(payroll: Payroll, report: MonthReport, word: str, *, key: int = 0) -> PayLine:
    return PayLine.objects.create(
        payroll=payroll,
        report=report,
        volunteer=report.assignment.volunteer,
        pay_number=word,
        key=key,
        kind="fee",
        code="4101",
        first=report.month,
        last=report.month,
        quantity=Decimal(1),
        price=Decimal(420),
        amount=Decimal(420),
    )


# What grows in the tests of queries: the first call makes a row, every later one adds more of what hangs on it.


def add_assigned(world: World, place: str) -> Assignment:
    shortlist = matching.add_shortlist(world, place, cases.add_client(world, place), state="done")
    return matching.add_assignment(world, place, matching.add_proposal(world, place, shortlist, state="appointed"))


def add_reported(world: World, place: str) -> MonthReport:
    """A month with a stay, of an assignment whose pay is agreed on."""
    report = add_report(world, place, add_assigned(world, place), clock.today().replace(day=1))
    add_terms(world, report.assignment)
    return report


def grow_pay(world: World, place: str, row: Any) -> Any:
    """An assignment with one month more."""
    row = row or add_assigned(world, place)
    add_report(world, place, row, clock.months_after(clock.today().replace(day=1), -row.month_reports.count()))
    if not row.terms.exists():
        add_terms(world, row)
    world.event(row)
    return row


def grow_month_report(world: World, place: str, row: Any) -> Any:
    """A month with a stay more, of an assignment with a month more, and paid once more."""
    row = row or add_reported(world, place)
    add_visit(row, world.word(), day=row.visits.count() + 1)
    grow_pay(world, place, row.assignment)
    add_payroll(world, place, row)
    world.event(row)
    return row


def grow_payroll(world: World, place: str, row: Any) -> Any:
    row = row or add_payroll(world, place, add_reported(world, place))
    add_line(row, add_reported(world, place), world.word())
    world.event(row)
    return row


MORE = {
    "matching:monthreports": add_reported,
    "matching:payrolls": lambda world, at: add_payroll(world, at, add_reported(world, at)),
}
GROWING = {
    "matching:assignment_pay": grow_pay,
    "matching:monthreport": grow_month_report,
    "matching:payroll": grow_payroll,
}

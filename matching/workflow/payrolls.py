"""The terms of pay, and the closing of a month: its lines go to the payroll once."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from brokerage import clock
from brokerage.access import Actor
from brokerage.organisation.models import Unit
from brokerage.pages.wording import day, month
from brokerage.workflow import Blocked, Refusal, creates, edits, insert
from brokerage.workflow.faults import as_sentences
from matching import rules as rules  # fills the matrix before a verb names an action of it
from matching.compensation import within_the_recommendation
from matching.models import Assignment, MonthReport, Payee, PayLine, Payroll, Terms
from matching.payroll import Draft, draft_of
from matching.rates import MissingRateError
from matching.states import TAKES_PLACE
from matching.tables import book
from matching.workflow.recounting import count_anew


@edits("assignments.work", states=TAKES_PLACE, label="Bestäm ersättning", done="Ersättning bestämd")
def agree_terms(assignment: Assignment, *, by: Actor, starts: date, number: str = "", **terms: Any) -> dict[str, Any]:
    """What is paid from a day on, and by which number the payroll knows the volunteer."""
    row = Terms(assignment=assignment, starts=starts, written_by=by.user, written_on=clock.today(), **terms)
    try:
        faults = within_the_recommendation(row, assignment, book())
    except MissingRateError as missing:
        raise ValidationError({"starts": f"Det går inte att bestämma: {missing}."}) from None
    if faults:
        raise Refusal(*faults)
    insert(row)
    _count_anew(assignment, starts, by)
    if number:
        payee = Payee.objects.filter(unit=assignment.unit_id, volunteer=assignment.volunteer_id).first()
        payee = payee or Payee(unit_id=assignment.unit_id, volunteer=assignment.volunteer)
        payee.number = number
        insert(payee)
    return {"from": starts}


def _count_anew(assignment: Assignment, starts: date, by: Actor) -> None:
    """Nothing goes to the payroll on terms that its attest has not seen."""
    for report in MonthReport.objects.filter(assignment=assignment, month__gte=starts.replace(day=1)).order_by("pk"):
        count_anew(report, by=by)


@creates("payrolls.close", label="Stäng månaden", done="Månaden stängd")
def close(*, by: Actor, unit_id: int, area: str, first: date, mark: str) -> Any:
    """All that has been attested by now goes to the payroll; what comes later goes with the next month.

    Raises Refusal when it is not what the preview showed, and Blocked with who lacks a number.
    """
    # Two may press at the same moment: whoever comes second waits here, and then finds the month closed.
    unit = Unit._base_manager.select_for_update(of=("self",)).filter(pk=unit_id).first()
    if unit is None:
        raise Refusal("Enheten finns inte.")
    # Nor does a month change while it is read and written: who corrects or attests one waits here, and finds it paid.
    due = MonthReport.objects.due().filter(unit=unit_id, area=area, month__lte=first).order_by("pk")
    locked = set(due.select_for_update(of=("self",)).values_list("pk", flat=True))
    draft = draft_of(unit_id, area, first)
    if clock.today() < draft.cutoff_on:
        raise Refusal(f"Underlaget för {month(first)} stängs tidigast {day(draft.cutoff_on)}.")
    if draft.mark != mark or not locked.issuperset(draft.reports):
        raise Refusal("Underlaget har ändrats sedan sidan öppnades. Granska det igen.")
    if not draft.lines:
        raise Refusal(f"Det finns inget att betala ut för {month(first)}.")
    if draft.nameless:
        raise Blocked(*(f"Anställningsnummer saknas för {name}." for name in draft.nameless))
    payroll = Payroll(
        unit=unit,
        area=area,
        month=first,
        cutoff_on=draft.cutoff_on,
        closed_on=clock.today(),
        closed_by=by.user,
        total=sum((line["amount"] for line in draft.lines), Decimal("0.00")),
    )
    return payroll, lambda: _write_lines(payroll, draft)


def _write_lines(payroll: Payroll, draft: Draft) -> None:
    with as_sentences(PayLine):
        PayLine.objects.bulk_create([PayLine(payroll=payroll, **line) for line in draft.lines], batch_size=500)
    MonthReport.objects.filter(pk__in=draft.reports).update(is_due=False)

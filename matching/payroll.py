"""What a month's basis for the payroll holds before it is closed. Reads rows, writes nothing."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from matching.compensation import cutoff_of, lines_of, not_paid, visits_before
from matching.models import MonthReport, PayChoices, PayCode, Payee
from matching.rates import MissingRateError, total
from matching.tables import book


@dataclass
class Draft:
    """Lines to be, by volunteer, with what stands in the way."""

    cutoff_on: date
    lines: list[dict[str, Any]] = field(default_factory=list)
    reports: list[int] = field(default_factory=list)
    nameless: list[str] = field(default_factory=list)  # volunteers whose number the payroll does not know
    missing: list[str] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        return sum((line["amount"] for line in self.lines), Decimal("0.00"))

    @property
    def mark(self) -> str:
        """What a preview has shown, so that closing can tell whether it is still so."""
        return f"{len(self.lines)}.{self.total}"


def draft_of(unit_id: int, area: str, month: date) -> Draft:
    """What is attested and not paid, of this month and of earlier ones: the same queries however many they are."""
    rules = PayChoices.objects.filter(starts__lte=month).first()
    draft = Draft(cutoff_of(month, rules.cutoff_day if rules else 1))
    due = MonthReport.objects.due().filter(unit=unit_id, area=area, month__lte=month)
    reports = list(due.for_page().order_by("assignment__volunteer__name_key", "month", "pk"))
    numbers = dict(
        Payee.objects.filter(
            unit=unit_id, volunteer__in={each.assignment.volunteer_id for each in reports}
        ).values_list("volunteer_id", "number")
    )
    codes = dict(PayCode.objects.values_list("kind", "number"))
    tables, before = book(), visits_before(reports)
    for report in reports:
        volunteer = report.assignment.volunteer
        try:
            lines = lines_of(report, tables, before)
        except MissingRateError as missing:
            draft.missing.append(f"{volunteer.name}: {missing}")
            continue
        if total(lines) != report.amount:  # a price or a decision has changed since: the manager answers for the sum
            draft.missing.append(f"{volunteer.name}: beloppet är inte längre det som attesterades. Öppna för rättelse")
            continue
        found = not_paid(report, lines)
        draft.reports.append(report.pk)
        if found and volunteer.pk not in numbers and volunteer.name not in draft.nameless:
            draft.nameless.append(volunteer.name)
        draft.lines += [
            {
                **line,
                "report": report,
                "volunteer": volunteer,
                "pay_number": numbers.get(volunteer.pk, ""),
                "code": codes[line["kind"]],
            }
            for line in found
        ]
    return draft

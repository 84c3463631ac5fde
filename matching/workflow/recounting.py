"""A month is counted anew when what it rests on has changed: a decision, the terms, an administrator's figure."""

from contextlib import suppress
from datetime import date
from typing import Any

from django.db import transaction

from brokerage.access import Actor
from brokerage.workflow import Refusal, edits, step
from matching import rules as rules  # fills the matrix before a verb names an action of it
from matching.compensation import sum_of, uncovered_of, visits_before
from matching.models import MonthReport, Visit
from matching.states import MONTH_REPORT, MonthReportState
from matching.tables import book
from matching.workflow.visits import count, forget, reconsider, recount

AT_ONCE = 200  # months that one round of the due loop counts anew
SETTLED = {MonthReportState.CHECKED, MonthReportState.ATTESTED}


def count_anew(report: MonthReport, *, by: Actor) -> None:
    """Something that the month is counted from has changed: where its sum or its days without decision are others,
    what was checked or attested is so anew. Inside a step."""
    before = report.amount, report.uncovered
    count(report)
    if (report.amount, report.uncovered) == before:
        return
    if report.state in SETTLED:
        reconsider(report, by=by)
    else:
        recount(report, by=by)


def strike_undecided(report: MonthReport) -> None:
    """What was planned on days that no decision covers any longer does not take place. Inside a step."""
    fresh = MonthReport.objects.for_page().get(pk=report.pk)
    for visit in fresh.visits.all():
        if visit.fate == Visit.Fate.PLANNED and uncovered_of(visit, fresh.assignment):
            visit.fate, visit.strike_reason = Visit.Fate.STRUCK, "Beslutet om utökning är återkallat."
            visit.save(update_fields=["fate", "strike_reason"])


@step(
    MONTH_REPORT,
    "reconsider",
    action="monthreports.recount",
    label="Räkna om",
    done="Ändrade belopp: granskas på nytt",
)
def reprice(report: MonthReport, *, by: Actor) -> dict[str, Any]:
    """An administrator has entered or changed a figure, and the sum that was checked or attested is another."""
    count(report)
    forget(report)
    report.is_to_recount = False
    return {"amount": report.amount}


@edits("monthreports.recount", label="Räkna om", done="Räknad om efter ändrade belopp")
def count_again(report: MonthReport, *, by: Actor) -> dict[str, Any]:
    """The same of a month that is not checked yet."""
    count(report)
    report.is_to_recount = False
    return {"amount": report.amount}


def figures_changed(since: date) -> int:
    """The months from a day on are counted anew by the due loop; how many. For the tables of an administrator."""
    return MonthReport.objects.filter(month__gte=since.replace(day=1)).update(is_to_recount=True)


def recount_months() -> int:
    """The months whose figures an administrator has changed; how many. Run by the due loop."""
    by, tables = Actor.system("rates"), book()
    rows = list(MonthReport.objects.to_recount().for_page()[:AT_ONCE])
    before = visits_before(rows)
    changed = [each for each in rows if sum_of(each, tables, before).amount != each.amount]
    same = {each.pk for each in rows} - {each.pk for each in changed}
    with transaction.atomic():
        MonthReport.objects.filter(pk__in=same).update(is_to_recount=False)
        if book() != tables:  # changed again in this very moment: the next round counts by the new figures
            transaction.set_rollback(True)
    for report in changed:
        with suppress(Refusal):  # somebody has done something with it in this very moment
            (reprice if report.state in SETTLED else count_again)(report, by=by)
    return len(rows)

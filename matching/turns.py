"""Whose turn it is with reported months and their pay: lines of the work queue."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from brokerage import clock
from brokerage.access import Actor, holds_role, permitted
from brokerage.pages import Waiting, lines
from brokerage.pages.wording import month
from matching.compensation import cutoff_of
from matching.models import PayChoices
from matching.states import MonthReportState

CHECK_BEFORE = timedelta(days=2)  # the cut-off, so that somebody else can attest
CLOSE_WITHIN = timedelta(days=3)  # after it


def turns(actor: Actor) -> list[Waiting]:
    """Named by case and by the volunteer: never by the client."""
    if not holds_role(actor, "monthreports.view"):
        return []
    cutoff = _cutoffs()
    found: list[Waiting] = []
    if holds_role(actor, "monthreports.answer"):
        rows = permitted(actor, "monthreports.answer").without_decision().for_list().order_by("month", "pk")
        found += lines(rows, lambda row: _undecided(row, cutoff(row.month)))
    if holds_role(actor, "monthreports.check"):
        rows = permitted(actor, "monthreports.check").to_handle_on(clock.today()).for_list().order_by("month", "pk")
        found += lines(rows, lambda row: _to_handle(row, cutoff(row.month) - CHECK_BEFORE))
    if holds_role(actor, "monthreports.attest"):
        found += _by_month(permitted(actor, "monthreports.attest").checked(), _to_attest, cutoff)
    if holds_role(actor, "payrolls.close"):
        due = permitted(actor, "monthreports.attest").due().filter(month__lt=clock.today().replace(day=1))
        found += _by_month(due, _to_close, cutoff)
    return found


def _cutoffs() -> Callable[[date], date]:
    rules = list(PayChoices.objects.values_list("starts", "cutoff_day"))  # the latest first
    return lambda first: cutoff_of(first, next((day for starts, day in rules if starts <= first), 1))


def _undecided(row: Any, due: date) -> Waiting:
    days = "Ett dygn" if row.uncovered == 1 else f"{row.uncovered} dygn"
    text = f"{days} utan beslut i {row.assignment.decision.case_reference}"
    sub = f"{row.assignment.volunteer.name}, {month(row.month)}: besluta, eller anteckna att inget beslut fattades"
    return Waiting(text, row.get_absolute_url(), sub, due, "monthreports")


def _to_handle(row: Any, due: date) -> Waiting:
    """To check, or over and not come in."""
    name, when = row.assignment.volunteer.name, month(row.month)
    if row.state == MonthReportState.SUBMITTED:
        text = f"Granska {when} för {name}"
    else:
        text = f"{name} har inte redovisat {when}" if row.asked_on else f"Ring {name} och skriv in {when}"
    return Waiting(text, row.get_absolute_url(), row.assignment.decision.case_reference, due, "monthreports")


def _by_month(rows: Any, line: Callable[[date, int, date], Waiting], cutoff: Callable[[date], date]) -> list[Waiting]:
    """One line for each month: whoever attests or closes does it at one sitting."""
    months = rows.order_by("month").values_list("month").annotate(Count("pk"))
    return [line(first, count, cutoff(first)) for first, count in months]


def _to_attest(first: date, count: int, due: date) -> Waiting:
    what = "1 redovisning" if count == 1 else f"{count} redovisningar"
    url = f"{reverse('matching:monthreports_attest')}?{urlencode({'month': first.isoformat()})}"
    return Waiting(f"Attestera {what} för {month(first)}", url, "Granskade av kontaktsekreteraren", due, "monthreports")


def _to_close(first: date, count: int, due: date) -> Waiting:
    what = "1 attesterad redovisning väntar" if count == 1 else f"{count} attesterade redovisningar väntar"
    url = f"{reverse('matching:payroll_close')}?{urlencode({'month': first.isoformat()})}"
    return Waiting(f"Stäng löneunderlaget för {month(first)}", url, what, due + CLOSE_WITHIN, "payrolls")

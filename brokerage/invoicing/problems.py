"""Why a month can't be invoiced yet, and what to think of before it is."""

from datetime import date

from brokerage.invoicing.month import Draft, first_of
from brokerage.workflow import Problem


def before_running(month: date, found: list[Draft], day: date) -> list[Problem]:
    """A month is invoiced when it is over, so that all of it comes along."""
    problems = []
    if month >= first_of(day):
        problems.append(Problem("Månaden är inte slut än. Den kan faktureras från den första i nästa månad."))
    problems += [
        Problem(f"{draft.unit} har upphört utan efterträdare. Fråga en administratör vem som har tagit över.")
        for draft in found
        if draft.unit.ends and draft.unit.ends < day
    ]
    late = sum(charge.month != draft.month for draft in found for charge in draft.charges)
    if late:
        rows = "En rad avser" if late == 1 else f"{late} rader avser"
        text = f"{rows} en tidigare månad, som redan är fakturerad. Månaden står på raden."
        problems.append(Problem(text, blocking=False))
    return problems

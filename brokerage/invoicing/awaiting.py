"""What awaits somebody in invoicing: months to invoice, objections to answer, invoices that are late."""

from datetime import timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from brokerage import clock, money
from brokerage.access import Actor, holds_role, permitted
from brokerage.invoicing.models import CreditNote
from brokerage.invoicing.month import drafts, total_of
from brokerage.invoicing.wording import units_in_words
from brokerage.pages import Waiting, lines
from brokerage.pages.wording import month

DUE_DAY = 10  # of the month after, so that a district has it before it closes its books [our assumption]
AGAIN_WITHIN = timedelta(days=7)
ANSWER_WITHIN = timedelta(days=7)
LOOK_WITHIN = timedelta(days=1)


def awaiting(actor: Actor) -> list[Waiting]:
    """For the economist what is to be done; for a district's manager what is late to be paid."""
    found = _of_the_economist(actor) if holds_role(actor, "invoices.issue") else []
    if holds_role(actor, "invoices.contest"):
        late = permitted(actor, "invoices.contest").overdue_on(clock.today()).order_by("due_on")
        found += lines(late, _late_to_pay)
    return found


def _of_the_economist(actor: Actor) -> list[Waiting]:
    """A line for each month with something to invoice, from the first of the next; what is contested, late, unsent.

    What has been credited to be invoiced again has its time from the credit note, not from its month.
    """
    found = []
    months = [(first, list(group)) for first, group in groupby(drafts(clock.today()), key=lambda draft: draft.month)]
    again = dict(CreditNote.objects.to_go_out_again([first for first, _ in months]))
    for first, mine in months:
        due = clock.months_after(first, 1).replace(day=DUE_DAY)
        found.append(
            Waiting(
                f"Fakturera {month(first)}",
                f"{reverse('invoicing:invoice_month')}?{urlencode({'month': first.isoformat()})}",
                f"{units_in_words(len(mine))}, {money.kr(total_of(mine))}",
                max(due, again[first] + AGAIN_WITHIN) if first in again else due,
                "invoices",
            )
        )
    found += lines(permitted(actor, "objections.answer").open().for_page().order_by("raised_on"), _objection)
    found += lines(permitted(actor, "invoices.remind").to_remind_on(clock.today()).order_by("due_on"), _late)
    found += lines(permitted(actor, "dispatches.send").failed().for_list().order_by("created_at"), _unsent)
    return found


def _objection(row: Any) -> Waiting:
    return Waiting(
        f"Svara på invändning mot {row.line.invoice.number}",
        row.get_absolute_url(),
        f"{row.unit.name}: {row.get_complaint_display().lower()}",
        row.raised_on + ANSWER_WITHIN,
        "objections",
    )


def _late(row: Any) -> Waiting:
    return Waiting(
        f"Påminn om {row.number}",
        row.get_absolute_url(),
        f"{row.receiver}, {money.kr(row.total)}",
        (row.reminded_on or row.due_on) + ANSWER_WITHIN,
        "invoices",
    )


def _late_to_pay(row: Any) -> Waiting:
    return Waiting(
        f"Betala faktura {row.number}, eller invänd",
        row.get_absolute_url(),
        f"{month(row.month).capitalize()}, {money.kr(row.total)}",
        row.due_on,
        "invoices",
    )


def _unsent(row: Any) -> Waiting:
    return Waiting(
        f"{row.number} kom inte fram",
        reverse("invoicing:dispatches"),
        f"{row.unit.name}, {row.attempts} försök",
        row.created_at.date() + LOOK_WITHIN,
        "invoices",
    )

"""What is done with invoices: a month is run, and what was wrong is credited."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from brokerage import clock
from brokerage.access import Actor
from brokerage.invoicing import rules as rules  # fills the matrix before a verb names an action of it
from brokerage.invoicing.models import CreditNote, Invoice, InvoiceLine, Series
from brokerage.invoicing.month import Draft, mark_of, of_month
from brokerage.invoicing.problems import before_running
from brokerage.invoicing.states import INVOICE
from brokerage.organisation.models import Unit
from brokerage.workflow import Blocked, Refusal, creates, insert, step

# The city's own terms for its suppliers, and what räntelagen (1975:635) 4 § gives where nothing is agreed.
PAYMENT = timedelta(days=30)
INVOICES, CREDITS = "F", "K"


@transaction.atomic
def run_month(month: date, *, by: Actor, mark: str = "") -> list[Invoice]:
    """Issue one invoice to each district that has something to pay for the month; run again it issues none.

    `mark` is what the preview showed (`month.mark_of`). Raises Blocked before the month is over, and Refusal when the
    charges are no longer those of the preview; then nothing is issued.
    """
    _locked_series(INVOICES)  # first of all: a run at the same moment waits here, and then finds nothing left
    day = clock.today()
    found = of_month(month, day)
    blocking = [problem.text for problem in before_running(month, found, day) if problem.blocking]
    if blocking:
        raise Blocked(*blocking)
    if found and mark and mark != mark_of(found):
        raise Refusal("Underlaget har ändrats sedan du öppnade sidan. Granska det igen.")
    return [issue(by=by, draft=draft) for draft in found]


@creates("invoices.issue", label="Fakturera", done="Faktura utfärdad")
def issue(*, by: Actor, draft: Draft) -> tuple[Any, ...]:
    """An invoice with the next number, and the facts of its charges copied in."""
    day = clock.today()
    invoice = Invoice(
        unit=draft.unit,
        month=draft.month,
        number=_next_number(INVOICES),
        sender=_sender(day).name,
        receiver=draft.unit.name,
        issued_on=day,
        issued_by=by.user,
        due_on=day + PAYMENT,
        total=draft.total,
    )
    lines = (
        InvoiceLine(
            invoice=invoice,
            position=position,
            charge=charge,
            month=charge.month,
            text=charge.text,
            amount=charge.amount,
        )
        for position, charge in enumerate(draft.charges, start=1)
    )
    return invoice, *lines


@step(INVOICE, "credit", action="invoices.credit", label="Kreditera", done="Fakturan krediterad", risky=True)
def credit(invoice: Invoice, *, by: Actor, reason: str, again: bool) -> dict[str, Any]:
    """The whole invoice is taken back. `again` sets its charges free for the next run; else they are struck."""
    insert(
        CreditNote(
            unit_id=invoice.unit_id,
            invoice=invoice,
            number=_next_number(CREDITS),
            reason=reason,
            again=again,
            issued_by=by.user,
            total=-invoice.total,
        )
    )
    if again:
        invoice.lines.update(holds_charge=False)
    return {"reason": reason, "again": again}


def _sender(day: date) -> Unit:
    sender = Unit.objects.brokerage().on(day).first()
    if sender is None:
        raise Refusal("Ingen förmedling är i drift i dag: fakturorna har ingen avsändare.")
    return sender


def _locked_series(kind: str) -> Series:
    """This year's series, locked until the transaction ends: a number that is rolled back is drawn again."""
    return Series.objects.select_for_update().get_or_create(prefix=f"{kind}{clock.today().year}")[0]


def _next_number(kind: str) -> str:
    """«F2026-0007»."""
    series = _locked_series(kind)
    series.last += 1
    series.save(update_fields=["last"])
    return str(series)

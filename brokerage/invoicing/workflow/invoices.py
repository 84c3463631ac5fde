"""What is done with invoices: a month is run, what was wrong is credited, what is late is reminded of."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from brokerage import clock
from brokerage.access import Actor
from brokerage.charges.models import Charge
from brokerage.charges.states import ChargeState
from brokerage.invoicing import rules as rules  # fills the matrix before a verb names an action of it
from brokerage.invoicing import wording
from brokerage.invoicing.bankdays import bank_day_from
from brokerage.invoicing.models import (
    CreditLine,
    CreditNote,
    Dispatch,
    Form,
    Invoice,
    InvoiceLine,
    Payer,
    Seller,
    Series,
    Way,
)
from brokerage.invoicing.models.invoices import facts_of
from brokerage.invoicing.month import Draft, mark_of, of_month
from brokerage.invoicing.problems import before_crediting, before_reminding, before_running
from brokerage.invoicing.states import INVOICE, InvoiceState
from brokerage.invoicing.vat import sums as sums_of
from brokerage.letters.workflow import compose
from brokerage.organisation.models import Unit
from brokerage.organisation.people import colleagues
from brokerage.organisation.rules import DISTRICT_MANAGER
from brokerage.workflow import Blocked, Refusal, creates, edits, insert, step

INVOICES, CREDITS = "F", "K"


@transaction.atomic
def run_month(month: date, *, by: Actor, mark: str = "") -> list[Invoice]:
    """Issue one invoice to each district that has something to pay for the month; run again it issues none.

    `mark` is what the preview showed (`month.mark_of`). Raises Blocked before the month is over, and Refusal when the
    charges are no longer those of the preview; then nothing is issued. Cut off anywhere it has issued nothing either.
    """
    _locked_series(INVOICES)  # first of all: a run at the same moment waits here, and then finds nothing left
    day = clock.today()
    found = of_month(month, day)
    blocking = [problem.text for problem in before_running(month, found, day) if problem.blocking]
    if blocking:
        raise Blocked(*blocking)
    if found and mark and mark != mark_of(found):
        raise Refusal("Underlaget har ändrats sedan du öppnade sidan. Granska det igen.")
    # A charge that is struck in this very moment is waited for: it is on no invoice, or it is not struck.
    keys = [charge.pk for draft in found for charge in draft.charges]
    standing = Charge.objects.select_for_update(of=("self",)).filter(pk__in=keys, state=ChargeState.STANDING)
    if len(standing.order_by("pk")) != len(keys):
        raise Refusal("Underlaget har ändrats sedan du öppnade sidan. Granska det igen.")
    seller = seller_on(day)
    return [issue(by=by, draft=draft, seller=seller) for draft in found]


@creates("invoices.issue", label="Fakturera", done="Faktura utfärdad")
def issue(*, by: Actor, draft: Draft, seller: Seller) -> tuple[Any, ...]:
    """An invoice with the next number, and everything that stands on it copied in."""
    day = clock.today()
    payer, sums = draft.payer, draft.sums
    invoice = Invoice(
        unit=draft.unit,
        month=draft.month,
        number=_next_number(INVOICES),
        sender=seller.legal_name,
        receiver=payer.legal_name,
        seller=seller.party().facts(),
        buyer=payer.party().facts(),
        form=payer.form,
        issued_on=day,
        issued_by=by.user,
        # The terms are the city's own, and what räntelagen (1975:635) 4 § gives where none are agreed.
        due_on=bank_day_from(day + timedelta(days=seller.terms)),
        net=sums.net,
        vat=sums.vat,
        total=sums.total,
    )
    lines = (
        InvoiceLine(invoice=invoice, position=position, charge=charge, text=draft.text_of(charge), **facts_of(charge))
        for position, charge in enumerate(draft.charges, start=1)
    )
    return invoice, *lines, *_on_its_way(payer, invoice=invoice)


@step(
    INVOICE,
    "credit",
    action="invoices.credit",
    label="Kreditera",
    done="Fakturan krediterad",
    problems=before_crediting,
    risky=True,
)
def credit(invoice: Invoice, *, by: Actor, reason: str, again: bool) -> dict[str, Any]:
    """All that is left of the invoice is taken back. `again` sets its charges free for the next run; else they are
    struck."""
    _take_back(invoice, _left(invoice), by=by, reason=reason, again=again)
    return {"reason": reason, "again": again}


@edits(
    "invoices.credit",
    states={InvoiceState.ISSUED, InvoiceState.SETTLED},
    label="Kreditera rader",
    done="Rader krediterade",
)
def credit_lines(invoice: Invoice, *, by: Actor, lines: Iterable[int], reason: str, again: bool) -> dict[str, Any]:
    """Some of its lines are taken back; the rest stands."""
    left, wanted = _left(invoice), set(lines)
    chosen = [line for line in left if line.pk in wanted]
    if not chosen or len(chosen) != len(wanted):
        raise Refusal("Välj rader som står på fakturan och inte redan är krediterade.")
    if len(chosen) == len(left):
        raise Refusal("Det är allt som är kvar av fakturan. Kreditera hela fakturan i stället.")
    _take_back(invoice, chosen, by=by, reason=reason, again=again)
    return {"reason": reason, "again": again, "lines": len(chosen)}


def _left(invoice: Invoice) -> list[InvoiceLine]:
    return list(invoice.lines.filter(credited_by=None).order_by("position"))


def _take_back(invoice: Invoice, lines: list[InvoiceLine], *, by: Actor, reason: str, again: bool) -> None:
    """A note of its own. The last one takes back all VAT that is left, so that no öre of rounding stays behind."""
    taxed = invoice.form != Form.INTERNAL
    found = sums_of(lines, taxed=taxed)
    is_last = len(lines) == len(_left(invoice))
    before = sum(invoice.credit_notes.values_list("vat", flat=True), Decimal("0.00"))
    vat = invoice.vat + before if is_last else found.vat
    note = CreditNote(
        unit_id=invoice.unit_id,
        invoice=invoice,
        number=_next_number(CREDITS),
        reason=reason,
        again=again,
        issued_by=by.user,
        net=-found.net,
        vat=-vat,
        total=-found.net - vat,
    )
    insert(note)
    for line in lines:
        insert(CreditLine(note=note, line=line, amount=-line.amount))
    if again:
        invoice.lines.filter(pk__in=[line.pk for line in lines]).update(holds_charge=False)
    payer = Payer.objects.filter(unit_id=invoice.unit_id).first()
    for dispatch in _on_its_way(payer, note=note) if payer else ():
        insert(dispatch)


@step(INVOICE, "settle", action="invoices.settle", label="Markera som betald", done="Fakturan är betald")
def settle(invoice: Invoice, *, by: Actor, on: date) -> dict[str, Any]:
    """The money has come, or the internal posting is in the books."""
    if not invoice.issued_on <= on <= clock.today():
        raise Refusal("Dagen ligger mellan fakturans dag och i dag.")
    invoice.settled_on = on
    return {"on": on}


@edits("invoices.remind", states={InvoiceState.ISSUED}, label="Påminn", done="Påminnelse skickad")
def remind(invoice: Invoice, *, by: Actor) -> dict[str, Any]:
    """A letter to the unit's managers, or to its mailbox where it has none. It names nobody but its receiver."""
    day = clock.today()
    blocking = [problem.text for problem in before_reminding(invoice, day)]
    if blocking:
        raise Blocked(*blocking)
    receivers = _reminded(invoice)
    if not receivers:
        raise Refusal("Ingen är enhetschef i enheten i dag. Hör av dig till stadsdelen på annat sätt.")
    for name, address, receiver in receivers:
        subject, body = wording.reminder(invoice, name, left_of(invoice))
        compose(
            purpose="reminder",
            address=address,
            subject=subject,
            body=body,
            unit_id=invoice.unit_id,
            receiver=receiver,
        )
    invoice.reminded_on = day
    invoice.reminders += 1
    return {"letters": len(receivers)}


def _reminded(invoice: Invoice) -> list[tuple[str, str, tuple[str, int]]]:
    """Name, address and key. A buyer outside the city has no manager here, but a mailbox for its invoices."""
    managers = colleagues(invoice.unit_id, DISTRICT_MANAGER)
    found = [(each.name, each.email, ("organisation.user", each.pk)) for each in managers]
    payers = Payer.objects.filter(unit_id=invoice.unit_id).exclude(mail="")
    return found or [("", each.mail, ("invoicing.payer", each.pk)) for each in payers]


def left_of(invoice: Invoice) -> Decimal:
    """What is left to pay when what was credited is taken away."""
    return invoice.total + sum((note.total for note in invoice.credit_notes.all()), Decimal("0.00"))


def seller_on(day: date) -> Seller:
    """The brokerage of the day. Raises Refusal where there is none."""
    unit = Unit.objects.brokerage().on(day).first()
    if unit is None:
        raise Refusal("Ingen förmedling är i drift i dag: fakturorna har ingen avsändare.")
    return Seller.objects.filter(unit=unit).first() or Seller(unit=unit, legal_name=unit.name)


def _on_its_way(payer: Payer, **paper: Any) -> list[Dispatch]:
    """Put on its way with the paper itself: what is issued is also sent."""
    if payer.way == Way.NONE:
        return []
    (row,) = paper.values()
    return [Dispatch(unit_id=payer.unit_id, number=row.number, way=payer.way, address=payer.mail, **paper)]


def _locked_series(kind: str) -> Series:
    """This year's series, locked until the transaction ends: a number that is rolled back is drawn again."""
    return Series.objects.select_for_update().get_or_create(prefix=f"{kind}{clock.today().year}")[0]


def _next_number(kind: str) -> str:
    """«F2026-0007»."""
    series = _locked_series(kind)
    series.last += 1
    series.save(update_fields=["last"])
    return str(series)

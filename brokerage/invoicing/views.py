"""Pages about invoices and charges."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from brokerage import clock, money, pages
from brokerage.access import Request, holds_role, requires
from brokerage.invoicing import workflow
from brokerage.invoicing.filters import ChargeFilter, InvoiceFilter
from brokerage.invoicing.forms import CreditForm, MonthForm, RunForm
from brokerage.invoicing.month import Draft, drafts, first_of, mark_of, total_of
from brokerage.invoicing.problems import before_running
from brokerage.invoicing.queries import with_invoice
from brokerage.invoicing.states import InvoiceState
from brokerage.invoicing.wording import units_in_words
from brokerage.pages import Action, Column, Empty, Listing
from brokerage.pages.pdf import pdf_response
from brokerage.pages.wording import day, month
from brokerage.workflow import Refusal

TONES = {InvoiceState.ISSUED: "good", InvoiceState.CREDITED: "calm"}
INVOICES = Listing(
    title="Fakturor",
    lead="En faktura per stadsdel och månad, för det som Resursteamen har förmedlat.",
    columns=(
        Column("Nummer", lambda row: row.number, link=True, sort="number"),
        Column("Stadsdel", lambda row: row.receiver, sort="unit__name_key"),
        Column("Avser", lambda row: month(row.month), sort="month"),
        Column("Belopp, kr", lambda row: row.total, kind="number", sort="total"),
        Column("Läge", lambda row: row.get_state_display(), kind="badge", tone=lambda row: TONES[row.state]),
        Column("Utfärdad", lambda row: row.issued_on, kind="date", sort="issued_on"),
        Column("Betalas senast", lambda row: row.due_on, kind="date", sort="due_on"),
    ),
    order="-number",
    filterset=InvoiceFilter,
    empty=Empty("Inga fakturor", "När en månad har fakturerats visas fakturorna här."),
)
FATES = {None: ("Väntar", "warn"), "issued": ("Fakturerad", "good"), "credited": ("Struken", "calm")}


def _invoice_url(row: Any) -> str:
    return reverse("invoicing:invoice", args=[row.invoice_key]) if row.invoice_key else ""


CHARGES = Listing(
    title="Debiteringar",
    lead="Det som har förmedlats, till priset den dagen. Faktureras när månaden är slut.",
    columns=(
        Column("Text", lambda row: row.text),
        Column("Stadsdel", lambda row: row.unit.name, sort="unit__name_key"),
        Column("Månad", lambda row: month(row.month), sort="month"),
        Column(
            "Läge", lambda row: FATES[row.invoice_state][0], kind="badge", tone=lambda row: FATES[row.invoice_state][1]
        ),
        Column("Faktura", lambda row: row.invoice_number or "", url=_invoice_url),
        Column("Belopp, kr", lambda row: row.amount, kind="number", sort="amount"),
    ),
    order="-month",
    filterset=ChargeFilter,
    empty=Empty("Inga debiteringar", "En debitering uppstår när någon utses för en beställning."),
)
CRUMBS = (("Fakturor", "/fakturor/"),)
LINES = ({"label": "Text", "kind": "text"}, {"label": "Belopp, kr", "kind": "number"})


@requires("invoices.view")
def invoices(request: Request, rows: Any) -> HttpResponse:
    may_run = holds_role(request.actor, "invoices.issue")
    actions = [Action("Fakturera en månad", reverse("invoicing:invoice_month"), main=True)] if may_run else []
    return pages.listing(request, rows, INVOICES, actions=actions)


@requires("charges.view")
def charges(request: Request, rows: Any) -> HttpResponse:
    return pages.listing(request, with_invoice(rows.select_related("unit")), CHARGES)


@requires("invoices.issue", creates=True)
def invoice_month(request: Request) -> HttpResponse:
    """A month as it would be invoiced, and the button that does it."""
    today = clock.today()
    found = drafts(today)
    left = [draft.month for draft in found]
    if request.method == "POST":
        return _run(request, RunForm(request.POST, also=left))
    form = MonthForm(request.GET or None, also=left)
    latest = clock.months_after(first_of(today), -1)
    chosen = form.cleaned_data["month"] if form.is_valid() else min(left, default=latest)
    found = [draft for draft in found if draft.month == chosen]
    problems, initial = before_running(chosen, found, today), {"month": chosen.isoformat()}
    is_open = found and not any(problem.blocking for problem in problems)
    return pages.report(
        request,
        "invoicing/invoice_month.html",
        title="Fakturera en månad",
        lead="Granska underlaget. Varje stadsdel får en faktura, och en utfärdad faktura ändras aldrig.",
        crumbs=(*CRUMBS, ("Fakturera en månad", None)),
        filter=MonthForm(initial=initial, also=left),
        heading=f"{month(chosen).capitalize()}: {units_in_words(len(found))}, {money.kr(total_of(found))}",
        problems=problems,
        tables=[_table(draft) for draft in found],
        form=RunForm(initial={**initial, "mark": mark_of(found)}, also=left) if is_open else None,
        submit=f"Fakturera {month(chosen)}",
        empty={
            "title": f"Inget att fakturera för {month(chosen)}",
            "text": "Antingen är allt redan fakturerat, eller så har ingenting förmedlats.",
            "url": f"{reverse('invoicing:invoices')}?month={chosen}",
            "label": "Visa månadens fakturor",
        },
    )


def _run(request: Request, form: RunForm) -> HttpResponse:
    back = reverse("invoicing:invoice_month")
    if not form.is_valid():
        messages.error(request, "Välj vilken månad som ska faktureras.")
        return redirect(back)
    first = form.cleaned_data["month"]
    try:
        made = workflow.run_month(first, by=request.actor, mark=form.cleaned_data["mark"])
    except Refusal as refusal:
        for sentence in refusal.sentences:
            messages.error(request, sentence)
        return redirect(f"{back}?month={first}")
    if not made:
        messages.info(request, f"Allt för {month(first)} är redan fakturerat. Ingenting har ändrats.")
        return redirect(f"{back}?month={first}")
    count = "1 faktura har utfärdats" if len(made) == 1 else f"{len(made)} fakturor har utfärdats"
    messages.success(request, f"{count} för {month(first)}, {money.kr(sum((each.total for each in made), Decimal()))}.")
    return redirect(f"{reverse('invoicing:invoices')}?month={first}")


def _table(draft: Draft) -> dict[str, Any]:
    return {
        "caption": draft.unit.name,
        "columns": LINES,
        "rows": [_line(charge, draft.month) for charge in draft.charges],
        "totals": [("Summa", draft.total)],
    }


def _line(row: Any, own_month: date) -> tuple[Any, Decimal]:
    """What a charge reads and costs; its month only where it is not the invoice's own."""
    sub = f"Avser {month(row.month)}" if row.month != own_month else ""
    return {"value": row.text, "sub": sub}, row.amount


@requires("invoices.view", fetch=lambda rows: rows.for_page())
def invoice(request: Request, row: Any) -> HttpResponse:
    note = getattr(row, "credit_note", None)
    facts = (
        ("Till", row.receiver),
        ("Från", row.sender),
        ("Avser", month(row.month)),
        ("Utfärdad", row.issued_on),
        ("Betalas senast", row.due_on),
        ("Belopp", money.kr(row.total)),
    )
    credited = note and (
        ("Nummer", note.number),
        ("Utfärdad", note.issued_on),
        ("Skäl", note.get_reason_display()),
        ("Belopp", money.kr(note.total)),
        ("Raderna", "faktureras igen" if note.again else "är strukna"),
    )
    return pages.detail(
        request,
        row,
        "invoicing/invoice.html",
        title=f"Faktura {row.number}",
        lead=f"{row.receiver}, {month(row.month)}",
        crumbs=(*CRUMBS, (row.number, None)),
        status={"text": row.get_state_display(), "tone": TONES[row.state]},
        actions=[Action("Ladda ner PDF", reverse("invoicing:invoice_pdf", args=[row.pk]), icon="download")],
        has_next=False,
        facts=facts,
        columns=LINES,
        rows=[_line(line, row.month) for line in row.lines.all()],
        totals=[("Summa", row.total)],
        note=note,
        credited=credited,
    )


@requires("invoices.credit")
def invoice_credit(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(
        request,
        row,
        workflow.credit,
        CreditForm,
        title=f"Kreditera {row.number}",
        lead=f"{row.receiver}, {month(row.month)}, {money.kr(row.total)}. Hela fakturan tas tillbaka.",
        crumbs=(*CRUMBS, (row.number, row.get_absolute_url()), ("Kreditera", None)),
        risky=True,
    )


@requires("invoices.view", fetch=lambda rows: rows.for_page())
def invoice_pdf(request: Request, row: Any) -> HttpResponse:
    """The invoice as it was issued: credited or not, always the same.

    Without VAT: the boards of a municipality are one taxable person [reading of mervärdesskattelagen (2023:200)].
    """
    facts = (
        ("Fakturanummer", row.number),
        ("Utfärdad", day(row.issued_on)),
        ("Betalas senast", day(row.due_on)),
        ("Avser", month(row.month)),
    )
    context = {"title": f"Faktura {row.number}", "heading": "Faktura", "facts": facts, "row": row, "total": row.total}
    return pdf_response(
        "invoicing/invoice_pdf.html", {**context, "lines": _on_paper(row, 1)}, f"faktura-{row.number}.pdf"
    )


@requires("creditnotes.view", fetch=lambda rows: rows.for_page())
def creditnote_pdf(request: Request, row: Any) -> HttpResponse:
    facts = (
        ("Nummer", row.number),
        ("Utfärdad", day(row.issued_on)),
        ("Krediterar faktura", row.invoice.number),
        ("Skäl", row.get_reason_display()),
    )
    context = {"title": f"Kreditfaktura {row.number}", "heading": "Kreditfaktura", "facts": facts, "row": row.invoice}
    context |= {"total": row.total, "lines": _on_paper(row.invoice, -1)}
    return pdf_response("invoicing/creditnote_pdf.html", context, f"kreditfaktura-{row.number}.pdf")


def _on_paper(row: Any, sign: int) -> list[tuple[str, str, str]]:
    return [(line.text, month(line.month), money.kr(sign * line.amount)) for line in row.lines.all()]

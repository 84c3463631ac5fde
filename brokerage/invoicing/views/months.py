"""The run of a month: preview, button, and its postings as a file for the ledger."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from brokerage import clock, money, pages
from brokerage.access import Request, permitted, requires
from brokerage.access.guards import note_rows
from brokerage.invoicing import workflow
from brokerage.invoicing.formats.sie import sie
from brokerage.invoicing.forms import MonthForm, RunForm
from brokerage.invoicing.month import Draft, drafts, first_of, mark_of, total_of
from brokerage.invoicing.problems import before_running
from brokerage.invoicing.views.invoices import CRUMBS, LINES, line_cells
from brokerage.invoicing.wording import units_in_words
from brokerage.invoicing.workflow.invoices import seller_on
from brokerage.pages.pdf import file_response
from brokerage.pages.wording import month
from brokerage.workflow import Refusal


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
    vat = [("Moms", draft.sums.vat)] if draft.sums.vat else []
    return {
        "caption": draft.unit.name,
        "columns": LINES,
        "rows": [line_cells(draft.text_of(charge), charge, draft.month) for charge in draft.charges],
        "totals": [*vat, ("Summa", draft.total)],
    }


@requires("invoices.issue", creates=True)
def invoice_postings(request: Request) -> HttpResponse:
    """What was issued in a month, invoices and credits, for the ledger (SIE 4I): by the day of issue, so that nothing
    is posted twice."""
    form = MonthForm(request.GET or None, also=[first_of(clock.today())])
    if form.is_valid():
        chosen: date = form.cleaned_data["month"]
        invoices = permitted(request.actor, "invoices.view").issued_in(chosen).for_paper()
        notes = permitted(request.actor, "creditnotes.view").issued_in(chosen).for_page()
        if found := [*invoices, *notes]:
            note_rows(request.actor, "export", found, names_people=False, format="sie")
            content = sie(seller_on(clock.today()), invoices, notes, month=chosen, made_on=clock.today())
            return file_response(content, f"bokforing-{chosen:%Y-%m}.si", "application/octet-stream")
        messages.info(request, f"Inget utfärdades i {month(chosen)}.")
    return pages.report(
        request,
        "invoicing/invoice_postings.html",
        title="Bokföringsorder",
        lead="Det som utfärdades i en månad, fakturor och kreditfakturor, som SIE 4I för inläsning i redovisningen.",
        crumbs=(*CRUMBS, ("Bokföringsorder", None)),
        form=MonthForm(also=[first_of(clock.today())]),
    )

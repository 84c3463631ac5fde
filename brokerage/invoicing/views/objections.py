"""Objections to lines of invoices: the district's words and the economist's answer."""

from typing import Any

from django.http import HttpResponse

from brokerage import money, pages
from brokerage.access import Request, requires
from brokerage.invoicing import workflow
from brokerage.invoicing.forms import AnswerForm, ObjectionForm, UpholdForm
from brokerage.invoicing.states import ObjectionState
from brokerage.invoicing.views.invoices import CRUMBS
from brokerage.pages import Column, Empty, Listing
from brokerage.pages.wording import day

TONES = {ObjectionState.OPEN: "warn", ObjectionState.UPHELD: "good", ObjectionState.REJECTED: "calm"}
OBJECTIONS = Listing(
    title="Invändningar",
    lead="Rader på fakturor som en stadsdel inte håller med om.",
    columns=(
        Column("Rad", lambda row: row.line.text, link=True, sub=lambda row: row.get_complaint_display()),
        Column("Faktura", lambda row: row.line.invoice.number, url=lambda row: row.line.invoice.get_absolute_url()),
        Column("Stadsdel", lambda row: row.unit.name, sort="unit__name_key"),
        Column("Läge", lambda row: row.get_state_display(), kind="badge", tone=lambda row: TONES[row.state]),
        Column("Invänt", lambda row: row.raised_on, kind="date", sort="raised_on"),
        Column("Besvarad", lambda row: row.answered_on, kind="date", sort="answered_on"),
        Column("Belopp, kr", lambda row: row.line.amount, kind="number"),
    ),
    order="-raised_on",
    empty=Empty("Inga invändningar", "En enhetschef kan invända mot en rad på fakturans sida."),
)
LIST_CRUMBS = (("Invändningar", "/invandningar/"),)


@requires("objections.view", fetch=lambda rows: rows.for_page())
def objections(request: Request, rows: Any) -> HttpResponse:
    return pages.listing(request, rows, OBJECTIONS)


@requires("objections.view", fetch=lambda rows: rows.for_page())
def objection(request: Request, row: Any) -> HttpResponse:
    line = row.line
    facts = (
        ("Faktura", pages.link(line.invoice.number, line.invoice.get_absolute_url())),
        ("Rad", line.text),
        ("Belopp", money.kr(line.amount)),
        ("Stadsdel", row.unit.name),
        ("Invänt", f"{day(row.raised_on)} av {row.raised_by}"),
        ("Besvarad", f"{day(row.answered_on)} av {row.answered_by}" if row.answered_on else ""),
    )
    return pages.detail(
        request,
        row,
        "invoicing/objection.html",
        title=row.get_complaint_display(),
        lead=f"{row.unit.name}, faktura {line.invoice.number}",
        crumbs=(*LIST_CRUMBS, (line.text, None)),
        status={"text": row.get_state_display(), "tone": TONES[row.state]},
        facts=pages.chosen(facts),
    )


@requires("objections.answer", fetch=lambda rows: rows.for_page())
def objection_uphold(request: Request, row: Any) -> HttpResponse:
    lead = f"{row.line.text}, {money.kr(row.line.amount)}. Raden krediteras i samma stund."
    return pages.step_page(request, row, workflow.uphold, UpholdForm, lead=lead, crumbs=_crumbs(row, "Godta"))


@requires("objections.answer", fetch=lambda rows: rows.for_page())
def objection_reject(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(
        request,
        row,
        workflow.reject,
        AnswerForm,
        lead=f"{row.line.text}, {money.kr(row.line.amount)}. Raden står kvar.",
        crumbs=_crumbs(row, "Avvisa"),
    )


def _crumbs(row: Any, here: str) -> Any:
    return (*LIST_CRUMBS, (row.line.text, row.get_absolute_url()), (here, None))


@requires("invoices.contest", fetch=lambda rows: rows.for_page())
def invoice_object(request: Request, row: Any) -> HttpResponse:
    """A manager picks the line and says why."""
    lines = [line for line in row.lines.all() if not line.is_credited]
    by_key = {line.pk: line for line in lines}
    return pages.verb_page(
        request,
        ObjectionForm(request.POST or None, lines=lines),
        lambda given: workflow.object_to(by=request.actor, line=by_key[given.pop("line")], **given),
        title="Invänd mot en rad",
        lead=f"Faktura {row.number}. Ekonomen svarar. Fakturan gäller tills raden krediteras.",
        crumbs=(*CRUMBS, (row.number, row.get_absolute_url()), ("Invänd", None)),
        submit="Lämna invändningen",
        back=row.get_absolute_url(),
        done=workflow.object_to.done,
        next_url=lambda done: row.get_absolute_url(),
    )

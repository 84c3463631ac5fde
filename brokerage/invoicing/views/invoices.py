"""Pages about invoices and credit notes: lists, each one, its papers and files, and what the economist does with it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from brokerage import clock, money, pages
from brokerage.access import Request, holds_role, requires
from brokerage.access.guards import note_rows
from brokerage.invoicing import workflow
from brokerage.invoicing.filters import InvoiceFilter
from brokerage.invoicing.formats.paper import credit_paper, invoice_paper, xml_of
from brokerage.invoicing.forms import CreditForm, LinesForm, SettleForm
from brokerage.invoicing.models import Form
from brokerage.invoicing.problems import before_reminding
from brokerage.invoicing.states import InvoiceState, ObjectionState
from brokerage.invoicing.workflow.invoices import left_of
from brokerage.pages import Action, Column, Empty, Listing
from brokerage.pages.pdf import file_response
from brokerage.pages.wording import day, month
from brokerage.workflow import Problem

TONES = {InvoiceState.ISSUED: "accent", InvoiceState.SETTLED: "good", InvoiceState.CREDITED: "calm"}


def _standing(row: Any) -> tuple[str, str]:
    if row.state == InvoiceState.ISSUED and row.due_on < clock.today():
        return "Förfallen", "bad"
    return row.get_state_display(), TONES[row.state]


INVOICES = Listing(
    title="Fakturor",
    lead="En faktura per stadsdel och månad, för det som Resursteamen har förmedlat och levererat.",
    columns=(
        Column("Nummer", lambda row: row.number, link=True, sort="number"),
        Column("Stadsdel", lambda row: row.receiver, sort="unit__name_key"),
        Column("Avser", lambda row: month(row.month), sort="month"),
        Column("Belopp, kr", lambda row: row.total, kind="number", sort="total"),
        Column("Läge", lambda row: _standing(row)[0], kind="badge", tone=lambda row: _standing(row)[1]),
        Column("Utfärdad", lambda row: row.issued_on, kind="date", sort="issued_on"),
        Column("Betalas senast", lambda row: row.due_on, kind="date", sort="due_on"),
        Column("Påmind", lambda row: row.reminded_on, kind="date", sort="reminded_on"),
    ),
    order="-number",
    filterset=InvoiceFilter,
    empty=Empty("Inga fakturor", "När en månad har fakturerats visas fakturorna här."),
)
CRUMBS = (("Fakturor", "/fakturor/"),)
LINES = ({"label": "Text", "kind": "text"}, {"label": "Belopp, kr", "kind": "number"})
XML = "application/xml"


@requires("invoices.view")
def invoices(request: Request, rows: Any) -> HttpResponse:
    actions = [Action("Alla rader", reverse("invoicing:lines"), icon="list")]
    if holds_role(request.actor, "invoices.issue"):
        actions = [
            Action("Fakturera en månad", reverse("invoicing:invoice_month"), main=True),
            Action("Bokföringsorder", reverse("invoicing:invoice_postings"), icon="download"),
            Action("Betalare", reverse("invoicing:payers")),
            Action("Skickat", reverse("invoicing:dispatches")),
            *actions,
        ]
    return pages.listing(request, rows, INVOICES, actions=actions)


def line_cells(text: str, row: Any, own_month: Any, *more: str) -> tuple[Any, Any]:
    """What a line reads and costs; its service, and its month only where it is not the invoice's own."""
    of_month = f"avser {month(row.month)}" if row.month != own_month else ""
    sub = [row.name if row.name != text else "", of_month, *more]
    said = ", ".join(filter(None, sub))
    return {"value": text, "sub": said[:1].upper() + said[1:]}, row.amount


@requires("invoices.view", fetch=lambda rows: rows.for_page())
def invoice(request: Request, row: Any) -> HttpResponse:
    notes, left = list(row.credit_notes.all()), left_of(row)
    seller, buyer = row.sold_by, row.bought_by
    text, tone = _standing(row)
    facts = (
        ("Till", row.receiver),
        ("Org.nr", buyer.org_number),
        ("Kund-id", buyer.customer),
        ("Referens", buyer.reference),
        ("Från", row.sender),
        ("Avser", month(row.month)),
        ("Utfärdad", row.issued_on),
        ("Betalas senast", row.due_on),
        ("Form", row.get_form_display().partition(":")[0]),
        ("Bankgiro", seller.bankgiro if row.form == Form.PEPPOL else ""),
        ("Belopp", money.kr(row.total)),
        ("Kvar efter kredit", money.kr(left) if notes else ""),
        ("Betald", row.settled_on),
        (
            "Påmind",
            f"{day(row.reminded_on)}, {row.reminders} gång{'er' if row.reminders > 1 else ''}" if row.reminders else "",
        ),
    )
    vat = [("Moms", row.vat)] if row.vat else []
    objections = [each for line in row.lines.all() for each in line.objections.all()]
    return pages.detail(
        request,
        row,
        "invoicing/invoice.html",
        title=f"Faktura {row.number}",
        lead=f"{row.receiver}, {month(row.month)}",
        crumbs=(*CRUMBS, (row.number, None)),
        status={"text": text, "tone": tone},
        problems=_problems(objections),
        actions=_actions(request, row),
        has_next=False,
        facts=pages.chosen(facts),
        columns=LINES,
        rows=[line_cells(line.text, line, row.month, *_fate(line)) for line in row.lines.all()],
        totals=[*vat, ("Summa", row.total)],
        notes=[(note, _of_note(note)) for note in notes],
        objections=objections,
        dispatches=row.dispatches.all(),
    )


def _problems(objections: list[Any]) -> list[Problem]:
    """Not blocking: the invoice stands until the line is credited."""
    return [
        Problem(
            f"Stadsdelen invänder: {each.get_complaint_display().lower()}.", blocking=False, url=each.get_absolute_url()
        )
        for each in objections
        if each.state == ObjectionState.OPEN
    ]


def _fate(line: Any) -> list[str]:
    return [f"krediterad, {line.credited_by.note.number}"] if line.is_credited else []


def _of_note(note: Any) -> list[tuple[str, Any]]:
    facts = (
        ("Utfärdad", note.issued_on),
        ("Skäl", note.get_reason_display()),
        ("Belopp", money.kr(note.total)),
        ("Raderna", "faktureras igen" if note.again else "är strukna"),
    )
    return list(facts)


def _actions(request: Request, row: Any) -> list[Action]:
    """Papers for everybody; what changes something for who may, and only when there is something to change."""
    actions = [Action("Ladda ner PDF", reverse("invoicing:invoice_pdf", args=[row.pk]), icon="download")]
    if row.form == Form.PEPPOL:
        actions.append(Action("E-faktura, XML", reverse("invoicing:invoice_xml", args=[row.pk]), icon="download"))
    left = [line for line in row.lines.all() if not line.is_credited]
    if row.state != InvoiceState.CREDITED:
        if holds_role(request.actor, "invoices.contest") and left:
            actions.append(Action("Invänd mot en rad", reverse("invoicing:invoice_object", args=[row.pk])))
        if holds_role(request.actor, "invoices.credit") and len(left) > 1:
            actions.append(Action("Kreditera rader", reverse("invoicing:invoice_credit_lines", args=[row.pk])))
    may_remind = holds_role(request.actor, "invoices.remind") and row.state == InvoiceState.ISSUED
    if may_remind and not before_reminding(row, clock.today()):
        actions.append(Action("Påminn", reverse("invoicing:invoice_remind", args=[row.pk]), icon="bell"))
    return actions


@requires("invoices.credit", fetch=lambda rows: rows.for_page())
def invoice_credit(request: Request, row: Any) -> HttpResponse:
    is_part = "Det som är kvar av fakturan" if row.credit_notes.all() else "Hela fakturan"
    return pages.step_page(
        request,
        row,
        workflow.credit,
        CreditForm,
        title=f"Kreditera {row.number}",
        lead=f"{row.receiver}, {month(row.month)}, {money.kr(left_of(row))}. {is_part} tas tillbaka.",
        crumbs=(*CRUMBS, (row.number, row.get_absolute_url()), ("Kreditera", None)),
        risky=True,
    )


@requires("invoices.credit", fetch=lambda rows: rows.for_page())
def invoice_credit_lines(request: Request, row: Any) -> HttpResponse:
    left = [line for line in row.lines.all() if not line.is_credited]
    return pages.verb_page(
        request,
        LinesForm(request.POST or None, lines=left),
        lambda given: workflow.credit_lines(row, by=request.actor, **given),
        title=f"Kreditera rader på {row.number}",
        lead=f"{row.receiver}, {month(row.month)}. De andra raderna står kvar.",
        crumbs=(*CRUMBS, (row.number, row.get_absolute_url()), ("Kreditera rader", None)),
        submit=workflow.credit_lines.label,
        back=row.get_absolute_url(),
        done=workflow.credit_lines.done,
        risky=True,
    )


@requires("invoices.settle")
def invoice_settle(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(
        request,
        row,
        workflow.settle,
        SettleForm,
        initial={"on": clock.today()},
        lead=f"{row.receiver}, {month(row.month)}, {money.kr(row.total)}.",
        crumbs=(*CRUMBS, (row.number, row.get_absolute_url()), ("Betald", None)),
    )


@requires("invoices.remind")
def invoice_remind(request: Request, row: Any) -> HttpResponse:
    return pages.verb_page(
        request,
        pages.VersionedForm(request.POST or None, initial={"version": row.version}),
        lambda given: workflow.remind(row, by=request.actor, **given),
        title=f"Påminn om {row.number}",
        lead=f"{row.receiver}. Enhetens chefer får ett brev med fakturans nummer, belopp och förfallodag.",
        crumbs=(*CRUMBS, (row.number, row.get_absolute_url()), ("Påminn", None)),
        submit=workflow.remind.label,
        back=row.get_absolute_url(),
        done=workflow.remind.done,
        problems=before_reminding(row, clock.today()),
    )


@requires("invoices.view", fetch=lambda rows: rows.for_paper())
def invoice_pdf(request: Request, row: Any) -> HttpResponse:
    return file_response(invoice_paper(row), f"faktura-{row.number}.pdf", "application/pdf")


@requires("creditnotes.view", fetch=lambda rows: rows.for_page())
def creditnote_pdf(request: Request, row: Any) -> HttpResponse:
    return file_response(credit_paper(row), f"kreditfaktura-{row.number}.pdf", "application/pdf")


@requires("invoices.view", fetch=lambda rows: rows.for_paper())
def invoice_xml(request: Request, row: Any) -> HttpResponse:
    return _e_invoice(request, row, f"{row.number}.xml")


@requires("creditnotes.view", fetch=lambda rows: rows.for_page())
def creditnote_xml(request: Request, row: Any) -> HttpResponse:
    return _e_invoice(request, row, f"{row.number}.xml")


def _e_invoice(request: Request, row: Any, filename: str) -> HttpResponse:
    """An internal posting is no sale, and has no e-invoice."""
    content = xml_of(row)
    if content is None:
        raise Http404
    note_rows(request.actor, "export", [row], names_people=False, format="xml")
    return file_response(content, filename, XML)

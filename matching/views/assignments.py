"""Pages about assignments: the appointment, the agreement on paper, the first time, the end."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import Request, permits, requires
from brokerage.pages import Action, Column, Empty, Listing
from brokerage.pages.pdf import pdf_response
from brokerage.pages.wording import day
from matching.agreements import Party, facts_for, sender, signers
from matching.filters import AssignmentFilter
from matching.forms.assignments import AgreementForm, CancelForm, EndAssignmentForm, SignForm, StartForm
from matching.problems import before_starting
from matching.states import AssignmentState
from matching.workflow import assignments as workflow
from matching.workflow.assignments import ALIVE, INTERRUPTED

TONES = {
    AssignmentState.PLANNED: "warn",
    AssignmentState.RUNNING: "good",
    AssignmentState.ENDED: "calm",
    AssignmentState.CANCELLED: "calm",
}
LISTING = Listing(
    title="Uppdrag",
    lead="Utsedda uppdragstagare och deras uppdrag.",
    columns=(
        Column(
            "Ärende",
            lambda row: row.decision.case_reference,
            link=True,
            sub=lambda row: row.decision.client.identity.name,
        ),
        Column("Uppdragstagare", lambda row: row.volunteer.name, sub=lambda row: row.get_kind_display()),
        Column("Läge", lambda row: row.get_state_display(), kind="badge", tone=lambda row: TONES[row.state]),
        Column("Planerad start", lambda row: row.starts_on, kind="date", sort="starts_on"),
        Column("Påbörjat", lambda row: row.started_on, kind="date", sort="started_on"),
        Column("Sista dag", lambda row: row.ended_on, kind="date", sort="ended_on"),
    ),
    filterset=AssignmentFilter,
    order="-starts_on",
    empty=Empty("Inga uppdrag", "Ett uppdrag uppstår när någon utses."),
)
CRUMBS = (("Uppdrag", "/uppdrag/"),)


def _crumbs(row: Any, last: str) -> tuple[tuple[str, str | None], ...]:
    return (*CRUMBS, (row.decision.case_reference, row.get_absolute_url()), (last, None))


@requires("assignments.view")
def assignments(request: Request, rows: Any) -> HttpResponse:
    return pages.listing(request, rows.for_list(), LISTING, is_read=True)


@requires("assignments.view", read=True, fetch=lambda rows: rows.for_page())
def assignment(request: Request, row: Any) -> HttpResponse:
    agreement = getattr(row, "agreement", None)
    works = row.state in ALIVE and permits(request.actor, "assignments.work", row)
    actions = []
    if works:
        label = "Ändra avtalet" if agreement else "Skriv avtalet"
        url = reverse("matching:assignment_write_agreement", args=[row.pk])
        actions.append(Action(label, url, icon="pencil", main=agreement is None))
        if agreement and agreement.signed_on is None:
            url = reverse("matching:assignment_sign_agreement", args=[row.pk])
            actions.append(Action("Avtalet är undertecknat", url, main=True))
    copies = [
        (party.label, reverse("matching:assignment_agreement_pdf", args=[row.pk, party.value])) for party in Party
    ]
    return pages.detail(
        request,
        row,
        "matching/assignment.html",
        title=f"{row.get_kind_display()} för {row.decision.client.identity.name}",
        lead=f"{row.volunteer.name}. {row.decision.extent}.",
        crumbs=(*CRUMBS, (row.decision.case_reference, None)),
        status={"text": row.get_state_display(), "tone": TONES[row.state]},
        problems=before_starting(row),
        actions=actions,
        has_next=not any(action.main for action in actions),
        agreement=agreement,
        copies=copies if agreement else [],
        facts=_facts(row),
        decision=row.decision,
        volunteer=row.volunteer,
        reach=row.volunteer.phone if not row.volunteer.is_protected else "skyddade personuppgifter",
    )


def _facts(row: Any) -> list[tuple[str, Any]]:
    appointment = row.appointment
    return pages.chosen(
        (
            ("Utsedd", day(appointment.decided_on)),
            ("Beslutsfattare", appointment.decision_maker),
            ("Delegation", appointment.delegation),
            ("Hittad genom", f"beställning {row.order.number}" if row.order else "egen sökning"),
            ("Planerad start", day(row.starts_on)),
            ("Första gången", day(row.started_on)),
            ("Sista dagen", day(row.ended_on)),
            ("Skäl", row.get_ending_display() if row.ending else ""),
            ("Hur det slutade", row.ending_words),
        )
    )


@requires("assignments.work", fetch=lambda rows: rows.for_page())
def assignment_write_agreement(request: Request, row: Any) -> HttpResponse:
    agreement = getattr(row, "agreement", None)
    names = ("scheme", "included", "compensation", "notice_days")
    initial = (
        {name: getattr(agreement, name) for name in names}
        if agreement
        else {"scheme": row.decision.extent, "notice_days": 14}
    )
    return pages.edit_page(
        request,
        row,
        workflow.write_agreement,
        AgreementForm,
        initial=initial,
        lead="Var och en får ett eget exemplar, med det som är deras att veta.",
        crumbs=_crumbs(row, "Avtal"),
    )


@requires("assignments.work", fetch=lambda rows: rows.for_page())
def assignment_sign_agreement(request: Request, row: Any) -> HttpResponse:
    initial = {"signed_on": clock.today()}
    crumbs = _crumbs(row, "Undertecknat")
    return pages.edit_page(request, row, workflow.sign_agreement, SignForm, initial=initial, crumbs=crumbs)


@requires("assignments.view", read=True, fetch=lambda rows: rows.for_page())
def assignment_agreement_pdf(request: Request, row: Any, party: str) -> HttpResponse:
    """The agreement as a PDF: one party's copy, with what is theirs to know."""
    if party not in Party.values or not hasattr(row, "agreement"):
        raise Http404
    whose = Party(party)
    context = {
        "title": f"Avtal: {row.get_kind_display().lower()}",
        "copy": whose.label,
        "facts": facts_for(whose, row),
        "signers": signers(whose, row),
        "written_on": row.agreement.written_on,
        "sender": sender(row),
    }
    return pdf_response("matching/assignment_agreement_pdf.html", context, f"avtal-{row.pk}-{party}.pdf")


@requires("assignments.work", fetch=lambda rows: rows.for_page())
def assignment_start(request: Request, row: Any) -> HttpResponse:
    lead = "Då räknas beslutet som verkställt, och tremånadersklockan stannar."
    crumbs = _crumbs(row, "Första gången")
    return pages.step_page(request, row, workflow.start, StartForm, lead=lead, crumbs=crumbs)


@requires("assignments.work", fetch=lambda rows: rows.for_page())
def assignment_cancel(request: Request, row: Any) -> HttpResponse:
    lead = "Platsen blir ledig och beslutet väntar vidare."
    if row.order:
        lead += " Debiteringen står kvar tills ekonomen krediterar den."
    return pages.step_page(request, row, workflow.cancel, CancelForm, lead=lead, crumbs=_crumbs(row, "Blev inte av"))


@requires("assignments.work", fetch=lambda rows: rows.for_page())
def assignment_end(request: Request, row: Any) -> HttpResponse:
    lead = "Platsen blir ledig. Säg också vad som händer med beslutet: det avgör om tremånadersklockan börjar räkna."
    initial = {"decision_then": INTERRUPTED}
    crumbs = _crumbs(row, "Avsluta")
    return pages.step_page(request, row, workflow.end, EndAssignmentForm, lead=lead, crumbs=crumbs, initial=initial)

"""Pages about assignments: the appointment, the agreement on paper, the first time, the end."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from brokerage import pages
from brokerage.access import Request, holds_role, permits, requires
from brokerage.pages import Action, Column, Empty, Listing
from brokerage.pages.wording import day
from matching.agreements import Party
from matching.filters import AssignmentFilter
from matching.forms.assignments import CancelForm, EndAssignmentForm, StartForm
from matching.models import Agreement, Disclosure, Mandate
from matching.problems import about_agreements, about_approval, before_starting, has_two_agreements
from matching.states import ALIVE, AssignmentState
from matching.views.crumbs import crumbs_under
from matching.views.disclosures import told
from matching.views.mandates import shown as mandate_shown
from matching.workflow import assignments as workflow
from matching.workflow.agreements import not_by_link
from matching.workflow.assignments import INTERRUPTED

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
        Column(
            "Läge",
            lambda row: row.get_state_display(),
            kind="badge",
            tone=lambda row: TONES[row.state],
            sub=lambda row: row.secretary.name if row.secretary else "",
        ),
        Column("Planerad start", lambda row: row.starts_on, kind="date", sort="starts_on"),
        Column("Påbörjat", lambda row: row.started_on, kind="date", sort="started_on"),
        Column("Sista dag", lambda row: row.ended_on, kind="date", sort="ended_on"),
    ),
    filterset=AssignmentFilter,
    order="-starts_on",
    empty=Empty("Inga uppdrag", "Ett uppdrag uppstår när någon utses."),
)
CRUMBS = (("Uppdrag", "/uppdrag/"),)


@requires("assignments.view")
def assignments(request: Request, rows: Any) -> HttpResponse:
    works = holds_role(request.actor, "assignments.work")
    actions = [Action("Lämna över", reverse("matching:assignments_hand_over"))] if works else []
    return pages.listing(request, rows.for_list(), LISTING, is_read=True, actions=actions)


@requires("assignments.view", read=True, fetch=lambda rows: rows.for_page())
def assignment(request: Request, row: Any) -> HttpResponse:
    agreement, parents = row.agreement, row.agreement_on(Agreement.About.PARENTS)
    works = row.state in ALIVE and permits(request.actor, "assignments.work", row)
    actions = [
        Action("Så går det", reverse("matching:assignment_life", args=[row.pk])),
        Action("Ersättning och besök", reverse("matching:assignment_pay", args=[row.pk])),
    ]
    disclosures = list(row.volunteer.disclosures.under(row.decision_id))
    offers = row.proposal.offers.all() if row.proposal else ()
    if works:
        label = "Ändra avtalet" if agreement else "Skriv avtalet"
        url = reverse("matching:assignment_write_agreement", args=[row.pk])
        actions.append(Action(label, url, icon="pencil", main=agreement is None))
        if has_two_agreements(row):
            label = "Ändra föräldrarnas avtal" if parents else "Skriv avtalet med föräldrarna"
            url = reverse("matching:assignment_write_parents_agreement", args=[row.pk])
            actions.append(Action(label, url, main=parents is None and agreement is not None))
        unsigned = [each for each in (agreement, parents) if each and each.signed_on is None]
        if unsigned:
            sent = all(any(one.sent_on for one in each.signatures.all()) for each in unsigned)
            if not sent and not not_by_link(row):
                url = reverse("matching:assignment_send_agreement", args=[row.pk])
                actions.append(Action("Skicka för underskrift", url, main=not any(each.main for each in actions)))
            url = reverse("matching:assignment_sign_agreement", args=[row.pk])
            actions.append(Action("Avtalet är undertecknat", url, main=not any(each.main for each in actions)))
        if not any(each.stage == Disclosure.Stage.ALL for each in disclosures):
            actions.append(Action("Lämna det som behövs", reverse("matching:assignment_tell_all", args=[row.pk])))
    if row.state == AssignmentState.RUNNING and not any(each.main for each in actions):
        actions[0] = replace(actions[0], main=True)
    return pages.detail(
        request,
        row,
        "matching/assignment.html",
        title=f"{row.get_kind_display()} för {row.decision.client.identity.name}",
        lead=f"{row.volunteer.name}. {row.decision.extent}.",
        crumbs=(*CRUMBS, (row.decision.case_reference, None)),
        status={"text": row.get_state_display(), "tone": TONES[row.state]},
        problems=[
            *about_approval(row),
            *(before_starting(row) or (about_agreements(row) if has_two_agreements(row) else [])),
        ],
        actions=actions,
        has_next=not any(action.main for action in actions),
        papers=[_paper(row, each) for each in (agreement, parents) if each],
        mandates=[mandate_shown(each) for each in row.mandates.all()],
        mandate_kinds=Mandate.Kind.choices if works else [],
        works=works,
        childs_best=row.appointment.childs_best,
        told=told(offers, disclosures, knows=True),
        facts=_facts(row),
        decision=row.decision,
        volunteer=row.volunteer,
        reach=row.volunteer.phone if not row.volunteer.is_protected else "skyddade personuppgifter",
    )


def _paper(row: Any, agreement: Agreement) -> dict[str, Any]:
    """An agreement with who has signed it, its copies, and the versions before it."""
    about = f"av={agreement.about}"
    copies = [
        (party.label, f"{reverse('matching:assignment_agreement_pdf', args=[row.pk, party.value])}?{about}")
        for party in Party
    ]
    return {
        "title": agreement.get_about_display(),
        "agreement": agreement,
        "about": about,
        "copies": copies,
        "signatures": [_signature(each) for each in agreement.signatures.all()],
        "older": [each for each in row.agreements.all() if each.replaced_on and each.about == agreement.about],
    }


def _signature(each: Any) -> dict[str, str]:
    if each.signed_at:
        return {"name": each.name, "state": f"{day(each.signed_at)}, {each.get_way_display()}", "tone": "good"}
    sent = f"Skickat {day(each.sent_on)}" if each.sent_on else "Inte undertecknat"
    return {"name": each.name, "state": sent, "tone": "warn"}


def _facts(row: Any) -> list[tuple[str, Any]]:
    appointment = row.appointment
    return pages.chosen(
        (
            ("Utsedd", day(appointment.decided_on)),
            ("Beslutsfattare", appointment.decision_maker),
            ("Delegation", appointment.delegation),
            ("Hittad genom", f"beställning {row.order.number}" if row.order else "egen sökning"),
            ("Ansvarig", row.secretary),
            ("Planerad start", day(row.starts_on)),
            ("Första gången", day(row.started_on)),
            ("Sista dagen", day(row.ended_on)),
            ("Skäl", row.get_ending_display() if row.ending else ""),
            ("Hur det slutade", row.ending_words),
            ("Med klientens ord", row.client_words),
            ("Med uppdragstagarens ord", row.volunteer_words),
        )
    )


@requires("assignments.work", fetch=lambda rows: rows.for_page())
def assignment_start(request: Request, row: Any) -> HttpResponse:
    lead = "Då räknas beslutet som verkställt, och tremånadersklockan stannar."
    crumbs = crumbs_under(row, "Första gången")
    return pages.step_page(request, row, workflow.start, StartForm, lead=lead, crumbs=crumbs)


@requires("assignments.work", fetch=lambda rows: rows.for_page())
def assignment_cancel(request: Request, row: Any) -> HttpResponse:
    lead = "Platsen blir ledig och beslutet väntar vidare."
    if row.order:
        lead += " Debiteringen står kvar tills ekonomen krediterar den."
    return pages.step_page(
        request, row, workflow.cancel, CancelForm, lead=lead, crumbs=crumbs_under(row, "Blev inte av")
    )


@requires("assignments.work", fetch=lambda rows: rows.for_page())
def assignment_end(request: Request, row: Any) -> HttpResponse:
    lead = "Platsen blir ledig. Säg också vad som händer med beslutet: det avgör om tremånadersklockan börjar räkna."
    initial = {"decision_then": INTERRUPTED}
    crumbs = crumbs_under(row, "Avsluta")
    return pages.step_page(request, row, workflow.end, EndAssignmentForm, lead=lead, crumbs=crumbs, initial=initial)

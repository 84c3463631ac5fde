"""Pages about the agreement, written, printed, sent and confirmed behind a link; and the appointment on paper."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from brokerage import clock, pages
from brokerage.access import Request, linked, requires
from brokerage.pages import Page, put_errors
from brokerage.pages.pdf import pdf_response
from brokerage.workflow import Refusal
from matching.agreements import Party, appointment_facts, facts_for, sender, signers, title_of
from matching.forms.papers import INSURANCE, AgreementForm, SendForm, SignForm
from matching.models import Agreement, Signature
from matching.views.crumbs import crumbs_under
from matching.workflow import agreements as workflow

TERMS = ("scheme", "handover", "included", "excluded", "compensation", "insurance", "notice_days")
_PARTY = {Signature.Part.VOLUNTEER: Party.VOLUNTEER, Signature.Part.UNIT: Party.UNIT}


@requires("assignments.work", fetch=lambda rows: rows.for_page())
def assignment_write_agreement(request: Request, row: Any) -> HttpResponse:
    return _write(request, row, row.agreement, workflow.write_agreement, row.decision.extent, "Avtal")


@requires("assignments.work", fetch=lambda rows: rows.for_page())
def assignment_write_parents_agreement(request: Request, row: Any) -> HttpResponse:
    """The second agreement of a komplementfamilj; what its phase says of the parents' support stands there at first."""
    scheme = next((each.parents_terms for each in reversed(row.phases.all()) if each.parents_terms), "")
    agreement = row.agreement_on(Agreement.About.PARENTS)
    return _write(request, row, agreement, workflow.write_parents_agreement, scheme, "Avtal med föräldrarna")


def _write(request: Request, row: Any, latest: Agreement | None, verb: Any, scheme: str, crumb: str) -> HttpResponse:
    initial = (
        {name: getattr(latest, name) for name in TERMS}
        if latest
        else {"scheme": scheme, "notice_days": 14, "insurance": INSURANCE}
    )
    lead = "Var och en får ett eget exemplar, med det som är deras att veta."
    if latest:
        lead += f" Det blir version {latest.number + 1}, och version {latest.number} sparas."
    return pages.edit_page(
        request, row, verb, AgreementForm, initial=initial, lead=lead, crumbs=crumbs_under(row, crumb)
    )


@requires("assignments.work", fetch=lambda rows: rows.for_page())
def assignment_send_agreement(request: Request, row: Any) -> HttpResponse:
    """Each gets a link to the own copy; who has no address signs on paper."""
    lead = "Var och en får en länk till sitt eget exemplar och godkänner det där. Ni skriver under genom att skicka."
    return pages.verb_page(
        request,
        SendForm(request.POST if request.method == "POST" else None, initial={"version": row.version}),
        lambda given: workflow.send_agreement(row, by=request.actor, **given),
        title=workflow.send_agreement.label,
        lead=lead,
        crumbs=crumbs_under(row, "Skicka avtalet"),
        submit="Skicka",
        back=row.get_absolute_url(),
        done=workflow.send_agreement.done,
    )


@requires("assignments.work", fetch=lambda rows: rows.for_page())
def assignment_sign_agreement(request: Request, row: Any) -> HttpResponse:
    initial = {"signed_on": clock.today()}
    lead = "De som inte har godkänt genom sin länk har skrivit under på papper."
    crumbs = crumbs_under(row, "Undertecknat")
    return pages.edit_page(request, row, workflow.sign_agreement, SignForm, initial=initial, lead=lead, crumbs=crumbs)


@requires("assignments.view", read=True, fetch=lambda rows: rows.for_page())
def assignment_agreement_pdf(request: Request, row: Any, party: str) -> HttpResponse:
    """The agreement as a PDF: one party's copy, with what is theirs to know; an older version by its number."""
    wanted, about = request.GET.get("version", ""), request.GET.get("av", Agreement.About.CHILD)
    version = next(
        (each for each in row.agreements.all() if each.about == about and str(each.number) == wanted),
        None if wanted else row.agreement_on(about),
    )
    if party not in Party.values or version is None:
        raise Http404
    whose = Party(party)
    context = {
        "title": title_of(row, version),
        "copy": whose.label,
        "facts": facts_for(whose, row, version),
        "signers": signers(row, version.about),
        "version": version,
        "sender": sender(row),
    }
    return pdf_response("matching/assignment_agreement_pdf.html", context, f"avtal-{row.pk}-{version.pk}-{party}.pdf")


@requires("assignments.view", read=True, fetch=lambda rows: rows.for_page())
def assignment_appointment_pdf(request: Request, row: Any) -> HttpResponse:
    """The decision to appoint, as it is kept in the file."""
    context = {
        "title": f"Beslut att utse {row.get_kind_display().lower()}",
        "facts": appointment_facts(row),
        "childs_best": row.appointment.childs_best,
        "sender": sender(row),
    }
    return pdf_response("matching/assignment_appointment_pdf.html", context, f"utseende-{row.pk}.pdf")


@linked("signatures.confirm")
def signature_confirm(request: Request, row: Signature) -> HttpResponse:
    """One party's copy behind a link of its own, and a button that says yes. Opening it says nothing."""
    assignment = row.agreement.assignment
    form = SendForm(request.POST if request.method == "POST" else None, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        try:
            row = workflow.confirm(row, by=request.actor, **form.cleaned_data)
        except Refusal as error:
            put_errors(form, error)
    if not workflow.may_confirm(row):  # signed or not: the copy is then on paper with who may have it
        return render(request, "public/expired.html", status=410)
    party = _PARTY.get(Signature.Part(row.part), Party.CLIENT)
    context = {
        "page": Page(title_of(assignment, row.agreement)),
        "public": True,
        "form": form,
        "name": row.name,
        "facts": facts_for(party, assignment, row.agreement),
        "signed_at": row.signed_at,
        "submit": workflow.confirm.label,
    }
    return render(request, "matching/signature_confirm.html", context, status=422 if form.errors else 200)

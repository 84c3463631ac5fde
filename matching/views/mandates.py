"""Pages about powers of attorney and permissions: written for one situation, printed, signed, taken back."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse

from brokerage import clock, pages
from brokerage.access import Request, requires
from brokerage.pages.pdf import pdf_response
from brokerage.pages.wording import day
from matching.agreements import ADULT, givers, sender
from matching.forms.papers import MandateForm, SignForm, WithdrawMandateForm
from matching.mandates import LIMIT, TEXTS, title_of
from matching.models import Mandate
from matching.views.crumbs import crumbs_under
from matching.workflow import mandates as workflow


@requires("assignments.work", fetch=lambda rows: rows.for_page())
def assignment_write_mandate(request: Request, row: Any, kind: str) -> HttpResponse:
    """The standard words of the situation stand there to be written over."""
    if kind not in Mandate.Kind.values:
        raise Http404
    a_year = clock.today() + timedelta(days=365)
    until = min(row.decision.valid_to or a_year, a_year)
    person = row.decision.client.identity
    if person.age() < ADULT <= person.age(until):
        until = clock.months_after(person.born, 12 * ADULT) - timedelta(days=1)
    form = MandateForm(
        request.POST if request.method == "POST" else None, initial={"scope": TEXTS[kind], "valid_to": until}
    )
    return pages.verb_page(
        request,
        form,
        lambda given: workflow.write_mandate(by=request.actor, assignment=row, kind=kind, **given),
        title=Mandate.Kind(kind).label,
        lead=f"Ges av {', '.join(givers(row))}, och gäller {row.volunteer.name}.",
        crumbs=crumbs_under(row, "Fullmakt eller medgivande"),
        submit="Spara",
        back=row.get_absolute_url(),
        done=workflow.write_mandate.done,
    )


@requires("mandates.work", fetch=lambda rows: rows.for_page())
def mandate_sign_mandate(request: Request, row: Any) -> HttpResponse:
    initial = {"signed_on": clock.today()}
    crumbs = crumbs_under(row.assignment, title_of(row))
    return pages.edit_page(request, row, workflow.sign_mandate, SignForm, initial=initial, crumbs=crumbs)


@requires("mandates.work", fetch=lambda rows: rows.for_page())
def mandate_withdraw_mandate(request: Request, row: Any) -> HttpResponse:
    lead = f"{title_of(row)}. Från och med nu gäller det inte: säg till {row.assignment.volunteer.name}."
    crumbs = crumbs_under(row.assignment, title_of(row))
    return pages.edit_page(request, row, workflow.withdraw_mandate, WithdrawMandateForm, lead=lead, crumbs=crumbs)


@requires("mandates.work", read=True, fetch=lambda rows: rows.for_page())
def mandate_pdf(request: Request, row: Any) -> HttpResponse:
    """The paper to sign, and to show at the pharmacy. Nobody's identity number stands on it."""
    assignment = row.assignment
    context = {
        "title": title_of(row),
        "facts": pages.chosen(
            (
                ("Gäller", assignment.decision.client.identity.name),
                ("Ges till", assignment.volunteer.name),
                ("Ges av", row.given_by),
                ("Omfattar", row.scope),
                ("Gäller till och med", day(row.valid_to)),
            )
        ),
        "limit": LIMIT,
        "signers": givers(assignment),
        "is_withdrawn": bool(row.withdrawn_on),
        "sender": sender(assignment),
    }
    return pdf_response("matching/mandate_pdf.html", context, f"medgivande-{row.pk}.pdf")


def shown(row: Any) -> dict[str, Any]:
    """A paper as the page of its assignment lists it."""
    today = clock.today()
    if row.withdrawn_on:
        state, tone = f"Återtaget {day(row.withdrawn_on)} av {row.withdrawn_by}", "bad"
    elif row.signed_on is None:
        state, tone = "Inte undertecknat", "warn"
    elif today > row.valid_to:
        state, tone = f"Gick ut {day(row.valid_to)}", "bad"
    else:
        state, tone = f"Gäller till {day(row.valid_to)}", "good"
    return {
        "pk": row.pk,
        "title": title_of(row),
        "scope": row.scope,
        "state": state,
        "tone": tone,
        "can_sign": row.signed_on is None and not row.withdrawn_on,
        "can_withdraw": not row.withdrawn_on,
    }

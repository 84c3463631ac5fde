"""Pages about a damage in an assignment: noted, on paper to the insurance, sent, settled."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import Request, requires
from brokerage.money import kr
from brokerage.pages.pdf import pdf_response
from brokerage.pages.wording import day
from matching.agreements import sender
from matching.forms.damages import DamageForm, SendDamageForm, SettleDamageForm
from matching.views.crumbs import crumbs_under
from matching.workflow import damages as workflow


@requires("assignments.work", fetch=lambda rows: rows.for_life())
def assignment_report_damage(request: Request, row: Any) -> HttpResponse:
    form = DamageForm(request.POST if request.method == "POST" else None, initial={"on": clock.today()})
    return pages.verb_page(
        request,
        form,
        lambda given: workflow.report_damage(by=request.actor, assignment=row, **given),
        title=workflow.report_damage.label,
        lead="Kommunens försäkring gäller när de är tillsammans inom uppdraget. Anmäl också det som verkar litet.",
        crumbs=crumbs_under(row, "Skada"),
        submit="Spara",
        back=reverse("matching:assignment_life", args=[row.pk]),
        done=workflow.report_damage.done,
    )


@requires("damages.work", fetch=lambda rows: rows.for_page())
def damagereport_send(request: Request, row: Any) -> HttpResponse:
    initial = {"sent_on": clock.today()}
    crumbs = crumbs_under(row.assignment, "Skada")
    return pages.edit_page(
        request, row, workflow.send, SendDamageForm, initial=initial, lead=row.what[:300], crumbs=crumbs
    )


@requires("damages.work", fetch=lambda rows: rows.for_page())
def damagereport_settle(request: Request, row: Any) -> HttpResponse:
    crumbs = crumbs_under(row.assignment, "Skada")
    return pages.edit_page(request, row, workflow.settle, SettleDamageForm, lead=row.what[:300], crumbs=crumbs)


@requires("damages.work", read=True, fetch=lambda rows: rows.for_page())
def damagereport_pdf(request: Request, row: Any) -> HttpResponse:
    """The report to the insurance. Of a protected client or family neither name nor district stands on it."""
    assignment = row.assignment
    client, volunteer = assignment.decision.client, assignment.volunteer
    context = {
        "title": "Skadeanmälan",
        "facts": pages.chosen(
            (
                ("Uppdrag", assignment.get_kind_display()),
                ("Ärende", assignment.decision.case_reference),
                ("Klient", "skyddade personuppgifter" if client.is_protected else client.identity.name),
                ("Uppdragstagare", "skyddade personuppgifter" if volunteer.is_protected else volunteer.name),
                ("Hände den", day(row.on)),
                ("Drabbade", row.get_whose_display()),
                ("Personskada", "ja" if row.is_injury else "nej"),
                ("Vad hände", row.what),
                ("Ungefärlig kostnad", kr(row.cost) if row.cost is not None else ""),
                ("Antecknat", f"{day(row.noted_on)} av {row.noted_by.name}"),
                ("Skadenummer", row.reference),
            )
        ),
        "sender": sender(assignment),
    }
    return pdf_response("matching/damagereport_pdf.html", context, f"skada-{row.pk}.pdf")


def shown(row: Any, *, works: bool) -> dict[str, Any]:
    """A damage as the page of its assignment lists it."""
    if row.settled_on:
        state, tone = f"Avslutad {day(row.settled_on)}", "good"
    elif row.sent_on:
        state, tone = f"Anmäld {day(row.sent_on)}", "accent"
    else:
        state, tone = "Inte anmäld", "warn"
    return {
        "pk": row.pk,
        "on": row.on,
        "what": row.what,
        "whose": row.get_whose_display(),
        "cost": kr(row.cost) if row.cost is not None else "",
        "reference": row.reference,
        "outcome": row.outcome,
        "state": state,
        "tone": tone,
        "can_print": works,
        "can_send": works and row.sent_on is None and row.settled_on is None,
        "can_settle": works and row.settled_on is None,
    }

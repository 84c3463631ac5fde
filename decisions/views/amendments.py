"""Pages of what happens to the terms of a decision that goes on."""

from typing import Any

from django.http import HttpResponse

from brokerage import clock, pages
from brokerage.access import Request, requires
from brokerage.organisation.people import colleagues
from brokerage.organisation.rules import CASE_OFFICER
from decisions.forms.amendments import ExtentForm, IndividualPlanForm, RenewForm, ReviewForm
from decisions.forms.decisions import AssessmentForm
from decisions.models import LegalGround
from decisions.problems import needs_no_consent
from decisions.views.decisions import crumbs_of
from decisions.workflow import amendments as workflow
from decisions.workflow.decisions import note_assessment


def _fresh(request: Request, row: Any) -> dict[str, Any]:
    """A new decision is of today, and the officer's own; its reference and delegation are typed anew."""
    return {"decided_on": clock.today(), "decision_maker": request.actor.user_id, "case_reference": ""}


@requires("decisions.record", fetch=lambda rows: rows.select_related("ground"))
def decision_change_extent(request: Request, row: Any) -> HttpResponse:
    officers = colleagues(row.unit_id, CASE_OFFICER)
    return pages.edit_page(
        request,
        row,
        workflow.change_extent,
        lambda *args, **more: ExtentForm(*args, officers=officers, **more),
        initial=_fresh(request, row),
        lead=f"Nu: {row.extent}. Till den enskildes nackdel bara när förhållandena har ändrats väsentligt.",
        crumbs=crumbs_of(row, "Omfattning"),
    )


@requires("decisions.record", fetch=lambda rows: rows.select_related("ground"))
def decision_renew(request: Request, row: Any) -> HttpResponse:
    officers, grounds = colleagues(row.unit_id, CASE_OFFICER), LegalGround.for_area(row.area)
    terms: dict[str, Any] = {"area": row.area, "is_forced": needs_no_consent(row.ground)}
    return pages.edit_page(
        request,
        row,
        workflow.renew,
        lambda *args, **more: RenewForm(*args, officers=officers, grounds=grounds, **terms, **more),
        initial={**_fresh(request, row), "valid_to": None, "suitability": "", "one_guardian": ""},
        lead="Samma insats i ett nytt beslut: det som pågår avbryts inte, och väntan börjar inte om.",
        crumbs=crumbs_of(row, "Förnya"),
    )


@requires("decisions.record", fetch=lambda rows: rows.select_related("ground"))
def decision_review(request: Request, row: Any) -> HttpResponse:
    initial = {"on": clock.today()}
    return pages.edit_page(
        request, row, workflow.review, ReviewForm, initial=initial, lead=str(row), crumbs=crumbs_of(row, "Omprövning")
    )


@requires("decisions.record", fetch=lambda rows: rows.select_related("ground"))
def decision_note_individual_plan(request: Request, row: Any) -> HttpResponse:
    return pages.edit_page(
        request,
        row,
        workflow.note_individual_plan,
        IndividualPlanForm,
        lead="Ska erbjudas när insatsen beviljas och gås igenom minst en gång om året (10 § LSS).",
        crumbs=crumbs_of(row, "Individuell plan"),
    )


@requires("decisions.record", read=True, fetch=lambda rows: rows.select_related("ground"))
def decision_note_assessment(request: Request, row: Any) -> HttpResponse:
    return pages.edit_page(
        request, row, note_assessment, AssessmentForm, lead=str(row), crumbs=crumbs_of(row, note_assessment.label)
    )

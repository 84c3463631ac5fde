"""Pages of what happens to a decision: executed, in part or wholly, interrupted, resumed, ended."""

from typing import Any

from django.http import HttpResponse

from brokerage import clock, pages
from brokerage.access import Request, requires
from decisions.forms.decisions import EndForm, ExecuteForm, InterruptForm, PartialForm, ResumeForm
from decisions.views.decisions import crumbs_of
from decisions.workflow import decisions as workflow


@requires("decisions.record", fetch=lambda rows: rows.select_related("ground"))
def decision_execute(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(
        request, row, workflow.execute, ExecuteForm, lead=str(row), crumbs=crumbs_of(row, "Verkställighet")
    )


@requires("decisions.record", fetch=lambda rows: rows.select_related("ground"))
def decision_interrupt(request: Request, row: Any) -> HttpResponse:
    lead = "Klockan räknas från avbrottets första dag."
    return pages.step_page(request, row, workflow.interrupt, InterruptForm, lead=lead, crumbs=crumbs_of(row, "Avbrott"))


@requires("decisions.record", fetch=lambda rows: rows.select_related("ground"))
def decision_resume(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(
        request, row, workflow.resume, ResumeForm, lead=str(row), crumbs=crumbs_of(row, "Återupptaget")
    )


@requires("decisions.record", fetch=lambda rows: rows.select_related("ground"))
def decision_end(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(request, row, workflow.end, EndForm, lead=str(row), crumbs=crumbs_of(row, "Avsluta"))


@requires("decisions.record", fetch=lambda rows: rows.select_related("ground"))
def decision_note_partial(request: Request, row: Any) -> HttpResponse:
    """How much of what is granted goes on; a later entry replaces the earlier from its day."""
    before = row.partial_executions.last()
    initial: dict[str, Any] = {"since": clock.today()}
    if before:
        initial |= {"granted": before.granted, "what": before.what}
    return pages.edit_page(
        request,
        row,
        workflow.note_partial,
        PartialForm,
        initial=initial,
        lead="Klockan går vidare för det som saknas. När allt är i gång antecknas verkställigheten.",
        crumbs=crumbs_of(row, "Delvis verkställighet"),
    )

"""The library of routines: read and printed by all, written by Resursteamen, copied and changed by the districts."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from brokerage import pages
from brokerage.access import Request, holds_role, permitted, public, requires
from brokerage.organisation.people import unit_of
from brokerage.pages import Action, Column, Empty, Listing, Page
from brokerage.pages.pdf import pdf_response
from brokerage.pages.wording import day
from brokerage.workflow import Problem
from recruitment.binder import blocks
from recruitment.filters import RoutineFilter
from recruitment.forms.routines import ChangedRoutineForm, RoutineForm
from recruitment.models import Routine
from recruitment.rules import seat
from recruitment.views.cards import action
from recruitment.workflow import routines as workflow


def _badge(row: Routine) -> tuple[str, str]:
    if not row.is_active:
        return "Används inte", "calm"
    if row.is_behind:
        return "Förlagan har ändrats", "warn"
    return ("Kopia", "accent") if row.original_id else ("Gäller", "good")


def _kept_by(row: Routine) -> str:
    return f"{row.get_kind_display()}, {row.unit}"


LISTING = Listing(
    title="Mallar och rutiner",
    lead="Checklistor, stödfrågor, brev och överenskommelser att läsa, skriva ut och göra till era egna.",
    columns=(
        Column("Rubrik", lambda row: row.title, link=True, sort="name_key", sub=_kept_by),
        Column("Skede", lambda row: row.get_phase_display(), sort="phase"),
        Column("Utgåva", lambda row: row.number, kind="number", sort="number"),
        Column("Ändrad", lambda row: row.changed_on, kind="date", sort="changed_on"),
        Column("Läge", lambda row: _badge(row)[0], kind="badge", tone=lambda row: _badge(row)[1]),
    ),
    filterset=RoutineFilter,
    order="name_key",
    empty=Empty("Inga mallar att visa", "Välj ett annat skede, eller rensa filtret."),
)
CRUMBS = (("Mallar och rutiner", "/mallar/"),)


def _crumbs(row: Any, last: str) -> tuple[tuple[str, str | None], ...]:
    return (*CRUMBS, (row.title, row.get_absolute_url()), (last, None))


@requires("routines.view", fetch=lambda rows: rows.for_list())
def routines(request: Request, rows: Any) -> HttpResponse:
    actions = []
    if holds_role(request.actor, "routines.edit"):
        actions.append(Action(workflow.add.label, reverse("recruitment:routine_add"), icon="plus"))
    return pages.listing(request, rows, LISTING, actions=actions + _help(request))


def _help(request: Request) -> list[Action]:
    """Whoever may order services asks for help by the hour."""
    if not holds_role(request.actor, "services.draft"):
        return []
    url = f"{reverse('orders:service_draft')}?service=routine-hour"
    return [Action("Beställ hjälp med rutiner", url, icon="life-buoy")]


@requires("routines.view", fetch=lambda rows: rows.for_page())
def routine(request: Request, row: Any) -> HttpResponse:
    """The text, how it has read, and what can be done with it."""
    edits = permitted(request.actor, "routines.edit").filter(pk=row.pk).exists()
    actions = [action("Skriv ut (PDF)", "routine_pdf", row, "printer")]
    if edits:
        actions.append(action(workflow.edit.label, "routine_edit", row, "pencil"))
    if holds_role(request.actor, "routines.copy") and not edits:
        actions.append(action(workflow.copy.label, "routine_copy", row, "copy"))
    problems = []
    if edits and row.is_behind:
        actions.append(action(workflow.take_over.label, "routine_take_over", row, "refresh-cw"))
        actions.append(action(workflow.keep_own.label, "routine_keep_own", row, "check"))
        text = f"Förlagan har ändrats {day(row.original.changed_on)}. Läs den, och ta in den eller behåll er egen."
        problems.append(Problem(text, blocking=False, url=row.original.get_absolute_url()))
    status, tone = _badge(row)
    return pages.detail(
        request,
        row,
        "recruitment/routine.html",
        title=row.title,
        lead=f"{row.get_kind_display()}, {row.unit}",
        crumbs=(*CRUMBS, (row.title, None)),
        status={"text": status, "tone": tone},
        problems=problems,
        actions=actions + _help(request),
        blocks=blocks(row.text),
        facts=pages.chosen(
            (
                ("Form", row.get_kind_display()),
                ("Skede", row.get_phase_display()),
                ("Enhet", row.unit),
                ("Utgåva", row.number),
                ("Ändrad", row.changed_on),
                ("Visas för alla", pages.link("Ja", reverse("recruitment:criteria")) if row.is_public else ""),
                ("Förlaga", pages.link(row.original.title, row.original.get_absolute_url()) if row.original else ""),
            )
        ),
        versions=row.versions.all(),
    )


@requires("routines.view", fetch=lambda rows: rows.for_list())
def routine_pdf(request: Request, row: Any) -> HttpResponse:
    """The text on paper."""
    context = {
        "title": row.title,
        "sender": f"{row.unit}, Stockholms stad",
        "kind": row.get_kind_display(),
        "number": row.number,
        "changed_on": row.changed_on,
        "blocks": blocks(row.text),
    }
    return pdf_response("recruitment/routine_pdf.html", context, f"mall-{row.pk}-utgava-{row.number}.pdf")


@requires("routines.edit", creates=True)
def routine_add(request: Request) -> HttpResponse:
    unit_id, _ = seat(request.actor, "routines.edit")
    return pages.verb_page(
        request,
        RoutineForm(request.POST if request.method == "POST" else None),
        lambda given: workflow.add(by=request.actor, unit=unit_of(unit_id), **given),
        title=workflow.add.label,
        lead="Utan namn och personuppgifter: en mall handlar inte om någon.",
        crumbs=(*CRUMBS, ("Ny", None)),
        submit="Spara",
        back=CRUMBS[0][1],
        done=workflow.add.done,
    )


@requires("routines.edit", fetch=lambda rows: rows.for_page())
def routine_edit(request: Request, row: Any) -> HttpResponse:
    lead = f"Utgåva {row.number}, ändrad {day(row.changed_on)}. Den som gäller nu sparas bland utgåvorna."
    return pages.edit_page(
        request, row, workflow.edit, ChangedRoutineForm, lead=lead, crumbs=_crumbs(row, workflow.edit.label)
    )


@requires("routines.copy", fetch=lambda rows: rows.for_list())
def routine_copy(request: Request, row: Any) -> HttpResponse:
    """A copy for the own district, to change there."""
    unit_id, _ = seat(request.actor, "routines.copy")
    unit = unit_of(unit_id)
    return pages.verb_page(
        request,
        forms.Form(request.POST if request.method == "POST" else None),
        lambda given: workflow.copy(by=request.actor, original=row, unit=unit),
        title=workflow.copy.label,
        lead=f"{row.title}. {unit} får en egen kopia att ändra i. Ni får veta när förlagan ändras.",
        crumbs=_crumbs(row, "Kopiera"),
        submit=workflow.copy.label,
        back=row.get_absolute_url(),
        done=workflow.copy.done,
        template="pages/confirm.html",
    )


@requires("routines.edit", fetch=lambda rows: rows.for_list())
def routine_take_over(request: Request, row: Any) -> HttpResponse:
    lead = f"{row.title}. Er text ersätts av förlagans, och sparas bland utgåvorna."
    return pages.edit_page(
        request,
        row,
        workflow.take_over,
        pages.VersionedForm,
        lead=lead,
        crumbs=_crumbs(row, "Förlagan"),
        submit=workflow.take_over.label,
    )


@requires("routines.edit", fetch=lambda rows: rows.for_list())
def routine_keep_own(request: Request, row: Any) -> HttpResponse:
    lead = f"{row.title}. Er text är som den är, tills förlagan ändras nästa gång."
    return pages.edit_page(
        request,
        row,
        workflow.keep_own,
        pages.VersionedForm,
        lead=lead,
        crumbs=_crumbs(row, "Behåll"),
        submit=workflow.keep_own.label,
    )


@public
def criteria(request: Request) -> HttpResponse:
    """What decisions are made by, for whoever wonders: the city's, and the districts' own. They decide nothing."""
    lead = "Så här bedöms rätten till kontaktperson, kontaktfamilj och korttidsfamilj i Stockholms stad."
    found = [{"row": row, "blocks": blocks(row.text)} for row in Routine.for_all()]
    return TemplateResponse(
        request,
        "recruitment/criteria.html",
        {"page": Page("Kriterier", lead), "public": True, "criteria": found},
    )

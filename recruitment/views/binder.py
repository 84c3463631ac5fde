"""The information binder: read by all, written by Resursteamen, sent to volunteers and confirmed by them."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.template.response import TemplateResponse
from django.urls import reverse

from brokerage import pages
from brokerage.access import Request, holds_role, linked, requires
from brokerage.organisation.people import unit_of
from brokerage.pages import Action, Column, Empty, Listing, Page
from brokerage.pages.pdf import pdf_response
from brokerage.pages.wording import day
from brokerage.workflow import Refusal
from recruitment.binder import blocks, newest
from recruitment.filters import VolunteerKindFilter
from recruitment.forms.binder import BinderPageForm, NewBinderPageForm
from recruitment.models import BinderPage
from recruitment.rules import seat
from recruitment.views.cards import crumbs
from recruitment.workflow import binder as workflow

TITLE = "Informationspärmen"
CRUMBS = ((TITLE, "/rekrytering/parmen/"),)


def _chapters(rows: Any) -> list[tuple[Any, Any]]:
    return [(row, blocks(row.text)) for row in rows]


@requires("binder.view")
def binder(request: Request, rows: Any) -> HttpResponse:
    """The whole binder, with a table of contents."""
    found = list(rows.in_use())
    actions = [Action("Skriv ut (PDF)", reverse("recruitment:binder_pdf"), icon="printer")]
    if holds_role(request.actor, "binderreadings.send"):
        actions.append(Action("Vilka har inte läst?", reverse("recruitment:binder_unread"), icon="list-checks"))
    edits = holds_role(request.actor, "binder.edit")
    if edits:
        actions.append(Action("Ny sida", reverse("recruitment:binder_add_page"), icon="plus"))
    lead = f"Utgåva {newest(row.edition for row in found)}. Det som varje uppdragstagare behöver veta."
    context = {"page": Page(TITLE, lead, actions=actions), "chapters": _chapters(found), "edits": edits}
    return TemplateResponse(request, "recruitment/binder.html", context)


@requires("binder.view")
def binder_pdf(request: Request, rows: Any) -> HttpResponse:
    """The whole binder on paper."""
    found = list(rows.in_use())
    edition = newest(row.edition for row in found)
    context = {"title": TITLE, "sender": "Stockholms stad", "edition": edition, "chapters": _chapters(found)}
    return pdf_response("recruitment/binder_pdf.html", context, f"informationsparm-{edition}.pdf")


@requires("binder.edit", creates=True)
def binder_add_page(request: Request) -> HttpResponse:
    unit_id, _ = seat(request.actor, "binder.edit")
    return pages.verb_page(
        request,
        NewBinderPageForm(request.POST if request.method == "POST" else None),
        lambda given: workflow.add_page(by=request.actor, unit=unit_of(unit_id), **given),
        title=workflow.add_page.label,
        crumbs=(*CRUMBS, ("Ny sida", None)),
        submit="Spara",
        back=CRUMBS[0][1],
        done=workflow.add_page.done,
    )


@requires("binder.edit", fetch=lambda rows: rows.prefetch_related("versions__by"))
def binderpage_edit(request: Request, row: Any) -> HttpResponse:
    """The text, and beneath it how it has read."""
    return pages.edit_page(
        request,
        row,
        workflow.edit_page,
        BinderPageForm,
        lead=f"Ändrad {day(row.changed_on)}. Utgåva {row.edition}.",
        crumbs=(*CRUMBS, (row.title, None)),
        template="recruitment/binderpage_edit.html",
        versions=row.versions.all(),
    )


UNREAD = Listing(
    title="Har inte läst pärmen",
    lead="Uppdragstagare i din pool som inte har bekräftat att de har läst den senaste utgåvan.",
    columns=(
        Column("Namn", lambda row: row.name, link=True, sort="name_key"),
        Column("Skickad", lambda row: row.binder_sent_on, kind="date", sort="binder_sent_on"),
        Column("Läste utgåva", lambda row: row.binder_read, kind="number", sort="binder_read"),
    ),
    filterset=VolunteerKindFilter,
    order="name_key",
    empty=Empty("Alla har läst", "När en sida ändras så att den ska läsas av alla kommer de hit igen."),
)


@requires("volunteers.work")
def binder_unread(request: Request, rows: Any) -> HttpResponse:
    """Who has not read the newest edition."""
    actions = [Action("Skicka till alla", reverse("recruitment:binder_send_unread"), main=True, icon="send")]
    found = rows.unread(workflow.edition()).with_reading()
    return pages.listing(request, found, UNREAD, actions=actions, crumbs=(*CRUMBS, ("Inte läst", None)))


@requires("binderreadings.send", creates=True)
def binder_send_unread(request: Request) -> HttpResponse:
    """A letter with a link to all of them."""
    return pages.verb_page(
        request,
        forms.Form(request.POST if request.method == "POST" else None),
        lambda given: workflow.send_to_unread(by=request.actor),
        title="Skicka pärmen till alla som inte har läst",
        lead="Högst 200 brev åt gången. Den som har fått ett brev de senaste två veckorna får inget nytt.",
        crumbs=(*CRUMBS, ("Skicka", None)),
        submit="Skicka",
        back=reverse("recruitment:binder_unread"),
        done="Breven är skickade",
        next_url=lambda done: reverse("recruitment:binder_unread"),
        template="pages/confirm.html",
    )


@requires("volunteers.work")
def volunteer_send_binder(request: Request, row: Any) -> HttpResponse:
    return pages.verb_page(
        request,
        forms.Form(request.POST if request.method == "POST" else None),
        lambda given: workflow.send_binder(by=request.actor, volunteer=row),
        title=workflow.send_binder.label,
        lead=f"{row.name} får ett brev med en länk, läser pärmen där och bekräftar.",
        crumbs=crumbs(row, "Informationspärmen"),
        submit="Skicka brevet",
        back=row.get_absolute_url(),
        done=workflow.send_binder.done,
        template="pages/confirm.html",
    )


@linked("binderreadings.confirm")
def binderreading_confirm(request: Request, row: Any) -> HttpResponse:
    """The binder behind the link, and a button beneath it. Opening it confirms nothing."""
    said = ""
    if request.method == "POST":
        try:
            row = workflow.confirm(row, by=request.actor)
        except Refusal as error:
            said = " ".join(error.sentences)
    found = list(BinderPage.all_pages())
    is_read = row.read_edition == newest(each.edition for each in found)
    lead = "Tack! Du har bekräftat att du har läst." if is_read else "Läs igenom, och bekräfta längst ner på sidan."
    context = {"page": Page(TITLE, said or lead), "public": True, "chapters": _chapters(found), "is_read": is_read}
    return render(request, "recruitment/binderreading_confirm.html", context)

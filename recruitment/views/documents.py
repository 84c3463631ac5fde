"""The documents of a volunteer: a page of their own, each handed out as a file and never shown in the browser."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse

from brokerage import pages
from brokerage.access import ACTIONS, Request, requires
from brokerage.pages import Action, Page, VersionedForm
from brokerage.pages.pdf import file_response
from brokerage.pages.wording import day
from recruitment.documents import NEVER, media_type
from recruitment.forms.documents import DocumentForm
from recruitment.rules import in_own_pool
from recruitment.states import VolunteerState
from recruitment.views.cards import crumbs
from recruitment.workflow import documents as workflow


def _here(row: Any) -> str:
    return reverse("recruitment:volunteer_documents", args=[row.pk])


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB".replace(".", ",") if size >= 100_000 else f"{max(size // 1000, 1)} kB"


@requires("documents.view", read=True)
def volunteer_documents(request: Request, row: Any) -> HttpResponse:
    works = in_own_pool(request.actor, row, ACTIONS["documents.work"].roles)
    found = row.documents.defer("content").select_related("added_by", "removed_by")
    add = reverse("recruitment:volunteer_add_document", args=[row.pk])
    may_add = works and row.state != VolunteerState.LEFT
    actions = [Action(workflow.add_document.label, add, main=True, icon="file-plus")] if may_add else []
    page = Page("Dokument", f"{row.name}. {NEVER}", crumbs(row, "Dokument"), actions=actions)
    shown = [
        {
            "title": each.title,
            "url": reverse("recruitment:volunteer_document_file", args=[row.pk, each.pk]) if each.size else "",
            "about": f"{each.get_kind_display()}, {_size(each.size)}, inlagt {day(each.added_on)} av {each.added_by}"
            if each.size
            else f"{each.get_kind_display()}, borttaget {day(each.removed_on)} av {each.removed_by}",
            "drop_url": reverse("recruitment:volunteer_remove_document", args=[row.pk, each.pk])
            if works and each.size
            else "",
        }
        for each in found
    ]
    context = {"page": page, "row": row, "documents": shown}
    return TemplateResponse(request, "recruitment/volunteer_documents.html", context)


@requires("documents.work")
def volunteer_add_document(request: Request, row: Any) -> HttpResponse:
    is_posted = request.method == "POST"
    return pages.verb_page(
        request,
        DocumentForm(request.POST if is_posted else None, request.FILES if is_posted else None),
        lambda given: workflow.add_document(row, by=request.actor, **given),
        title=workflow.add_document.label,
        lead=row.name,
        crumbs=crumbs(row, "Dokument"),
        submit="Spara",
        back=_here(row),
        next_url=lambda done: _here(row),
        done=workflow.add_document.done,
    )


@requires("documents.view", read=True)
def volunteer_document_file(request: Request, row: Any, document: int) -> HttpResponse:
    """The file, to be saved and not shown: whatever is in it runs on nobody's screen."""
    found = get_object_or_404(row.documents, pk=document, removed_on=None)
    response = file_response(bytes(found.content), found.filename, media_type(found.filename))
    response["X-Content-Type-Options"] = "nosniff"
    return response


@requires("documents.work", read=True)
def volunteer_remove_document(request: Request, row: Any, document: int) -> HttpResponse:
    found = get_object_or_404(row.documents.defer("content"), pk=document)
    return pages.verb_page(
        request,
        VersionedForm(request.POST if request.method == "POST" else None, initial={"version": row.version}),
        lambda given: workflow.remove_document(row, by=request.actor, document=found, **given),
        title=workflow.remove_document.label,
        lead=f"{row.name}: «{found}». Filen går inte att få tillbaka.",
        crumbs=crumbs(row, "Ta bort dokument"),
        submit="Ta bort",
        back=_here(row),
        next_url=lambda done: _here(row),
        done=workflow.remove_document.done,
        risky=True,
    )

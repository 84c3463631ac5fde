"""Talking with a volunteer: the contact log with its draft, and the breaks."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from brokerage import pages
from brokerage.access import Request, requires
from brokerage.pages.wording import moment
from recruitment.forms.contacts import LogForm, PauseForm, ProlongForm
from recruitment.views.cards import crumbs
from recruitment.workflow import contacts as log
from recruitment.workflow import volunteers as workflow


@requires("volunteers.work", read=True)
def volunteer_log_contact(request: Request, row: Any) -> HttpResponse:
    """The form of the log. «Spara utkast» keeps what is typed on the server; the script presses it now and then."""
    if request.method == "POST" and "utkast" in request.GET:
        form = LogForm(request.POST)
        form.is_valid()  # a draft may be half a sentence on no day: what can be read of it is kept
        typed = {name: form.cleaned_data.get(name) for name in ("way", "on")}
        note = request.POST.get("note", "").replace("\0", "")[:4000]
        kept = log.keep_draft(row, by=request.actor, way=typed["way"] or "", on=typed["on"], note=note)
        if request.headers.get("X-Draft"):
            said = f"Utkastet sparades {moment(kept.saved_at)}." if kept else ""
            return HttpResponse(said, content_type="text/plain; charset=utf-8")
        messages.success(request, "Utkastet är sparat." if kept else "Utkastet är borttaget.")
        return redirect("recruitment:volunteer_log_contact", pk=row.pk)
    draft = row.drafts.filter(by=request.user).first()
    initial = {"way": draft.way or "phone", "on": draft.on, "note": draft.note} if draft else None
    return pages.verb_page(
        request,
        LogForm(request.POST if request.method == "POST" else None, initial=initial),
        lambda given: log.log_contact(row, by=request.actor, **given),
        title=log.log_contact.label,
        lead=row.name,
        crumbs=crumbs(row, "Kontakt"),
        submit="Spara i loggen",
        back=row.get_absolute_url(),
        done=log.log_contact.done,
        template="pages/draft.html",
        draft=draft,
    )


@requires("volunteers.work")
def volunteer_pause(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(request, row, workflow.pause, PauseForm, lead=row.name, crumbs=crumbs(row, "Pausa"))


@requires("volunteers.work")
def volunteer_prolong(request: Request, row: Any) -> HttpResponse:
    return pages.edit_page(request, row, workflow.prolong, ProlongForm, lead=row.name, crumbs=crumbs(row, "Fråga igen"))


@requires("volunteers.work")
def volunteer_resume(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(request, row, workflow.resume, lead=row.name, crumbs=crumbs(row, "Återuppta"))


@requires("volunteers.work")
def volunteer_leave(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(
        request, row, workflow.leave, lead=f"{row.name} får inga nya uppdrag.", crumbs=crumbs(row, "Avsluta")
    )

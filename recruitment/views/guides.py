"""The interview and the home visit, written down on a phone in somebody's kitchen as well as at the desk."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from brokerage import clock, pages
from brokerage.access import Request, requires
from brokerage.pages.wording import moment
from recruitment.forms.guides import GuideForm, InterviewForm, VisitForm
from recruitment.guides import questions_for
from recruitment.models import GuideQuestion
from recruitment.states import VettingState
from recruitment.views.vettings import crumbs_of
from recruitment.workflow import guides as workflow

_LONGEST = 6000


@requires("vettings.work")
def vetting_record_interview(request: Request, row: Any) -> HttpResponse:
    return _guide_page(request, row, GuideQuestion.Guide.INTERVIEW, workflow.record_interview, InterviewForm)


@requires("vettings.work")
def vetting_record_visit(request: Request, row: Any) -> HttpResponse:
    return _guide_page(request, row, GuideQuestion.Guide.VISIT, workflow.record_visit, VisitForm)


def _guide_page(
    request: Request, row: Any, guide: str, verb: Any, form_class: Callable[..., GuideForm]
) -> HttpResponse:
    """The form with the questions of the day. «Spara utkast» keeps what is typed; the script presses it too."""
    questions = questions_for(row, guide)
    is_open = row.state == VettingState.OPEN
    if request.method == "POST" and "utkast" in request.GET and is_open:
        known = form_class(questions=questions).fields
        typed = {name: request.POST.get(name, "").replace("\0", "")[:_LONGEST] for name in known}
        kept = workflow.keep_draft(row, by=request.actor, guide=guide, typed={k: v for k, v in typed.items() if v})
        if request.headers.get("X-Draft"):
            said = f"Utkastet sparades {moment(kept.saved_at)}." if kept else ""
            return HttpResponse(said, content_type="text/plain; charset=utf-8")
        messages.success(request, "Utkastet är sparat." if kept else "Utkastet är borttaget.")
        return redirect(request.path)
    draft = row.drafts.filter(by=request.user, guide=guide).first()
    data = request.POST if request.method == "POST" else None
    return pages.verb_page(
        request,
        form_class(data, questions=questions, initial={"on": clock.today()} | (draft.typed if draft else {})),
        lambda given: verb(row, by=request.actor, **given),
        title=verb.label,
        lead=f"{row}. Det som inte har kommit upp lämnar du tomt.",
        crumbs=crumbs_of(row, verb.label),
        submit="Spara",
        back=row.get_absolute_url(),
        done=verb.done,
        template="pages/draft.html",
        draft=draft,
    )

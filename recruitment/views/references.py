"""Taking a reference, asking by letter, noting attempts, and the page behind the link."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from brokerage import clock, pages
from brokerage.access import Request, linked, requires
from brokerage.pages import Page, VersionedForm, put_errors
from brokerage.workflow import Refusal
from recruitment.forms.references import AnswerForm, ChaseForm
from recruitment.forms.vettings import TakeReferenceForm
from recruitment.states import ReferenceState, VettingState
from recruitment.views.vettings import crumbs_of
from recruitment.workflow import references as workflow
from recruitment.workflow import vettings


@requires("references.work", read=True, fetch=lambda rows: rows.select_related("vetting__volunteer"))
def reference_take(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(
        request,
        row,
        vettings.take,
        TakeReferenceForm,
        lead=f"{row.name}, {row.get_relation_display().lower()}. {row.phone} {row.email}",
        crumbs=crumbs_of(row.vetting, "Referens"),
        initial={
            "taken_on": row.answered_on or clock.today(),
            "summary": f"Svar om {row.answer_about}:\n\n{row.answer}" if row.answer else "",
            "recommends": "" if row.answer_recommends is None else str(int(row.answer_recommends)),
        },
    )


@requires("references.work", fetch=lambda rows: rows.select_related("vetting__volunteer"))
def reference_drop(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(
        request, row, vettings.drop, lead=row.name, crumbs=crumbs_of(row.vetting, "Referensen utgår")
    )


@requires("references.work", fetch=lambda rows: rows.select_related("vetting__volunteer"))
def reference_ask(request: Request, row: Any) -> HttpResponse:
    return pages.edit_page(
        request,
        row,
        workflow.ask,
        VersionedForm,
        lead=f"{row.name} får ett brev med en länk. Brevet nämner inte sökanden. Svarar ingen påminner systemet.",
        crumbs=crumbs_of(row.vetting, "Fråga med brev"),
        submit="Skicka brevet",
    )


@requires("references.work", read=True, fetch=lambda rows: rows.select_related("vetting__volunteer"))
def reference_note_chase(request: Request, row: Any) -> HttpResponse:
    return pages.verb_page(
        request,
        ChaseForm(request.POST if request.method == "POST" else None),
        lambda given: workflow.note_chase(row, by=request.actor, **given),
        title=workflow.note_chase.label,
        lead=f"{row.name}. {row.phone} {row.email}",
        crumbs=crumbs_of(row.vetting, "Försök"),
        submit="Spara",
        back=row.get_absolute_url(),
        done=workflow.note_chase.done,
    )


@linked("references.answer")
def reference_answer(request: Request, row: Any) -> HttpResponse:
    """A few questions about somebody who is not named. Opening the page changes nothing."""
    is_posted = request.method == "POST"
    form = AnswerForm(request.POST if is_posted else None)
    is_late = is_posted and row.answered_on is not None
    is_open = row.state == ReferenceState.NAMED and not row.answered_on and row.vetting.state == VettingState.OPEN
    if is_posted and is_open and form.is_valid():
        given = form.cleaned_data
        try:
            row = workflow.answer(
                row, by=request.actor, about=given["about"], text=form.text(), recommends=given["recommends"]
            )
        except Refusal as refusal:
            put_errors(form, refusal)
    if is_late:
        page = Page(
            "Du har redan svarat",
            "Vi har kvar ditt första svar. Det du skickade nu är inte sparat. Ring oss om något har ändrats.",
        )
    elif row.answered_on:
        page = Page("Tack för ditt svar", "Vi har tagit emot det. Den som utreder läser det och kan ringa upp dig.")
    elif not is_open:
        page = Page("Frågan är inte längre öppen", "Tack ändå!")
    else:
        page = Page("Du är uppgiven som referens", "Den som har bett dig har berättat vad det gäller.")
    context = {"page": page, "form": form, "public": True, "is_open": is_open and not row.answered_on}
    status = 422 if is_posted and form.errors else 200
    return render(request, "recruitment/reference_answer.html", context, status=status)

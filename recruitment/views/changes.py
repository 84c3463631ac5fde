"""Pages about what a volunteer would have changed: asked, told behind a link, accepted field by field."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render

from brokerage import pages
from brokerage.access import Request, linked, requires
from brokerage.pages import Page, put_errors
from brokerage.pages.wording import day, moment
from brokerage.workflow import Refusal
from recruitment.forms.sharing import OwnDataForm, SettleForm
from recruitment.states import DataChangeState
from recruitment.views.cards import crumbs
from recruitment.workflow import changes as workflow

TONES = {DataChangeState.ANSWERED: "warn", DataChangeState.SETTLED: "good"}


@requires("volunteers.work")
def volunteer_ask_data(request: Request, row: Any) -> HttpResponse:
    """A letter with a link goes to the volunteer."""
    lead = f"{row.name} får ett brev med en länk, och skriver där vad som ska ändras. Ni går sedan igenom svaret."
    return pages.verb_page(
        request,
        forms.Form(request.POST if request.method == "POST" else None),
        lambda given: workflow.ask(by=request.actor, volunteer=row),
        title=workflow.ask.label,
        lead=lead,
        crumbs=crumbs(row, "Uppgifter"),
        submit="Skicka brevet",
        back=row.get_absolute_url(),
        done=workflow.ask.done,
        next_url=lambda done: row.get_absolute_url(),
        template="pages/confirm.html",
    )


@requires("datachanges.work", read=True, fetch=lambda rows: rows.for_page())
def datachange(request: Request, row: Any) -> HttpResponse:
    facts = pages.chosen(
        (
            ("Frågad", f"{day(row.asked_on)} av {row.asked_by}"),
            ("Svar senast", day(row.answer_by)),
            ("Svarade", moment(row.answered_at)),
            ("Genomgången", f"{day(row.settled_on)} av {row.settled_by}" if row.settled_on else ""),
        )
    )
    return pages.detail(
        request,
        row,
        "recruitment/datachange.html",
        title="Svar om uppgifter",
        lead=str(row.volunteer),
        crumbs=crumbs(row.volunteer, "Svar om uppgifter"),
        status={"text": row.get_state_display(), "tone": TONES.get(row.state, "calm")},
        facts=facts,
        fields=row.fields.all(),
    )


@requires("datachanges.work", read=True, fetch=lambda rows: rows.for_page())
def datachange_settle(request: Request, row: Any) -> HttpResponse:
    now = workflow.known_of(row.volunteer)
    return pages.step_page(
        request,
        row,
        workflow.settle,
        lambda *args, **kwargs: SettleForm(*args, change=row, now=now, **kwargs),
        lead=str(row.volunteer),
        crumbs=crumbs(row.volunteer, "Gå igenom"),
        notice={"tone": "", "title": "De skriver också", "text": row.words} if row.words else None,
    )


@requires("datachanges.work", fetch=lambda rows: rows.for_page())
def datachange_take_back(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(
        request, row, workflow.take_back, lead=str(row.volunteer), crumbs=crumbs(row.volunteer, "Ta tillbaka")
    )


CLOSED = {
    DataChangeState.ANSWERED: ("Tack för svaret", "Vi går igenom det som ni har skrivit och ändrar hos oss."),
    DataChangeState.SETTLED: ("Tack för svaret", "Vi har gått igenom det som ni skrev."),
    DataChangeState.WITHDRAWN: ("Frågan är inte längre öppen", "Hör av er till oss om något ska ändras."),
}


@linked("datachanges.answer")
def datachange_answer(request: Request, row: Any) -> HttpResponse:
    """What we know, for the volunteer to put right. Opening the page changes nothing."""
    volunteer = row.volunteer
    form = OwnDataForm(request.POST if request.method == "POST" else None, initial=workflow.known_of(volunteer))
    is_open = row.state == DataChangeState.ASKED and not volunteer.is_protected
    if is_open and request.method == "POST" and form.is_valid():
        try:
            row = workflow.answer(row, by=request.actor, **form.cleaned_data)
            is_open = False
        except Refusal as error:
            put_errors(form, error)
    title, lead = "Stämmer det här?", "Rätta det som inte stämmer. Vi går igenom svaret innan något ändras."
    if row.state in CLOSED:
        title, lead = CLOSED[DataChangeState(row.state)]
    elif volunteer.is_protected:
        title, lead = "Ring oss i stället", "Det här går inte att svara på genom länken."
    context = {"page": Page(title, lead), "public": True, "form": form if is_open else None, "submit": "Skicka"}
    return render(
        request, "recruitment/datachange_answer.html", context, status=422 if is_open and form.errors else 200
    )

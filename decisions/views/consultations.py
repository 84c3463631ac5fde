"""Pages about questions before a decision."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from brokerage import pages
from brokerage.access import ACTIONS, Request, holds_role, requires
from brokerage.organisation.fields import called
from brokerage.organisation.models import Trait
from brokerage.organisation.people import unit_of
from brokerage.pages import Action, Column, Empty, Listing
from brokerage.pages.wording import day
from decisions.filters import ConsultationFilter
from decisions.forms.consultations import AnswerForm, AskForm
from decisions.states import ConsultationState
from decisions.workflow import consultations as workflow

TONES = {ConsultationState.ASKED: "warn", ConsultationState.ANSWERED: "good", ConsultationState.WITHDRAWN: "calm"}
CRUMBS = (("Frågor före beslut", "/fragor/"),)
LISTING = Listing(
    title="Frågor före beslut",
    lead="Finns det någon för ett sådant behov? Frågan ställs innan något är beslutat, utan uppgifter om någon.",
    columns=(
        Column("Fråga", lambda row: str(row), link=True),
        Column("Omfattning", lambda row: row.extent),
        Column("Från", lambda row: row.unit.name, sub=lambda row: row.asked_by.name),
        Column("Till", lambda row: row.get_to_display()),
        Column("Läge", lambda row: row.get_state_display(), kind="badge", tone=lambda row: TONES[row.state]),
        Column("Svar", lambda row: row.get_answer_display()),
        Column("Frågad", lambda row: row.asked_on, kind="date", sort="asked_on"),
    ),
    filterset=ConsultationFilter,
    order="-asked_on",
    empty=Empty("Ingen fråga här", "En handläggare frågar innan beslutet fattas, och svaret sparas här."),
)


@requires("consultations.view")
def consultations(request: Request, rows: Any) -> HttpResponse:
    actions = []
    if holds_role(request.actor, "consultations.ask"):
        actions.append(Action("Ny fråga", reverse("decisions:consultation_ask"), main=True, icon="plus"))
    return pages.listing(request, rows.for_list(), LISTING, actions=actions)


@requires("consultations.view", fetch=lambda rows: rows.for_list())
def consultation(request: Request, row: Any) -> HttpResponse:
    weeks = "" if row.weeks is None else "1 vecka" if row.weeks == 1 else f"{row.weeks} veckor"
    return pages.detail(
        request,
        row,
        "decisions/consultation.html",
        title=str(row),
        lead=f"{row.extent}. {row.get_area_display()}.",
        crumbs=(*CRUMBS, (str(row), None)),
        status={"text": row.get_state_display(), "tone": TONES[row.state]},
        traits=called(Trait.all_words().names(), row.traits) if row.traits else "",
        facts=(
            ("Från", f"{row.unit}, {row.asked_by}"),
            ("Till", row.get_to_display()),
            ("Frågad", day(row.asked_on)),
        ),
        answer=pages.chosen(
            (
                ("Svar", row.get_answer_display()),
                ("Ungefär inom", weeks),
                ("Besvarad", day(row.answered_on)),
                ("Av", row.answered_by),
            )
        ),
    )


@requires("consultations.ask", creates=True)
def consultation_ask(request: Request) -> HttpResponse:
    standing = request.actor.holds(ACTIONS["consultations.ask"].roles)[0]
    return pages.verb_page(
        request,
        AskForm(
            request.POST if request.method == "POST" else None,
            areas=sorted(standing.areas),
            initial={"area": min(standing.areas, default="")},
        ),
        lambda given: workflow.ask(by=request.actor, unit=unit_of(standing.unit_id), **given),
        title="Fråga före beslut",
        lead="Finns det någon för ett sådant behov? Svaret sparas, och ingen klient knyts till frågan.",
        crumbs=(*CRUMBS, ("Ny", None)),
        submit=workflow.ask.label,
        back=reverse("decisions:consultations"),
        done=workflow.ask.done,
    )


@requires("consultations.answer", fetch=lambda rows: rows.for_list())
def consultation_answer(request: Request, row: Any) -> HttpResponse:
    notice = {"tone": "calm", "title": row.extent, "text": row.words}
    crumbs = (*CRUMBS, (str(row), row.get_absolute_url()), ("Svara", None))
    return pages.step_page(request, row, workflow.answer, AnswerForm, lead=str(row), crumbs=crumbs, notice=notice)


@requires("consultations.ask", fetch=lambda rows: rows.for_list())
def consultation_withdraw(request: Request, row: Any) -> HttpResponse:
    crumbs = (*CRUMBS, (str(row), row.get_absolute_url()), ("Ta tillbaka", None))
    return pages.step_page(request, row, workflow.withdraw, lead=str(row), crumbs=crumbs)

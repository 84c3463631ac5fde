"""Pages about what those whom it is for say of it: asked, answered behind a link or entered, read, and counted."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import Request, holds_role, linked, permitted, requires
from brokerage.organisation.models import Area
from brokerage.pages import Action, Page, put_errors
from brokerage.pages.wording import day
from brokerage.workflow import Refusal
from decisions.forms.feedback import AnswersForm, AskFeedbackForm, EnterForm
from decisions.outcomes import FEWEST
from decisions.states import FeedbackState
from decisions.views.decisions import crumbs_of
from decisions.views.outcomes import SPLITS
from decisions.views.reports import columns
from decisions.views.statistics import download, exports
from decisions.voices import LEVELS, QUESTIONS, Said, Voice, counted, voice_of
from decisions.workflow import feedback as workflow

TONES = {
    FeedbackState.ASKED: "accent",
    FeedbackState.ANSWERED: "warn",
    FeedbackState.READ: "good",
    FeedbackState.WITHDRAWN: "calm",
}
ANSWER_IN = timedelta(days=14)
ANSWERED = (
    "Du har redan svarat",
    "Vi har kvar ditt första svar. Det du skickade nu är inte sparat. Ring oss om något har ändrats.",
)
COUNTED = (
    ("Svar", "number"),
    *((word, "number") for word in LEVELS.values()),
    ("Nytta, medel", "number"),
    ("Lyssnad på, medel", "number"),
    ("Vill fortsätta", "number"),
)


@requires("decisions.view", read=True, fetch=lambda rows: rows.for_voices())
def decision_voices(request: Request, row: Any) -> HttpResponse:
    """Every question and answer of one intervention."""
    works = holds_role(request.actor, "feedback.work")
    actions = []
    if works and row.executed_on:
        url = reverse("decisions:decision_ask_feedback", args=[row.pk])
        actions.append(Action(workflow.ask.label, url, main=True, icon="send"))
        url = reverse("decisions:decision_enter_feedback", args=[row.pk])
        actions.append(Action(workflow.enter.label, url, icon="pencil"))
    return pages.detail(
        request,
        row,
        "decisions/decision_voices.html",
        title="Med egna ord",
        lead=f"{row}. Vad den som insatsen är till för tycker, och vårdnadshavarna.",
        crumbs=crumbs_of(row, "Med egna ord"),
        actions=actions,
        with_steps=False,
        works=works,
        answers=[_shown(each) for each in row.feedback.all()],
        nothing="Ingen är frågad än." if row.executed_on else "Insatsen har inte kommit i gång än.",
    )


def _shown(row: Any) -> dict[str, Any]:
    questions = QUESTIONS[Voice(row.voice)]
    return {
        "row": row,
        "badge": {"text": row.get_state_display(), "tone": TONES[row.state]},
        "who": str(row.guardian) if row.guardian else row.get_voice_display(),
        "is_open": row.state == FeedbackState.ASKED,
        "is_new": row.state == FeedbackState.ANSWERED,
        "facts": pages.chosen(
            (
                ("Frågad", f"{day(row.asked_on)} av {row.asked_by}" if row.way != row.Way.TOLD else ""),
                ("Svar senast", day(row.answer_by) if row.state == FeedbackState.ASKED else ""),
                ("Svarade", f"{day(row.answered_on)}, {row.get_way_display().lower()}" if row.answered_on else ""),
                (questions.benefit, row.get_benefit_display() if row.benefit is not None else ""),
                (questions.heard, row.get_heard_display() if row.heard is not None else ""),
                (questions.goes_on, row.get_goes_on_display()),
            )
        ),
        "words": pages.chosen(((questions.good, row.good), (questions.change, row.change))),
    }


def _guardians(client: Any) -> Any:
    """Those who can be asked: whoever has custody today."""
    return client.guardians.filter(pk__in=[each.pk for each in client.guardians_on(clock.today())])


@requires("needs.describe", fetch=lambda rows: rows.for_page())
def decision_ask_feedback(request: Request, row: Any) -> HttpResponse:
    form = AskFeedbackForm(
        request.POST if request.method == "POST" else None,
        guardians=_guardians(row.client),
        initial={"answer_by": clock.today() + ANSWER_IN},
    )
    return pages.verb_page(
        request,
        form,
        lambda given: workflow.ask(by=request.actor, decision=row, **given),
        title=workflow.ask.label,
        lead="Ett brev med en länk. Varken brevet eller sidan säger vem eller vad det gäller.",
        crumbs=crumbs_of(row, "Fråga"),
        submit="Skicka frågan",
        back=reverse("decisions:decision_voices", args=[row.pk]),
        done=workflow.ask.done,
    )


@requires("needs.describe", fetch=lambda rows: rows.for_page())
def decision_enter_feedback(request: Request, row: Any) -> HttpResponse:
    form = EnterForm(
        request.POST if request.method == "POST" else None,
        guardians=_guardians(row.client),
        voice=voice_of(row.client.identity.age()),
        initial={"on": clock.today()},
    )
    return pages.verb_page(
        request,
        form,
        lambda given: workflow.enter(by=request.actor, decision=row, **given),
        title=workflow.enter.label,
        lead=str(row),
        crumbs=crumbs_of(row, "Skriv in"),
        submit="Spara",
        back=reverse("decisions:decision_voices", args=[row.pk]),
        done=workflow.enter.done,
    )


@requires("feedback.work", fetch=lambda rows: rows.for_page())
def feedback_note_read(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(request, row, workflow.note_read, lead=str(row), crumbs=crumbs_of(row.decision, "Läst"))


@requires("feedback.work", fetch=lambda rows: rows.for_page())
def feedback_withdraw(request: Request, row: Any) -> HttpResponse:
    crumbs = crumbs_of(row.decision, "Ta tillbaka")
    return pages.step_page(request, row, workflow.withdraw, lead=str(row), crumbs=crumbs)


@linked("feedback.answer")
def feedback_answer(request: Request, row: Any) -> HttpResponse:
    """The questions, in words for whoever answers. Opening the page changes nothing, and it names nobody."""
    questions = QUESTIONS[Voice(row.voice)]
    form = AnswersForm(request.POST if request.method == "POST" else None, voice=row.voice)
    is_open, title, lead = row.state == FeedbackState.ASKED, questions.title, questions.lead
    is_late = request.method == "POST" and row.answered_on is not None
    if is_open and workflow.link_is_closed(row):
        is_open, title, lead = False, "Ring oss i stället", "Det går inte att svara genom länken."
    elif is_open and request.method == "POST" and form.is_valid():
        try:
            row = workflow.answer(row, by=request.actor, **form.cleaned_data)
            is_open = False
        except Refusal as error:
            put_errors(form, error)
    if is_late:
        title, lead = ANSWERED
    elif row.state in (FeedbackState.ANSWERED, FeedbackState.READ):
        title, lead = "Tack för ditt svar", "Vi läser det och tar med det när vi ses. Du kan alltid ringa oss."
    elif row.state == FeedbackState.WITHDRAWN:
        title, lead = "Frågan är inte längre öppen", "Vill du berätta hur det är? Ring oss."
    context = {"page": Page(title, lead), "public": True, "form": form if is_open else None}
    status = 422 if is_open and form.errors else 200
    return render(request, "decisions/feedback_answer.html", context, status=status)


@requires("feedback.view")
def feedback(request: Request, rows: Any) -> HttpResponse:
    """What they say, counted; and for whom the interventions are given. Nobody is named."""
    answers = list(rows.answered().for_counting())
    groups = _groups(permitted(request.actor, "decisions.view").going_on().for_groups())
    tables = _tables(answers, groups)
    if tables and (answer := download(request, "Nytta och målgrupper", tables)):
        return answer
    wants = sum(each.goes_on in ("yes", "changed") for each in answers)
    return pages.report(
        request,
        "pages/report.html",
        title="Nytta och målgrupper",
        lead="Svar i dina programområden om nyttan, och vilka insatserna ges till. Hur svaren fördelar sig visas "
        "bara för fem eller fler.",
        crumbs=(("Uppföljningar", "/uppfoljningar/"), ("Nytta och målgrupper", None)),
        figures=[("Svar", len(answers)), ("Vill fortsätta", wants)] if len(answers) >= FEWEST else [],
        tables=tables,
        empty={"title": "Inget att redovisa än", "text": "Svar räknas när någon har svarat."},
        exports=exports("?") if tables else [],
    )


def _tables(answers: list[Any], groups: list[list[Any]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if answers:
        splits: tuple[tuple[str, str, Callable[[Any], Iterable[str]]], ...] = (
            ("Svar efter vem som svarar", "Vem", lambda each: [each.get_voice_display()]),
            ("Svar per insats", "Insats", lambda each: SPLITS["form"](each.decision)),
            ("Svar per målgrupp", "Målgrupp", lambda each: SPLITS["group"](each.decision)),
        )
        found += [
            {
                "caption": caption,
                "columns": columns(((head, "text"), *COUNTED)),
                "rows": counted(Said(tuple(split(each)), each.benefit, each.heard, each.goes_on) for each in answers),
                "stacked": True,
            }
            for caption, head, split in splits
        ]
    if groups:
        heads = (("Målgrupp", "text"), ("Väntar", "number"), ("Verkställs", "number"), *((a, "number") for a in AREAS))
        found.append({"caption": "Insatser per målgrupp", "columns": columns(heads), "rows": groups, "stacked": True})
    return found


AREAS = [str(value) for value in Area.values]


def _groups(decisions: Iterable[Any]) -> list[list[Any]]:
    """By target group: those that wait, those that are executed, and how many in each programme area."""
    found: dict[str, list[Any]] = {}
    for each in decisions:
        for name in SPLITS["group"](each):
            found.setdefault(name, []).append(each)
    return [
        [
            name,
            sum(each.due_on is not None for each in rows),
            sum(each.due_on is None for each in rows),
            *(sum(each.area == area for each in rows) for area in AREAS),
        ]
        for name, rows in sorted(found.items())
    ]

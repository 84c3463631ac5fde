"""Pages about fortbildning and mentors."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render

from brokerage import clock, money, pages
from brokerage.access import Request, linked, permitted, requires
from brokerage.charges.problems import over_budget, price_list_on
from brokerage.organisation.fields import called, having
from brokerage.organisation.models import Trait, Unit
from brokerage.organisation.people import unit_of
from brokerage.pages import Action, Column, Empty, Listing, Page, put_errors
from brokerage.pages.pdf import pdf_response
from brokerage.pages.wording import day, day_long, moment
from brokerage.workflow import Refusal
from recruitment.filters import TrainingFilter
from recruitment.forms.training import (
    BookForm,
    CameForm,
    EndMentorshipForm,
    EvaluationForm,
    MentorForm,
    MentorNoteForm,
    TrainingForm,
)
from recruitment.rules import seat as seat_of
from recruitment.states import SeatState, TrainingState
from recruitment.views.cards import action, crumbs
from recruitment.workflow import training as workflow

TONES = {TrainingState.PLANNED: "calm", TrainingState.HELD: "good", TrainingState.CANCELLED: "bad"}
SEAT_TONES = {SeatState.CAME: "good", SeatState.ABSENT: "warn", SeatState.BOOKED: "calm"}
LISTING = Listing(
    title="Fortbildning",
    lead="Föreläsningar, inspirationskvällar, grupphandledning och kurser för uppdragstagare.",
    columns=(
        Column("Rubrik", lambda row: row.title, link=True, sort="name_key", sub=lambda row: row.get_kind_display()),
        Column("Börjar", lambda row: row.starts_at, kind="date", sort="starts_at"),
        Column("Plats", lambda row: row.place),
        Column("Anmälda", lambda row: f"{row.taken} av {row.capacity}", kind="number", sort="taken"),
        Column("Väntar", lambda row: row.waiting or "", kind="number", sort="waiting"),
        Column("Öppen för", lambda row: "Alla stadsdelar" if row.is_open else ""),
        Column("Läge", lambda row: row.get_state_display(), kind="badge", tone=lambda row: TONES[row.state]),
    ),
    filterset=TrainingFilter,
    order="starts_at",
    empty=Empty("Ingen fortbildning att visa", "Planera en kväll, en kurs eller en serie grupphandledning."),
)
CRUMBS = (("Fortbildning", "/rekrytering/fortbildning/"),)


def _crumbs(row: Any, last: str) -> tuple[tuple[str, str | None], ...]:
    return (*CRUMBS, (row.title, row.get_absolute_url()), (last, None))


@requires("trainings.view")
def trainings(request: Request, rows: Any) -> HttpResponse:
    actions = [Action("Planera fortbildning", "/rekrytering/fortbildning/ny/", main=True, icon="plus")]
    return pages.listing(request, rows.with_counts(), LISTING, actions=actions)


@requires("trainings.work", creates=True)
def training_plan(request: Request) -> HttpResponse:
    unit_id, area = seat_of(request.actor, "trainings.work")
    unit = unit_of(unit_id)
    may_open = unit.kind == Unit.Kind.BROKERAGE
    return pages.verb_page(
        request,
        TrainingForm(request.POST if request.method == "POST" else None, may_open=may_open),
        lambda given: workflow.plan_training(by=request.actor, unit=unit, area=area, **given),
        title=workflow.plan_training.label,
        crumbs=(*CRUMBS, ("Ny", None)),
        submit=workflow.plan_training.label,
        back=CRUMBS[0][1],
        done=workflow.plan_training.done,
    )


@requires("trainings.view", fetch=lambda rows: rows.select_related("unit"))
def training(request: Request, row: Any) -> HttpResponse:
    """Facts, and of the seats those whose volunteers this person may see."""
    seats = list(permitted(request.actor, "seats.view").filter(training=row).for_page().order_by("volunteer__name_key"))
    works = permitted(request.actor, "trainings.work").filter(pk=row.pk).exists()
    rated = [seat.rating for seat in seats if seat.rating]
    actions = []
    if works and row.state == TrainingState.PLANNED and row.themes:
        actions.append(action("Bjud in dem som temat rör", "training_invite_fitting", row, "mail-plus"))
    price = price_list_on(clock.today()).get("training-seat") if row.is_open else None
    facts = pages.chosen(
        (
            ("Form", row.get_kind_display()),
            ("Börjar", moment(row.starts_at)),
            ("Timmar", row.hours),
            ("Plats", row.place),
            ("Leds av", row.speaker),
            ("Rör", called(Trait.all_words().names(), row.themes)),
            ("Platser", row.capacity),
            ("Ordnas av", row.unit),
            ("Öppen för", "alla stadsdelar" if row.is_open else ""),
            ("Pris för stadsdelen", f"{money.kr(price.amount)} per plats" if price else ""),
            ("Betyg", f"{sum(rated) / len(rated):.1f} av 5, {len(rated)} svar".replace(".", ",") if rated else ""),
        )
    )
    return pages.detail(
        request,
        row,
        "recruitment/training.html",
        title=row.title,
        lead=day_long(row.starts_at).capitalize(),
        crumbs=(*CRUMBS, (row.title, None)),
        status={"text": row.get_state_display(), "tone": TONES[row.state]},
        actions=actions,
        facts=facts,
        seats=[(seat, SEAT_TONES.get(seat.state, "")) for seat in seats],
    )


@requires("trainings.work")
def training_hold(request: Request, row: Any) -> HttpResponse:
    expected = row.seats.filter(state__in=(SeatState.BOOKED, SeatState.INVITED)).select_related("volunteer")
    return pages.step_page(
        request,
        row,
        workflow.hold,
        lambda *args, **kwargs: CameForm(*args, seats=expected.order_by("volunteer__name_key"), **kwargs),
        lead=row.title,
        crumbs=_crumbs(row, "Vilka kom"),
        initial={"came": [str(seat.pk) for seat in expected if seat.state == SeatState.BOOKED]},
    )


@requires("trainings.work")
def training_cancel(request: Request, row: Any) -> HttpResponse:
    lead = f"{row.title}. Alla som har en plats får ett brev."
    return pages.step_page(request, row, workflow.cancel, lead=lead, crumbs=_crumbs(row, "Ställ in"))


@requires("trainings.work")
def training_invite_fitting(request: Request, row: Any) -> HttpResponse:
    lead = f"{row.title}. Alla i poolen vars profil nämner temat får ett brev med en länk, högst 200."
    return pages.edit_page(
        request, row, workflow.invite_fitting, pages.VersionedForm, lead=lead, crumbs=_crumbs(row, "Bjud in")
    )


@requires("volunteers.work")
def volunteer_book(request: Request, row: Any) -> HttpResponse:
    """A district sees what the place costs before it takes it: the booking is the order."""
    coming = permitted(request.actor, "trainings.view").coming_at(clock.now()).with_counts().order_by("starts_at")
    price = price_list_on(clock.today()).get("training-seat") if row.unit.kind == Unit.Kind.DISTRICT else None
    cost = ""
    if price:
        cost = (
            f". En plats på en fortbildning som Resursteamen ordnar kostar {money.kr(price.amount)} när den har "
            "hållits, också om den står tom. Den som avbokar före betalar inget."
        )
    return pages.verb_page(
        request,
        BookForm(request.POST if request.method == "POST" else None, trainings=coming),
        lambda given: workflow.book(by=request.actor, volunteer=row, **given),
        title=workflow.book.label,
        lead=f"{row.name}{cost}",
        crumbs=crumbs(row, "Fortbildning"),
        problems=over_budget(row.unit_id, price.amount, clock.today()) if price else (),
        submit="Anmäl",
        back=row.get_absolute_url(),
        done=workflow.book.done,
        next_url=lambda done: row.get_absolute_url(),
    )


@requires("seats.work", fetch=lambda rows: rows.for_page())
def seat_unbook(request: Request, row: Any) -> HttpResponse:
    lead = f"{row.volunteer}, {row.training}"
    return pages.step_page(request, row, workflow.unbook, lead=lead, crumbs=_crumbs(row.training, "Avboka"))


@requires("seats.view", read=True, fetch=lambda rows: rows.for_page())
def seat_certificate_pdf(request: Request, row: Any) -> HttpResponse:
    """The certificate of somebody who was there."""
    if row.state != SeatState.CAME:
        raise Http404
    held = row.training
    context = {
        "title": "Intyg om fortbildning",
        "sender": f"{held.unit}, Stockholms stad",
        "name": row.volunteer.name,
        "training": held,
        "kind": held.get_kind_display().lower(),
        "on": held.starts_at.astimezone(clock.STOCKHOLM).date(),
        "today": clock.today(),
    }
    return pdf_response("recruitment/seat_certificate_pdf.html", context, f"intyg-{row.pk}.pdf")


ANSWERED = {
    SeatState.BOOKED: ("Tack, du är anmäld", "Välkommen! Säg till oss om du får förhinder."),
    SeatState.DECLINED: ("Tack för svaret", "Vi hör av oss om nästa tillfälle."),
    SeatState.WAITING: ("Du står på väntelistan", "Blir det en plats ledig får du ett brev."),
    SeatState.CANCELLED: ("Platsen är avbokad", "Hör av dig till oss om du undrar över något."),
}


ANSWERS: dict[str, Callable[..., Any]] = {
    "yes": workflow.accept,
    "wait": workflow.queue_up,
    "no": workflow.turn_down,
}


@linked("seats.answer")
def seat_answer(request: Request, row: Any) -> HttpResponse:
    """Yes, no, or (where all seats are taken) to wait for one. Opening the page changes nothing."""
    said = ""
    step = ANSWERS.get(request.POST.get("answer", "")) if request.method == "POST" else None
    if step and row.state == SeatState.INVITED:
        try:
            row = step(row, by=request.actor)
        except Refusal as error:
            said = " ".join(error.sentences)
    title, lead = ANSWERED.get(SeatState(row.state), ("Fortbildning", "Det har redan varit."))
    if is_open := row.state == SeatState.INVITED:
        title, lead = "Vill du vara med?", said
    context = {"page": Page(title, lead), "public": True, "training": row.training, "is_open": is_open}
    context |= {"is_full": is_open and workflow.is_full(row.training)}
    return render(request, "recruitment/seat_answer.html", context, status=422 if said else 200)


@linked("seats.evaluate")
def seat_evaluate(request: Request, row: Any) -> HttpResponse:
    """What it was worth."""
    form = EvaluationForm(request.POST if request.method == "POST" else None)
    is_done = row.evaluated_on is not None
    if request.method == "POST" and not is_done and form.is_valid():
        try:
            workflow.evaluate(row, by=request.actor, **form.cleaned_data)
            is_done = True
        except Refusal as error:
            put_errors(form, error)
    page = Page("Tack för svaret", "Det hjälper oss att göra nästa bättre.") if is_done else Page("Hur var det?")
    shown = None if is_done else form
    context = {"page": page, "public": True, "form": shown, "training": row.training}
    status = 422 if shown and form.errors else 200
    return render(request, "recruitment/seat_evaluate.html", context, status=status)


SENIOR = timedelta(days=365)
MOST_MENTORS = 50


@requires("volunteers.work", read=True)
def volunteer_begin_mentorship(request: Request, row: Any) -> HttpResponse:
    """Of those who have been longest in the pool, first who shares the new one's experience."""
    seniors = permitted(request.actor, "volunteers.work").available().filter(unit=row.unit_id, area=row.area)
    seniors = seniors.filter(having("kinds", *row.kinds), joined_on__lte=clock.today() - SENIOR).exclude(pk=row.pk)
    first = list(seniors.order_by("joined_on", "pk").values_list("pk", flat=True)[:MOST_MENTORS])
    chosen = permitted(request.actor, "volunteers.work").filter(pk__in=first).order_by("joined_on", "pk")
    return pages.verb_page(
        request,
        MentorForm(request.POST if request.method == "POST" else None, mentors=chosen),
        lambda given: workflow.begin_mentorship(by=request.actor, family=row, **given),
        title=workflow.begin_mentorship.label,
        lead=f"{row.name} får ett brev med en länk till mentorns kontaktkort.",
        crumbs=crumbs(row, "Mentor"),
        submit="Spara",
        back=row.get_absolute_url(),
        done=workflow.begin_mentorship.done,
    )


@requires("mentorships.view", read=True, fetch=lambda rows: rows.for_page())
def mentorship(request: Request, row: Any) -> HttpResponse:
    """Of one that has ended, either of the two may have moved on: no way to reach them stands there."""
    running = row.state == "running"
    facts = pages.chosen(
        (
            ("Mentor", pages.link(row.mentor, row.mentor.get_absolute_url())),
            ("Når mentorn", pages.reach(row.mentor.phone, row.mentor.email) if running else ""),
            ("Ny uppdragstagare", pages.link(row.family, row.family.get_absolute_url())),
            ("Når den nya", pages.reach(row.family.phone, row.family.email) if running else ""),
            ("Från", f"{day(row.starts)}, ordnat av {row.begun_by}"),
            ("Till", day(row.ends)),
            ("Så slutade det", row.ending),
        )
    )
    return pages.detail(
        request,
        row,
        "recruitment/mentorship.html",
        title="Mentorskap",
        lead=str(row),
        crumbs=crumbs(row.family, "Mentorskap"),
        status={"text": row.get_state_display(), "tone": "good" if running else "calm"},
        actions=[action("Anteckna", "mentorship_note", row, "pencil")],
        facts=facts,
    )


@requires("mentorships.work", read=True, fetch=lambda rows: rows.for_page())
def mentorship_note(request: Request, row: Any) -> HttpResponse:
    return pages.edit_page(
        request, row, workflow.note_mentorship, MentorNoteForm, lead=str(row), crumbs=crumbs(row.family, "Mentorskap")
    )


@requires("mentorships.work", fetch=lambda rows: rows.for_page())
def mentorship_end(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(
        request, row, workflow.end, EndMentorshipForm, lead=str(row), crumbs=crumbs(row.family, "Avsluta")
    )


@linked("mentorships.card")
def mentorship_card(request: Request, row: Any) -> HttpResponse:
    """The mentor's contact card, to the new one alone; nothing of somebody with protected identity."""
    mentor = row.mentor
    if row.state != "running" or mentor.is_protected:
        raise Http404
    facts = pages.chosen((("Namn", mentor.name), ("Telefon", mentor.phone), ("E-post", mentor.email)))
    context = {
        "page": Page("Din mentor", "Ring när du vill: ingen fråga är för liten."),
        "public": True,
        "facts": facts,
    }
    return render(request, "recruitment/mentorship_card.html", context)

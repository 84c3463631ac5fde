"""Pages about how an assignment lives: introduction, phases, log, contact card; and handing over to a colleague."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import Request, permits, requires
from brokerage.pages import Action
from brokerage.pages.pdf import pdf_response
from brokerage.pages.wording import day
from matching.agreements import sender
from matching.forms.living import (
    CloseIncidentForm,
    EvaluateForm,
    HandOverAllForm,
    HandOverForm,
    InquiryForm,
    IntroductionForm,
    NoteForm,
    PhaseForm,
)
from matching.introductions import usual_steps
from matching.models import LogEntry
from matching.people import KEEPING, keepers, on_call_for, stand_ins
from matching.problems import about_life
from matching.states import ALIVE
from matching.variants import MEANS, Variant
from matching.views.crumbs import crumbs_under
from matching.views.damages import shown as damage_shown
from matching.workflow import living as workflow

LOG_TONES = {LogEntry.Kind.INCIDENT: "bad", LogEntry.Kind.TRIED: "warn", LogEntry.Kind.CHILD: "accent"}
LOG_SHOWN = 40


@requires("assignments.view", read=True, fetch=lambda rows: rows.for_life())
def assignment_life(request: Request, row: Any) -> HttpResponse:
    """All that has happened since the appointment, and what is next."""
    is_keeper = permits(request.actor, "assignments.work", row)
    works = row.state in ALIVE and is_keeper
    steps = list(row.intro_steps.all())
    log, damages = list(row.log.all()), list(row.damages.all())
    actions = []
    if works:
        actions = [
            Action("Anteckna", reverse("matching:assignment_note", args=[row.pk]), main=True, icon="pencil"),
            Action("Planera inskolningen", reverse("matching:assignment_plan_introduction", args=[row.pk])),
            Action("Ändra form eller omfattning", reverse("matching:assignment_begin_phase", args=[row.pk])),
            Action("Lämna över", reverse("matching:assignment_hand_over", args=[row.pk])),
        ]
        phase = next(reversed(row.phases.all()), None)
        if phase and phase.variant == Variant.JOUR:
            url = reverse("matching:assignment_note_inquiry", args=[row.pk])
            actions.append(Action(workflow.note_inquiry.label, url))
    # A damage may show when the assignment is over.
    if is_keeper:
        actions.append(Action("Anmäl en skada", reverse("matching:assignment_report_damage", args=[row.pk])))
    next_step = next((each.number for each in steps if each.done_on is None), None)
    return pages.detail(
        request,
        row,
        "matching/assignment_life.html",
        title="Så går det",
        lead=f"{row.get_kind_display()} för {row.decision.client.identity.name}: {row.volunteer.name}.",
        crumbs=crumbs_under(row, "Så går det"),
        problems=about_life(row, log, on=clock.today()) if row.state in ALIVE else (),
        actions=actions,
        has_next=False,
        with_steps=False,
        steps=[_step(each, is_next=works and each.number == next_step) for each in steps],
        phases=[_phase(each) for each in reversed(row.phases.all())],
        log=[_entry(each, works=works) for each in log[:LOG_SHOWN]],
        log_more=max(0, len(log) - LOG_SHOWN),
        facts=pages.chosen(
            (
                ("Ansvarig", row.secretary or "ingen än"),
                ("Första gången", day(row.started_on)),
                ("Nåddes senast", day(row.reached_on)),
            )
        ),
        numbers=on_call_for(row),
        damages=[damage_shown(each, works=is_keeper) for each in damages],
    )


def _step(each: Any, *, is_next: bool) -> dict[str, Any]:
    if each.done_on:
        state, tone = f"Genomfört {day(each.done_on)}", "good" if each.went_well else "warn"
    elif each.planned_on:
        state, tone = day(each.planned_on), "warn" if each.planned_on < clock.today() else "calm"
    else:
        state, tone = "Ingen dag än", "calm"
    again = "" if each.went_well is not False else "Tas en gång till."
    return {
        "number": each.number,
        "title": each.title,
        "state": state,
        "tone": tone,
        "evaluation": " ".join(part for part in (each.evaluation, again) if part),
        "is_next": is_next,
    }


def _phase(each: Any) -> dict[str, Any]:
    more = [
        "bara helger" if each.weekends_only else "",
        f"hemmet utrett som jourhem {day(each.jour_home_on)}" if each.jour_home_on else "",
        f"barnets utredning avslutad {day(each.inquiry_ended_on)}" if each.inquiry_ended_on else "",
        f"efter {each.after_placement}" if each.after_placement else "",
    ]
    return {
        "title": each.get_variant_display(),
        "extent": each.extent,
        "when": f"{day(each.since)}–{day(each.until)}".removesuffix("–") if each.until else f"från {day(each.since)}",
        "more": ", ".join(part for part in more if part),
        "parents_terms": each.parents_terms,
        "why": each.why,
    }


def _entry(each: Any, *, works: bool) -> dict[str, Any]:
    return {
        "pk": each.pk,
        "on": each.on,
        "kind": each.get_kind_display(),
        "tone": LOG_TONES.get(each.kind, "calm"),
        "by": each.noted_by.name,
        "words": each.words,
        "own_words": each.own_words,
        "measures": each.measures,
        "closed_on": each.closed_on,
        "can_close": works and each.kind == LogEntry.Kind.INCIDENT and each.closed_on is None,
    }


@requires("assignments.work", fetch=lambda rows: rows.for_life())
def assignment_plan_introduction(request: Request, row: Any) -> HttpResponse:
    """The usual steps stand there the first time; later those that are left."""
    steps = list(row.intro_steps.all())
    left = [(each.title, each.planned_on) for each in steps if each.done_on is None]
    if not steps:
        left = list(usual_steps(row.kind, row.starts_on))
    done = sum(each.done_on is not None for each in steps)
    return pages.edit_page(
        request,
        row,
        workflow.plan_introduction,
        partial(IntroductionForm, steps=left, done=done),
        lead=f"{done} steg är genomförda och står kvar." if done else "Ett steg i taget, i barnets takt.",
        crumbs=crumbs_under(row, "Inskolning"),
        next_url=_life_of,
    )


def _life_of(row: Any) -> str:
    return reverse("matching:assignment_life", args=[row.pk])


@requires("assignments.work", fetch=lambda rows: rows.for_life())
def assignment_evaluate_step(request: Request, row: Any, number: int) -> HttpResponse:
    step = next((each for each in row.intro_steps.all() if each.number == number), None)
    if step is None:
        raise Http404
    form = EvaluateForm(
        request.POST if request.method == "POST" else None,
        initial={"done_on": min(step.planned_on or clock.today(), clock.today()), "version": row.version},
    )
    return pages.verb_page(
        request,
        form,
        lambda given: workflow.evaluate_step(row, by=request.actor, number=number, **given),
        title=step.title,
        lead=f"{row.volunteer.name}, steg {number} i inskolningen.",
        crumbs=crumbs_under(row, "Inskolning"),
        submit="Spara",
        back=_life_of(row),
        done=workflow.evaluate_step.done,
        next_url=_life_of,
    )


@requires("assignments.work", fetch=lambda rows: rows.for_life())
def assignment_begin_phase(request: Request, row: Any) -> HttpResponse:
    decision = row.decision
    bounds = f"Beslutet gäller från {day(decision.decided_on)}"
    bounds += f" till och med {day(decision.valid_to)}." if decision.valid_to else " och tills vidare."
    initial = {"variant": Variant.PERSON if "person" in row.kind else Variant.FAMILY, "extent": decision.extent}
    return pages.edit_page(
        request,
        row,
        workflow.begin_phase,
        PhaseForm,
        initial={**initial, "since": clock.today()},
        lead=f"{bounds} Omfattning enligt beslutet: {decision.extent}.",
        crumbs=crumbs_under(row, "Form och omfattning"),
        next_url=_life_of,
        template="matching/assignment_begin_phase.html",
        means=[(Variant(key).label, text) for key, text in MEANS.items()],
    )


@requires("assignments.work", fetch=lambda rows: rows.for_life())
def assignment_note_inquiry(request: Request, row: Any) -> HttpResponse:
    """For a stay as jour: from the day that the child's own investigation ended two months are left."""
    return pages.edit_page(
        request,
        row,
        workflow.note_inquiry,
        InquiryForm,
        lead=f"{row.volunteer.name}. En jour får pågå högst två månader efter den dagen (SoL 22:4).",
        crumbs=crumbs_under(row, "Barnets utredning"),
        next_url=_life_of,
    )


@requires("assignments.work", fetch=lambda rows: rows.for_life())
def assignment_note(request: Request, row: Any) -> HttpResponse:
    form = NoteForm(request.POST if request.method == "POST" else None, initial={"on": clock.today()})
    return pages.verb_page(
        request,
        form,
        lambda given: workflow.note(by=request.actor, assignment=row, **given),
        title="Anteckna",
        lead=f"{row.volunteer.name}, {row.decision.case_reference}.",
        crumbs=crumbs_under(row, "Anteckna"),
        submit="Spara",
        back=_life_of(row),
        done=workflow.note.done,
        next_url=lambda done: _life_of(row),
    )


@requires("assignmentlog.work", fetch=lambda rows: rows.for_page())
def logentry_close_incident(request: Request, row: Any) -> HttpResponse:
    crumbs = crumbs_under(row.assignment, "Händelse")
    return pages.edit_page(
        request, row, workflow.close_incident, CloseIncidentForm, lead=row.words[:300], crumbs=crumbs
    )


@requires("assignments.work", fetch=lambda rows: rows.for_life())
def assignment_hand_over(request: Request, row: Any) -> HttpResponse:
    now = f"Ansvarig nu: {row.secretary}." if row.secretary else "Ingen är ansvarig nu."
    return pages.edit_page(
        request,
        row,
        workflow.hand_over,
        partial(HandOverForm, people=keepers(row.unit_id, row.area)),
        initial={"secretary": None},
        lead=f"{now} {row.volunteer.name} får veta vem som tar över.",
        crumbs=crumbs_under(row, "Lämna över"),
        next_url=_life_of,
    )


@requires("assignments.work")
def assignments_hand_over(request: Request, rows: Any) -> HttpResponse:
    """When somebody leaves: all their assignments at once. Whose they are now is chosen in the list above."""
    of_whom = rows.keepers()
    chosen = next((each for each in of_whom if str(each["pk"]) == request.GET.get("fran", "")), None)
    mine = rows.kept_by(chosen["pk"]) if chosen else rows.none()
    unit_id = chosen["unit_id"] if chosen else request.actor.holds(KEEPING)[0].unit_id
    form = HandOverAllForm(
        request.POST if request.method == "POST" else None,
        rows=mine,
        people=keepers(unit_id),
        initial={"assignments": list(mine)} if chosen else {},
    )
    return pages.verb_page(
        request,
        form,
        lambda given: workflow.hand_over_all(given["assignments"], by=request.actor, secretary=given["secretary"]),
        title="Lämna över uppdrag",
        lead="När någon slutar eller byter arbete: allt på en gång, och ingen tappas bort.",
        crumbs=(("Uppdrag", "/uppdrag/"), ("Lämna över", None)),
        submit="Lämna över",
        back=reverse("matching:assignments"),
        done="Överlämnat",
        next_url=lambda count: reverse("matching:assignments"),
        template="matching/assignments_hand_over.html",
        keepers=of_whom,
        chosen=chosen,
    )


@requires("assignments.view", read=True, fetch=lambda rows: rows.for_life())
def assignment_card_pdf(request: Request, row: Any) -> HttpResponse:
    """Whom the volunteer calls when: always as it is today."""
    context = {
        "title": "Viktiga telefonnummer",
        "volunteer": row.volunteer.name,
        "secretary": row.secretary,
        "stand_ins": stand_ins(row),
        "numbers": on_call_for(row),
        "on": clock.today(),
        "sender": sender(row),
    }
    return pdf_response("matching/assignment_card_pdf.html", context, f"telefonnummer-{row.pk}.pdf")

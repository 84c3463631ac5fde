"""Pages about plans and follow-ups."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import Request, permits, requires
from brokerage.organisation.fields import words
from brokerage.organisation.models import Area
from brokerage.organisation.people import colleagues
from brokerage.organisation.rules import CASE_OFFICER, CONTACT_SECRETARY
from brokerage.pages import Action, Column, Empty, Listing
from brokerage.pages.wording import day
from brokerage.workflow import Problem
from decisions.forms.plans import (
    AgreeForm,
    GoalForm,
    HoldForm,
    HoldTalkForm,
    MeasureForm,
    MoveFollowUpForm,
    PlanFollowUpForm,
    PlanForm,
    RewriteForm,
)
from decisions.goals import LEVELS, advice, signed
from decisions.models import FollowUp
from decisions.states import FollowUpState, PlanState
from decisions.workflow import plans as workflow

PLAN_TONES = {PlanState.DRAFT: "warn", PlanState.AGREED: "good", PlanState.REPLACED: "calm"}
TONES = {FollowUpState.PLANNED: "accent", FollowUpState.HELD: "good", FollowUpState.CALLED_OFF: "calm"}
FIRST = timedelta(days=90)
LISTING = Listing(
    title="Uppföljningar",
    lead="De som är planerade, den närmaste överst.",
    columns=(
        Column(
            "Ärende",
            lambda row: row.decision.case_reference,
            link=True,
            sub=lambda row: row.decision.client.identity.name,
        ),
        Column(
            "Slag", lambda row: row.get_kind_display(), sub=lambda row: row.decision.ground.intervention.capitalize()
        ),
        Column("Läge", lambda row: row.get_state_display(), kind="badge", tone=lambda row: TONES[row.state]),
        Column("Dag", lambda row: row.planned_on, kind="date", sort="planned_on"),
        Column("Ansvarig", lambda row: row.owner.name, sort="owner__name_key"),
    ),
    order="planned_on",
    empty=Empty("Ingen uppföljning är planerad", "En uppföljning planeras från beslutets sida."),
)


def _head(decision: Any) -> tuple[tuple[str, str | None], ...]:
    return (("Beslut", "/beslut/"), (decision.case_reference, decision.get_absolute_url()))


def _crumbs(row: Any, name: str, last: str) -> tuple[tuple[str, str | None], ...]:
    return (*_head(row.decision), (name, row.get_absolute_url()), (last, None))


@requires("plans.view", read=True, fetch=lambda rows: rows.for_page())
def plan(request: Request, row: Any) -> HttpResponse:
    works = permits(request.actor, "plans.work", row)
    is_draft = row.state == PlanState.DRAFT
    actions = []
    if works and is_draft:
        actions.append(Action("Lägg till mål", reverse("decisions:plan_add_goal", args=[row.pk]), icon="plus"))
        actions.append(Action("Ändra", reverse("decisions:plan_rewrite", args=[row.pk]), icon="pencil"))
    if works and row.state == PlanState.AGREED:
        url = reverse("decisions:plan_write", args=[row.decision_id])
        actions.append(Action("Skriv en ny version", url, icon="pencil"))
    goals = [_goal(row, each) for each in row.goals.all()]
    return pages.detail(
        request,
        row,
        "decisions/plan.html",
        title=f"Genomförandeplan {row.number}",
        lead=str(row.decision),
        crumbs=(*_head(row.decision), (f"Plan {row.number}", None)),
        status={"text": row.get_state_display(), "tone": PLAN_TONES[row.state]},
        problems=[*(workflow.before_agreeing(row) if is_draft else ()), *_advice(row)] if works and is_draft else (),
        actions=actions,
        goals=goals,
        works=works,
        is_draft=is_draft,
        can_measure=works and row.state == PlanState.AGREED,
        facts=pages.chosen(
            (
                ("Skriven", f"{day(row.written_on)} av {row.written_by}"),
                ("Undertecknad", day(row.agreed_on)),
                ("Av", row.agreed_by),
            )
        ),
    )


def _goal(row: Any, each: Any) -> dict[str, Any]:
    return {
        "pk": each.pk,
        "text": each.text,
        "domain": each.get_domain_display(),
        "sign": each.sign,
        "by_when": each.by_when,
        "levels": [(made.on, signed(made.level), LEVELS[made.level]) for made in each.measurements.all()],
    }


def _advice(row: Any) -> list[Problem]:
    child = row.decision.client.identity.age() < 18
    found = []
    for each in row.goals.all():
        said = advice(each.text, each.sign, each.by_when, on=clock.today(), is_child=child, is_lss=row.area == Area.LSS)
        found += [Problem(f"«{each.text}»: {sentence}", blocking=False) for sentence in said]
    return found


@requires("needs.describe", read=True, fetch=lambda rows: rows.for_page())
def plan_write(request: Request, row: Any) -> HttpResponse:
    """A new version, which begins as the one in force reads."""
    last = row.plans.order_by("-number").first()
    initial = {"purpose": last.purpose, "scheme": last.scheme} if last else {"scheme": row.extent}
    return pages.verb_page(
        request,
        PlanForm(request.POST if request.method == "POST" else None, initial=initial),
        lambda given: workflow.write(by=request.actor, decision=row, **given),
        title="Genomförandeplan",
        lead=str(row),
        crumbs=(*_head(row), ("Plan", None)),
        submit="Spara",
        back=row.get_absolute_url(),
        done=workflow.write.done,
    )


@requires("plans.work", read=True, fetch=lambda rows: rows.for_page())
def plan_rewrite(request: Request, row: Any) -> HttpResponse:
    name = f"Plan {row.number}"
    return pages.edit_page(request, row, workflow.rewrite, RewriteForm, crumbs=_crumbs(row, name, "Ändra"))


@requires("plans.work", fetch=lambda rows: rows.for_page())
def plan_add_goal(request: Request, row: Any) -> HttpResponse:
    lead = "Ett mål i taget. Kort, möjligt att nå och möjligt att märka."
    crumbs = _crumbs(row, f"Plan {row.number}", "Mål")
    return pages.edit_page(request, row, workflow.add_goal, GoalForm, lead=lead, crumbs=crumbs)


@requires("plans.work", fetch=lambda rows: rows.for_page())
def plan_remove_goal(request: Request, row: Any, goal: int) -> HttpResponse:
    chosen = get_object_or_404(row.goals.all(), pk=goal)
    return pages.verb_page(
        request,
        pages.VersionedForm(request.POST if request.method == "POST" else None, initial={"version": row.version}),
        lambda given: workflow.remove_goal(row, by=request.actor, goal=chosen, **given),
        title=workflow.remove_goal.label,
        lead=chosen.text,
        crumbs=_crumbs(row, f"Plan {row.number}", "Ta bort mål"),
        submit="Ta bort",
        back=row.get_absolute_url(),
        done=workflow.remove_goal.done,
        template="pages/confirm.html",
        risky=True,
    )


@requires("plans.work", fetch=lambda rows: rows.for_page())
def plan_measure(request: Request, row: Any, goal: int) -> HttpResponse:
    chosen = get_object_or_404(row.goals.all(), pk=goal)
    initial = {"version": row.version, "on": clock.today()}
    return pages.verb_page(
        request,
        MeasureForm(request.POST if request.method == "POST" else None, initial=initial),
        lambda given: workflow.measure(row, by=request.actor, goal=chosen, **given),
        title=workflow.measure.label,
        lead=chosen.text,
        crumbs=_crumbs(row, f"Plan {row.number}", "Bedöm"),
        submit="Spara",
        back=row.get_absolute_url(),
        done=workflow.measure.done,
    )


@requires("plans.work", fetch=lambda rows: rows.for_page())
def plan_agree(request: Request, row: Any) -> HttpResponse:
    initial = {"agreed_on": clock.today()}
    crumbs = _crumbs(row, f"Plan {row.number}", "Undertecknad")
    return pages.step_page(request, row, workflow.agree, AgreeForm, crumbs=crumbs, initial=initial)


@requires("followups.view")
def followups(request: Request, rows: Any) -> HttpResponse:
    actions = [
        Action("Mål och mätningar", reverse("decisions:outcomes"), icon="chart-column"),
        Action("Nytta och målgrupper", reverse("decisions:feedback"), icon="message-circle-heart"),
    ]
    return pages.listing(request, rows.planned().for_list(), LISTING, actions=actions, is_read=True)


@requires("followups.view", read=True, fetch=lambda rows: rows.for_page())
def followup(request: Request, row: Any) -> HttpResponse:
    actions = []
    if row.state == FollowUpState.PLANNED and permits(request.actor, "followups.work", row):
        actions.append(Action("Ändra", reverse("decisions:followup_move", args=[row.pk])))
    if not row.decision.client.is_protected:
        actions.append(Action("Skriv ut (PDF)", reverse("decisions:followup_pdf", args=[row.pk]), icon="printer"))
    voices = (
        ("Klientens egen röst", row.own_voice),
        ("Vårdnadshavarnas röst", row.guardian_voice),
        ("Uppdragstagarens röst", row.volunteer_voice),
        ("Handläggarens iakttagelser", row.officer_voice),
        ("Sammanfattande bedömning", row.assessment),
    )
    return pages.detail(
        request,
        row,
        "decisions/followup.html",
        title=row.get_kind_display(),
        lead=str(row.decision),
        crumbs=(*_head(row.decision), (row.get_kind_display(), None)),
        status={"text": row.get_state_display(), "tone": TONES[row.state]},
        actions=actions,
        problems=workflow.before_holding(row) if row.state == FollowUpState.PLANNED else [],
        voices=pages.chosen(voices),
        facts=pages.chosen(
            (
                ("Planerad", day(row.planned_on)),
                ("Genomförd", day(row.held_on)),
                ("Ansvarig", row.owner),
                ("Inbjudna", words(FollowUp.Invited, row.invited)),
                ("Uppdragstagaren", _part_of_volunteer(row)),
                ("Slutsats", row.get_conclusion_display() if row.conclusion else ""),
            )
        ),
    )


def _part_of_volunteer(row: Any) -> str:
    if row.kind == FollowUp.Kind.FOLLOW_UP or not row.volunteer_takes_part:
        return ""
    return f"Är med. Samtycke {day(row.consent_on)}: {row.get_consent_by_display().lower()}"


@requires("needs.describe", fetch=lambda rows: rows.for_page())
def followup_plan(request: Request, row: Any) -> HttpResponse:
    """The next follow-up of this decision."""
    people = colleagues(row.unit_id, CASE_OFFICER, CONTACT_SECRETARY)
    initial = {"planned_on": clock.today() + FIRST, "owner": request.actor.user_id}
    return pages.verb_page(
        request,
        PlanFollowUpForm(request.POST if request.method == "POST" else None, people=people, initial=initial),
        lambda given: workflow.plan_follow_up(by=request.actor, decision=row, **given),
        title=workflow.plan_follow_up.label,
        lead=str(row),
        crumbs=(*_head(row), ("Uppföljning", None)),
        submit="Spara",
        back=row.get_absolute_url(),
        done=workflow.plan_follow_up.done,
    )


@requires("followups.work", fetch=lambda rows: rows.for_page())
def followup_move(request: Request, row: Any) -> HttpResponse:
    people = colleagues(row.unit_id, CASE_OFFICER, CONTACT_SECRETARY)

    def form(*args: Any, **kwargs: Any) -> MoveFollowUpForm:
        return MoveFollowUpForm(*args, people=people, **kwargs)

    crumbs = _crumbs(row, row.get_kind_display(), "Ändra")
    return pages.edit_page(request, row, workflow.move_follow_up, form, crumbs=crumbs)


@requires("followups.work", fetch=lambda rows: rows.for_page())
def followup_hold(request: Request, row: Any) -> HttpResponse:
    initial = {"held_on": clock.today()}
    crumbs = _crumbs(row, row.get_kind_display(), "Anteckna")
    form = HoldTalkForm if row.kind == FollowUp.Kind.TALK else HoldForm
    return pages.step_page(request, row, workflow.hold, form, lead=str(row.decision), crumbs=crumbs, initial=initial)


@requires("followups.work", fetch=lambda rows: rows.for_page())
def followup_call_off(request: Request, row: Any) -> HttpResponse:
    crumbs = _crumbs(row, row.get_kind_display(), "Ställ in")
    return pages.step_page(request, row, workflow.call_off, crumbs=crumbs)

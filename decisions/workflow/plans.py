"""What is done with a plan and its follow-ups: written, signed, measured; planned and held."""

from datetime import date
from typing import Any

from brokerage import clock
from brokerage.access import Actor
from brokerage.organisation.models import User
from brokerage.organisation.people import colleagues
from brokerage.organisation.rules import CASE_OFFICER, CONTACT_SECRETARY
from brokerage.workflow import Problem, Refusal, creates, edits, effect, insert, step
from decisions import rules as rules  # fills the matrix before a verb names an action of it
from decisions.models import Decision, FollowUp, Goal, Measurement, Plan
from decisions.problems import lacks_competence
from decisions.states import FOLLOW_UP, PLAN, DecisionState, FollowUpState, PlanState

WRITABLE = {PlanState.DRAFT, PlanState.AGREED}


@creates("plans.work", label="Skriv genomförandeplan", done="Genomförandeplan skriven")
def write(*, by: Actor, decision: Decision, purpose: str, scheme: str) -> tuple[Any, ...]:
    """A new version of the plan. The goals of the one in force come along, to be kept or rewritten."""
    if decision.state == DecisionState.ENDED:
        raise Refusal("Beslutet är avslutat och behöver ingen plan.")
    last = decision.plans.order_by("-number").first()
    plan = Plan(
        unit_id=decision.unit_id,
        area=decision.area,
        decision=decision,
        number=last.number + 1 if last else 1,
        purpose=purpose,
        scheme=scheme,
        written_by=by.user,
        written_on=clock.today(),
    )
    goals = [
        Goal(plan=plan, domain=goal.domain, text=goal.text, sign=goal.sign, by_when=goal.by_when)
        for goal in (last.goals.all() if last else ())
    ]
    return plan, *goals


@edits("plans.work", fields=("purpose", "scheme"), states={PlanState.DRAFT}, label="Ändra planen", done="Plan ändrad")
def rewrite(plan: Plan, *, by: Actor) -> None:
    """A draft is put right; one that is signed is replaced by a new version instead."""


@edits("plans.work", states={PlanState.DRAFT}, label="Lägg till mål", done="Mål tillagt")
def add_goal(plan: Plan, *, by: Actor, **fields: Any) -> None:
    """What should become better, and how it is noticed."""
    insert(Goal(plan=plan, **fields))


@edits("plans.work", states={PlanState.DRAFT}, label="Ta bort mål", done="Mål borttaget")
def remove_goal(plan: Plan, *, by: Actor, goal: Goal) -> None:
    """A goal is taken out of a draft."""
    if goal.plan_id != plan.pk:
        raise Refusal("Målet hör till en annan plan.")
    goal.delete()


def before_agreeing(plan: Plan) -> list[Problem]:
    """Why the plan can't be signed yet."""
    return [] if plan.goals.exists() else [Problem("Planen har inget mål.")]


@step(PLAN, "agree", action="plans.work", label="Undertecknad", done="Plan undertecknad", problems=before_agreeing)
def agree(plan: Plan, *, by: Actor, agreed_on: date, agreed_by: str) -> dict[str, int]:
    """Everybody has signed, on paper; the version before no longer holds."""
    if not plan.written_on <= agreed_on <= clock.today():
        raise Refusal("Dagen måste ligga mellan den dag planen skrevs och i dag.")
    for earlier in Plan.objects.in_force().filter(decision=plan.decision_id):
        replace(earlier, by=by)
    plan.agreed_on, plan.agreed_by = agreed_on, agreed_by
    return {"version": plan.number}


@effect(Plan, moves=PLAN, move="replace", done="Ersatt av en ny version")
def replace(plan: Plan, *, by: Actor) -> None:
    """A newer version has been signed."""


@edits("plans.work", states={PlanState.AGREED}, label="Bedöm målet", done="Måluppfyllelse bedömd")
def measure(plan: Plan, *, by: Actor, goal: Goal, on: date, level: int) -> dict[str, int]:
    """How far a goal has come."""
    if goal.plan_id != plan.pk:
        raise Refusal("Målet hör till en annan plan.")
    if on > clock.today():
        raise Refusal("Dagen kan inte ligga i framtiden.")
    insert(Measurement(goal=goal, on=on, level=level, by=by.user))
    return {"level": level}


@creates("followups.work", label="Planera uppföljning", done="Uppföljning planerad")
def plan_follow_up(
    *, by: Actor, decision: Decision, kind: str, planned_on: date, owner: User, **meeting: Any
) -> FollowUp:
    """A follow-up has a day and somebody who is responsible for it; a network or SIP meeting also whom it invites."""
    if decision.state == DecisionState.ENDED:
        raise Refusal("Beslutet är avslutat.")
    made = _planned(decision, kind, planned_on, owner)
    for name, value in meeting.items():
        setattr(made, name, value)
    _check_consent(made)
    return made


@edits(
    "followups.work",
    fields=("planned_on", "owner", "invited", "volunteer_takes_part", "consent_on", "consent_by"),
    states={FollowUpState.PLANNED},
    label="Ändra",
    done="Uppföljning ändrad",
)
def move_follow_up(follow_up: FollowUp, *, by: Actor) -> None:
    """Another day, somebody else who is responsible, or other people invited."""
    _check_owner(follow_up.unit_id, follow_up.owner)
    _check_consent(follow_up)


def before_holding(follow_up: FollowUp) -> list[Problem]:
    """What to think of: whether whoever is responsible may follow up what a child is given."""
    sentence = lacks_competence(follow_up.owner, follow_up.decision)
    return [Problem(sentence, blocking=False)] if sentence else []


@step(
    FOLLOW_UP,
    "hold",
    action="followups.work",
    label="Anteckna uppföljningen",
    done="Uppföljning genomförd",
    problems=before_holding,
)
def hold(
    follow_up: FollowUp,
    *,
    by: Actor,
    held_on: date,
    assessment: str,
    conclusion: str = "",
    next_on: date | None = None,
    **voices: str,
) -> dict[str, str]:
    """What everybody said, what it amounts to, and when it is followed up again: never nothing while it goes on.

    What was talked over has no conclusion of that kind, and no next time.
    """
    if held_on > clock.today():
        raise Refusal("Dagen kan inte ligga i framtiden.")
    goes_on = conclusion != FollowUp.Conclusion.ENDS and follow_up.decision.state != DecisionState.ENDED
    goes_on = goes_on and follow_up.kind != FollowUp.Kind.TALK
    if goes_on and not (next_on and next_on > held_on):
        raise Refusal("Ange när insatsen följs upp nästa gång.")
    follow_up.held_on, follow_up.assessment, follow_up.conclusion = held_on, assessment, conclusion
    for name, value in voices.items():
        setattr(follow_up, name, value)
    is_meeting = follow_up.kind != FollowUp.Kind.FOLLOW_UP
    if is_meeting and follow_up.volunteer_voice and not follow_up.volunteer_takes_part:
        raise Refusal("Uppdragstagaren är med vid mötet bara med samtycke: anteckna det först.")
    if goes_on and next_on:
        plan_next(follow_up, by=by, planned_on=next_on)
    return {"conclusion": conclusion}


@effect(FollowUp, done="Nästa uppföljning planerad")
def plan_next(before: FollowUp, *, by: Actor, planned_on: date) -> FollowUp:
    """The next one, with the same person responsible."""
    return _planned(before.decision, before.kind, planned_on, before.owner)


@step(FOLLOW_UP, "call_off", action="followups.work", label="Ställ in", done="Uppföljning inställd", risky=True)
def call_off(follow_up: FollowUp, *, by: Actor) -> None:
    """It does not take place."""


def _planned(decision: Decision, kind: str, planned_on: date, owner: User) -> FollowUp:
    _check_owner(decision.unit_id, owner)
    return FollowUp(
        unit_id=decision.unit_id,
        area=decision.area,
        decision=decision,
        kind=kind,
        planned_on=planned_on,
        owner=owner,
    )


def _check_consent(follow_up: FollowUp) -> None:
    """OSL 10:1, 26:1: what is said at such a meeting is secret, and the volunteer hears it by consent alone."""
    if follow_up.kind == FollowUp.Kind.FOLLOW_UP or not follow_up.volunteer_takes_part:
        return
    if not (follow_up.consent_on and follow_up.consent_by):
        raise Refusal("Uppdragstagaren är med vid mötet bara med samtycke: ange när och av vem.")
    if follow_up.consent_on > clock.today():
        raise Refusal("Samtycket kan inte ligga i framtiden.")


def _check_owner(unit_id: int, owner: User) -> None:
    if not colleagues(unit_id, CASE_OFFICER, CONTACT_SECRETARY).filter(pk=owner.pk).exists():
        raise Refusal("Den ansvariga ska vara handläggare eller kontaktsekreterare i enheten.")

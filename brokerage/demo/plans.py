"""How a running assignment is carried out: the plan with a goal, signed, and the first follow-up held."""

from datetime import timedelta

from brokerage import clock
from brokerage.access import Actor
from brokerage.demo.builder import Builder
from brokerage.organisation.models import User
from decisions.models import Decision, FollowUp, Plan
from decisions.workflow import plans

AFTER = 30  # days from the start to the first follow-up


def build_plan(builder: Builder, decision: Decision, *, by: Actor, owner: User, started_ago: int) -> None:
    """Written a week after the start; the first follow-up is held where its day has come."""
    with builder.on(builder.back(max(started_ago - 7, 1))):
        plan = plans.write(
            by=by,
            decision=decision,
            purpose="En vuxen till att lita på, och en fritid som andras.",
            scheme=f"{decision.extent}. De hör av sig till varandra på torsdagen före.",
        )
        text, sign = "Vågar pröva något nytt", "Har varit med på två nya saker"
        plan = plans.add_goal(plan, by=by, domain="leisure", text=text, sign=sign)
        plan = plans.agree(plan, by=by, agreed_on=clock.today(), agreed_by="Alla")
    with builder.on(builder.back(max(started_ago - 8, 1))):
        due = builder.back(started_ago - AFTER)
        follow_up = plans.plan_follow_up(by=by, decision=decision, kind="follow_up", planned_on=due, owner=owner)
    if due < builder.today:
        _hold(builder, plan, follow_up, by=by)


def _hold(builder: Builder, plan: Plan, follow_up: FollowUp, *, by: Actor) -> None:
    with builder.on(follow_up.planned_on):
        plans.measure(plan, by=by, goal=plan.goals.get(), on=clock.today(), level=0)
        plans.hold(
            follow_up,
            by=by,
            held_on=clock.today(),
            assessment="De har träffats som det var tänkt.",
            conclusion="goes_on",
            next_on=clock.today() + timedelta(days=180),
            own_voice="Vi gör roliga saker, och det är skönt att få prata med någon.",
        )

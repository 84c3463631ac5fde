"""Plans and follow-ups of the districts' cases."""

from typing import Any

from brokerage import clock
from decisions.models import Amendment, Feedback, FollowUp, Goal, Interruption, PartialExecution, Plan, Review
from tests.access.world import cases
from tests.access.world.rows import World


def furnish(world: World, place: str) -> None:
    """A draft with a goal for a brother or sister, and for every decision of the place a follow-up that is planned."""
    decision = cases.add_decision(world, place, cases.add_client(world, place))
    world.event(add_plan(world, place, decision))
    for row in [row for row in world.rows if (row.kind, row.place) == ("decision", place)]:
        world.event(add_follow_up(world, place, row.obj))
    add_feedback(world, place, decision)


def add_plan(world: World, place: str, decision: cases.Decision) -> Plan:
    word = world.word()
    number = decision.plans.count() + 1
    facts = {"agreed_on": clock.today(), "agreed_by": word, "state": "replaced"} if number > 1 else {}
    plan = Plan.objects.create(
        **world.at(place),
        decision=decision,
        number=number,
        purpose=f"För {word}",
        scheme=f"Hos {word}",
        written_by=world.cast.anna,
        **facts,
    )
    add_goal(world, plan)
    return world.keep("plan", place, plan, word)


def add_goal(world: World, plan: Plan) -> Goal:
    return Goal.objects.create(plan=plan, domain="leisure", text="Vågar simma", sign="Simmar 25 meter")


def add_follow_up(world: World, place: str, decision: cases.Decision) -> FollowUp:
    word = world.word()
    made = FollowUp.objects.create(
        **world.at(place),
        decision=decision,
        planned_on=clock.today(),
        owner=world.cast.hedda,
        own_voice=f"Sa {word}",
    )
    return world.keep("followup", place, made, word)


def add_feedback(world: World, place: str, decision: cases.Decision) -> Feedback:
    word = world.word()
    made = Feedback.objects.create(
        **world.at(place), decision=decision, voice="child", asked_by=world.cast.hedda, good=f"Sa {word}"
    )
    return world.keep("feedback", place, made, word, called=world.of(decision).canary)


def grow_plan(world: World, at: str, row: Any) -> Any:
    """One more goal."""
    row = row or add_plan(world, at, cases.add_decision(world, at, cases.add_client(world, at)))
    add_goal(world, row)
    world.event(row)
    return row


def grow_follow_up(world: World, at: str, row: Any) -> Any:
    row = row or add_follow_up(world, at, cases.add_decision(world, at, cases.add_client(world, at)))
    world.event(row)
    return row


def grow_decision(world: World, at: str, row: Any) -> Any:
    if row is None:
        row = cases.add_decision(world, at, cases.add_client(world, at))
        cases.add_need(world, at, row)
    Interruption.objects.create(decision=row, since=clock.today(), until=clock.today())
    add_amendment(world, row)
    PartialExecution.objects.create(
        decision=row, since=clock.today(), until=clock.today(), done=1, granted=2, what="helger"
    )
    cases.add_guardian(row.client, world.person(world.word()))
    cases.add_order(world, at, row, state="withdrawn")
    add_plan(world, at, row)
    add_follow_up(world, at, row)
    world.event(row)
    return row


def add_amendment(world: World, row: Any) -> None:
    given = {"ground": row.ground, "extent": "Mer", "extent_before": "Mindre", "case_reference": "BRO-2"}
    Amendment.objects.create(
        decision=row, kind="extent", decided_on=clock.today(), decision_maker=world.cast.hedda, **given
    )
    Review.objects.create(decision=row, on=clock.today(), words="Går bra", by=world.cast.hedda)

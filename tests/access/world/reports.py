"""A closed quarter of each board, with a case that was reported in each of its programme areas."""

from datetime import date, timedelta
from typing import Any

from brokerage import clock
from decisions.models import Cause, Decision, Opinion, QuarterReport, ReportedCase
from tests.access.world import cases
from tests.access.world.rows import World

YEAR, NUMBER = 2026, 3


def furnish(world: World, place: str) -> None:
    case = add_reported_case(world, place)
    world.event(add_opinion(world, place, case.decision))


def add_opinion(world: World, place: str, decision: Decision) -> Opinion:
    word = world.word()
    parts = dict.fromkeys(("reasons", "meaning", "worked", "meanwhile", "plan"), f"Om {word}")
    made = Opinion.objects.create(
        **world.at(place),
        decision=decision,
        reference=f"IVO {word}",
        asked_on=clock.today(),
        answer_by=clock.today(),
        monthly_cost=4500,
        cost_basis="Två helger",
        written_by=world.cast.mia,
        **parts,
    )
    return world.keep("opinion", place, made, word, called=world.of(decision).canary)


def grow_opinion(world: World, at: str, row: Any) -> Any:
    row = row or add_opinion(world, at, add_reported_case(world, at).decision)
    world.event(row)
    return row


def add_reported_case(world: World, place: str, *, decision: Decision | None = None) -> ReportedCase:
    """Of a new decision, or one more of one that was reported already."""
    word, unit = world.word(), world.at(place)["unit"]
    before = decision.reported.count() if decision else 0
    if decision is None:
        found = [row.obj for row in world.rows if (row.kind, row.place) == ("client", place)]
        client = found[0] if found else cases.add_client(world, place)
        decision = cases.add_decision(world, place, client, decided_on=date(2026, 4, 1))
    report, _ = QuarterReport.objects.get_or_create(
        unit=unit, year=YEAR, number=NUMBER, defaults={"closed_on": clock.today(), "closed_by": world.cast.mia}
    )
    made = ReportedCase.objects.create(
        **world.at(place),
        report=report,
        decision=decision,
        kind="first",
        since=decision.decided_on + timedelta(days=before),
        due_on=date(2026, 7, 1),
        days=182,
        is_waiting=True,
        law=decision.ground.law,
        ground=decision.ground.ground,
        intervention=decision.ground.intervention,
        extent=decision.extent,
        sex="woman",
        decided_on=decision.decided_on,
        cause=Cause.objects.get(code="no-provider"),
        words=f"Ingen fanns {word}",
        done=f"Ringt {word}",
    )
    world.event(made)
    return world.keep("reportedcase", place, made, word, called=world.of(decision).canary)


def grow_reported_case(world: World, at: str, row: Any) -> Any:
    """One that was reported in other quarters too."""
    made = add_reported_case(world, at, decision=row.decision if row else None)
    world.event(made)
    return row or made

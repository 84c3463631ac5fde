"""Taking in what cannot wait, and having it assessed the same day."""

from collections.abc import Collection
from datetime import date
from typing import Any

from brokerage import clock
from brokerage.access import Actor
from brokerage.organisation.models import Unit
from brokerage.workflow import Refusal, creates, edits, step
from recruitment import rules as rules  # fills the matrix before a step names an action of it
from recruitment.intake import city
from recruitment.models import Concern, Volunteer
from recruitment.people import managing
from recruitment.states import CONCERN, ConcernState, VolunteerState
from recruitment.workflow.volunteers import hold_back


@creates("concerns.take_in", label="Ta emot oro", done="Mottagen, och den som ska bedöma har fått den")
def take_in(*, by: Actor, volunteer: Volunteer, unit: Unit, area: str = "", **told: Any) -> Concern:
    """Somebody tells of worry for a child, or of a wrong: it goes at once to whoever answers for the unit."""
    unit, area = receiver(unit, area)
    return Concern(volunteer=volunteer, unit=unit, area=area, taken_by=by.user, next_on=clock.today(), **told)


def receiver(unit: Unit, area: str) -> tuple[Unit, str]:
    """Where it is assessed: by the area's manager, else by any manager of the unit, else by the brokerage's approvers.

    A vacancy must never make it lie.
    """
    if unit.kind == Unit.Kind.BROKERAGE:
        return unit, ""
    if area and managing(unit.pk, area).exists():
        return unit, area
    return (unit, "") if managing(unit.pk).exists() else (city(), "")


@edits("concerns.work", states={ConcernState.NEW, ConcernState.ASSESSED}, label="Lämna vidare", done="Lämnad vidare")
def pass_on(concern: Concern, *, by: Actor, unit: Unit, area: str = "") -> dict[str, Any]:
    """Another unit answers for it; it awaits its manager there the same day."""
    if (unit.pk, area) == (concern.unit_id, concern.area):
        raise Refusal("Den ligger redan där.")
    concern.unit, concern.area = receiver(unit, area)
    concern.next_on = clock.today()
    return {"unit": concern.unit_id}


@step(CONCERN, "assess", action="concerns.work", label="Bedöm", done="Bedömd")
def assess(concern: Concern, *, by: Actor, assessment: str, measures: Collection[str], next_on: date) -> dict[str, Any]:
    """The manager assesses what has been told, and says what is done now."""
    nothing = Concern.Measure.NOTHING
    if nothing in measures and len(measures) > 1:
        raise Refusal("«Ingen åtgärd behövs» kan inte stå tillsammans med en åtgärd.")
    concern.assessment, concern.measures, concern.next_on = assessment, list(measures), next_on
    concern.assessed_by, concern.assessed_on = by.user, clock.today()
    if Concern.Measure.PAUSED in measures and concern.volunteer.state == VolunteerState.AVAILABLE:
        hold_back(concern.volunteer, by=by)
    return {"measures": list(measures)}


@step(CONCERN, "close", action="concerns.work", label="Avsluta", done="Avslutad")
def close(concern: Concern, *, by: Actor, conclusion: str) -> None:
    """It is known how it ended."""
    concern.conclusion, concern.closed_on = conclusion, clock.today()

"""Assignments with their appointments, as the steps would have left them."""

from collections.abc import Iterable

from brokerage.access import Actor
from brokerage.audit.recording import Entry, record_many
from brokerage.imports.known import Known
from brokerage.imports.models import OwnReference
from brokerage.imports.problems import granted_by, of_assignment
from brokerage.imports.records import AssignmentRow
from brokerage.imports.workflow.cases import Cases
from brokerage.imports.workflow.rows import entries, save_all
from brokerage.organisation.models import Unit
from brokerage.workflow import Blocked, Refusal
from decisions.models import Decision
from matching.models import Appointment, Assignment
from matching.states import AssignmentState
from recruitment.models import Volunteer

Volunteers = dict[tuple[str, str], Volunteer]


def put_in_assignments(
    rows: tuple[AssignmentRow, ...],
    known: Known,
    volunteers: Volunteers,
    decisions: Cases,
    *,
    by: Actor,
    number: int,
) -> list[Assignment]:
    """The new assignments. A volunteer is looked for in the row's own unit first, then in the brokerage."""
    if not rows:
        return []
    decisions = {**_decisions_there(rows, known, decisions), **decisions}
    volunteers = {**_volunteers_there(rows, known, volunteers), **volunteers}
    pools = [unit.name for unit in known.units.values() if unit.kind == Unit.Kind.BROKERAGE]
    made = []
    for row in rows:
        decision = decisions.get((row.unit, row.case_reference))
        found = (volunteers.get((pool, row.volunteer)) for pool in (row.unit, *pools))
        volunteer = next((each for each in found if each), None)
        if decision is None:
            raise Refusal(f"Inget beslut i {row.unit} har beteckningen {row.case_reference}.")
        if volunteer is None:
            raise Refusal(f"Ingen uppdragstagare har beteckningen {row.volunteer}.")
        if said := of_assignment(row, granted_by(decision), kinds=tuple(volunteer.kinds)):
            raise Blocked(*(f"{row.case_reference}: {sentence}" for _, sentence in said))
        made.append(_assignment(row, decision, volunteer, known))
    save_all(made)
    save_all(_appointment(row, one, known, by=by) for row, one in zip(rows, made, strict=True))
    record_many(_entries(made, by=by, number=number))
    return made


def _decisions_there(rows: tuple[AssignmentRow, ...], known: Known, new: Cases) -> Cases:
    """Decisions that the rows refer to and that were there before."""
    wanted = {(row.unit, row.case_reference) for row in rows} - new.keys()
    if not wanted:
        return {}
    found = Decision.objects.select_related("unit", "ground").filter(
        unit__name__in={unit for unit, _ in wanted}, case_reference__in={reference for _, reference in wanted}
    )
    return {(each.unit.name, each.case_reference): each for each in found.order_by("decided_on", "pk")}


def _volunteers_there(rows: tuple[AssignmentRow, ...], known: Known, new: Volunteers) -> Volunteers:
    """Volunteers that an earlier import put in."""
    # Two units may know their volunteers by the same reference, and only one of them be new.
    wanted = {row.volunteer for row in rows if (row.unit, row.volunteer) not in new}
    if not wanted:
        return {}
    found = OwnReference.objects.select_related("volunteer", "unit").filter(reference__in=wanted)
    return {(each.unit.name, each.reference): each.volunteer for each in found}


def _assignment(row: AssignmentRow, decision: Decision, volunteer: Volunteer, known: Known) -> Assignment:
    return Assignment(
        unit_id=decision.unit_id,
        area=decision.area,
        decision=decision,
        volunteer=volunteer,
        kind=row.kind,
        secretary=known.user(row.secretary) if row.secretary else None,
        starts_on=row.starts_on,
        started_on=row.started_on,
        ended_on=row.ended_on,
        ending=row.ending,
        ending_words=row.ending_words,
        state=row.state,
    )


def _appointment(row: AssignmentRow, assignment: Assignment, known: Known, *, by: Actor) -> Appointment:
    decision_maker = known.user(row.decision_maker)
    return Appointment(
        assignment=assignment,
        decision_maker=decision_maker,
        delegation=row.delegation,
        decided_on=row.appointed_on,
        recorded_by=by.user or decision_maker,
    )


def _entries(made: list[Assignment], *, by: Actor, number: int) -> Iterable[Entry]:
    yield from entries("take_up", made, by=by, number=number)
    for each in made:
        if each.started_on:
            yield from entries(
                "start", [each], by=by, number=number, to=AssignmentState.RUNNING.value, on=each.started_on
            )
    for each in made:
        if each.ended_on:
            facts = {"to": AssignmentState.ENDED.value, "on": each.ended_on, "ending": each.ending}
            yield from entries("end", [each], by=by, number=number, **facts)

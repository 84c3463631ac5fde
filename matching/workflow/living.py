"""How an assignment lives: introduced step by step, changed in form, followed in a log, handed over to a colleague."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from brokerage import clock
from brokerage.access import Actor
from brokerage.organisation.models import User
from brokerage.workflow import Blocked, Refusal, creates, edits, insert
from matching import rules as rules  # fills the matrix before a verb names an action of it
from matching import wording
from matching.models import Assignment, IntroStep, LogEntry, Phase
from matching.people import keepers
from matching.states import ALIVE
from matching.variants import Terms, Variant, gates
from matching.workflow.messages import write_to
from recruitment.problems import jour_home

# With these the volunteer has been reached.
REACHED = {LogEntry.Kind.CALL, LogEntry.Kind.SUPERVISION, LogEntry.Kind.VISIT}


@edits("assignments.work", states=ALIVE, label="Planera inskolningen", done="Inskolning planerad")
def plan_introduction(assignment: Assignment, *, by: Actor, steps: list[tuple[str, date | None]]) -> dict[str, int]:
    """What is left of the introduction, step by step with its day; what has been done stays as it was."""
    if not steps:
        raise Refusal("Skriv minst ett steg.")
    kept = list(assignment.intro_steps.exclude(done_on=None))
    assignment.intro_steps.filter(done_on=None).delete()
    first = max((each.number for each in kept), default=0) + 1
    for number, (title, planned_on) in enumerate(steps, first):
        insert(IntroStep(assignment=assignment, number=number, title=title, planned_on=planned_on))
    return {"steps": len(steps)}


@edits("assignments.work", states=ALIVE, label="Utvärdera steget", done="Steg i inskolningen genomfört")
def evaluate_step(
    assignment: Assignment, *, by: Actor, number: int, done_on: date, went_well: bool, evaluation: str
) -> dict[str, Any]:
    """A step has been; whether the child is ready for the next. If not, it is done again."""
    step = assignment.intro_steps.filter(number=number, done_on=None).first()
    if step is None:
        raise Refusal("Steget är redan utvärderat.")
    if done_on > clock.today():
        raise Refusal("Dagen kan inte ligga i framtiden.")
    if assignment.intro_steps.filter(number__lt=number, done_on=None).exists():
        raise Refusal("Ta stegen i ordning: utvärdera det förra först.")
    step.done_on, step.went_well, step.evaluation = done_on, went_well, evaluation
    insert(step)
    return {"number": number, "went_well": went_well}


@edits("assignments.work", states=ALIVE, label="Ändra form eller omfattning", done="Ny fas")
def begin_phase(assignment: Assignment, *, by: Actor, variant: str, since: date, **given: Any) -> dict[str, Any]:
    """From a day on the assignment has another form or extent. The phase before it ends the day before.

    Raises Blocked with all that the law, the decision or the form itself asks for and that is missing.
    """
    decision = assignment.decision
    if variant == Variant.JOUR:
        _has_ended(given.get("inquiry_ended_on"))
        given["jour_home_on"] = _jour_home_on(assignment, since, given.get("until"))
    else:
        given.pop("inquiry_ended_on", None)
    shared = ("until", "weekends_only", "jour_home_on", "parents_terms", "after_placement")
    terms = Terms(variant=variant, since=since, **{name: given[name] for name in shared if name in given})
    age = decision.client.identity.age(since)
    wrong = gates(terms, age=age, decided_on=decision.decided_on, valid_to=decision.valid_to)
    before = assignment.phases.order_by("since").last()
    if before is not None and since <= before.since:
        wrong.append("Den nya fasen måste börja efter den som gäller nu.")
    if wrong:
        raise Blocked(*wrong)
    if before is not None and (before.until is None or before.until >= since):
        before.until = since - timedelta(days=1)
        insert(before)
    insert(Phase(assignment=assignment, decision=decision, variant=variant, since=since, **given))
    return {"variant": variant, "since": since}


@edits("assignments.work", states=ALIVE, label="Barnets utredning är avslutad", done="Antecknat")
def note_inquiry(assignment: Assignment, *, by: Actor, inquiry_ended_on: date) -> dict[str, date]:
    """The child's own investigation has ended: a stay as jour may last two months more (SoL 22:4)."""
    phase = assignment.phases.order_by("since").last()
    if phase is None or phase.variant != Variant.JOUR:
        raise Refusal("Uppdraget är inte jour.")
    _has_ended(inquiry_ended_on)
    phase.inquiry_ended_on = inquiry_ended_on
    insert(phase)
    return {"on": inquiry_ended_on}


def _has_ended(inquiry_ended_on: date | None) -> None:
    if inquiry_ended_on and inquiry_ended_on > clock.today():
        raise ValidationError({"inquiry_ended_on": "Dagen kan inte ligga i framtiden."})


def _jour_home_on(assignment: Assignment, since: date, until: date | None) -> date | None:
    """When the home was investigated as an emergency home, where that holds over the whole stay (SoL 22:4)."""
    approval = jour_home(assignment.volunteer, since, until or since)
    return approval.decided_on if approval else None


@creates("assignmentlog.work", label="Anteckna", done="Antecknat")
def note(*, by: Actor, assignment: Assignment, on: date, kind: str, words: str, own_words: str = "") -> tuple[Any, ...]:
    """A call, supervision, that the child has been in touch, that something has happened: the record never waits."""
    if on > clock.today():
        raise Refusal("Dagen kan inte ligga i framtiden.")
    made = LogEntry(
        unit_id=assignment.unit_id,
        area=assignment.area,
        assignment=assignment,
        on=on,
        kind=kind,
        words=words,
        own_words=own_words,
        noted_by=by.user,
        noted_on=clock.today(),
    )
    return made, lambda: _reached(assignment, on) if kind in REACHED else None


def _reached(assignment: Assignment, on: date) -> None:
    rows = Assignment.objects.filter(pk=assignment.pk)
    rows.last_reached_before(on).update(reached_on=on)


@edits("assignmentlog.work", fields=("measures",), label="Avsluta händelsen", done="Händelsen är utredd och avslutad")
def close_incident(entry: LogEntry, *, by: Actor) -> None:
    """What was done about it, for the child and so that it does not happen again."""
    if entry.kind != LogEntry.Kind.INCIDENT:
        raise Refusal("Bara en händelse avslutas.")
    if entry.closed_on:
        raise Refusal("Händelsen är redan avslutad.")
    if not entry.measures:
        raise Refusal("Skriv vad ni har gjort.")
    entry.closed_on = clock.today()


@edits("assignments.work", fields=("secretary",), states=ALIVE, label="Lämna över", done="Överlämnat")
def hand_over(assignment: Assignment, *, by: Actor) -> dict[str, Any]:
    """Somebody else is from now on the one whom volunteer and family call; the volunteer is told so."""
    to = assignment.secretary
    if to is None or not keepers(assignment.unit_id, assignment.area).filter(pk=to.pk).exists():
        raise Refusal("Den som tar över är kontaktsekreterare eller handläggare i enheten, i samma programområde.")
    volunteer = assignment.volunteer
    # A letter to one of the city's own is read by the brokerage too.
    told = ("", "") if assignment.decision.client.is_protected else (to.name, to.phone)
    write_to(volunteer, "new_secretary", wording.new_secretary(volunteer, *told))
    return {"to": to.pk}


@transaction.atomic
def hand_over_all(rows: Iterable[Assignment], *, by: Actor, secretary: User) -> int:
    """All of somebody's assignments at once, or none. How many."""
    found = sorted(rows, key=lambda row: row.pk)
    for row in found:
        hand_over(row, by=by, secretary=secretary)
    return len(found)

"""The library of routines: written, copied by a district, and kept up with its original. Every change is a version."""

from typing import Any

from brokerage import clock
from brokerage.access import Actor
from brokerage.organisation.models import Unit
from brokerage.workflow import Refusal, creates, edits, insert
from recruitment import rules as rules  # fills the matrix before a verb names an action of it
from recruitment.models import Routine, RoutineVersion


def _keep(routine: Routine, by: Actor, why: str = "") -> None:
    insert(
        RoutineVersion(
            routine=routine, number=routine.number, title=routine.title, text=routine.text, why=why, by=by.user
        )
    )


def _next(routine: Routine, by: Actor, why: str) -> None:
    """One version more. What came with the system has none kept yet: it is kept as it was."""
    before = Routine.objects.get(pk=routine.pk)
    if not routine.versions.exists():
        _keep(before, Actor.system("routines"))
    routine.number, routine.changed_on = before.number + 1, clock.today()
    _keep(routine, by, why)


@creates("routines.edit", label="Ny mall", done="Mallen tillagd")
def add(*, by: Actor, unit: Unit, **fields: Any) -> tuple[Any, ...]:
    """A text of the unit's own."""
    routine = Routine(unit=unit, **fields)
    return routine, lambda: _keep(routine, by)


@creates("routines.edit", label="Kopiera till oss", done="Kopierad till er enhet")
def copy(*, by: Actor, original: Routine, unit: Unit) -> tuple[Any, ...]:
    """A district takes a copy of the brokerage's text, to change as it likes."""
    routine = Routine(
        unit=unit,
        kind=original.kind,
        phase=original.phase,
        title=original.title,
        text=original.text,
        original=original,
        seen_number=original.number,
    )
    return routine, lambda: _keep(routine, by, f"Kopia av utgåva {original.number} från {original.unit}.")


@edits(
    "routines.edit",
    fields=("title", "kind", "phase", "text", "is_active", "is_public"),
    label="Ändra",
    done="Mallen ändrad",
)
def edit(routine: Routine, *, by: Actor, why: str = "") -> dict[str, Any]:
    """It reads otherwise from now on; as it read is kept."""
    before = Routine.objects.get(pk=routine.pk)
    if (before.title, before.text) != (routine.title, routine.text):
        _next(routine, by, why)
    return {"number": routine.number}


@edits("routines.edit", label="Ta in förlagan", done="Förlagans text är inläst")
def take_over(routine: Routine, *, by: Actor) -> dict[str, Any]:
    """The copy reads as its original does now; what it said itself is kept among its versions."""
    original = _behind(routine)
    routine.title, routine.text, routine.seen_number = original.title, original.text, original.number
    _next(routine, by, f"Förlagans utgåva {original.number}.")
    return {"number": routine.number}


@edits("routines.edit", label="Behåll vår", done="Behölls som den är")
def keep_own(routine: Routine, *, by: Actor) -> dict[str, Any]:
    """The change of the original has been looked at, and is not for this district."""
    routine.seen_number = _behind(routine).number
    return {"seen": routine.seen_number}


def _behind(routine: Routine) -> Routine:
    if routine.original is None or not routine.is_behind:
        raise Refusal("Förlagan har inte ändrats sedan ni såg den senast.")
    return routine.original

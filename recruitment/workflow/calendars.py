"""What is written in a volunteer's calendar, and taken out of it."""

from datetime import date

from brokerage.access import Actor
from brokerage.workflow import Refusal, edits, insert
from recruitment import rules as rules  # fills the matrix before a step names an action of it
from recruitment.models import CalendarEntry, Volunteer
from recruitment.workflow.volunteers import HERE


@edits("volunteers.work", states=HERE, label="Skriv i kalendern", done="Tid inskriven i kalendern")
def note_time(
    volunteer: Volunteer,
    *,
    by: Actor,
    says: str,
    times: list[str],
    starts: date,
    ends: date | None = None,
    note: str = "",
) -> dict[str, str]:
    """From when to when somebody is free on certain times, or is away."""
    if says == CalendarEntry.Says.FREE and not times:
        raise Refusal("Välj vilka tider som passar.")
    insert(CalendarEntry(volunteer=volunteer, says=says, times=times, starts=starts, ends=ends, note=note))
    return {"says": says}


@edits("volunteers.work", states=HERE, label="Ta bort ur kalendern", done="Tid borttagen ur kalendern")
def drop_time(volunteer: Volunteer, *, by: Actor, entry: CalendarEntry) -> dict[str, str]:
    """What was written holds no longer."""
    if not CalendarEntry.objects.filter(pk=entry.pk, volunteer=volunteer).delete()[0]:
        raise Refusal("Tiden är redan borttagen.")
    return {"says": entry.says}

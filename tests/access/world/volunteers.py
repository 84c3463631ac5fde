"""What hangs on volunteers: concerns about them, talks with them, and what they are taught and sent."""

from typing import Any

from brokerage import clock
from recruitment.models import Concern, Volunteer, VolunteerContact
from tests.access.world import matching, recruitment
from tests.access.world.rows import RECRUITS, World


def furnish(world: World, place: str) -> None:
    """One of everything about the place's first volunteer."""
    volunteer = world.first("volunteer", place).obj
    add_contact(world, volunteer, world.of(volunteer).canary)
    for state in ("new", "assessed", "closed"):
        add_concern(world, place, volunteer, state=state)


def grow_volunteer(world: World, at: str, row: Any) -> Any:
    """One more of everything that a volunteer's page shows."""
    row = row or recruitment.add_volunteer(world, at)
    recruitment.add_member(world, at, row, "adult")
    vetting = recruitment.add_vetting(
        world, at, row, RECRUITS[at], state="approved", closed_on=clock.today(), told_on=clock.today()
    )
    recruitment.add_approval(vetting, world.cast.disa, world.word())
    recruitment.add_letter(world, at, row)
    add_contact(world, row, world.word())
    add_concern(world, at, row)
    matching.ask_again(world, row)
    world.event(row)
    return row


def grow_concern(world: World, at: str, row: Any) -> Any:
    row = row or add_concern(world, at, recruitment.add_volunteer(world, at))
    world.event(row)
    return row


def add_contact(world: World, volunteer: Volunteer, word: str) -> VolunteerContact:
    return VolunteerContact.objects.create(
        volunteer=volunteer, way="phone", on=clock.today(), note=f"Sade {word}", by=world.cast.rut
    )


def add_concern(world: World, place: str, volunteer: Volunteer, *, state: str = "new", **given: Any) -> Concern:
    """Taken in by whoever recruits there: a colleague of theirs knows nothing of it."""
    word, day = world.word(), clock.today()
    fields: dict[str, Any] = {
        "kind": "child",
        "text": f"Berättade {word}",
        "told_by": f"Granne {word}",
        "taken_by": world.recruiter(place),
    }
    if state != "new":
        fields |= {"assessment": f"Bedömt {word}", "measures": ["talk"], "assessed_on": day}
    if state == "closed":
        fields |= {"conclusion": f"Så blev det {word}", "closed_on": day}
    made = Concern.objects.create(**world.at(place), volunteer=volunteer, state=state, **(fields | given))
    hidden = frozenset({"lo"}) if place == "bromma" else frozenset()
    world.event(made, "assess")
    return world.keep("concern", place, made, word, called=world.of(volunteer).canary, hidden_from=hidden)

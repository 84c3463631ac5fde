"""What hangs on volunteers: concerns about them, talks with them, and what they are taught and sent."""

from typing import Any

from brokerage import clock
from recruitment.models import Concern, Volunteer, VolunteerContact
from tests.access.world import recruitment
from tests.access.world.rows import World


def furnish(world: World, place: str) -> None:
    """One of everything about the place's first volunteer."""
    volunteer = world.first("volunteer", place).obj
    add_contact(world, volunteer, world.of(volunteer).canary)
    for state in ("new", "assessed", "closed"):
        add_concern(world, place, volunteer, state=state)


def grow(world: World, place: str, volunteer: Volunteer) -> None:
    """One more of everything that a volunteer's page shows."""
    add_contact(world, volunteer, world.word())
    add_concern(world, place, volunteer)
    recruitment.add_letter(world, place, volunteer)


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

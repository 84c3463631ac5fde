"""What hangs on volunteers: concerns about them, talks with them, and what they are taught and sent."""

from typing import Any

from brokerage import clock
from recruitment.models import Concern, DataChange, FieldChange, Transfer, Volunteer, VolunteerContact, VolunteerPlace
from tests.access.world import matching, recruitment
from tests.access.world.rows import RECRUITS, World


def furnish(world: World, place: str) -> None:
    """One of everything about the place's first volunteer."""
    volunteer = world.first("volunteer", place).obj
    add_contact(world, volunteer, world.of(volunteer).canary)
    for state in ("new", "assessed", "closed"):
        add_concern(world, place, volunteer, state=state)
    add_change(world, place, add_nameless(world, place), state="asked")
    add_change(world, place, add_with_home(world, place), state="answered")
    add_transfer(world, place)


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


def add_with_home(world: World, place: str) -> Volunteer:
    """Of two: pages about the home find its members here too."""
    made = recruitment.add_volunteer(world, place)
    for part in ("applicant", "partner"):
        recruitment.add_member(world, place, made, part)
    return made


def add_nameless(world: World, place: str) -> Volunteer:
    """Whose own data, behind the link of a letter, hold no canary: whoever has the link may read them."""
    made = recruitment.add_volunteer(world, place, email="familjen@post.example", phone="070-174 06 05")
    VolunteerPlace.objects.filter(volunteer=made).update(street="")
    return made


def add_change(world: World, place: str, volunteer: Volunteer, *, state: str) -> DataChange:
    word = world.word()
    made = DataChange.objects.create(
        **world.at(place),
        volunteer=volunteer,
        asked_by=world.recruiter(place),
        answer_by=clock.today(),
        answered_at=None if state == "asked" else clock.now(),
        words=f"Berättar {word}",
        state=state,
    )
    if state != "asked":
        FieldChange.objects.create(change=made, field="town", before="", after=f"Ort {word}")
    world.event(made, "answer")
    return world.keep("datachange", place, made, word, called=world.of(volunteer).canary)


def add_transfer(world: World, place: str, **given: Any) -> Transfer:
    """From a pool to itself, as no step would let it be: whoever gives and whoever receives is then the same."""
    word, volunteer = world.word(), add_with_home(world, place)
    fields: dict[str, Any] = {
        "from_unit": world.at(place)["unit"],
        "from_area": world.at(place)["area"],
        "kind": "loan",
        "ends": clock.today(),
        "consented_on": clock.today(),
        "words": f"Till er: {word}",
        "offered_by": world.recruiter(place),
    }
    made = Transfer.objects.create(**world.at(place), volunteer=volunteer, **(fields | given))
    world.event(made, "offer")
    return world.keep("transfer", place, made, word, called=world.of(volunteer).canary)


def grow_change(world: World, at: str, row: Any) -> Any:
    row = row or add_change(world, at, recruitment.add_volunteer(world, at), state="answered")
    world.event(row)
    return row


def grow_transfer(world: World, at: str, row: Any) -> Any:
    row = row or add_transfer(world, at)
    world.event(row)
    return row


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

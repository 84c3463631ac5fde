"""What hangs on volunteers: concerns about them, talks with them, and what they are taught and sent."""

from datetime import timedelta
from typing import Any

from brokerage import clock
from recruitment.models import (
    BinderPage,
    BinderReading,
    Concern,
    DataChange,
    FieldChange,
    Mentorship,
    Routine,
    RoutineVersion,
    Seat,
    Training,
    Transfer,
    Volunteer,
    VolunteerContact,
    VolunteerPlace,
)
from tests.access.world import matching, recruitment
from tests.access.world.rows import RECRUITS, World


def furnish(world: World, place: str) -> None:
    """One of everything about the place's first volunteer."""
    volunteer = world.first("volunteer", place).obj
    add_contact(world, volunteer, world.of(volunteer).canary)
    for state in ("new", "assessed", "closed"):
        add_concern(world, place, volunteer, state=state)
    add_change(world, place, add_nameless(world, place), state="asked")
    add_change(world, place, volunteer, state="answered")
    add_transfer(world, place)
    add_seat(world, place, volunteer)
    add_mentorship(world, place, volunteer)
    add_routine(world, place)
    if place == "team":
        add_binder_page(world)
    if place == "bromma_iof":
        add_linked(world, place)


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
    add_seat(world, at, row)
    mentor = recruitment.add_volunteer(world, at)
    Mentorship.objects.create(
        **world.at(at), mentor=row, family=mentor, consented_on=clock.today(), begun_by=world.recruiter(at)
    )
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


def add_training(world: World, place: str, **given: Any) -> Training:
    word = world.word()
    fields = {"kind": "evening", "starts_at": clock.now(), "themes": ["autism"], "about_it": f"Om {word}"}
    made = Training(**world.at(place), title=f"Kväll {word}", place="Hus 4", **(fields | given))
    made.save()
    return world.keep("training", place, made, word)


def add_seat(world: World, place: str, volunteer: Volunteer) -> Seat:
    """Of an evening that has been, with what it was worth."""
    word, training = world.word(), add_training(world, place)
    made = Seat.objects.create(
        **world.at(place),
        training=training,
        volunteer=volunteer,
        state="came",
        rating=4,
        words=f"Bra {word}",
        evaluated_on=clock.today(),
    )
    world.event(training, "hold")
    return world.keep("seat", place, made, word, called=world.of(volunteer).canary)


def last_volunteer(world: World, place: str) -> Volunteer:
    return next(row.obj for row in reversed(world.rows) if (row.kind, row.place) == ("volunteer", place))


def add_mentorship(world: World, place: str, family: Volunteer) -> Mentorship:
    word, mentor = world.word(), last_volunteer(world, place)
    made = Mentorship.objects.create(
        **world.at(place),
        mentor=mentor,
        family=family,
        consented_on=clock.today(),
        note=f"Går bra {word}",
        begun_by=world.recruiter(place),
    )
    world.event(made, "note_mentorship")
    return world.keep("mentorship", place, made, word)


def add_routine(world: World, place: str) -> Routine:
    """A district's is a copy of one of the brokerage's, which has changed since."""
    word, unit = world.word(), world.at(place)["unit"]
    facts = {"kind": "letter", "phase": "preparing", "title": f"Brev {word}", "text": "Hej!"}
    if place != "team":
        team = world.at("team")["unit"]
        source = Routine.objects.create(
            unit=team, kind="letter", phase="preparing", title="Brev", text="Hej!", number=2
        )
        facts |= {"original": source, "seen_number": 1}
    return world.keep("routine", place, Routine.objects.create(unit=unit, **facts), word)


def grow_routine(world: World, at: str, row: Any) -> Any:
    row = row or add_routine(world, at)
    number = row.versions.count() + 1
    RoutineVersion.objects.create(routine=row, number=number, title="Brev", text="Hej!", by=world.cast.rut)
    world.event(row)
    return row


def add_binder_page(world: World) -> BinderPage:
    word = world.word()
    made = BinderPage.objects.create(
        code="canary", unit=world.at("team")["unit"], title=f"Sida {word}", text="Läs.", position=900
    )
    return world.keep("binderpage", "team", made, word)


def add_linked(world: World, place: str) -> None:
    """A family outside of the canaries: what stands behind its links is for whoever has them."""
    where = world.at(place)
    made = Volunteer(**where, name="Familjen Holm", email="holm@post.example", kinds=["family"], state="left")
    made.save()
    for state in ("invited", "came"):
        days = 7 if state == "invited" else -1
        starts_at = clock.now() + timedelta(days=days)
        training = Training(**where, title="Öppen kväll", kind="evening", place="Hus 4", starts_at=starts_at)
        training.save()
        Seat.objects.create(**where, training=training, volunteer=made, state=state)
    family = world.first("volunteer", place).obj
    by = world.recruiter(place)
    pair = {"mentor": made, "family": add_with_home(world, place), "consented_on": clock.today(), "begun_by": by}
    Mentorship.objects.create(**where, **pair)
    BinderReading.objects.create(**where, volunteer=family, sent_by=by)


def grow_training(world: World, at: str, row: Any) -> Any:
    row = row or add_training(world, at)
    volunteer = recruitment.add_volunteer(world, at)
    Seat.objects.create(**world.at(at), training=row, volunteer=volunteer, state="came")
    world.event(row)
    return row


def grow_mentorship(world: World, at: str, row: Any) -> Any:
    if row is None:
        family = recruitment.add_volunteer(world, at)
        add_with_home(world, at)  # the mentor
        row = add_mentorship(world, at, family)
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


# One row more in these lists, and more of what hangs on these rows.
MORE = {"recruitment:trainings": add_training, "recruitment:routines": add_routine}
GROWING = {
    "recruitment:volunteer": grow_volunteer,
    "recruitment:concern": grow_concern,
    "recruitment:datachange": grow_change,
    "recruitment:transfer": grow_transfer,
    "recruitment:training": grow_training,
    "recruitment:mentorship": grow_mentorship,
    "recruitment:routine": grow_routine,
}

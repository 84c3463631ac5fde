"""What is done with a volunteer: taken on, let into the pool, paused; the home and the address."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from brokerage import clock, identity, names
from brokerage.access import Actor
from brokerage.organisation.models import Unit
from brokerage.workflow import Refusal, edits, effect, insert, step
from recruitment import rules as rules  # fills the matrix before a step names an action of it
from recruitment.models import (
    Enquiry,
    FieldChange,
    HouseholdMember,
    Pause,
    RegisterQuestion,
    Volunteer,
    VolunteerDocument,
    VolunteerPlace,
)
from recruitment.models.changes import PLACE_FIELDS
from recruitment.states import VOLUNTEER, VolunteerState

ASK_AGAIN_AFTER = timedelta(days=90)


@effect(Volunteer, done="Upplagd som uppdragstagare")
def take_on(*, by: Actor, unit: Unit, **fields: Any) -> Volunteer:
    """Somebody whose vetting begins becomes a volunteer to be."""
    return Volunteer(unit=unit, **fields)


@effect(Volunteer, moves=VOLUNTEER, move="enter", done="I poolen")
def enter(volunteer: Volunteer, *, by: Actor, kinds: list[str]) -> None:
    """An approval opens the pool."""
    volunteer.joined_on = volunteer.joined_on or clock.today()
    volunteer.kinds = kinds
    _end_pause(volunteer)


@effect(Volunteer, moves=VOLUNTEER, move="admit", done="Godkänd för ett ärende")
def admit(volunteer: Volunteer, *, by: Actor, kinds: list[str]) -> None:
    """An approval for one named assignment opens that one, and not the pool."""
    volunteer.kinds = kinds


@effect(Volunteer, moves=VOLUNTEER, move="turn_away", done="Blev inte uppdragstagare")
def turn_away(volunteer: Volunteer, *, by: Actor) -> None:
    """The vetting ended without approval."""


@step(VOLUNTEER, "pause", action="volunteers.work", label="Pausa", done="Pausad")
def pause(
    volunteer: Volunteer,
    *,
    by: Actor,
    reason: str = Pause.Reason.OTHER,
    ask_again_on: date | None = None,
    words: str = "",
) -> dict[str, Any]:
    """The volunteer takes a break and is not proposed; on a day they are asked whether they are back."""
    return begin_pause(volunteer, reason=reason, ask_again_on=ask_again_on, words=words)


@effect(Volunteer, moves=VOLUNTEER, move="pause", done="Pausad medan något utreds")
def hold_back(volunteer: Volunteer, *, by: Actor) -> None:
    """Something is looked into: until then nobody proposes them."""
    begin_pause(volunteer, reason=Pause.Reason.CONCERN)


def begin_pause(
    volunteer: Volunteer, *, reason: str, ask_again_on: date | None = None, words: str = ""
) -> dict[str, Any]:
    """The break that goes with the state; on its day they are asked again (after a quarter, unless another is said)."""
    starts = clock.today()
    ask_again_on = ask_again_on or starts + ASK_AGAIN_AFTER
    insert(Pause(volunteer=volunteer, reason=reason, words=words, starts=starts, ask_again_on=ask_again_on))
    return {"reason": reason, "ask_again_on": ask_again_on}


def _end_pause(volunteer: Volunteer) -> None:
    volunteer.pauses.filter(ended_on=None).update(ended_on=clock.today())


@step(VOLUNTEER, "resume", action="volunteers.work", label="Återuppta", done="Åter i poolen", direct=True)
def resume(volunteer: Volunteer, *, by: Actor) -> None:
    """The volunteer is back."""
    _end_pause(volunteer)
    volunteer.last_contact_on = clock.today()


@edits("volunteers.work", states={VolunteerState.PAUSED}, label="Fråga igen en annan dag", done="Pausen fortsätter")
def prolong(volunteer: Volunteer, *, by: Actor, ask_again_on: date) -> dict[str, Any]:
    """They are not back yet: the break goes on, and they are asked again on another day."""
    volunteer.pauses.filter(ended_on=None).update(ask_again_on=ask_again_on)
    volunteer.last_contact_on = clock.today()
    return {"ask_again_on": ask_again_on}


@step(VOLUNTEER, "leave", action="volunteers.work", label="Avsluta", done="Har slutat", risky=True)
def leave(volunteer: Volunteer, *, by: Actor) -> None:
    """The volunteer ends."""
    _end_pause(volunteer)


HERE = set(VolunteerState) - {VolunteerState.LEFT}


@edits(
    "volunteers.work",
    fields=("name", "email", "phone", "way", "protection"),
    states=HERE,
    label="Ändra uppgifter",
    done="Uppgifter ändrade",
)
def edit(
    volunteer: Volunteer,
    *,
    by: Actor,
    street: str = "",
    postcode: str = "",
    town: str = "",
    district: Unit | None = None,
    is_correction: bool = False,
) -> dict[str, Any] | None:
    """Names, addresses and protection are put right. With protected identity every place is taken away at once.

    Another address is a move, which reopens what was seen and asked of the old one, unless it is said to be put right.
    """
    place = {"street": street, "postcode": postcode, "town": town, "district": district}
    if volunteer.is_protected:
        if any(place.values()):
            raise Refusal("Adressen till någon med skyddade personuppgifter skrivs inte in i systemet.")
        VolunteerPlace.objects.filter(volunteer=volunteer).delete()
        FieldChange.objects.filter(change__volunteer=volunteer, field__in=PLACE_FIELDS).delete()
        for enquiry in Enquiry.objects.filter(Q(vetting__volunteer=volunteer) | Q(known_as=volunteer)).distinct():
            protect(enquiry)
            enquiry.save(update_fields=["is_protected", "lives_in"])
        _forget_place(volunteer.contacts.all())
        shown = volunteer.documents.filter(kind=VolunteerDocument.Kind.HOME, removed_on=None)
        shown.update(content=b"", size=0, removed_on=clock.today(), removed_by=by.user)
        RegisterQuestion.objects.filter(vetting__volunteer=volunteer).update(district=None, municipality="")
    elif any(place.values()):
        return put_place(volunteer, place, is_correction=is_correction)
    else:
        VolunteerPlace.objects.filter(volunteer=volunteer).delete()
    return None


def put_place(volunteer: Volunteer, place: Mapping[str, Any], *, is_correction: bool = False) -> dict[str, Any]:
    """The address is written; whether they have moved is noted with its day. To tell a blank is no move."""
    known = VolunteerPlace.objects.filter(volunteer=volunteer).first()
    moved = {name for name in ("street", "postcode", "district") if known and _differs(known, place, name)}
    dates = {}
    if moved and not is_correction:
        dates = {"since": clock.today()} | ({"district_since": clock.today()} if "district" in moved else {})
    VolunteerPlace.objects.update_or_create(volunteer=volunteer, defaults={**place, **dates})
    return {"moved": bool(dates)}


def _differs(known: VolunteerPlace, place: Mapping[str, Any], name: str) -> bool:
    before, after = getattr(known, name), place.get(name)
    return bool(before and after) and names.key(str(before)) != names.key(str(after))


@edits(
    "volunteers.work",
    fields=("traits", "lacks"),
    states=HERE,
    label="Beskriv profilen",
    done="Profilen beskriven",
)
def describe(volunteer: Volunteer, *, by: Actor) -> dict[str, int]:
    """What the volunteer has, can and wants, and what not, in the vocabulary's words; the rest is not known."""
    if both := set(volunteer.traits) & set(volunteer.lacks):
        raise Refusal(f"Samma sak kan inte vara både ja och nej ({len(both)}).")
    return {"traits": len(volunteer.traits), "lacks": len(volunteer.lacks)}


@edits("volunteers.work", states=HERE, label="Lägg till person i hemmet", done="Person i hemmet tillagd")
def add_member(
    volunteer: Volunteer, *, by: Actor, part: str, name: str, identity_number: str = "", birth_year: int | None = None
) -> dict[str, str]:
    """Somebody more in the home; an adult brings new checks with them."""
    insert(
        HouseholdMember(
            volunteer=volunteer, **member(part=part, name=name, identity_number=identity_number, birth_year=birth_year)
        )
    )
    return {"part": part}


@edits("volunteers.work", states=HERE, label="Har flyttat", done="Person i hemmet har flyttat")
def member_moved(volunteer: Volunteer, *, by: Actor, member: HouseholdMember) -> dict[str, str]:
    """Somebody has moved out; what was checked about them stays in the vetting."""
    if member.volunteer_id != volunteer.pk or member.part == HouseholdMember.Part.APPLICANT:
        raise Refusal("Sökanden kan inte tas bort. Avbryt utredningen i stället.")
    if not HouseholdMember.objects.filter(pk=member.pk, moved_out_on=None).update(moved_out_on=clock.today()):
        raise Refusal(f"{member} har redan flyttat.")
    return {"part": member.part}


def is_new(household: Iterable[Mapping[str, Any]], *, unit: Unit, area: str) -> None:
    """Raises ValidationError beside the number of somebody whom the pool knows already, by the same number."""
    for each in household:
        known = Volunteer.objects.with_numbers([each.get("identity_number", "")]).filter(unit=unit, area__in=(area, ""))
        if found := known.order_by("-pk").first():
            text = f"Personnumret finns redan hos er: {found}, {found.get_state_display().lower()}."
            raise ValidationError({f"{each['part']}_number": text})


def member(*, part: str, name: str, identity_number: str = "", birth_year: int | None = None) -> dict[str, Any]:
    """The fields of somebody in the home: of an adult the number, of a child only the year of birth. Raises Refusal."""
    if part == HouseholdMember.Part.CHILD:
        if birth_year is None:
            raise Refusal("Ange barnets födelseår.")
        return {"part": part, "name": name, "identity_number": "", "birth_year": birth_year}
    try:
        number = identity.parse(identity_number)
    except identity.InvalidIdentity as error:
        raise Refusal(str(error)) from error
    if clock.age(number.born, clock.today()) < 18:
        raise Refusal(f"{name} är under 18 år: välj «Barn i hemmet» och ange bara födelseåret.")
    return {"part": part, "name": name, "identity_number": number.text, "birth_year": number.born.year}


# As `_told_by` writes it where two enquiries are merged: what people have typed themselves they take away themselves.
_LIVES_IN = re.compile(r" ?Bor i: [^.\n]*\.")


def protect(enquiry: Enquiry) -> None:
    """From now on no place of theirs stands anywhere: not in what a merged enquiry once told, nor in that one itself.

    Whoever calls saves this one.
    """
    enquiry.is_protected, enquiry.lives_in = True, None
    _forget_place(enquiry.contacts.all())
    for merged in Enquiry.objects.filter(merged_into=enquiry.pk):
        protect(merged)
        merged.save(update_fields=["is_protected", "lives_in"])


def _forget_place(contacts: QuerySet) -> None:
    for each in contacts.filter(note__contains="Bor i: "):
        each.note = _LIVES_IN.sub("", each.note)
        each.save(update_fields=["note"])

"""Asking a volunteer whether what we know is right, and putting right what they tell, field by field."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings

from brokerage import clock
from brokerage.access import Actor, links
from brokerage.letters.workflow import compose
from brokerage.workflow import Refusal, creates, effect, insert, step
from recruitment import rules as rules  # fills the matrix before a step names an action of it
from recruitment import wording
from recruitment.models import DataChange, FieldChange, Volunteer
from recruitment.models.changes import PLACE_FIELDS
from recruitment.states import DATA_CHANGE
from recruitment.workflow.volunteers import put_place

PROTECTED = "Till någon med skyddade personuppgifter går inget brev med länk. Ring i stället."


@creates("datachanges.work", label="Fråga om uppgifterna", done="Brev med länk skickat")
def ask(*, by: Actor, volunteer: Volunteer) -> tuple[Any, ...]:
    """The volunteer gets a letter with a link, and tells there what should be changed."""
    if volunteer.is_protected:
        raise Refusal(PROTECTED)
    if not volunteer.email:
        raise Refusal("E-postadress saknas. Ring i stället, eller fyll i adressen först.")
    until = clock.today() + timedelta(days=settings.LINK_DAYS)
    change = DataChange(
        unit=volunteer.unit, area=volunteer.area, volunteer=volunteer, asked_by=by.user, answer_by=until
    )
    return change, lambda: _write(change)


def _write(change: DataChange) -> None:
    volunteer = change.volunteer
    address = links.address("recruitment:datachange_answer", "datachanges.answer", change, until=change.answer_by)
    subject, body = wording.data_question(volunteer, address, change.answer_by)
    compose(
        purpose="data-question",
        address=volunteer.email,
        subject=subject,
        body=body,
        unit_id=volunteer.unit_id,
        area=volunteer.area,
        receiver=("recruitment.volunteer", volunteer.pk),
    )


def known_of(volunteer: Volunteer) -> dict[str, str]:
    """What we know of each field that a volunteer may have changed; of somebody protected no place."""
    place = getattr(volunteer, "place", None)
    found = {"email": volunteer.email, "phone": volunteer.phone}
    if not volunteer.is_protected:
        found |= {name: getattr(place, name) if place else "" for name in sorted(PLACE_FIELDS)}
    return found


def differing(volunteer: Volunteer, told: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Of what is told, the fields that are not so with us: before and after."""
    known = known_of(volunteer)
    return {
        name: (known[name], told[name])
        for name in FieldChange.Field.values
        if told.get(name, known.get(name)) != known.get(name)
    }


@step(DATA_CHANGE, "answer", action="datachanges.answer", label="Skicka", done="Svarade genom länken")
def answer(change: DataChange, *, by: Actor, words: str = "", **told: str) -> dict[str, Any]:
    """The volunteer tells what should be changed; nothing is changed until somebody has looked at it."""
    volunteer = change.volunteer
    if volunteer.is_protected:
        raise Refusal("Det här går inte att svara på genom länken. Ring oss, så hjälps vi åt.")
    found = differing(volunteer, told)
    for name, (before, after) in found.items():
        insert(FieldChange(change=change, field=name, before=before, after=after))
    change.words, change.answered_at = words, clock.now()
    Volunteer.objects.filter(pk=volunteer.pk).update(last_contact_on=clock.today())
    return {"fields": sorted(found)}


@step(DATA_CHANGE, "settle", action="datachanges.work", label="Gå igenom svaret", done="Svaret genomgånget")
def settle(change: DataChange, *, by: Actor, accepted: Collection[str]) -> dict[str, Any]:
    """Field by field it is decided what is changed; the rest stays as it was."""
    fields = list(change.fields.all())
    for each in fields:
        each.is_accepted = each.field in accepted
    FieldChange.objects.bulk_update(fields, ["is_accepted"])
    values = {each.field: each.after for each in fields if each.is_accepted}
    if change.volunteer.is_protected and PLACE_FIELDS & set(values):
        raise Refusal("Adressen till någon med skyddade personuppgifter skrivs inte in i systemet.")
    if values:
        put_right(by=by, volunteer=change.volunteer, values=values)
    change.settled_by, change.settled_on = by.user, clock.today()
    return {"accepted": sorted(values)}


@step(
    DATA_CHANGE,
    "take_back",
    action="datachanges.work",
    label="Ta tillbaka frågan",
    done="Frågan återtagen",
    direct=True,
    risky=True,
)
def take_back(change: DataChange, *, by: Actor) -> None:
    """The link leads nowhere any more."""


@effect(Volunteer, done="Uppgifter ändrade efter eget svar")
def put_right(*, by: Actor, volunteer: Volunteer, values: Mapping[str, str]) -> Volunteer:
    """What the volunteer has told, and somebody has accepted, is written in."""
    volunteer = Volunteer._base_manager.select_for_update(of=("self",)).get(pk=volunteer.pk)
    place = {name: value for name, value in values.items() if name in PLACE_FIELDS}
    for name in set(values) - set(place):
        setattr(volunteer, name, values[name])
    if place:
        put_place(volunteer, place)
    return volunteer

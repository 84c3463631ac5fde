"""Approved volunteers, with their homes, as their vettings would have left them."""

from dataclasses import replace

from brokerage import names
from brokerage.access import Actor
from brokerage.audit.recording import record_many
from brokerage.imports.known import Known
from brokerage.imports.models import OwnReference
from brokerage.imports.problems import of_volunteer
from brokerage.imports.records import VolunteerRow
from brokerage.imports.workflow.rows import entries, save_all
from brokerage.workflow import Blocked
from recruitment.models import Approval, HouseholdMember, Vetting, Volunteer, VolunteerPlace
from recruitment.states import VettingState, VolunteerState
from recruitment.workflow.volunteers import member

ASSESSMENT = "Utredd och godkänd före införandet. Underlaget finns hos enheten."
CHILD = "Barn"


def put_in_volunteers(
    rows: tuple[VolunteerRow, ...], known: Known, *, by: Actor, number: int
) -> dict[tuple[str, str], Volunteer]:
    """The new volunteers by unit and own reference. Raises Refusal."""
    if not rows:
        return {}
    for row in rows:
        if said := of_volunteer(row):
            raise Blocked(*(f"{row.reference}: {sentence}" for _, sentence in said))
    made = save_all(_volunteer(row, known) for row in rows)
    pairs = list(zip(rows, made, strict=True))
    save_all(OwnReference(volunteer=one, unit=known.unit(row.unit), reference=row.reference) for row, one in pairs)
    save_all(each for row, one in pairs for each in _household(row, one))
    save_all(
        VolunteerPlace(volunteer=one, **row.place, district=known.unit(row.district) if row.district else None)
        for row, one in pairs
        if row.district or any(row.place.values())
    )
    vettings = save_all(_vetting(row, one, known) for row, one in pairs)
    save_all(_approval(row, vetting, known) for row, vetting in zip(rows, vettings, strict=True))
    _record(made, vettings, by=by, number=number)
    return {(row.unit, row.reference): one for row, one in pairs}


def _volunteer(row: VolunteerRow, known: Known) -> Volunteer:
    return Volunteer(
        unit=known.unit(row.unit),
        area=row.area,
        name=row.name,
        name_key=names.key(row.name)[:200],
        email=row.email,
        phone=row.phone,
        kinds=list(row.kinds),
        protection=row.protection,
        traits=list(row.traits),
        lacks=list(row.lacks),
        state=VolunteerState.AVAILABLE,
        joined_on=row.approved_on,
    )


def _household(row: VolunteerRow, volunteer: Volunteer) -> list[HouseholdMember]:
    part = HouseholdMember.Part
    parts = [part.APPLICANT, part.PARTNER, *[part.ADULT] * len(row.adults)]
    adults = [
        member(part=part, name=adult.name, identity_number=adult.number)
        for part, adult in zip(parts, row.adults, strict=False)
    ]
    children = [member(part=part.CHILD, name=CHILD, birth_year=year) for year in row.children]
    since = row.approved_on
    return [HouseholdMember(volunteer=volunteer, added_on=since, **fields) for fields in (*adults, *children)]


def _vetting(row: VolunteerRow, volunteer: Volunteer, known: Known) -> Vetting:
    """What carries the approval. Of its parts nothing is known here: they are with whoever vetted."""
    return Vetting(
        unit=volunteer.unit,
        area=volunteer.area,
        volunteer=volunteer,
        investigator=known.user(row.investigator),
        kinds=list(row.kinds),
        client_areas=list(row.client_areas),
        client_age_from=row.age_from,
        client_age_to=row.age_to,
        opened_on=row.approved_on,
        assessment=ASSESSMENT,
        scope_kinds=list(row.kinds),
        scope_age_from=row.age_from,
        scope_age_to=row.age_to,
        scope_places=row.places,
        scope_nights=row.nights,
        scope_traits=list(row.suits),
        scope_valid_until=row.valid_until,
        proposed_on=row.approved_on,
        closed_on=row.approved_on,
        told_on=row.approved_on,
        state=VettingState.APPROVED,
    )


def _approval(row: VolunteerRow, vetting: Vetting, known: Known) -> Approval:
    return Approval(
        vetting=vetting,
        volunteer=vetting.volunteer,
        unit=vetting.unit,
        investigator=vetting.investigator,
        approver=known.user(row.approver),
        decided_on=row.approved_on,
        kinds=list(row.kinds),
        client_areas=list(row.client_areas),
        age_from=row.age_from,
        age_to=row.age_to,
        places=row.places,
        nights=row.nights,
        traits=list(row.suits),
        conditions=row.conditions,
        valid_until=row.valid_until,
    )


def _record(volunteers: list[Volunteer], vettings: list[Vetting], *, by: Actor, number: int) -> None:
    """As an approval writes it: the vetting's event, and beside it what came of it."""
    events = record_many(entries("approve", vettings, by=by, number=number, to="approved"))
    for name in ("take_on", "enter"):
        effects = entries(name, volunteers, by=by, number=number)
        record_many(replace(each, cause=event) for each, event in zip(effects, events, strict=True))

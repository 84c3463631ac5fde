"""What stands in each party's copy of the agreement: what is theirs to know, and nothing more. Pure.

Nobody's identity number stands in a copy that leaves the unit. The volunteer's pay is not the client's to read. Of
somebody with protected identity no way to reach them and no place stands in anybody's copy, the unit's own too.
"""

from typing import Any

from django.db import models

from brokerage import clock
from brokerage.organisation.models import Unit
from brokerage.pages.wording import day
from decisions.models import Guardian
from matching.models import Agreement, Assignment, Signature
from recruitment.models import Volunteer

ADULT, OWN_ACTION = 18, 15
THROUGH_US = "genom kontaktsekreteraren (skyddade personuppgifter)"


class Party(models.TextChoices):
    CLIENT = "klient", "Klientens exemplar"
    VOLUNTEER = "uppdragstagare", "Uppdragstagarens exemplar"
    UNIT = "enhet", "Enhetens exemplar"


Facts = list[tuple[str, Any]]


def facts_for(party: Party, assignment: Assignment, version: Agreement | None = None) -> Facts:
    """The lines of one copy, in order; lines without a value are left out."""
    decision, volunteer = assignment.decision, assignment.volunteer
    client = decision.client
    is_unit = party == Party.UNIT
    found: Facts = [
        ("Insats", assignment.get_kind_display()),
        ("Klient", client.identity.name),
        ("Personnummer", client.identity.number if is_unit else ""),
        ("Ärende", decision.case_reference if is_unit else ""),
    ]
    guardians = client.guardians_on(clock.today()) if client.identity.age() < 18 else []
    found += [("Vårdnadshavare", _reach(each)) for each in guardians]
    found += [
        ("Uppdragstagare", volunteer.name),
        ("Nås", _volunteer_reach(volunteer) if party != Party.VOLUNTEER else ""),
        ("Utsedd", day(assignment.appointment.decided_on)),
        ("Beslutsfattare", assignment.appointment.decision_maker if is_unit else ""),
        ("Delegation", assignment.appointment.delegation if is_unit else ""),
        ("Planerad start", day(assignment.starts_on)),
        ("Omfattning", decision.extent),
    ]
    agreement = version or assignment.agreement
    if agreement:
        found += [
            ("Upplägg", agreement.scheme),
            ("Hämta och lämna", agreement.handover),
            ("Det här ingår", agreement.included),
            ("Det här ingår inte", agreement.excluded),
            ("Ersättning", agreement.compensation if party != Party.CLIENT else ""),
            ("Försäkring", agreement.insurance),
            ("Uppsägningstid", f"{agreement.notice_days} dagar"),
        ]
    return [(label, value) for label, value in found if value]


def appointment_facts(assignment: Assignment) -> Facts:
    """What stands in the decision to appoint. It stays with the unit, and so carries the identity number."""
    decision, appointment = assignment.decision, assignment.appointment
    ground = decision.ground
    under = f"{ground.appointed_under} {ground.law}" if ground.appointed_under else ""
    found: Facts = [
        ("Klient", decision.client.identity.name),
        ("Personnummer", decision.client.identity.number),
        ("Ärende", decision.case_reference),
        ("Beviljat", f"{day(decision.decided_on)}, {decision.ground}"),
        ("Omfattning", decision.extent),
        ("Utses", assignment.volunteer.name),
        ("Som", assignment.get_kind_display()),
        ("Lagrum", under),
        ("Från och med", day(assignment.starts_on)),
        ("Utsett den", day(appointment.decided_on)),
        ("Beslutsfattare", appointment.decision_maker.name),
        ("Delegation", appointment.delegation),
        ("Inlagt av", f"{appointment.recorded_by.name}, {day(appointment.recorded_on)}"),
    ]
    return [(label, value) for label, value in found if value]


def sender(assignment: Assignment) -> str:
    """Whose paper it is."""
    return organisation_of(assignment.unit, is_secret=assignment.decision.client.is_protected)


def organisation_of(unit: Unit, *, is_secret: bool) -> str:
    """Who writes, on paper. Of a protected client the district is a place too, and does not stand there."""
    city = "Stockholms stad"
    return city if is_secret else f"{unit}, {city}"


def givers(assignment: Assignment) -> list[str]:
    """Who decides for the client, by name: the guardians of a child, and whoever has turned fifteen too.

    Source: SoL (2025:400) 3:4 (own right of action from fifteen); FB 6:11 and 6:13 (the guardians together).
    """
    return [name for part, _, name in signing(assignment) if part in (Signature.Part.GUARDIAN, Signature.Part.CLIENT)]


def title_of(assignment: Assignment, version: Agreement) -> str:
    """What stands above the paper."""
    if version.about == Agreement.About.PARENTS:
        return "Avtal om stöd till föräldrarna"
    return f"Avtal: {assignment.get_kind_display().lower()}"


def signing_of(assignment: Assignment, about: str) -> list[tuple[str, Guardian | None, str]]:
    """Who signs one of the agreements: that on the parents' own support is not the child's to sign."""
    found = signing(assignment)
    if about == Agreement.About.PARENTS:
        return [each for each in found if each[0] != Signature.Part.CLIENT]
    return found


def signing(assignment: Assignment) -> list[tuple[str, Guardian | None, str]]:
    """Who signs the agreement: those who decide for the client, the volunteer, and the unit."""
    client, part = assignment.decision.client, Signature.Part
    age = client.identity.age()
    guardians = client.guardians_on(clock.today()) if age < ADULT else []
    found: list[tuple[str, Guardian | None, str]] = [(part.GUARDIAN, each, each.name) for each in guardians]
    if age >= OWN_ACTION or not found:
        found.append((part.CLIENT, None, client.identity.name))
    return [*found, (part.VOLUNTEER, None, assignment.volunteer.name), (part.UNIT, None, sender(assignment))]


def signers(assignment: Assignment, about: str = "child") -> list[str]:
    """The lines to sign on, in everybody's copy."""
    return [name for _, _, name in signing_of(assignment, about)]


def _reach(guardian: Guardian) -> str:
    if guardian.protection != "none" or guardian.client.is_protected:
        return f"{guardian.name}, {THROUGH_US}"
    return ", ".join(part for part in (guardian.name, guardian.phone) if part)


def _volunteer_reach(volunteer: Volunteer) -> str:
    return THROUGH_US if volunteer.is_protected else volunteer.phone

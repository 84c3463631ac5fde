"""What stands in each party's copy of the agreement: what is theirs to know, and nothing more. Pure.

Nobody's identity number stands in a copy that leaves the unit. The volunteer's pay is not the client's to read. Of
somebody with protected identity no way to reach them and no place stands in anybody's copy, the unit's own too.
"""

from typing import Any

from django.db import models

from brokerage import clock
from brokerage.pages.wording import day
from decisions.models import Guardian
from matching.models import Assignment
from recruitment.models import Volunteer

THROUGH_US = "genom kontaktsekreteraren (skyddade personuppgifter)"


class Party(models.TextChoices):
    CLIENT = "klient", "Klientens exemplar"
    VOLUNTEER = "uppdragstagare", "Uppdragstagarens exemplar"
    UNIT = "enhet", "Enhetens exemplar"


Facts = list[tuple[str, Any]]


def facts_for(party: Party, assignment: Assignment) -> Facts:
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
    agreement = assignment.agreement
    found += [
        ("Upplägg", agreement.scheme),
        ("Ingår och ingår inte", agreement.included),
        ("Ersättning", agreement.compensation if party != Party.CLIENT else ""),
        ("Uppsägningstid", f"{agreement.notice_days} dagar"),
    ]
    return [(label, value) for label, value in found if value]


def sender(assignment: Assignment) -> str:
    """Whose paper it is. Of a protected client the district is a place too, and does not stand on paper."""
    city = "Stockholms stad"
    return city if assignment.decision.client.is_protected else f"{assignment.unit}, {city}"


def signers(party: Party, assignment: Assignment) -> list[str]:
    """Who signs: the guardians for a child, who has turned fifteen signs too (SoL (2025:400) 3:4)."""
    client = assignment.decision.client
    age = client.identity.age()
    found = [each.name for each in client.guardians_on(clock.today())] if age < 18 else []
    if age >= 15 or not found:
        found.append(client.identity.name)
    return [*found, assignment.volunteer.name, sender(assignment)]


def _reach(guardian: Guardian) -> str:
    if guardian.protection != "none" or guardian.client.is_protected:
        return f"{guardian.name}, {THROUGH_US}"
    return ", ".join(part for part in (guardian.name, guardian.phone) if part)


def _volunteer_reach(volunteer: Volunteer) -> str:
    return THROUGH_US if volunteer.is_protected else volunteer.phone

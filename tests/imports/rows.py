"""A small city as rows: a family of Bromma, a child with a decision, and the family's assignment."""

from datetime import date
from typing import Any

from brokerage import identity
from brokerage.imports.records import Adult, AssignmentRow, CaseRow, GuardianRow, VolunteerRow

KAJSA = identity.made_up(date(2015, 4, 2), 980)
KARIN = identity.made_up(date(1985, 4, 12), 982)
PER = identity.made_up(date(1984, 1, 30), 981)
APPROVED, DECIDED, APPOINTED, STARTED = date(2025, 9, 1), date(2025, 10, 6), date(2025, 11, 3), date(2025, 11, 10)


def family(**given: Any) -> VolunteerRow:
    """Familjen Åberg, approved as contact family in Bromma's own pool."""
    fields: dict[str, Any] = {
        "reference": "U-1",
        "unit": "Bromma",
        "area": "IoF",
        "name": "Familjen Åberg",
        "kinds": ("family",),
        "client_areas": ("IoF",),
        "age_from": 4,
        "age_to": 12,
        "nights": True,
        "approved_on": APPROVED,
        "valid_until": date(2028, 8, 31),
        "investigator": "anna@formedlingen.example",
        "approver": "mia@formedlingen.example",
        "adults": (Adult("Karin Åberg", KARIN), Adult("Per Åberg", PER)),
        "children": (2016,),
        "email": "karin@post.example",
        "phone": "070-174 06 05",
        "street": "Björkvägen 3",
        "postcode": "168 50",
        "town": "Bromma",
        "district": "Bromma",
    }
    return VolunteerRow(**fields | given)


def case(**given: Any) -> CaseRow:
    """Kajsa, ten years old, granted a contact family, which has been with her since November."""
    fields: dict[str, Any] = {
        "unit": "Bromma",
        "area": "IoF",
        "number": KAJSA,
        "name": "Kajsa Kanariefågel",
        "guardians": (GuardianRow("Moa Mor", DECIDED, phone="070-174 06 06"),),
        "communication": "Bildstöd",
        "street": "Ekstigen 4",
        "postcode": "167 40",
        "town": "Bromma",
        "ground": "sol2025-family",
        "extent": "Varannan helg",
        "purposes": ("relief", "change"),
        "decided_on": DECIDED,
        "valid_to": date(2026, 12, 31),
        "decision_maker": "hedda@formedlingen.example",
        "delegation": "3.2",
        "case_reference": "BRO-2025-0001",
        "executed_on": STARTED,
        "musts": ("weekend-even",),
        "important": ("smoke-free",),
        "wishes": ("nature", "animals"),
        "urgency": "soon",
        "together": 2,
        "words": "Ett barn som tycker om djur och natur.",
    }
    return CaseRow(**fields | given)


def assignment(**given: Any) -> AssignmentRow:
    """The family's assignment with Kajsa."""
    fields: dict[str, Any] = {
        "unit": "Bromma",
        "case_reference": "BRO-2025-0001",
        "volunteer": "U-1",
        "kind": "family",
        "appointed_on": APPOINTED,
        "decision_maker": "mia@formedlingen.example",
        "delegation": "3.3",
        "secretary": "anna@formedlingen.example",
        "starts_on": STARTED,
        "started_on": STARTED,
    }
    return AssignmentRow(**fields | given)

"""The usual steps of getting to know each other (inskolning), to be adjusted to the child. Pure.

Source: Solna's routine «Förslag till inskolning hos kontaktfamilj», as told in FoU Nordväst (2019).
"""

from datetime import date, timedelta

from recruitment.models import Kind

_FAMILY = (
    ("Träff hos oss, alla tillsammans", 0),
    ("Besök hemma hos familjen, med någon som barnet känner", 7),
    ("En kort vistelse, utan övernattning", 14),
    ("Första natten", 21),
)
_PERSON = (
    ("Träff hos oss, alla tillsammans", 0),
    ("En kort träff, med någon som den det gäller känner", 7),
    ("Första gången på egen hand", 14),
)
_STEPS = {Kind.CONTACT_FAMILY: _FAMILY, Kind.SHORT_TERM_FAMILY: _FAMILY}


def usual_steps(kind: str, first: date) -> list[tuple[str, date]]:
    """Each step with a day for it, a week apart, from a day on."""
    return [(title, first + timedelta(days=days)) for title, days in _STEPS.get(Kind(kind), _PERSON)]

"""Who works where: the cast in its own places, and in every other one somebody without whom nothing gets decided."""

from collections.abc import Iterable
from random import Random

from django.utils.text import slugify

from brokerage.demo.cast import COLLEAGUES, PARTS, Part
from brokerage.demo.people import FIRST, LAST
from brokerage.organisation.models import Area, Role

AREAS = (Area.IOF, Area.LSS, Area.SP)
WORDS = {
    Role.CASE_OFFICER: "handläggare",
    Role.CONTACT_SECRETARY: "kontaktsekreterare",
    Role.DISTRICT_MANAGER: "enhetschef",
}


class Staff:
    """The accounts of a city, and who holds a role there; pure, and the same for the same districts."""

    def __init__(self, districts: Iterable[str]) -> None:
        self.parts: list[Part] = [*PARTS, *COLLEAGUES]
        self._held = {
            (unit, area, role): part for part in self.parts for unit, role, areas in part.places for area in areas
        }
        for unit in districts:
            for area in AREAS:
                for role in WORDS:
                    if (unit, area, role) not in self._held:
                        self._hire(unit, area, role)

    def _hire(self, unit: str, area: Area, role: Role) -> None:
        dice = Random(f"{unit} {area} {role}")
        part = Part(
            f"{slugify(unit)}.{area.lower()}.{slugify(WORDS[role])}",
            f"{dice.choice(FIRST)} {dice.choice(LAST)}",
            f"{WORDS[role]} i {unit}",
            ((unit, role, (area,)),),
        )
        self.parts.append(part)
        self._held[unit, area, role] = part

    def key(self, unit: str, area: str, role: Role) -> str:
        return self._held[unit, Area(area), role].key

    def email(self, unit: str, area: str, role: Role) -> str:
        return self._held[unit, Area(area), role].email

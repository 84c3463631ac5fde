"""The volunteers of the caseload: somebody for everybody whose decision is executed, and a few more. Pure.

Families are scarce: nearly all who have a place have somebody in it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from brokerage.demo.people import POSTCODE, TOWN, People, profile
from brokerage.demo.staff import Staff
from brokerage.imports.records import Adult, VolunteerRow
from brokerage.organisation.models import Role
from brokerage.organisation.reference import BROKERAGE

PERSON, QUALIFIED, FAMILY, SHORT = "person", "qualified", "family", "short_family"
FAMILIES = {FAMILY, SHORT}
BANDS = ((0, 12), (4, 17), (7, 20), (12, 25), (18, 45), (18, 70))
FROM_THE_CITY = 0.27  # of the assignments: whom the brokerage found
PROTECTED = 0.01
RECRUITERS = ("rut@demo.example", "tove@demo.example")
SUITS = ("npf", "autism", "teenager", "anxiety")
# Whom the city's free contact persons could be with.
ANYBODY = (("IoF", "LSS"), ("LSS", "SP"), ("IoF", "LSS", "SP"))
Key = tuple[str, str, str]


@dataclass
class Home:
    """A volunteer in the making."""

    facts: dict[str, Any]
    ages: tuple[int, int]
    places: int
    approved_on: date
    valid_until: date
    first: date  # since when they have had those whom they have now
    taken: int = 0

    def row(self) -> VolunteerRow:
        low, high = self.ages
        return VolunteerRow(
            **self.facts,
            age_from=low,
            age_to=high,
            places=self.places,
            approved_on=self.approved_on,
            valid_until=self.valid_until,
        )


@dataclass(frozen=True)
class Wanted:
    """Whom a case needs: from when to when, and how old the client is then."""

    unit: str
    area: str
    kind: str
    ages: tuple[int, int]
    appointed_on: date
    ended_on: date | None = None


@dataclass
class Pool:
    """All pools of the city while they are made."""

    today: date
    staff: Staff
    dice: Random
    people: People
    districts: list[str]
    homes: list[Home] = field(default_factory=list)
    _numbers: Counter[str] = field(default_factory=Counter)
    _roomy: dict[Key, list[Home]] = field(default_factory=lambda: defaultdict(list))
    _all: dict[Key, list[Home]] = field(default_factory=lambda: defaultdict(list))

    def rows(self) -> tuple[VolunteerRow, ...]:
        return tuple(home.row() for home in self.homes)

    def for_running(self, wanted: Wanted) -> Home:
        """Somebody with a place left, else somebody new."""
        key = self._key(wanted)
        roomy = self._roomy[key]
        for home in roomy[-3:]:
            if home.approved_on <= wanted.appointed_on and _covers(home.ages, wanted.ages):
                break
        else:
            home = self._new(key, (wanted.area,), wanted.ages, wanted.appointed_on)
            self._all[key].append(home)
            roomy.append(home)
        home.taken += 1
        if home.taken == home.places:
            roomy.remove(home)
        return home

    def for_ended(self, wanted: Wanted) -> Home:
        """Somebody who has been with another since, else somebody who has stopped."""
        key = self._key(wanted)
        known = self._all[key]
        for home in self.dice.sample(known, min(4, len(known))):
            if wanted.ended_on and home.first > wanted.ended_on and _covers(home.ages, wanted.ages):
                home.first = wanted.appointed_on
                home.approved_on = min(home.approved_on, wanted.appointed_on - timedelta(days=20))
                return home
        home = self._new(key, (wanted.area,), wanted.ages, wanted.appointed_on)
        ended_on = wanted.ended_on or self.today
        home.valid_until = ended_on + timedelta(days=self.dice.randint(0, max(0, (self.today - ended_on).days - 1)))
        return home

    def close(self) -> None:
        """A family with room left has it no more: it takes one at a time."""
        for home in self.homes:
            if home.taken and FAMILIES & set(home.facts["kinds"]):
                home.places = home.taken

    def free(self, unit: str, area: str, kind: str, count: int) -> None:
        """So many who wait for somebody; the pool of the brokerage is for all areas."""
        for _ in range(count):
            bands = BANDS[:2] if kind in FAMILIES else BANDS[-2:] if area == "SP" else BANDS[2:]
            is_citys = unit == BROKERAGE
            areas = self.dice.choice(ANYBODY) if is_citys and kind == PERSON else (area,)
            approved_on = self.today - timedelta(days=self.dice.randint(400, 700))
            self._new((unit, area, kind), areas, self.dice.choice(bands), approved_on)

    def _key(self, wanted: Wanted) -> Key:
        from_the_city = self.dice.random() < FROM_THE_CITY
        return (BROKERAGE if from_the_city else wanted.unit, wanted.area, wanted.kind)

    def _new(self, key: Key, client_areas: Iterable[str], ages: tuple[int, int], appointed_on: date) -> Home:
        unit, area, kind = key
        is_citys = unit == BROKERAGE
        dice = self.dice
        reference = self._reference(unit)
        is_family = kind in FAMILIES
        adults = self._adults(is_family=is_family)
        last = adults[0].name.split()[-1]
        is_hidden = dice.random() < PROTECTED
        district = dice.choice(self.districts) if is_citys or dice.random() < 0.15 else unit
        facts: dict[str, Any] = {
            "reference": reference,
            "unit": unit,
            "area": "" if is_citys else area,
            "name": f"Familjen {last}" if is_family else adults[0].name,
            "kinds": (kind,),
            "client_areas": tuple(client_areas),
            "nights": is_family,
            "investigator": dice.choice(RECRUITERS)
            if is_citys
            else self.staff.email(unit, area, Role.CONTACT_SECRETARY),
            "approver": "disa@demo.example" if is_citys else self.staff.email(unit, area, Role.DISTRICT_MANAGER),
            "adults": adults,
            "children": self._children() if is_family else (),
            "phone": self.people.phone(),
            "protection": "marked" if is_hidden else "none",
            "suits": tuple(sorted(dice.sample(SUITS, 2))),
        }
        if not is_hidden:
            first = adults[0].name.split()[0]
            facts |= {"email": self.people.email(first, last), "district": district}
            facts |= {"street": self.people.street(), "postcode": POSTCODE, "town": TOWN}
        told = profile(f"{unit} {reference}", is_family=is_family)
        facts |= {name: tuple(codes) for name, codes in told.items()}
        home = Home(
            facts,
            ages=_band(dice, ages),
            places=1 if dice.random() < 0.8 else 2 if dice.random() < 0.8 else 3,
            approved_on=appointed_on - timedelta(days=dice.randint(10, 200)),
            valid_until=self.today + timedelta(days=_days_left(dice.randint(20, 900), self._numbers[unit])),
            first=appointed_on,
        )
        self.homes.append(home)
        return home

    def _reference(self, unit: str) -> str:
        self._numbers[unit] += 1
        # An assignment is put in by reference, looked for in the district first and then in the brokerage.
        return f"{'R' if unit == BROKERAGE else 'U'}-{self._numbers[unit]:05}"

    def _adults(self, *, is_family: bool) -> tuple[Adult, ...]:
        first = self.people.number(27, 66)
        name = self.people.name_for(first)
        found = [Adult(name, first)]
        if is_family and self.dice.random() < 0.8:
            second = self.people.number(27, 66)
            found.append(Adult(self.people.name_for(second, name.split()[-1]), second))
        return tuple(found)

    def _children(self) -> tuple[int, ...]:
        return tuple(self.today.year - self.dice.randrange(1, 17) for _ in range(self.dice.choice((0, 1, 1, 2, 2, 3))))


def _days_left(days: int, number: int) -> int:
    """Most are renewed in time: of those in the window only one in ten is left to do."""
    return days if days > 90 or number % 10 == 0 else days + 200


def _covers(band: tuple[int, int], ages: tuple[int, int]) -> bool:
    return band[0] <= ages[0] and ages[1] <= band[1]


def _band(dice: Random, ages: tuple[int, int]) -> tuple[int, int]:
    fitting = [band for band in BANDS if _covers(band, ages)]
    return dice.choice(fitting) if fitting else ages


def free_family_places(rows: Iterable[VolunteerRow], taken: Mapping[tuple[str, str], int], day: date) -> int:
    """How many places with families are free on a day, by unit and reference of who has them."""
    return sum(
        max(0, row.places - taken.get((row.unit, row.reference), 0))
        for row in rows
        if FAMILIES & set(row.kinds) and row.valid_until >= day
    )

"""The caseload of the city as rows: clients with decisions, the pools' volunteers, and who is whose. Pure.

The proportions are the customer's: cases by law of 2012, decisions not executed in 2010–2011 (about one in a hundred by
LSS, three by SoL). How the districts share them is made up, in the order of magnitude of their size.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, TypeVar

from brokerage import clock, identity
from brokerage.demo import telling
from brokerage.demo.people import POSTCODE, TOWN, People
from brokerage.demo.pool import FAMILIES, FAMILY, PERSON, QUALIFIED, SHORT, Home, Pool, Wanted
from brokerage.demo.sizes import Size
from brokerage.demo.staff import Staff
from brokerage.imports.records import AssignmentRow, CaseRow, City, GuardianRow
from brokerage.organisation.models import Role
from brokerage.organisation.reference import BROKERAGE

Thing = TypeVar("Thing")
NEW_ACT = date(2025, 7, 1)
YEARS = 6
# Thousand inhabitants, roughly, and beside it how much child welfare there is to each.
DISTRICTS = {
    "Bromma": (82, 0.8),
    "Enskede-Årsta-Vantör": (105, 1.2),
    "Farsta": (61, 1.3),
    "Hägersten-Älvsjö": (120, 0.8),
    "Hässelby-Vällingby": (75, 1.3),
    "Järva": (100, 1.6),
    "Kungsholmen": (72, 0.6),
    "Norra innerstaden": (147, 0.5),
    "Skarpnäck": (46, 1.1),
    "Skärholmen": (38, 1.7),
    "Södermalm": (130, 0.7),
}
EXECUTED, ENDED, INTERRUPTED, PLANNED, WAITING, LATE = "executed", "ended", "interrupted", "planned", "waiting", "late"
# Of a thousand cases.
FATES = {
    "LSS": {EXECUTED: 805, ENDED: 90, INTERRUPTED: 25, PLANNED: 10, WAITING: 57, LATE: 13},
    "IoF": {EXECUTED: 755, ENDED: 90, INTERRUPTED: 30, PLANNED: 15, WAITING: 80, LATE: 30},
    "SP": {EXECUTED: 825, ENDED: 80, INTERRUPTED: 20, PLANNED: 10, WAITING: 45, LATE: 20},
}
KINDS = {"LSS": {PERSON: 85, SHORT: 15}, "IoF": {PERSON: 52, FAMILY: 43, QUALIFIED: 5}, "SP": {PERSON: 1}}
WANTING = {"LSS": {PERSON: 76, SHORT: 24}, "IoF": {PERSON: 34, FAMILY: 62, QUALIFIED: 4}, "SP": {PERSON: 1}}
AGES = {
    ("IoF", PERSON): ((9, 19),),
    ("IoF", FAMILY): ((2, 13),),
    ("IoF", QUALIFIED): ((14, 19),),
    ("LSS", PERSON): ((12, 20), (20, 62)),
    ("LSS", SHORT): ((5, 17),),
    ("SP", PERSON): ((20, 62),),
}
PROTECTED = 0.015
KINDS_OF_PROTECTION = ("marked", "registered", "threatened")
CAST = {("Bromma", "IoF"), ("Bromma", "LSS"), ("Farsta", "IoF")}


def shares(count: int, weights: Mapping[Thing, float]) -> dict[Thing, int]:
    """A whole number for each, by weight, that add up to the count."""
    whole = sum(weights.values())
    exact = {each: count * weight / whole for each, weight in weights.items()}
    found = {each: int(value) for each, value in exact.items()}
    for each in sorted(exact, key=lambda each: found[each] - exact[each])[: count - sum(found.values())]:
        found[each] += 1
    return found


def caseload(
    size: Size,
    *,
    today: date,
    staff: Staff,
    seed: int = 2012,
    minus: Mapping[str, int] | None = None,
    taken: set[str] | None = None,
) -> City:
    """Everything that is put in at once. The same from the same arguments.

    `minus` are cases by area that come about by steps, `taken` identity numbers that somebody has already.
    """
    made = _Making(today, staff, Random(f"caseload {seed}"), taken)
    for area, count in size.cases.items():
        made.area(area, count - (minus or {}).get(area, 0))
    made.find_homes()
    made.free(size)
    return City(
        volunteers=made.pool.rows(), cases=tuple(each.row for each in made.cases), assignments=made.assignments()
    )


@dataclass(frozen=True)
class _Case:
    """A row, and what it does not say itself."""

    row: CaseRow
    kind: str
    fate: str
    born: date


class _Making:
    def __init__(self, today: date, staff: Staff, dice: Random, taken: set[str] | None) -> None:
        self.today, self.staff, self.dice = today, staff, dice
        self.people = People(dice, today, taken)
        self.pool = Pool(today, staff, dice, self.people, list(DISTRICTS))
        self.cases: list[_Case] = []
        self.found: list[tuple[_Case, Wanted, Home]] = []
        self.numbers: Counter[str] = Counter()

    def back(self, least: int, most: int) -> date:
        return self.today - timedelta(days=self.dice.randint(least, most))

    def area(self, area: str, count: int) -> None:
        """All cases of a programme area, over the districts."""
        weights = {name: people * (need if area == "IoF" else 1) for name, (people, need) in DISTRICTS.items()}
        units = [unit for unit, some in shares(count, weights).items() for _ in range(some)]
        fates = [fate for fate, some in shares(count, FATES[area]).items() for _ in range(some)]
        self.dice.shuffle(fates)
        for unit, fate in zip(units, fates, strict=True):
            self.cases.append(self.case(unit, area, fate))

    def case(self, unit: str, area: str, fate: str) -> _Case:
        weights = WANTING[area] if fate in (WAITING, LATE) else KINDS[area]
        kind = self.dice.choices(list(weights), list(weights.values()))[0]
        dates = self.dates(fate)
        decided_on = dates["decided_on"]
        number = self.people.number_at(decided_on, *self.dice.choice(AGES[area, kind]))
        name = self.people.name_for(number)
        is_hidden = self.dice.random() < PROTECTED
        protection = self.dice.choice(KINDS_OF_PROTECTION) if is_hidden else "none"
        has_need = fate != WAITING or (self.today - decided_on).days > self.dice.randrange(14)
        self.numbers[unit] += 1
        row = CaseRow(
            unit=unit,
            area=area,
            number=number,
            name=name,
            **self.voices(number, name, area, decided_on, protection),
            protection=protection,
            **({} if is_hidden or self.dice.random() < 0.3 else self.place()),
            interpreter=self.dice.choice(telling.INTERPRETERS) if self.dice.random() < 0.06 else "",
            communication="Bildstöd" if area == "LSS" and self.dice.random() < 0.15 else "",
            ground=ground(area, kind, decided_on),
            extent=self.dice.choice(telling.EXTENTS[kind]),
            purposes=self.dice.choice(telling.PURPOSES[area]),
            valid_to=self.valid_to(dates),
            decision_maker=self.staff.email(unit, area, Role.CASE_OFFICER),
            delegation="3.2",
            case_reference=f"{unit[:3].upper()}-{decided_on.year}-{self.numbers[unit]:05}",
            end_reason=self.dice.choice(telling.ENDINGS) if fate == ENDED else "",
            **dates,
            **(telling.need(self.dice, area, kind) if has_need else {}),
        )
        return _Case(row, kind, fate, identity.parse(number).born)

    def dates(self, fate: str) -> dict[str, Any]:
        """When it was decided, and what has come of it since."""
        if fate in (WAITING, PLANNED):
            return {"decided_on": self.back(2, 86) if fate == WAITING else self.back(30, 90)}
        if fate == LATE:
            return {"decided_on": self.back(94, 130 if self.dice.random() < 0.7 else 240)}
        least = {EXECUTED: 40, ENDED: 260, INTERRUPTED: 260}[fate]
        decided_on = self.today - timedelta(days=least + int(self.dice.random() ** 1.4 * (YEARS * 365 - least)))
        waited = self.dice.randint(18, 89) if self.dice.random() < 0.93 else self.dice.randint(93, 150)
        executed_on = min(decided_on + timedelta(days=waited), self.today - timedelta(days=self.dice.randint(1, 9)))
        dates = {"decided_on": decided_on, "executed_on": executed_on}
        since = (self.today - executed_on).days
        if fate == INTERRUPTED:
            dates["interrupted_since"] = self.back(4, min(130, since - 20))
        elif fate == ENDED:
            dates["ended_on"] = self.back(3, since - 40)
        return dates

    def valid_to(self, dates: dict[str, date]) -> date | None:
        if "ended_on" in dates:
            return dates["ended_on"]
        if "executed_on" not in dates:
            return clock.months_after(dates["decided_on"], 12)
        return self.today + timedelta(days=self.dice.randint(5, 360)) if self.dice.random() < 0.7 else None

    def voices(self, number: str, name: str, area: str, decided_on: date, protection: str) -> dict[str, Any]:
        """Who has agreed, as the law asks by age: the guardians of a child, and whoever is old enough themselves."""
        age = clock.age(identity.parse(number).born, decided_on)
        asked_on = decided_on - timedelta(days=self.dice.randint(0, 14))
        is_hidden = protection != "none"
        guardians = []
        for place in range(self.dice.choice((1, 2, 2)) if age < 18 else 0):
            whose = self.people.full_name(name.split()[-1], is_woman=(place == 0) == (self.dice.random() < 0.9))
            phone = "" if is_hidden else self.people.phone()
            guardians.append(GuardianRow(whose, asked_on, phone=phone, protection=protection))
        return {
            "guardians": tuple(guardians),
            "own_consent_on": asked_on if age >= (15 if area == "LSS" else 12) else None,
            "phone": self.people.phone() if age >= 15 and not is_hidden else "",
        }

    def place(self) -> dict[str, Any]:
        return {"street": self.people.street(), "postcode": POSTCODE, "town": TOWN}

    def find_homes(self) -> None:
        """Somebody for everybody whose decision is executed, was, or is about to be; the oldest first."""
        wanting = [(each, self.wanted(each)) for each in self.cases if each.fate not in (WAITING, LATE)]
        wanting.sort(key=lambda pair: (pair[1].appointed_on, pair[0].row.case_reference))
        for is_over, find in ((False, self.pool.for_running), (True, self.pool.for_ended)):
            for each, wanted in wanting:
                if bool(wanted.ended_on) == is_over:
                    self.found.append((each, wanted, find(wanted)))
        self.pool.close()

    def wanted(self, case: _Case) -> Wanted:
        row = case.row
        begins = row.executed_on or self.today
        appointed_on = max(row.decided_on, begins - timedelta(days=self.dice.randint(4, 20)))
        last = row.ended_on or (row.interrupted_since and row.interrupted_since - timedelta(days=1))
        ages = (clock.age(case.born, appointed_on), clock.age(case.born, last or self.today))
        return Wanted(row.unit, row.area, case.kind, ages, appointed_on, last)

    def free(self, size: Size) -> None:
        """Those who wait for somebody: of families, far fewer than there are who need one."""
        waiting = Counter((each.row.unit, each.row.area, each.kind) for each in self.cases if each.row.waiting_since)
        for unit in DISTRICTS:
            for area, kinds in KINDS.items():
                for kind in kinds:
                    some = waiting[unit, area, kind] // 3 if kind in FAMILIES else waiting[unit, area, kind] // 2 + 1
                    if (unit, area) in CAST:
                        some = max(some, {PERSON: 6, FAMILY: 1}.get(kind, 0))
                    self.pool.free(unit, area, kind, some)
        self.pool.free(BROKERAGE, "IoF", PERSON, size.free_people)
        self.pool.free(BROKERAGE, "IoF", FAMILY, size.free_families)
        self.pool.free(BROKERAGE, "LSS", SHORT, size.free_families // 3)

    def assignments(self) -> tuple[AssignmentRow, ...]:
        return tuple(self.assignment(case, wanted, home) for case, wanted, home in self.found)

    def assignment(self, case: _Case, wanted: Wanted, home: Home) -> AssignmentRow:
        row = case.row
        ending = ""
        if wanted.ended_on:
            ending = self.dice.choice(("purpose_met", "client", "moved") if row.ended_on else ("volunteer", "unsuited"))
        return AssignmentRow(
            unit=row.unit,
            case_reference=row.case_reference,
            volunteer=home.facts["reference"],
            kind=case.kind,
            appointed_on=wanted.appointed_on,
            decision_maker=self.staff.email(row.unit, row.area, Role.CASE_OFFICER),
            delegation="3.3",
            starts_on=row.executed_on or self.today + timedelta(days=self.dice.randint(1, 20)),
            started_on=row.executed_on,
            ended_on=wanted.ended_on,
            ending=ending,
        )


def ground(area: str, kind: str, day: date) -> str:
    """The code of the legal ground of a day."""
    if area == "LSS":
        return "lss-short-family" if kind == SHORT else "lss-person"
    return f"{'sol2025' if day >= NEW_ACT else 'sol2001'}-{kind}"

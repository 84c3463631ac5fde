"""The caseload as rows: the customer's proportions, nobody real, and nothing that the law or the pool would refuse."""

from collections import Counter
from datetime import date

import pytest

from brokerage import clock, identity
from brokerage.demo.caseload import DISTRICTS, caseload, shares
from brokerage.demo.people import POSTCODE, STREETS, TOWN
from brokerage.demo.pool import free_family_places
from brokerage.demo.sizes import SMALL, WHOLE
from brokerage.demo.staff import AREAS, WORDS, Staff
from brokerage.imports.records import City
from brokerage.organisation.reference import DISTRICTS as UNITS
from matching.states import TAKES_PLACE

DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def city() -> City:
    with clock.at(DAY):
        return caseload(WHOLE, today=DAY, staff=Staff(DISTRICTS))


def test_the_customers_caseload(city):
    assert Counter(row.area for row in city.cases) == {"LSS": 1400, "IoF": 800, "SP": 120}
    assert {row.unit for row in city.cases} == set(DISTRICTS)
    assert set(DISTRICTS) == {name for name, _, ends, _ in UNITS if ends is None}


def test_most_are_executed_and_some_wait_past_three_months(city):
    states = Counter(row.state for row in city.cases)
    late = Counter(
        row.area for row in city.cases if row.state == "waiting" and clock.months_after(row.decided_on, 3) < DAY
    )
    assert states["executed"] / len(city.cases) > 0.75
    assert 0.05 < states["waiting"] / len(city.cases) < 0.15
    assert 0.01 < states["interrupted"] / len(city.cases) < 0.04
    # One in a hundred by LSS, three in a hundred by SoL, as the customer counted in 2011.
    assert (late["LSS"], late["IoF"], late["SP"]) == (18, 24, 2)


def test_few_are_protected_and_none_of_them_has_a_place(city):
    hidden = [row for row in (*city.cases, *city.volunteers) if row.protection != "none"]
    assert 0 < len(hidden) <= 0.02 * (len(city.cases) + len(city.volunteers))
    assert not any(any(row.place.values()) for row in hidden)


def test_nobody_is_real(city):
    numbers = [row.number for row in city.cases]
    numbers += [adult.number for row in city.volunteers for adult in row.adults]
    assert all(identity.parse(number).is_reserved for number in numbers)
    assert len(numbers) == len(set(numbers))
    places = [row for row in (*city.cases, *city.volunteers) if any(row.place.values())]
    assert {(row.postcode, row.town) for row in places} == {(POSTCODE, TOWN)}
    assert {row.street.split()[0] for row in places} <= set(STREETS)
    assert {row.email.partition("@")[2] for row in city.volunteers if row.email} == {"post.example"}


def test_families_are_scarce(city):
    waiting = Counter(
        "family" if "family" in row.ground else "other" for row in city.cases if row.waiting_since is not None
    )
    taken = Counter((home_of(city, row), row.volunteer) for row in city.assignments if row.state in TAKES_PLACE)
    free = free_family_places(city.volunteers, taken, DAY)
    assert 0 < free < waiting["family"] / 2


def test_nobody_has_more_assignments_than_places(city):
    places = {(row.unit, row.reference): row.places for row in city.volunteers}
    assert len(places) == len(city.volunteers)
    taken = Counter((home_of(city, row), row.volunteer) for row in city.assignments if row.state in TAKES_PLACE)
    assert all(taken[each] <= places[each] for each in taken)


def test_every_running_assignment_is_executed_and_every_executed_case_has_one(city):
    cases = {(row.unit, row.case_reference): row for row in city.cases}
    assert len(cases) == len(city.cases)
    running = [(row.unit, row.case_reference) for row in city.assignments if row.state == "running"]
    assert {cases[each].state for each in running} == {"executed"}
    assert len(running) == len(set(running)) == sum(row.state == "executed" for row in city.cases)


def test_it_is_always_the_same(city):
    small = caseload(SMALL, today=DAY, staff=Staff(DISTRICTS))
    assert small == caseload(SMALL, today=DAY, staff=Staff(DISTRICTS))
    assert small != caseload(SMALL, today=DAY, staff=Staff(DISTRICTS), seed=2013)
    assert len(caseload(SMALL.times(2), today=DAY, staff=Staff(DISTRICTS)).cases) == 2 * len(small.cases)


def test_every_district_has_somebody_in_each_role():
    staff = Staff(DISTRICTS)
    for unit in DISTRICTS:
        for area in AREAS:
            for role in WORDS:
                assert staff.email(unit, area, role).endswith("@demo.example")
    assert len({part.email for part in staff.parts}) == len(staff.parts)
    assert staff.key("Bromma", "IoF", next(iter(WORDS))) == "hedda"


def test_shares_add_up():
    assert shares(7, {"a": 1, "b": 1, "c": 1}) == {"a": 3, "b": 2, "c": 2}
    assert sum(shares(100, {"a": 1.5, "b": 2.25, "c": 0.1}).values()) == 100


def home_of(city: City, row) -> str:
    """The unit whose volunteer an assignment names: the reference of the brokerage's begin with an R."""
    return "Resursteamen" if row.volunteer.startswith("R") else row.unit

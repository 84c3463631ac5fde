"""What holds for every kind, programme area, age, day and place: each assignment has one answer."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as some

from brokerage import clock
from brokerage.organisation.models import Area
from recruitment.requirements import TRACK_C_FROM, Kind, Plan, Source, extract_holds, paper_kept_until, track_for

kinds, areas = some.sampled_from(Kind), some.sampled_from(Area.values)
ages = some.integers(0, 110)
days = some.dates(date(2024, 1, 1), date(2060, 12, 31))
assignments = some.tuples(kinds, areas, ages, days, some.booleans())
TRACKS = {Source.TRACK_A, Source.TRACK_B, Source.TRACK_C, Source.TRACK_D}
BY_BOARD = {Kind.CONTACT_PERSON, Kind.QUALIFIED, Kind.CONTACT_FAMILY}


def track(kind: str, area: str, age: int, on: date, in_home: bool) -> Source | None:
    return track_for(kind, area, client_age=age, on=on, in_home=in_home)


def expected(kind: str, area: str, age: int, on: date, in_home: bool) -> set[Source]:
    """The four laws, each read alone."""
    found = set()
    if area != "LSS" and kind in BY_BOARD and age < 21:
        found.add(Source.TRACK_A)
    if area == "LSS" and age < 18:
        found.add(Source.TRACK_B)
    if age >= 18 and on >= TRACK_C_FROM and Source.TRACK_A not in found and area != "IoF" and in_home:
        found.add(Source.TRACK_C)
    if age >= 18 and on >= TRACK_C_FROM and kind == Kind.SHORT_TERM_FAMILY and area == "LSS":
        found.add(Source.TRACK_C)
    if age < 18 and not found:
        found.add(Source.TRACK_D)
    return found


@given(assignments)
def test_every_assignment_has_exactly_one_answer(assignment):
    found = track(*assignment)
    assert found in TRACKS | {None}
    assert len(expected(*assignment)) <= 1, "no two laws may ask for the same check"


def is_open_question(kind: str, area: str, age: int, on: date, in_home: bool) -> bool:
    """Whether lag (2026:43) covers an adult's short stay under SoL outside the home: the text says short stay alone."""
    return kind == Kind.SHORT_TERM_FAMILY and area in ("OF", "SP") and age >= 18 and on >= TRACK_C_FROM and not in_home


@given(assignments.filter(lambda each: not is_open_question(*each)))
def test_the_answer_is_what_the_laws_say_one_by_one(assignment):
    found = track(*assignment)
    assert ({found} if found else set()) == expected(*assignment)


@given(kinds, areas, some.integers(21, 110), days, some.booleans())
def test_the_board_never_looks_up_for_somebody_of_21_or_more(kind, area, age, on, in_home):
    assert track(kind, area, age, on, in_home) != Source.TRACK_A


@given(kinds, areas, some.integers(18, 110), days, some.booleans())
def test_the_laws_about_children_never_reach_an_adult(kind, area, age, on, in_home):
    assert track(kind, area, age, on, in_home) not in (Source.TRACK_B, Source.TRACK_D)


@given(kinds, areas, some.integers(0, 17), days, some.booleans())
def test_whoever_meets_a_child_is_always_checked_and_never_by_the_law_about_adults(kind, area, age, on, in_home):
    assert track(kind, area, age, on, in_home) in (Source.TRACK_A, Source.TRACK_B, Source.TRACK_D)


@given(kinds, areas, ages, some.dates(date(2000, 1, 1), date(2026, 2, 28)), some.booleans())
def test_before_march_2026_no_adult_is_a_reason_for_an_extract(kind, area, age, on, in_home):
    assert track(kind, area, age, on, in_home) != Source.TRACK_C


@given(some.sets(kinds, min_size=1), some.sets(areas, min_size=1), ages, ages, days, some.booleans())
def test_the_pool_opens_no_register_whatever_it_is_for(kinds, areas, one, other, on, in_home):
    low, high = sorted((one, other))
    plan = Plan(frozenset(kinds), frozenset(areas), on, range(low, high + 1), in_home=in_home)
    assert plan.register_checks() <= {Source.OWN}
    if low < 18:
        assert plan.register_checks() == {Source.OWN}


@given(some.sets(kinds, min_size=1), some.sets(areas, min_size=1), some.dates(date(1950, 1, 1), date(2024, 1, 1)), days)
def test_a_named_case_is_judged_by_its_client_and_not_by_the_ages_of_the_plan(kinds, areas, born, on):
    plan = Plan(frozenset(kinds), frozenset(areas), on, range(111), client_born=born)
    age = clock.age(born, on)
    answers = {track(kind, area, age, on, in_home=False) for kind in kinds for area in areas}
    assert plan.register_checks() == answers - {None}
    assert Source.OWN not in plan.register_checks()


@given(some.dates(date(2020, 1, 1), date(2060, 1, 1)), some.integers(0, 400))
def test_an_extract_holds_for_half_a_year_and_never_again(issued_on, later):
    on = date.fromordinal(issued_on.toordinal() + later)
    holds = extract_holds(issued_on, on)
    assert holds is (clock.months_after(issued_on, 6) >= on)
    if not holds:
        assert later > 180
        assert not extract_holds(issued_on, date.fromordinal(on.toordinal() + 1))


@given(some.dates(date(2020, 1, 1), date(2060, 1, 1)))
def test_a_paper_copy_is_kept_for_at_least_730_days(starts_on):
    kept = (paper_kept_until(starts_on) - starts_on).days
    assert 730 <= kept <= 731

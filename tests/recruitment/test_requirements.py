"""Which register check the law gives for whom, to the day: the worked cases of the city, without the database."""

from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

import pytest

from brokerage import clock
from recruitment.requirements import (
    NO_TRACK,
    Kind,
    Plan,
    Source,
    extract_holds,
    paper_kept_until,
    requirements,
    track_for,
)
from tests.recruitment.made import plain

START = date(2026, 10, 5)
PERSON, FAMILY, SHORT = {Kind.CONTACT_PERSON}, {Kind.CONTACT_FAMILY}, {Kind.SHORT_TERM_FAMILY}
_keys = count(1)


@dataclass
class Member:
    """Somebody in the home."""

    name: str
    part: str = "applicant"
    moved_out_on: date | None = None
    pk: int = field(default_factory=lambda: next(_keys))

    @property
    def is_adult(self) -> bool:
        return self.part != "child"


@dataclass
class Kept:
    """A check as it is kept."""

    source: Source
    member_id: int
    outcome: str = ""
    issued_on: date | None = None
    on: date = date(2026, 9, 28)
    official: str = "Anna Berg"
    paper_place: str = ""
    keep_until: date | None = None

    def get_outcome_display(self) -> str:
        return {"nothing": "Inget noterat", "no_obstacle": "Noterat, inget hinder"}[self.outcome]


def named(kinds: set[str], area: str, born: date, *, on: date = START, in_home: bool = False) -> Plan:
    return Plan(frozenset(kinds), frozenset({area}), on, range(0), in_home=in_home, client_born=born)


def task_list(plan: Plan, *members: Member, checks: tuple[Kept, ...] = (), **given: Any) -> list[Any]:
    empty: dict[str, Any] = {"references": [], "interviews": [], "visits": [], "consent_on": None}
    return requirements(plan, members=members, checks=checks, **(empty | given))


def checks_in(tasks: list[Any]) -> list[tuple[str, str]]:
    """The register checks of a list of tasks: which, and of whom. The city's own are left out."""
    own = {"check-social", "check-ban", "check-bias"}
    found = [each for each in tasks if each.code.startswith("check-") and each.code not in own]
    return [(each.code.removeprefix("check-"), each.member.name) for each in found]


def missing(tasks: list[Any]) -> list[str]:
    return [each.missing for each in tasks if each.missing]


@pytest.fixture
def couple() -> tuple[Member, Member]:
    return Member("Karin"), Member("Per", "partner")


# (a) A contact family under SoL for a child of nine, from 5 October 2026

CHILD_OF_NINE = named(FAMILY, "IoF", date(2017, 3, 3))


def test_both_adults_of_a_contact_family_are_looked_up_in_this_case(couple):
    tasks = task_list(CHILD_OF_NINE, *couple)
    assert checks_in(tasks) == [("A", "Karin"), ("A", "Per")]
    law = {each.why for each in tasks if each.code == "check-A"}
    assert law == {"13 kap. 7 § SoL, förordning (1999:1134) 11 §"}


def test_the_extract_that_they_showed_for_the_pool_in_march_is_not_enough(couple):
    shown = [Kept(Source.OWN, each.pk, issued_on=date(2026, 2, 20), on=date(2026, 3, 1)) for each in couple]
    left = missing(task_list(CHILD_OF_NINE, *couple, checks=tuple(shown)))
    for name in ("Karin", "Per"):
        assert f"Belastnings- och misstankeregistret, nämndens slagning saknas för {name}." in left


def test_one_adult_looked_up_leaves_the_other(couple):
    karin, per = couple
    left = missing(task_list(CHILD_OF_NINE, *couple, checks=(Kept(Source.TRACK_A, karin.pk, "nothing"),)))
    about_registers = [text for text in left if "nämndens slagning" in text]
    assert about_registers == [f"Belastnings- och misstankeregistret, nämndens slagning saknas för {per.name}."]


@pytest.mark.parametrize(("outcome", "words"), [("nothing", "Inget noterat"), ("no_obstacle", "Noterat, inget hinder")])
def test_what_is_kept_of_a_lookup_is_outcome_day_and_official(couple, outcome, words):
    karin, _ = couple
    (line, _) = [
        each
        for each in task_list(CHILD_OF_NINE, *couple, checks=(Kept(Source.TRACK_A, karin.pk, outcome),))
        if each.code == "check-A"
    ]
    assert (line.status, line.tone, line.is_done) == (words, "good", True)
    assert plain(line.detail) == "28 sep 2026, Anna Berg"


def test_an_obstacle_stands_in_the_way(couple):
    karin, _ = couple
    left = missing(task_list(CHILD_OF_NINE, *couple, checks=(Kept(Source.TRACK_A, karin.pk, "obstacle"),)))
    assert "Belastnings- och misstankeregistret, nämndens slagning visar hinder för Karin." in left


def test_neither_a_child_nor_somebody_who_has_moved_is_looked_up():
    home = (Member("Karin"), Member("Maja", "child"), Member("Eli", "adult", date(2026, 9, 1)))
    assert checks_in(task_list(CHILD_OF_NINE, *home)) == [("A", "Karin")]


def test_a_contact_person_is_looked_up_alone():
    karin, per = Member("Karin"), Member("Per", "partner")
    assert checks_in(task_list(named(PERSON, "IoF", date(2017, 3, 3)), karin, per)) == [("A", "Karin")]


# (b) A short-term family under LSS for a child of ten

CHILD_OF_TEN = named(SHORT, "LSS", date(2016, 5, 5), on=date(2026, 10, 1))
HANDED_IN = date(2026, 9, 28)


def test_an_own_extract_is_asked_of_both_adults(couple):
    assert checks_in(task_list(CHILD_OF_TEN, *couple)) == [("B", "Karin"), ("B", "Per")]


@pytest.mark.parametrize(("issued_on", "holds"), [(date(2026, 3, 27), False), (date(2026, 3, 28), True)])
def test_an_extract_is_at_most_six_months_old(couple, issued_on, holds):
    karin, _ = couple
    assert extract_holds(issued_on, HANDED_IN) is holds
    kept = Kept(Source.TRACK_B, karin.pk, issued_on=issued_on, paper_place="Pärm 4", keep_until=date(2028, 10, 1))
    left = missing(task_list(CHILD_OF_TEN, *couple, checks=(kept,)))
    assert ("Utdraget för Karin är äldre än sex månader." in left) is not holds


@pytest.mark.parametrize(
    ("issued_on", "shown_on", "holds"),
    [
        (date(2026, 9, 28), date(2026, 9, 28), True),
        (date(2026, 9, 29), date(2026, 9, 28), False),  # issued after it was handed in
        (date(2026, 8, 31), date(2027, 2, 28), True),  # half a year from the last of August
        (date(2026, 8, 31), date(2027, 3, 1), False),
    ],
)
def test_the_age_of_an_extract_at_its_edges(issued_on, shown_on, holds):
    assert extract_holds(issued_on, shown_on) is holds


def test_the_paper_copy_is_kept_for_two_years_from_the_start(couple):
    assert paper_kept_until(date(2026, 10, 1)) == date(2028, 10, 1)
    karin, _ = couple
    kept = Kept(
        Source.TRACK_B, karin.pk, issued_on=date(2026, 3, 28), paper_place="Pärm 4", keep_until=date(2028, 10, 1)
    )
    (line, _) = [each for each in task_list(CHILD_OF_TEN, *couple, checks=(kept,)) if each.code == "check-B"]
    assert plain(line.detail) == "Inlämnat 28 sep 2026; papperskopian: Pärm 4, sparas till och med 1 okt 2028"


def test_who_starts_on_a_leap_day_keeps_the_copy_to_the_end_of_february():
    assert paper_kept_until(date(2028, 2, 29)) == date(2030, 2, 28)


# (c) Short stay under LSS for an adult of 25


@pytest.mark.parametrize(
    ("on", "track"),
    [
        (date(2026, 2, 27), None),
        (date(2026, 2, 28), None),
        (date(2026, 3, 1), Source.TRACK_C),
        (date(2026, 3, 2), Source.TRACK_C),
    ],
)
def test_an_adults_extract_may_be_asked_for_from_march_2026(on, track):
    plan = named(SHORT, "LSS", date(2001, 1, 15), on=on)
    assert plan.register_checks() == ({track} if track else set())


def test_of_an_adults_extract_only_the_day_is_told(couple):
    karin, per = couple
    plan = named(SHORT, "LSS", date(2001, 1, 15), on=date(2026, 3, 2))
    shown = Kept(Source.TRACK_C, karin.pk, issued_on=date(2026, 2, 1), on=date(2026, 3, 2))
    line, other = [each for each in task_list(plan, karin, per, checks=(shown,)) if each.code == "check-C"]
    assert (line.status, plain(line.detail)) == ("Visat", "Visat 2 mars 2026 för Anna Berg")
    assert other.missing == "Registerutdrag, vuxna med funktionsnedsättning saknas för Per."


def test_an_adults_short_stay_before_march_2026_has_no_check_by_law(couple):
    plan = named(SHORT, "LSS", date(2001, 1, 15), on=date(2026, 2, 27))
    assert NO_TRACK in [each.label for each in task_list(plan, *couple)]


# (d) A contact person under SoL from 5 October 2026, around the twenty-first birthday


@pytest.mark.parametrize(
    ("born", "age", "track"),
    [(date(2005, 10, 6), 20, Source.TRACK_A), (date(2005, 10, 5), 21, None), (date(2005, 10, 4), 21, None)],
)
def test_the_boards_own_lookup_ends_at_twenty_one(born, age, track):
    assert clock.age(born, START) == age
    assert named(PERSON, "IoF", born).register_checks() == ({track} if track else set())


# (e) A contact person under SoL for a woman of 34 whom she meets in town


def test_for_a_woman_of_34_in_town_no_law_gives_a_check():
    tasks = task_list(named(PERSON, "OF", date(1992, 2, 2)), Member("Karin"))
    assert checks_in(tasks) == []
    (line,) = [each for each in tasks if each.code == "none"]
    assert (line.label, line.status, line.is_done) == ("Ingen lagstadgad kontroll", "Behövs inte", True)


def test_in_her_home_the_extract_is_shown():
    plan = named(PERSON, "OF", date(1992, 2, 2), in_home=True)
    assert checks_in(task_list(plan, Member("Karin"))) == [("C", "Karin")]


# Around the eighteenth birthday under LSS


@pytest.mark.parametrize(("born", "track"), [(date(2008, 10, 6), Source.TRACK_B), (date(2008, 10, 5), Source.TRACK_C)])
def test_an_lss_child_comes_of_age(born, track):
    assert named(SHORT, "LSS", born).register_checks() == {track}


def test_an_lss_contact_person_for_an_adult_in_town_has_no_check():
    assert track_for("person", "LSS", client_age=25, on=START) is None


def test_a_short_term_family_for_a_child_outside_lss_shows_an_extract():
    assert track_for("short_family", "IoF", client_age=9, on=START) == Source.TRACK_D


# The pool


def pool(kinds: set[str], area: str, ages: range) -> Plan:
    return Plan(frozenset(kinds), frozenset({area}), START, ages)


def test_the_pool_opens_no_register_and_the_own_extract_is_shown(couple):
    assert checks_in(task_list(pool(FAMILY, "IoF", range(13)), *couple)) == [("own", "Karin"), ("own", "Per")]


def test_one_young_client_among_the_ages_is_enough_for_the_own_extract():
    assert pool(PERSON, "IoF", range(20, 65)).register_checks() == {Source.OWN}
    assert pool(PERSON, "IoF", range(21, 65)).register_checks() == set()


# The other parts


@dataclass
class Reference:
    name: str
    state: str = "named"
    recommends: bool | None = None
    taken_on: date | None = None

    def get_relation_display(self) -> str:
        return "Granne"


@dataclass
class Done:
    on: date = date(2026, 9, 20)
    by: str = "Anna Berg"


def other_parts(plan: Plan, **given: Any) -> list[tuple[str, str]]:
    tasks = task_list(plan, Member("Karin"), **given)
    return [(each.label, each.status) for each in tasks if not each.code.startswith("check-")]


def test_a_family_is_visited_at_home_and_a_contact_person_is_not():
    person, family = (pool(kinds, "IoF", range(13)) for kinds in (PERSON, FAMILY))
    assert ("Hembesök", "Saknas") in other_parts(family)
    assert "Hembesök" not in dict(other_parts(person))
    assert ("Hembesök", "Klart") in other_parts(family, visits=[Done()])


def test_without_consent_the_social_register_is_not_asked():
    tasks = task_list(CHILD_OF_NINE, Member("Karin"))
    assert missing(tasks)[0] == "Medgivandet till socialregister saknas."
    assert ("Medgivande till socialregister", "Klart") in other_parts(CHILD_OF_NINE, consent_on=date(2026, 9, 1))


TWO = [Reference("Berit", "taken", True, START), Reference("Sven", "taken", True, START)]


@pytest.mark.parametrize(
    ("references", "left"),
    [
        ([], ["Referens 1 är inte angiven.", "Referens 2 är inte angiven."]),
        ([Reference("Berit")], ["Referens 1 är inte tagen.", "Referens 2 är inte angiven."]),
        (TWO[:1], ["Referens 2 är inte angiven."]),
        ([*TWO[:1], Reference("Sven")], ["Referens 2 är inte tagen."]),
        ([*TWO[:1], Reference("Sven", "dropped")], ["Referens 2 är inte angiven."]),
        (TWO, []),
        ([*TWO, Reference("Tuva")], []),  # a third is named, and need not be taken
        ([Reference("Tuva"), *TWO], []),
    ],
)
def test_two_references_are_taken(references, left):
    tasks = task_list(CHILD_OF_NINE, Member("Karin"), references=references)
    assert [text for text in missing(tasks) if text.startswith("Referens")] == left


def test_a_reference_that_does_not_recommend_shows_and_does_not_block():
    berit, sven = Reference("Berit", "taken", False, START), TWO[1]
    tasks = [each for each in task_list(CHILD_OF_NINE, references=[berit, sven]) if each.code == "reference"]
    assert [(each.tone, each.missing) for each in tasks] == [("warn", ""), ("good", "")]
    assert "Rekommenderar inte" in tasks[0].detail


def test_when_everything_is_done_nothing_is_missing(couple):
    checks = [Kept(source, each.pk, "nothing") for each in couple for source in CHILD_OF_NINE.must_check()]
    tasks = task_list(
        CHILD_OF_NINE,
        *couple,
        checks=tuple(checks),
        references=TWO,
        interviews=[Done()],
        visits=[Done()],
        consent_on=date(2026, 9, 1),
    )
    assert missing(tasks) == []
    assert all(each.is_done for each in tasks)


def test_a_family_without_adults_is_never_ready():
    assert missing(task_list(CHILD_OF_NINE, consent_on=START)) != []

"""The ranking, pure: musts sort people in and out, wishes rank them, and what is unknown never fulfils a must."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.ranking import (
    CURABLE,
    IDLE,
    MOST_MISSING,
    NEAR,
    WISH,
    Candidate,
    Match,
    Obstacle,
    Ranking,
    Wanted,
    has,
    rank,
)

CODES = ("smoke-free", "dog", "lang-ar", "autism", "car")
BROMMA, FARSTA = 5, 7
NEED = Wanted("family", "IoF", 9, musts=("smoke-free",), wishes=("dog", "lang-ar"), district_id=BROMMA)


def codes(*words: str) -> str:
    return f",{','.join(words)}," if words else ""


def one(
    pk: int = 1, *, traits: tuple[str, ...] = ("smoke-free",), lacks: tuple[str, ...] = (), **given: Any
) -> Candidate:
    """Approved as contact family for children up to twelve; lives in Bromma, one of two places free."""
    return candidate(pk, codes(*traits), codes(*lacks), **given)


def candidate(pk: int, traits: str, lacks: str, **given: Any) -> Candidate:
    facts: dict[str, Any] = {
        "name": f"Familjen {pk}",
        "state": "available",
        "district_id": BROMMA,
        "district": "Bromma",
        "taken": 1,
        "kinds": codes("family"),
        "areas": codes("IoF"),
        "age_from": 0,
        "age_to": 12,
        "places": 2,
        "nights": True,
        "holds": True,
    }
    return Candidate(pk=pk, traits=traits, lacks=lacks, **(facts | given))


def in_vetting(pk: int = 1, **given: Any) -> Candidate:
    empty: dict[str, Any] = {"areas": "", "age_to": 0, "places": 0, "nights": False, "holds": False, "taken": 0}
    return one(pk, state="candidate", **{**empty, **given})


def pks(matches: Iterable[Match]) -> list[int]:
    return [match.candidate.pk for match in matches]


def everything(found: Ranking) -> tuple[Any, ...]:
    return list(found.fulfils), list(found.almost), found.softened, found.in_the_way, found.size


def hurdles(found: Ranking) -> list[tuple[str, str]]:
    return [(each.what.name, each.code) for each in found.almost[0].hurdles]


# The weights, as the page tells them: each wish ten, the district four, nobody else two, of the most there is.


@pytest.mark.parametrize(
    ("facts", "score", "quality"),
    [
        ({"traits": ("smoke-free", "dog", "lang-ar"), "taken": 0}, 100, "Mycket god"),
        ({"traits": ("smoke-free", "dog", "lang-ar")}, 24 * 100 // 26, "Mycket god"),
        ({"traits": ("smoke-free", "dog")}, 14 * 100 // 26, "God"),
        ({"traits": ("smoke-free", "dog"), "district_id": FARSTA}, 10 * 100 // 26, "Möjlig"),
        ({"district_id": None, "taken": 0}, 2 * 100 // 26, "Möjlig"),
        ({"district_id": FARSTA}, 0, "Möjlig"),
    ],
)
def test_the_score_is_what_the_page_says_it_is(facts: dict[str, Any], score: int, quality: str) -> None:
    (match,) = rank(NEED, [one(**facts)]).fulfils
    assert (match.score, match.quality) == (score, quality)


def test_the_weights_are_those_that_the_page_tells() -> None:
    assert (WISH, NEAR, IDLE) == (10, 4, 2)


def test_where_the_district_may_not_be_known_nobody_is_near() -> None:
    """Of a protected client the brokerage does not know the district: it gives no points, and takes none."""
    (match,) = rank(replace(NEED, district_id=None), [one(traits=CODES, district_id=None, taken=0)]).fulfils
    assert (match.is_near, match.score) == (False, 100)


def test_two_wishes_weigh_more_than_being_near_and_free() -> None:
    far = one(1, traits=("smoke-free", "dog"), district_id=FARSTA, taken=1)
    near = one(2, taken=0)
    assert pks(rank(NEED, [near, far]).fulfils) == [1, 2]


def test_of_two_alike_the_one_with_fewer_assignments_then_the_one_known_longest() -> None:
    rows = [one(3, taken=3, places=4), one(2, taken=2, places=4), one(1, taken=2, places=4)]
    assert pks(rank(NEED, rows).fulfils) == [1, 2, 3]


def test_what_is_unknown_is_shown_and_not_held_against_anybody() -> None:
    said_no, unknown = one(1, lacks=("dog",)), one(2)
    first, second = rank(NEED, [said_no, unknown]).fulfils
    assert first.score == second.score
    assert (first.unmet, first.unknown) == (("dog",), ("lang-ar",))
    assert (second.unmet, second.unknown) == ((), ("dog", "lang-ar"))


def test_what_the_approval_says_they_can_do_counts_as_well() -> None:
    need = replace(NEED, musts=("smoke-free", "autism"))
    # The pool hands over both lists as one.
    assert len(rank(need, [candidate(1, ",smoke-free,,autism,", "")]).fulfils) == 1
    assert len(rank(need, [one()]).fulfils) == 0


def test_a_code_is_not_found_in_a_longer_one() -> None:
    assert not has(",lang-ars,dogs,", "dog")
    assert not has("", "dog")
    assert has(",cat,dog,", "dog")


# Musts, and what keeps people out


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        ({"traits": ()}, [("UNKNOWN", "smoke-free")]),
        ({"taken": 2}, [("FULL", "")]),
        ({"holds": False}, [("EXPIRED", "")]),
        ({"kinds": "", "areas": "", "places": 0, "holds": False}, [("NO_APPROVAL", "")]),
        ({"taken": 2, "traits": ()}, [("FULL", ""), ("UNKNOWN", "smoke-free")]),
    ],
)
def test_who_almost_qualifies_and_why(facts: dict[str, Any], missing: list[tuple[str, str]]) -> None:
    found = rank(NEED, [one(**facts)])
    assert (list(found.fulfils), hurdles(found)) == ([], missing)


def test_somebody_in_vetting_is_almost_there() -> None:
    found = rank(NEED, [in_vetting()])
    assert (list(found.fulfils), hurdles(found)) == ([], [("VETTING", "")])
    assert len(rank(NEED, [in_vetting(kinds=codes("person"))]).almost) == 0


@pytest.mark.parametrize(
    "facts",
    [
        {"lacks": ("smoke-free",), "traits": ()},
        {"state": "paused"},
        {"kinds": codes("person")},
        {"areas": codes("LSS")},
        {"age_to": 8},
        {"age_from": 10},
        {"taken": 2, "holds": False, "traits": ()},  # three things are too many
    ],
)
def test_who_is_out(facts: dict[str, Any]) -> None:
    found = rank(NEED, [one(**facts)])
    assert (len(found.fulfils), len(found.almost), found.size) == (0, 0, 1)


def test_nights_are_asked_for_only_where_they_are_needed() -> None:
    day = one(nights=False)
    assert pks(rank(NEED, [day]).fulfils) == [1]
    found = rank(replace(NEED, needs_nights=True), [day])
    assert (len(found.fulfils), found.in_the_way) == (0, Counter({Obstacle.NIGHTS: 1}))


def test_what_stands_in_the_way_is_counted_once_for_each_person() -> None:
    need = replace(NEED, musts=("smoke-free", "dog", "car"))
    rows = [one(1), one(2, traits=("smoke-free", "car")), one(3, traits=CODES), one(4, traits=CODES, taken=2)]
    found = rank(need, rows)
    assert found.in_the_way == Counter({Obstacle.UNKNOWN: 2, Obstacle.FULL: 1})
    assert found.softened == Counter({"dog": 1})  # the second alone lacks one thing only
    assert (pks(found.fulfils), pks(found.almost)) == ([3], [4, 2, 1])


# Whatever the pool and the need

some_codes = st.lists(st.sampled_from(CODES), unique=True).map(tuple)


@st.composite
def people(draw: st.DrawFn) -> Candidate:
    traits = draw(some_codes)
    lacks = tuple(code for code in draw(some_codes) if code not in traits)
    facts: dict[str, Any] = {
        "state": draw(st.sampled_from(["available", "available", "paused", "candidate", "case_only"])),
        "district_id": draw(st.sampled_from([None, BROMMA, FARSTA])),
        "taken": draw(st.integers(0, 2)),
    }
    if draw(st.booleans()):
        facts |= {
            "kinds": codes(*draw(st.sampled_from([("family",), ("person",), ("person", "family")]))),
            "areas": codes(*draw(st.sampled_from([("IoF",), ("LSS",), ("IoF", "LSS")]))),
            "age_from": draw(st.integers(0, 10)),
            "age_to": draw(st.integers(8, 20)),
            "places": draw(st.integers(1, 3)),
            "nights": draw(st.booleans()),
            "holds": draw(st.booleans()),
        }
    else:
        kinds = codes("family") if facts["state"] == "candidate" else ""
        facts |= {"kinds": kinds, "areas": "", "age_to": 0, "places": 0, "nights": False, "holds": False}
    return candidate(0, codes(*traits), codes(*lacks), **facts)


pools = st.lists(people(), max_size=12).map(lambda rows: [row._replace(pk=n) for n, row in enumerate(rows)])
needs = st.builds(
    Wanted,
    kind=st.just("family"),
    area=st.just("IoF"),
    age=st.integers(5, 15),
    musts=some_codes,
    wishes=some_codes,
    needs_nights=st.booleans(),
    district_id=st.sampled_from([None, BROMMA]),
)


@given(needs, pools)
def test_nobody_who_lacks_a_must_can_be_asked_and_unknown_is_none(need: Wanted, pool: list[Candidate]) -> None:
    for match in rank(need, pool).fulfils:
        who = match.candidate
        assert all(has(who.traits, code) for code in need.musts)
        assert who.holds
        assert who.state in ("available", "case_only")
        assert has(who.kinds, need.kind)
        assert has(who.areas, need.area)
        assert who.age_from <= need.age <= who.age_to
        assert who.taken < who.places
        assert who.nights or not need.needs_nights


@given(needs, pools, st.randoms())
def test_the_order_is_by_score_and_the_same_however_the_pool_is_read(
    need: Wanted, pool: list[Candidate], random: Any
) -> None:
    found = rank(need, pool)
    scores = [match.score for match in found.fulfils]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 100 for score in scores)
    shuffled = list(pool)
    random.shuffle(shuffled)
    assert everything(rank(need, shuffled)) == everything(found)


@given(needs, pools)
def test_everybody_is_counted_once(need: Wanted, pool: list[Candidate]) -> None:
    found = rank(need, pool)
    fulfils, almost = set(pks(found.fulfils)), set(pks(found.almost))
    assert found.size == len(pool)
    assert not fulfils & almost
    out = len(pool) - len(fulfils)
    assert all(0 < count <= out for count in found.in_the_way.values())
    assert sum(found.softened.values()) <= out
    for match in found.almost:
        assert 0 < len(match.hurdles) <= MOST_MISSING
        assert {each.what for each in match.hurdles} <= CURABLE
    assert bool(out) == bool(found.in_the_way)


@given(needs, pools)
def test_softened_is_what_happens_when_that_must_is_gone(need: Wanted, pool: list[Candidate]) -> None:
    found = rank(need, pool)
    for code in need.musts:
        without = replace(need, musts=tuple(each for each in need.musts if each != code))
        assert len(rank(without, pool).fulfils) - len(found.fulfils) == found.softened[code], code


@given(needs, pools)
def test_every_wish_is_met_unmet_or_unknown(need: Wanted, pool: list[Candidate]) -> None:
    found = rank(need, pool)
    for match in (*found.fulfils, *found.almost):
        assert Counter([*match.met, *match.unmet, *match.unknown]) == Counter(need.wishes)


@given(needs, pools)
def test_one_wish_more_that_is_met_never_puts_anybody_below_who_lacks_it(need: Wanted, pool: list[Candidate]) -> None:
    found = rank(need, pool)
    for better in found.fulfils:
        for other in found.fulfils:
            if set(other.met) < set(better.met):
                assert better.score > other.score

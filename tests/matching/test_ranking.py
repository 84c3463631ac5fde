"""The ranking, pure: musts sort people in and out, wishes rank them, and what is unknown never fulfils a must."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.meaning import answer, has
from matching.ranking import (
    CURABLE,
    MOST_MISSING,
    Candidate,
    Match,
    Obstacle,
    Part,
    Ranking,
    Wanted,
    Weights,
    points_of,
    rank,
)
from matching.showings import keep_candidate, keep_wanted, shown_again
from recruitment.calendar import Span
from recruitment.profile import Answer

CODES = ("smoke-free", "dog", "lang-ar", "autism", "car")
SEEN_CODES = ("weekend-even", "weekend-monthly", "near-next", "same-age", "no-dog")
BROMMA, JARVA, FARSTA = "bromma", "jarva", "farsta"
NEED = Wanted("family", "IoF", 9, musts=("smoke-free",), wishes=("dog", "lang-ar"), district=BROMMA, born=2017)


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
        "home": BROMMA,
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
    counts = (found.softened, found.pairs, found.missing, found.complete, found.in_the_way, found.size)
    return list(found.fulfils), list(found.almost), *counts


def hurdles(found: Ranking) -> list[tuple[str, str]]:
    return [(each.what.name, each.code) for each in found.almost[0].hurdles]


# The weights: what is important twenty, each wish ten, the district four, the one beside two, nobody else two.


@pytest.mark.parametrize(
    ("facts", "points", "quality"),
    [
        ({"traits": ("smoke-free", "dog", "lang-ar"), "taken": 0}, 26, "Mycket god"),
        ({"traits": ("smoke-free", "dog", "lang-ar")}, 24, "Mycket god"),
        ({"traits": ("smoke-free", "dog")}, 14, "God"),
        ({"traits": ("smoke-free", "dog"), "home": JARVA}, 12, "God"),
        ({"traits": ("smoke-free", "dog"), "home": FARSTA}, 10, "Möjlig"),
        ({"home": "", "taken": 0}, 2, "Möjlig"),
        ({"home": FARSTA}, 0, "Möjlig"),
    ],
)
def test_the_parts_of_a_score_add_up_to_it(facts: dict[str, Any], points: int, quality: str) -> None:
    (match,) = rank(NEED, [one(**facts)]).fulfils
    assert (match.points, match.most, match.quality) == (points, 26, quality)
    assert sum(part.points for part in match.parts) == points
    assert match.score == points * 100 // 26


def test_what_is_important_weighs_twice_a_wish() -> None:
    need = replace(NEED, important=("car",))
    first, second = rank(need, [one(1, traits=("smoke-free", "dog")), one(2, traits=("smoke-free", "car"))]).fulfils
    assert (first.candidate.pk, first.points, first.most) == (2, 24, 46)
    assert first.parts == (Part("important", "car", 20), Part("same", "", 4))
    assert second.points == 14


def test_other_weights_give_another_order() -> None:
    near, meets = one(1), one(2, traits=("smoke-free", "dog"), home=FARSTA)
    assert pks(rank(NEED, [near, meets]).fulfils) == [2, 1]
    heavy = replace(NEED, weights=Weights(same=15))
    assert pks(rank(heavy, [near, meets]).fulfils) == [1, 2]


def test_where_the_district_may_not_be_known_nobody_is_near() -> None:
    """Of a protected client the brokerage does not know the district: it gives no points, and takes none."""
    (match,) = rank(replace(NEED, district=""), [one(traits=CODES, taken=0)]).fulfils
    assert (match.points, match.most) == (22, 22)


def test_nearness_that_the_need_asks_for_is_not_counted_twice() -> None:
    need = replace(NEED, musts=("near-next",), important=("near-same",), wishes=())
    rows = [one(1), one(2, home=JARVA), one(3, home=FARSTA), one(4, home="")]
    found = rank(need, rows)
    assert [(match.candidate.pk, match.points, match.most) for match in found.fulfils] == [(1, 20, 22), (2, 0, 22)]
    assert hurdles(found) == [("UNKNOWN", "near-next")]  # the fourth; the third says no by where they live
    assert found.in_the_way == Counter({Obstacle.LACKS: 1, Obstacle.UNKNOWN: 1})


def test_two_wishes_weigh_more_than_being_near_and_free() -> None:
    far = one(1, traits=("smoke-free", "dog"), home=FARSTA, taken=1)
    near = one(2, taken=0)
    assert pks(rank(NEED, [near, far]).fulfils) == [1, 2]


def test_of_two_alike_whoever_has_waited_longest_comes_first() -> None:
    long, short = date(2025, 1, 1), date(2026, 1, 1)
    rows = [one(4), one(3, waits_since=short), one(2, waits_since=long), one(1, waits_since=long, taken=0, places=1)]
    assert pks(rank(replace(NEED, weights=Weights(idle=0)), rows).fulfils) == [1, 2, 3, 4]


def test_of_whom_nothing_is_known_no_points_are_counted_and_they_come_last() -> None:
    need = replace(NEED, musts=())
    blank = one(1, traits=(), taken=0, waits_since=date(2020, 1, 1))
    told = one(2, traits=(), lacks=("dog", "lang-ar", "smoke-free"), home=FARSTA)
    assert [(match.candidate.pk, match.points) for match in rank(need, [blank, told]).fulfils] == [(2, 0), (1, 0)]


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

AWAY = Span(False, (), date(2027, 1, 1), date(2027, 3, 31))
some_codes = st.lists(st.sampled_from((*CODES, *SEEN_CODES)), unique=True, max_size=4).map(tuple)


@st.composite
def people(draw: st.DrawFn) -> Candidate:
    traits = draw(some_codes)
    lacks = tuple(code for code in draw(some_codes) if code not in traits)
    facts: dict[str, Any] = {
        "state": draw(st.sampled_from(["available", "available", "paused", "candidate", "case_only"])),
        "home": draw(st.sampled_from(["", BROMMA, JARVA, FARSTA])),
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
            "waits_since": draw(st.sampled_from([None, date(2025, 5, 1), date(2026, 5, 1)])),
            "barred": draw(st.sampled_from(["", "", "", "no", "conflict"])),
            "children": draw(st.sampled_from(["", ",2016,"])),
            "busy": draw(st.sampled_from(["", ",weekend-even,"])),
            "spans": draw(st.sampled_from([(), (), (AWAY,)])),
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
    district=st.sampled_from(["", BROMMA]),
    important=some_codes,
    together=st.integers(1, 2),
    born=st.just(2017),
    period=st.just((date(2026, 11, 22), date(2027, 11, 22))),
)


@given(needs, pools)
def test_nobody_who_lacks_a_must_can_be_asked_and_unknown_is_none(need: Wanted, pool: list[Candidate]) -> None:
    for match in rank(need, pool).fulfils:
        who = match.candidate
        assert all(answer(need, who, code) == Answer.YES for code in need.musts)
        assert not who.barred
        assert who.holds
        assert who.state in ("available", "case_only")
        assert has(who.kinds, need.kind)
        assert has(who.areas, need.area)
        assert who.age_from <= need.age <= who.age_to
        assert who.taken + need.together <= who.places
        assert who.nights or not need.needs_nights


@given(needs, pools, st.randoms())
def test_the_order_is_by_score_and_the_same_however_the_pool_is_read(
    need: Wanted, pool: list[Candidate], random: Any
) -> None:
    found = rank(need, pool)
    scores = [match.points for match in found.fulfils]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= match.points <= match.most and 0 <= match.score <= 100 for match in found.fulfils)
    for match in (*found.fulfils, *found.almost):
        assert points_of(need, match.candidate) == match.points  # what they are sorted by is what is shown
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
        assert len(rank(need.without(code), pool).fulfils) - len(found.fulfils) == found.gain(code), code
    for pair in combinations(need.musts, 2):
        assert len(rank(need.without(*pair), pool).fulfils) - len(found.fulfils) == found.gain(*pair), pair


@given(needs, pools)
def test_what_a_wish_costs_is_how_many_more_fulfil_everything_without_it(need: Wanted, pool: list[Candidate]) -> None:
    need = replace(need, important=(), wishes=tuple(code for code in need.wishes if code not in need.musts))
    found = rank(need, pool)
    for code in need.wishes:
        fewer = replace(need, wishes=tuple(each for each in need.wishes if each != code))
        assert rank(fewer, pool).complete - found.complete == found.missing[code]


@given(needs, pools)
def test_who_is_known_by_nothing_is_never_above_somebody_who_is(need: Wanted, pool: list[Candidate]) -> None:
    blank = [match.candidate.is_blank for match in rank(need, pool).fulfils]
    assert blank == sorted(blank)


@given(needs, pools, st.sampled_from(CODES))
def test_stating_more_never_puts_anybody_further_down(need: Wanted, pool: list[Candidate], code: str) -> None:
    """Whatever is true of somebody, yes or no: saying it costs nobody their place."""
    before = rank(need, pool)
    for place, match in enumerate(before.fulfils):
        who = match.candidate
        if has(who.traits, code) or has(who.lacks, code) or code in ("dog", "smoke-free"):
            continue  # said already; or a yes that another must forbids (a dog in a home that should have none)
        for told in (who._replace(traits=f"{who.traits},{code},"), who._replace(lacks=f"{who.lacks},{code},")):
            after = rank(need, [told if each.pk == who.pk else each for each in pool])
            assert pks(after.fulfils).index(who.pk) <= place


@given(needs, pools)
def test_what_was_shown_can_be_laid_out_again(need: Wanted, pool: list[Candidate]) -> None:
    found = rank(need, pool)
    kept = json.loads(json.dumps([keep_wanted(need), [keep_candidate(each) for each in found.fulfils.candidates()]]))
    again = shown_again(*kept)
    laid = [(match.candidate.pk, match.parts, match.most) for match in found.fulfils]
    assert [(match.candidate.pk, match.parts, match.most) for match in again.fulfils] == laid
    assert "Familjen" not in json.dumps(kept)


@given(needs, pools)
def test_every_wish_is_met_unmet_or_unknown(need: Wanted, pool: list[Candidate]) -> None:
    found = rank(need, pool)
    for match in (*found.fulfils, *found.almost):
        assert {*match.met, *match.unmet, *match.unknown} == {*need.important, *need.wishes}


@given(needs, pools)
def test_one_wish_more_that_is_met_never_puts_anybody_below_who_lacks_it(need: Wanted, pool: list[Candidate]) -> None:
    found = rank(need, pool)
    for better in found.fulfils:
        for other in found.fulfils:
            if set(other.met) < set(better.met) and not better.candidate.is_blank:
                assert better.points > other.points

"""The plan: the best there is, by another way of finding it; the same every time; and it says why."""

import time
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from matching.plan import MOST_EACH, Ask, Plan, Table, make
from matching.ranking import Candidate, Wanted, hurdles_of, match
from tests.matching.test_ranking import NEED, one, people
from tests.matching.test_ranking import needs as needs_wanted

TODAY = date(2026, 11, 22)


def ask(key: int, *, days: int = 0, urgency: str = "planned", **given: Any) -> Ask:
    facts = {name: given.pop(name) for name in ("barred", "room") if name in given}
    return Ask(key, replace(NEED, **given), urgency, TODAY - timedelta(days=days), **facts)


def chosen(plan: Plan) -> dict[int, list[int]]:
    return {line.ask.key: [each.pk for each in line.chosen] for line in plan.lines}


def test_a_family_that_several_need_goes_to_whoever_has_waited_longest() -> None:
    plan = make([ask(1, days=10), ask(2, days=90)], [(one(7), 1)])
    assert chosen(plan) == {2: [7], 1: []}
    assert [line.fulfilling for line in plan.lines] == [1, 1]


def test_urgency_comes_first_then_children_then_the_waiting() -> None:
    asks = [
        ask(1, days=300),
        ask(2, days=400, age=30),
        ask(3, days=1, urgency="acute"),
        ask(4, days=2, urgency="soon"),
        ask(5, days=200),
    ]
    grown = one(7, age_to=99)
    order = []
    while asks:
        (first,) = [key for key, who in chosen(make(asks, [(grown, 1)])).items() if who]
        order.append(first)
        asks = [each for each in asks if each.key != first]
    assert order == [3, 4, 1, 5, 2]


def test_everybody_gets_one_before_anybody_gets_two() -> None:
    pool = [(one(pk), 1) for pk in (1, 2, 3, 4)]
    assert sorted(map(len, chosen(make([ask(1, days=9), ask(2), ask(3)], pool)).values())) == [1, 1, 2]
    assert chosen(make([ask(1)], pool)) == {1: [1, 2, 3]}


def test_the_one_who_can_only_have_one_gets_that_one() -> None:
    """The first could take either; the second has nobody else."""
    picky = ask(2, musts=("car",))
    pool = [(one(1, traits=("smoke-free", "dog", "car")), 1), (one(2), 1)]
    plan = make([ask(1, days=90), picky], pool)
    assert chosen(plan) == {1: [2], 2: [1]}
    (passed,) = plan.lines[0].passed
    assert (passed.pk, passed.takers) == (1, (2,))  # fits better, and is left for the second


def test_nobody_is_asked_by_more_than_they_can_take_nor_who_is_barred_or_there_already() -> None:
    asks = [ask(1, days=9), ask(2, days=8), ask(3, days=7), ask(4, barred=frozenset({1, 2}))]
    plan = make(asks, [(one(1), 2), (one(2), 0)])
    assert chosen(plan) == {1: [1], 2: [1], 3: [], 4: []}
    assert chosen(make([ask(1, room=1)], [(one(pk), 1) for pk in (1, 2)])) == {1: [1]}


def test_what_nobody_can_solve_is_shown_with_what_would_help() -> None:
    (line,) = make([ask(1, musts=("smoke-free", "car"))], [(one(1), 1), (one(2), 1)]).lines
    assert (line.chosen, line.fulfilling, line.gains) == ((), 0, (("car", 2),))


def test_without_needs_or_without_people_there_is_nothing_to_plan() -> None:
    assert make([], [(one(1), 1)]).lines == ()
    assert chosen(make([ask(1)], [])) == {1: []}


@given(needs_wanted, st.lists(people(), max_size=12))
def test_the_table_says_what_the_ranking_says(need: Wanted, pool: list[Candidate]) -> None:
    pool = [row._replace(pk=n) for n, row in enumerate(pool)]
    scores = Table(pool).scores(Ask(1, need, "planned", TODAY)) if pool else []
    for one_of_them, score in zip(pool, scores, strict=True):
        fits = not hurdles_of(need, one_of_them)
        assert int(score) == (match(need, one_of_them).score if fits else -1)


# The best plan by another way: every possible one is tried.


def tried(asks: list[Ask], pool: list[tuple[Candidate, int]]) -> tuple[Any, ...]:
    """The best value of any plan at all: how many get a first, a second, a third, by priority; then the fit."""
    ordered = sorted(asks, key=lambda each: each.priority)
    scores = [
        [
            match(each.wanted, one_of_them).score if not hurdles_of(each.wanted, one_of_them) else -1
            for one_of_them, _ in pool
        ]
        for each in ordered
    ]
    best: tuple[Any, ...] = ()
    for taken in product(*(range(2 ** len(pool)) for _ in ordered)):
        sets = [[at for at in range(len(pool)) if bits >> at & 1] for bits in taken]
        if any(len(mine) > each.room for mine, each in zip(sets, ordered, strict=True)):
            continue
        if any(scores[place][at] < 0 for place, mine in enumerate(sets) for at in mine):
            continue
        if any(sum(at in mine for mine in sets) > spare for at, (_, spare) in enumerate(pool)):
            continue
        best = max(
            best, value([len(mine) for mine in sets], [scores[p][at] for p, mine in enumerate(sets) for at in mine])
        )
    return best


def value(counts: list[int], scores: list[int]) -> tuple[Any, ...]:
    turns = tuple(tuple(count > turn for count in counts) for turn in range(MOST_EACH))
    return (*turns, sum(scores))


@settings(max_examples=60)
@given(st.randoms(use_true_random=False))
def test_no_other_plan_is_better(random: Random) -> None:
    words = ("dog", "lang-ar", "car")
    pool = [
        (one(pk, traits=("smoke-free", *random.sample(words, random.randint(0, 3)))), random.choice((1, 1, 2)))
        for pk in range(random.randint(1, 4))
    ]
    asks = [
        ask(
            key,
            days=random.randint(0, 3),
            urgency=random.choice(("planned", "acute")),
            musts=tuple(random.sample(words, random.choice((0, 0, 1)))),
            wishes=tuple(random.sample(words, 2)),
            room=random.choice((1, 3)),
        )
        for key in range(random.randint(1, 3))
    ]
    plan = make(asks, pool)
    found = value(
        [len(line.chosen) for line in plan.lines], [each.score for line in plan.lines for each in line.chosen]
    )
    assert found == tried(asks, pool)
    assert plan.fit == found[-1]
    random.shuffle(asks)
    random.shuffle(pool)
    assert make(asks, pool) == plan


# A large city


def city(needs: int, size: int) -> tuple[list[Ask], list[tuple[Candidate, int]]]:
    random = Random(2012)
    words = ("dog", "lang-ar", "car", "autism", "swimming", "music", "film", "cat", "garden", "own-room")
    kinds = ("family", "person", "person", "person")
    pool = [
        one(
            pk,
            traits=("smoke-free", *random.sample(words, 4)),
            kinds=f",{random.choice(kinds)},",
            age_from=random.choice((0, 7)),
            age_to=random.choice((12, 20)),
            home=random.choice(("bromma", "jarva", "farsta", "skarpnack")),
            taken=random.choice((0, 1, 1)),
            places=random.choice((1, 1, 2)),
        )
        for pk in range(size)
    ]
    asks = [
        ask(
            key,
            days=random.randint(0, 200),
            kind=random.choice(kinds),
            age=random.randint(3, 17),
            musts=tuple(random.sample(words, 1)),
            wishes=tuple(random.sample(words, 3)),
            district=random.choice(("bromma", "jarva", "farsta", "skarpnack")),
        )
        for key in range(needs)
    ]
    return asks, [(each, (each.places or 0) - (each.taken or 0)) for each in pool]


def test_five_hundred_needs_and_five_thousand_people_take_less_than_two_seconds() -> None:
    asks, pool = city(500, 5000)
    began = time.process_time()
    plan = make(asks, pool)
    took = time.process_time() - began
    assert took < 2, took
    assert plan.asked > 1000
    used = [each.pk for line in plan.lines for each in line.chosen]
    assert all(used.count(each.pk) <= spare for each, spare in pool[:200])

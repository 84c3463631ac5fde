"""The best use of a whole pool for all open needs at once: up to three each, nobody asked beyond their places.

Pure. What comes first is decided in steps, and each step only among what the one before leaves open:

1. who gets anybody to choose from at all, then a second, then a third: by urgency, children first, then who has waited
   longest. Which needs can have somebody at the same time is a matroid (of matchings in a graph), and there the greedy
   choice by priority is the best one, whatever the priorities are worth. It is found by augmenting paths.
2. who goes where: the sum of how well they fit, the highest there is, and of alike those who have waited longest.
   That is a linear programme whose corners are whole numbers; HiGHS solves it on the best edges of each need, and
   edges that its prices would let in are added until there is none. The prices then prove that no plan is better.

The same needs and people give the same plan. It changes nothing: a human being picks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from decisions.models.decisions import Urgency
from matching.meaning import NEAR_SAME, NEARNESS, SEEN, TIMES, answer, has, nearness
from matching.ranking import FOREVER, Candidate, Wanted
from recruitment.calendar import covering
from recruitment.profile import Answer

MOST_EACH = 3
FIRST_EDGES = 24
CHILD_UNTIL = 18
_URGENCY = {Urgency.ACUTE: 0, Urgency.SOON: 1, Urgency.PLANNED: 2}
_WAITS = 32  # how finely those who fit alike are told apart by how long they have waited
_EPSILON = 1e-3  # prices are whole numbers


@dataclass(frozen=True)
class Ask:
    """A need that somebody is wanted for, with what has been proposed already."""

    key: int
    wanted: Wanted
    urgency: str
    waits_since: date
    barred: frozenset[int] = frozenset()  # who may not be proposed here, or has been
    elsewhere: frozenset[int] = frozenset()  # who is in the pool for other needs than this
    room: int = MOST_EACH  # how many more may be proposed

    @property
    def priority(self) -> tuple[int, bool, date, int]:
        """Urgency, the child's need, then the waiting time."""
        return (_URGENCY[Urgency(self.urgency)], self.wanted.age >= CHILD_UNTIL, self.waits_since, self.key)


@dataclass(frozen=True)
class Choice:
    """Somebody in the plan; `score` is per cent of what could be had."""

    pk: int
    score: int


@dataclass(frozen=True)
class Passed:
    """Somebody who would fit better here, and the needs that they are left for."""

    pk: int
    score: int
    takers: tuple[int, ...]


@dataclass(frozen=True)
class Line:
    """What the plan says of one need. Without anybody `gains` tells how many would fulfil it without each must."""

    ask: Ask
    chosen: tuple[Choice, ...]
    passed: tuple[Passed, ...]
    fulfilling: int  # of the whole pool, whoever else wants them
    gains: tuple[tuple[str, int], ...] = ()

    @property
    def people(self) -> set[int]:
        """Whom it names."""
        return {each.pk for each in self.chosen} | {each.pk for each in self.passed}


@dataclass(frozen=True)
class Plan:
    lines: tuple[Line, ...]
    fit: int = 0  # the sum that no other plan of as many proposals exceeds
    asked: int = 0
    people: int = field(default=0)  # how many there are with a place to give


def make(asks: Iterable[Ask], people: Iterable[tuple[Candidate, int]]) -> Plan:
    """The plan; each candidate comes with how many more may ask them."""
    ordered = sorted(asks, key=lambda each: each.priority)
    pool = sorted(people, key=lambda pair: (pair[0].waits_since or FOREVER, pair[0].pk))
    if not ordered or not pool:
        return Plan(tuple(Line(ask, (), (), 0) for ask in ordered))
    table = Table([one for one, _ in pool])
    fits = [table.scores(ask) for ask in ordered]
    spare = [max(0, count) for _, count in pool]
    wanted, first = _how_many([_bits(row) for row in fits], [ask.room for ask in ordered], spare)
    chosen, total = _best(fits, wanted, first, spare)
    takers: dict[int, list[int]] = {}
    for place, mine in enumerate(chosen):
        for at in mine:
            takers.setdefault(at, []).append(ordered[place].key)
    lines = [_line(ask, table, fits[place], chosen[place], takers, spare) for place, ask in enumerate(ordered)]
    return Plan(tuple(lines), total, sum(map(len, chosen)), sum(1 for count in spare if count))


def _line(
    ask: Ask, table: "Table", row: Any, mine: Sequence[int], takers: dict[int, list[int]], spare: Sequence[int]
) -> Line:
    best = sorted(mine, key=lambda at: (-int(row[at]), at))
    least = min((int(row[at]) for at in mine), default=-1)
    better = [int(at) for at in (row > least).nonzero()[0] if int(at) not in mine and spare[int(at)]]
    better.sort(key=lambda at: (-int(row[at]), at))
    return Line(
        ask,
        tuple(Choice(table.pool[at].pk, int(row[at])) for at in best),
        tuple(Passed(table.pool[at].pk, int(row[at]), tuple(takers.get(at, ()))) for at in better[:MOST_EACH]),
        int((row >= 0).sum()),
        () if mine else table.gains(ask),
    )


class Table:
    """A pool laid out in columns, so that a need is laid beside all of it at once."""

    def __init__(self, pool: list[Candidate]) -> None:
        import numpy  # noqa: PLC0415 — a quarter of a second, and only a plan needs it

        self.np, self.pool = numpy, pool
        self._known: dict[Any, Any] = {}
        self._spanned = any(one.spans for one in pool)
        self._timed = [at for at, one in enumerate(pool) if one.spans or one.busy]  # whose calendar has more to say
        self._tellers: dict[str, list[int]] = {}  # by word, who has said that it holds
        for at, one in enumerate(pool):
            for code in one.traits.split(","):
                self._tellers.setdefault(code, []).append(at)
        homes = {home: number for number, home in enumerate(sorted({one.home for one in pool}))}
        self._homes, self._home = list(homes), self._column(homes[one.home] for one in pool)
        self.age_from = self._column(one.age_from or 0 for one in pool)
        self.age_to = self._column(one.age_to or 0 for one in pool)
        self.room = self._column((one.places or 0) - (one.taken or 0) for one in pool)
        self.nights = self._flags(bool(one.nights) for one in pool)
        self.idle = self._column(not one.taken for one in pool)
        self.told = self._column(not one.is_blank for one in pool)
        self.at = {one.pk: at for at, one in enumerate(pool)}
        self.open = self._flags(
            bool(one.holds and one.kinds and not one.barred and one.state not in ("paused", "candidate"))
            for one in pool
        )

    def _column(self, values: Iterable[int]) -> Any:
        return self.np.fromiter(values, dtype=self.np.int16, count=len(self.pool))

    def _flags(self, values: Iterable[bool]) -> Any:
        return self.np.fromiter(values, dtype=bool, count=len(self.pool))

    def _once(self, key: Any, values: Any) -> Any:
        if key not in self._known:
            self._known[key] = self._flags(values())
        return self._known[key]

    def holds(self, wanted: Wanted, code: str) -> Any:
        """For whom a word holds; worked out once for all needs that ask alike."""
        if code in NEARNESS:
            return self._near(wanted.district, {"same"} if code == NEAR_SAME else {"same", "next"})
        if code not in SEEN:
            return self._told(code)
        if code in TIMES:
            return self._free(wanted, code)

        def each() -> Iterable[bool]:
            return (answer(wanted, one, code) == Answer.YES for one in self.pool)

        return self._once((code, wanted.born if code == "same-age" else 0), each)

    def _free(self, wanted: Wanted, code: str) -> Any:
        """Most have said when they are free, and nothing more."""
        key = (code, wanted.period if self._spanned else None)
        if key not in self._known:
            flags = self.np.logical_or.reduce([self._told(each) for each in covering(code)])
            for at in self._timed:
                flags[at] = answer(wanted, self.pool[at], code) == Answer.YES
            self._known[key] = flags
        return self._known[key]

    def _told(self, code: str) -> Any:
        if code not in self._known:
            flags = self.np.zeros(len(self.pool), dtype=bool)
            flags[self._tellers.get(code, [])] = True
            self._known[code] = flags
        return self._known[code]

    def _near(self, district: str, steps: set[str]) -> Any:
        """Asked once for each district that somebody lives in."""
        key = (district, len(steps))
        if key not in self._known:
            flags = self.np.array([nearness(district, home) in steps for home in self._homes], dtype=bool)
            self._known[key] = flags[self._home]
        return self._known[key]

    def within(self, ask: Ask) -> Any:
        """For whom nothing but the words of the need stands in the way."""
        wanted = ask.wanted
        found = self.open & self._once(
            ("kind", wanted.kind), lambda: (has(one.kinds, wanted.kind) for one in self.pool)
        )
        found = found & self._once(("area", wanted.area), lambda: (has(one.areas, wanted.area) for one in self.pool))
        found &= (self.age_from <= wanted.age) & (self.age_to >= wanted.age) & (self.room >= wanted.together)
        if wanted.needs_nights:
            found &= self.nights
        if ask.elsewhere:
            found &= ~self._once(ask.elsewhere, lambda: (one.pk in ask.elsewhere for one in self.pool))
        for pk in ask.barred & self.at.keys():
            found[self.at[pk]] = False
        return found

    def scores(self, ask: Ask) -> Any:
        """Per cent of what could be had, and -1 where a must is not fulfilled."""
        wanted, weights = ask.wanted, ask.wanted.weights
        able = self.within(ask)
        for code in wanted.musts:
            able = able & self.holds(wanted, code)
        points = self.idle * weights.idle
        for code in wanted.important:
            points = points + self.holds(wanted, code) * weights.important
        for code in wanted.wishes:
            points = points + self.holds(wanted, code) * weights.nice
        if wanted.district and not wanted.asks_how_near:
            same, near = (self.holds(wanted, code) for code in ("near-same", "near-next"))
            points = points + same * weights.same + (near & ~same) * weights.beside
        scores = points.astype(self.np.int32) * self.told * 100 // wanted.most if wanted.most else points * 0
        return self.np.where(able, scores, -1).astype(self.np.int16)

    def gains(self, ask: Ask) -> tuple[tuple[str, int], ...]:
        """How many would fulfil everything but that one must, most first."""
        within = self.within(ask)
        held = {code: self.holds(ask.wanted, code) for code in ask.wanted.musts}
        found = []
        for code in held:
            others = within & ~held[code]
            for other, flags in held.items():
                others = others & flags if other != code else others
            found.append((code, int(others.sum())))
        return tuple(sorted((each for each in found if each[1]), key=lambda each: (-each[1], each[0])))


def _bits(row: Any) -> int:
    """Those with a score as the bits of one number: sets of thousands are then joined in one step."""
    import numpy  # noqa: PLC0415 — only a plan needs it

    return int.from_bytes(numpy.packbits(row >= 0, bitorder="little").tobytes(), "little")


def _how_many(able: list[int], room: list[int], spare: list[int]) -> tuple[list[int], list[set[int]]]:
    """How many proposals each need gets, in the order of priority; and one way in which it can be done."""
    held = [0] * len(able)
    used = [0] * len(spare)
    free = sum(1 << at for at, count in enumerate(spare) if count)
    closed: set[int] = set()  # needs from which nobody free is reached any more, and never will be

    for turn in range(MOST_EACH):
        for start in range(len(able)):
            if room[start] <= turn or held[start].bit_count() < turn or start in closed:
                continue
            came_from: dict[int, tuple[int, int]] = {start: (-1, -1)}
            queue, seen, found = [start], 0, -1
            for here in queue:
                new = able[here] & ~held[here] & ~seen
                if new & free:
                    found, at = here, _lowest(new & free)
                    break
                seen |= new
                for other in range(len(able)):
                    if other not in came_from and other not in closed and held[other] & new:
                        came_from[other] = (here, _lowest(held[other] & new))
                        queue.append(other)
            if found < 0:
                closed.update(came_from)
                continue
            used[at] += 1
            if used[at] == spare[at]:
                free &= ~(1 << at)
            while found >= 0:  # whoever takes somebody new leaves the one before to the need that led there
                before, handed = came_from[found]
                held[found] |= 1 << at
                if before >= 0:
                    held[found] &= ~(1 << handed)
                found, at = before, handed
    return [each.bit_count() for each in held], [_members(each) for each in held]


def _lowest(bits: int) -> int:
    return (bits & -bits).bit_length() - 1


def _members(bits: int) -> set[int]:
    found = set()
    while bits:
        at = _lowest(bits)
        found.add(at)
        bits &= bits - 1
    return found


def _best(fits: list[Any], wanted: list[int], first: list[set[int]], spare: list[int]) -> tuple[list[list[int]], int]:
    """As many for each need as it was given, and the highest sum of scores: by columns, with prices as the proof."""
    import highspy  # noqa: PLC0415 — only a plan needs it
    import numpy as np  # noqa: PLC0415

    rows = [place for place, count in enumerate(wanted) if count]
    if not rows:
        return [[] for _ in wanted], 0
    edges = {(place, at) for place in rows for at in first[place]}
    capacity = np.array(spare, dtype=float)
    # A point of fit outweighs all waiting together, however many are asked.
    waits = np.arange(len(spare)) * _WAITS // len(spare)
    worth = {place: fits[place].astype(float) * (_WAITS * sum(wanted) + 1) - waits for place in rows}
    for place in rows:
        worth[place][(fits[place] < 0) | (capacity == 0)] = -np.inf
        best = np.argsort(-worth[place], kind="stable")[:FIRST_EDGES]
        edges |= {(place, int(at)) for at in best if np.isfinite(worth[place][at])}
    while True:
        listed = sorted(edges)
        solution, prices_of_needs, prices_of_people = _solved(highspy, np, listed, worth, rows, wanted, capacity)
        missing = set()
        for number, place in enumerate(rows):
            # What one more would win here, beyond what the place and the person already yield elsewhere.
            gain = worth[place] + prices_of_needs[number] + prices_of_people
            missing |= {(place, int(at)) for at in (gain > _EPSILON).nonzero()[0]}
        if not missing - edges:
            break
        edges |= missing
    chosen: list[list[int]] = [[] for _ in wanted]
    for (place, at), share in zip(listed, solution, strict=True):
        if share > 0.5:
            chosen[place].append(at)
    return chosen, sum(int(fits[place][at]) for place, mine in enumerate(chosen) for at in mine)


def _solved(
    highspy: Any,
    np: Any,
    edges: list[tuple[int, int]],
    worth: dict[int, Any],
    rows: list[int],
    wanted: list[int],
    capacity: Any,
) -> tuple[Any, Any, Any]:
    """The shares of the edges, and the prices of needs and people."""
    number = {place: at for at, place in enumerate(rows)}
    count, needs = len(edges), len(rows)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = count, needs + len(capacity)
    model.col_cost_ = np.array([-worth[place][at] for place, at in edges])
    model.col_lower_, model.col_upper_ = np.zeros(count), np.ones(count)
    given = np.array([float(wanted[place]) for place in rows])
    model.row_lower_ = np.concatenate([given, np.full(len(capacity), -highspy.kHighsInf)])
    model.row_upper_ = np.concatenate([given, capacity])
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.arange(0, 2 * count + 1, 2)
    index = np.empty(2 * count, dtype=np.int32)
    index[0::2] = [number[place] for place, _ in edges]
    index[1::2] = [needs + at for _, at in edges]
    model.a_matrix_.index_, model.a_matrix_.value_ = index, np.ones(2 * count)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("solver", "simplex")  # whose answer is a corner
    solver.passModel(model)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise ArithmeticError(f"The plan has no optimum: {solver.getModelStatus()}.")
    found = solver.getSolution()
    dual = np.array(found.row_dual)
    return np.array(found.col_value), dual[:needs], dual[needs:]

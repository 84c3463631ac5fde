"""Who fits a need, ranked, with reasons; who almost does, and what stands in the way of the others. Pure.

Nobody is ranked above somebody who fulfils a must that they do not: musts sort people in and out, wishes rank them.
What is not known of somebody is neither held for nor against them in the ranking, but it is no fulfilled must.
The weights are the house's own and shown to whoever asks; a human being decides.
"""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

# Of a full score: each wish ten; lives in the client's district four; has no assignment now two.
WISH, NEAR, IDLE = 10, 4, 2
VERY_GOOD, GOOD = 75, 45
MOST_MISSING = 2


class Obstacle(Enum):
    """What keeps somebody from being asked. The last five can be cured, and may make somebody «almost» qualified."""

    KIND = "Är inte godkänd för den insatsen"
    AREA = "Är inte godkänd för programområdet"
    AGE = "Är inte godkänd för åldern"
    NIGHTS = "Tar inte emot över natt"
    LACKS = "Uppfyller inte"
    PAUSED = "Är pausad"
    UNKNOWN = "Okänt"
    FULL = "Har ingen ledig plats"
    EXPIRED = "Godkännandet har gått ut"
    VETTING = "Utreds"
    NO_APPROVAL = "Har inget godkännande"


CURABLE = {Obstacle.UNKNOWN, Obstacle.FULL, Obstacle.EXPIRED, Obstacle.VETTING, Obstacle.NO_APPROVAL}


class Hurdle(NamedTuple):
    """One obstacle of one person; `code` is the word of the vocabulary where it is about one."""

    what: Obstacle
    code: str = ""


@dataclass(frozen=True)
class Wanted:
    """What is looked for; `age` is the client's, in years. `district_id` is empty where it may not be known."""

    kind: str
    area: str
    age: int
    musts: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    needs_nights: bool = False
    district_id: int | None = None


class Candidate(NamedTuple):
    """What is known of one volunteer. Lists of codes are kept as the database has them: «,one,two,»."""

    pk: int
    name: str
    state: str
    district_id: int | None
    district: str | None
    traits: str  # told by themselves, or found by whoever approved them
    lacks: str
    taken: int | None  # of the places; none as well as 0 where no assignment takes one
    kinds: str = ""  # of the approval; of somebody in vetting, what is investigated
    areas: str = ""  # of the approval; empty where there is none, as the four below
    age_from: int | None = 0
    age_to: int | None = 0
    places: int | None = 0
    nights: str = ""  # something where they take somebody in over night
    holds: str = ""  # something where the approval is in force on the day


@dataclass(frozen=True)
class Match:
    """A candidate beside the need."""

    candidate: Candidate
    met: tuple[str, ...]
    unmet: tuple[str, ...]
    unknown: tuple[str, ...]
    is_near: bool
    is_idle: bool
    score: int  # 0–100
    hurdles: tuple[Hurdle, ...] = ()

    @property
    def quality(self) -> str:
        return "Mycket god" if self.score >= VERY_GOOD else "God" if self.score >= GOOD else "Möjlig"


class Matches(Sequence[Match]):
    """Candidates in order, each laid beside the need only when somebody looks: a pool may hold thousands."""

    def __init__(self, wanted: Wanted, ordered: list[tuple[Candidate, tuple[Hurdle, ...]]]) -> None:
        self._wanted, self._ordered = wanted, ordered

    def __len__(self) -> int:
        return len(self._ordered)

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return Matches(self._wanted, self._ordered[at])
        return _match(self._wanted, *self._ordered[at])

    def keys(self) -> list[int]:
        """Who they are."""
        return [one.pk for one, _ in self._ordered]

    def without(self, keys: Container[int]) -> "Matches":
        return Matches(self._wanted, [each for each in self._ordered if each[0].pk not in keys])


@dataclass
class Ranking:
    """Everybody in the pool, sorted. `softened`: how many more could be asked if that must alone were not one."""

    fulfils: Matches
    almost: Matches
    softened: Counter[str]
    in_the_way: Counter[Obstacle]
    size: int


def rank(wanted: Wanted, candidates: Iterable[Candidate]) -> Ranking:
    """Everyone who fulfils every must, by wishes; those almost qualified apart; and what keeps the others out."""
    fulfils: list[tuple[tuple[int, int, int], Candidate, tuple[Hurdle, ...]]] = []
    almost: list[tuple[tuple[int, int, int, int], Candidate, tuple[Hurdle, ...]]] = []
    softened: Counter[str] = Counter()
    in_the_way: Counter[Obstacle] = Counter()
    musts = [(code, f",{code},") for code in wanted.musts]
    wishes = [f",{code}," for code in wanted.wishes]
    size = 0
    for one in candidates:
        size += 1
        hurdles = _hurdles(wanted, one, musts)
        if not hurdles:
            fulfils.append((_order(wanted, one, wishes), one, ()))
            continue
        in_the_way.update({hurdle.what for hurdle in hurdles})
        if len(hurdles) == 1 and hurdles[0].code:
            softened[hurdles[0].code] += 1
        if len(hurdles) <= MOST_MISSING and all(hurdle.what in CURABLE for hurdle in hurdles):
            almost.append(((len(hurdles), *_order(wanted, one, wishes)), one, tuple(hurdles)))
    # Each key ends in the number of the person: what follows it is never compared.
    first = Matches(wanted, [(one, ()) for _, one, _ in sorted(fulfils)])
    second = Matches(wanted, [(one, hurdles) for _, one, hurdles in sorted(almost)])
    return Ranking(first, second, softened, in_the_way, size)


def _order(wanted: Wanted, one: Candidate, wishes: list[str]) -> tuple[int, int, int]:
    # Of two who fit alike, the one with fewer assignments; then whoever has been known longest.
    met = sum(code in one.traits for code in wishes)
    return (-_points(wanted, one, met), one.taken or 0, one.pk)


def _points(wanted: Wanted, one: Candidate, met: int) -> int:
    return WISH * met + NEAR * _is_near(wanted, one) + IDLE * (not one.taken)


def _is_near(wanted: Wanted, one: Candidate) -> bool:
    return wanted.district_id is not None and one.district_id == wanted.district_id


def _hurdles(wanted: Wanted, one: Candidate, musts: list[tuple[str, str]]) -> list[Hurdle]:
    found = []
    if one.state == "paused":
        found.append(Hurdle(Obstacle.PAUSED))
    if one.state == "candidate":
        found.append(Hurdle(Obstacle.VETTING))
    elif not one.kinds:
        found.append(Hurdle(Obstacle.NO_APPROVAL))
    elif not one.holds:
        found.append(Hurdle(Obstacle.EXPIRED))
    if one.kinds and not has(one.kinds, wanted.kind):
        found.append(Hurdle(Obstacle.KIND))
    if one.places:  # somebody in vetting has no scope yet
        if not has(one.areas, wanted.area):
            found.append(Hurdle(Obstacle.AREA))
        if not (one.age_from or 0) <= wanted.age <= (one.age_to or 0):
            found.append(Hurdle(Obstacle.AGE))
        if wanted.needs_nights and not one.nights:
            found.append(Hurdle(Obstacle.NIGHTS))
        if (one.taken or 0) >= one.places:
            found.append(Hurdle(Obstacle.FULL))
    for code, listed in musts:
        if listed not in one.traits:
            found.append(Hurdle(Obstacle.LACKS if listed in one.lacks else Obstacle.UNKNOWN, code))
    return found


def _match(wanted: Wanted, one: Candidate, hurdles: tuple[Hurdle, ...]) -> Match:
    met = [code for code in wanted.wishes if has(one.traits, code)]
    unmet = [code for code in wanted.wishes if code not in met and has(one.lacks, code)]
    unknown = [code for code in wanted.wishes if code not in met and code not in unmet]
    most = WISH * len(wanted.wishes) + (NEAR if wanted.district_id is not None else 0) + IDLE
    score = _points(wanted, one, len(met)) * 100 // most
    is_near, is_idle = _is_near(wanted, one), not one.taken
    return Match(one, tuple(met), tuple(unmet), tuple(unknown), is_near, is_idle, score, hurdles)


def has(codes: str, code: str) -> bool:
    """Whether a list of codes, as the database keeps it, holds one."""
    return f",{code}," in codes

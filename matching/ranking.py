"""Who fits a need, ranked, with reasons; who almost does, and what stands in the way of the others. Pure.

Nobody is ranked above somebody who fulfils a must that they do not: musts sort people in and out, wishes rank them.
What is not known of somebody is neither held for nor against them in the ranking, but it is no fulfilled must.
The weights are the house's own and shown to whoever asks; a human being decides.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

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
    district: str
    traits: str
    lacks: str
    taken: int
    kinds: str = ""  # of the approval; empty where there is none
    areas: str = ""
    age_from: int = 0
    age_to: int = 0
    places: int = 0
    nights: bool = False
    approved_traits: str = ""
    holds: bool = False  # the approval is in force on the day


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


@dataclass
class Ranking:
    """Everybody in the pool, sorted. `softened`: how many more could be asked if that must alone were not one."""

    fulfils: list[Match] = field(default_factory=list)
    almost: list[Match] = field(default_factory=list)
    softened: Counter[str] = field(default_factory=Counter)
    in_the_way: Counter[Obstacle] = field(default_factory=Counter)
    size: int = 0


def rank(wanted: Wanted, candidates: Iterable[Candidate]) -> Ranking:
    """Everyone who fulfils every must, by wishes; those almost qualified apart; and what keeps the others out."""
    found = Ranking()
    for each in candidates:
        found.size += 1
        hurdles = _hurdles(wanted, each)
        if not hurdles:
            found.fulfils.append(_match(wanted, each, ()))
            continue
        for what in {hurdle.what for hurdle in hurdles}:
            found.in_the_way[what] += 1
        if len(hurdles) == 1 and hurdles[0].code:
            found.softened[hurdles[0].code] += 1
        if len(hurdles) <= MOST_MISSING and all(hurdle.what in CURABLE for hurdle in hurdles):
            found.almost.append(_match(wanted, each, tuple(hurdles)))
    found.fulfils.sort(key=_order)
    found.almost.sort(key=lambda match: (len(match.hurdles), *_order(match)))
    return found


def _order(match: Match) -> tuple[int, int, int]:
    # Of two who fit alike, the one with fewer assignments; then whoever has been known longest.
    return (-match.score, match.candidate.taken, match.candidate.pk)


def _hurdles(wanted: Wanted, one: Candidate) -> list[Hurdle]:
    found = []
    if one.state == "paused":
        found.append(Hurdle(Obstacle.PAUSED))
    if one.state == "candidate":
        found.append(Hurdle(Obstacle.VETTING))
    elif not one.kinds:
        found.append(Hurdle(Obstacle.NO_APPROVAL))
    elif not one.holds:
        found.append(Hurdle(Obstacle.EXPIRED))
    if one.kinds:
        found += _beyond_scope(wanted, one)
    for code in wanted.musts:
        if has(one.traits, code) or has(one.approved_traits, code):
            continue
        found.append(Hurdle(Obstacle.LACKS if has(one.lacks, code) else Obstacle.UNKNOWN, code))
    return found


def _beyond_scope(wanted: Wanted, one: Candidate) -> list[Hurdle]:
    found = []
    if not has(one.kinds, wanted.kind):
        found.append(Hurdle(Obstacle.KIND))
    if one.areas and not has(one.areas, wanted.area):
        found.append(Hurdle(Obstacle.AREA))
    if one.places:  # somebody in vetting has no scope yet
        if not one.age_from <= wanted.age <= one.age_to:
            found.append(Hurdle(Obstacle.AGE))
        if wanted.needs_nights and not one.nights:
            found.append(Hurdle(Obstacle.NIGHTS))
        if one.taken >= one.places:
            found.append(Hurdle(Obstacle.FULL))
    return found


def _match(wanted: Wanted, one: Candidate, hurdles: tuple[Hurdle, ...]) -> Match:
    met = [code for code in wanted.wishes if has(one.traits, code) or has(one.approved_traits, code)]
    unmet = [code for code in wanted.wishes if code not in met and has(one.lacks, code)]
    unknown = [code for code in wanted.wishes if code not in met and code not in unmet]
    is_near = wanted.district_id is not None and one.district_id == wanted.district_id
    is_idle = one.taken == 0
    most = WISH * len(wanted.wishes) + (NEAR if wanted.district_id is not None else 0) + IDLE
    points = WISH * len(met) + NEAR * is_near + IDLE * is_idle
    return Match(one, tuple(met), tuple(unmet), tuple(unknown), is_near, is_idle, points * 100 // most, hurdles)


def has(codes: str, code: str) -> bool:
    """Whether a list of codes, as the database keeps it, holds one."""
    return f",{code}," in codes

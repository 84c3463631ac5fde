"""Who fits a need, ranked, with reasons; who almost does, and what stands in the way of the others. Pure.

Nobody is ranked above somebody who fulfils a must that they do not: musts sort people in and out, what is important and
what is wished for ranks them. What is not known of somebody gives no points and is no fulfilled must: stating little
never pays, and of whom nothing at all is known comes last. The weights are data, dated and shown to whoever asks; the
parts of a score add up to it. Ties go to whoever has waited longest for an assignment. A human being decides.
"""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any, NamedTuple

from matching.meaning import NEARNESS, answer, has, nearness
from recruitment.calendar import Span
from recruitment.profile import Answer

VERY_GOOD, GOOD = 75, 45  # per cent of what could be had
MOST_MISSING = 2
FOREVER = date.max


@dataclass(frozen=True)
class Weights:
    """What each thing is worth, in points. `version` is the row that they come from."""

    important: int = 20
    nice: int = 10
    same: int = 4
    beside: int = 2
    idle: int = 2
    version: int = 0


class Obstacle(Enum):
    """What keeps somebody from being asked. The last five can be cured, and may make somebody «almost» qualified."""

    CONFLICT = "Jäv eller annan bindning"
    EARLIER_NO = "Har sagt nej eller fått nej i det här ärendet"
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

    __hash__ = object.__hash__  # Enum's own is written in Python, and these are counted by the thousand


CURABLE = {Obstacle.UNKNOWN, Obstacle.FULL, Obstacle.EXPIRED, Obstacle.VETTING, Obstacle.NO_APPROVAL}
NEAR = {"same": "same", "next": "beside"}  # by the steps of nearness, which weight it is
BARRED = {"conflict": Obstacle.CONFLICT, "no": Obstacle.EARLIER_NO}


class Hurdle(NamedTuple):
    """One obstacle of one person; `code` is the word of the vocabulary where it is about one."""

    what: Obstacle
    code: str = ""


class Part(NamedTuple):
    """Some points of a score, and what for: a word that is important or wished for, or where and how they live."""

    what: str  # important | nice | same | beside | idle
    code: str
    points: int


@dataclass(frozen=True)
class Wanted:
    """What is looked for; `age` is the client's, in years. `district` is empty where it may not be known."""

    kind: str
    area: str
    age: int
    musts: tuple[str, ...] = ()
    important: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    needs_nights: bool = False
    together: int = 1  # siblings who are to be with the same one
    district: str = ""  # its code
    born: int = 0  # the year
    period: tuple[date, date] | None = None  # through which the times have to be free
    weights: Weights = field(default_factory=Weights)

    @cached_property
    def most(self) -> int:
        """The most points that anybody could have here."""
        weights = self.weights
        near = max(weights.same, weights.beside) if self.district and not self.asks_how_near else 0
        return weights.important * len(self.important) + weights.nice * len(self.wishes) + near + weights.idle

    @cached_property
    def asks_how_near(self) -> bool:
        """Whether nearness is weighed by words of the need: then it gives no points of its own."""
        return bool(NEARNESS & {*self.musts, *self.important, *self.wishes})

    @cached_property
    def worth(self) -> tuple[tuple[str, str, int], ...]:
        """Each word beside the musts, what it is, and the points that it gives."""
        important = (("important", code, self.weights.important) for code in self.important)
        nice = (("nice", code, self.weights.nice) for code in self.wishes)
        return (*important, *nice)

    def without(self, *codes: str) -> "Wanted":
        """The same need, where these musts are important instead: tried, and not saved."""
        softened = tuple(code for code in self.musts if code in codes)
        kept = tuple(code for code in self.musts if code not in codes)
        return replace(self, musts=kept, important=(*self.important, *softened))


class Candidate(NamedTuple):
    """What is known of one volunteer. Lists of codes are kept as the database has them: «,one,two,»."""

    pk: int
    name: str
    state: str
    home: str  # the code of the district that they live in; empty where it is not known
    district: str | None  # its name
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
    waits_since: date | None = None  # since their last assignment began or ended, or since they came into the pool
    children: str = ""  # birth years of the children in the home
    busy: str = ""  # the times that their assignments take
    barred: str = ""  # «conflict» or «no», in this very case
    moved: str = ""  # the day, where a new assignment waits until the new address is investigated
    known: str = ""  # something where they have or had an assignment for the client or a sibling
    spans: tuple[Span, ...] = ()  # what their calendar says

    @property
    def is_blank(self) -> bool:
        """Nobody has written a word about them."""
        return not self.traits and not self.lacks


@dataclass(frozen=True)
class Match:
    """A candidate beside the need."""

    candidate: Candidate
    met: tuple[str, ...]
    unmet: tuple[str, ...]
    unknown: tuple[str, ...]
    parts: tuple[Part, ...]
    most: int
    hurdles: tuple[Hurdle, ...] = ()

    @property
    def points(self) -> int:
        return sum(part.points for part in self.parts)

    @property
    def score(self) -> int:
        """Per cent of the most that could be had."""
        return self.points * 100 // self.most if self.most else 0

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
        return match(self._wanted, *self._ordered[at])

    def keys(self) -> list[int]:
        """Who they are."""
        return [one.pk for one, _ in self._ordered]

    def candidates(self) -> list[Candidate]:
        return [one for one, _ in self._ordered]

    def without(self, keys: Container[int]) -> "Matches":
        return Matches(self._wanted, [each for each in self._ordered if each[0].pk not in keys])


@dataclass
class Ranking:
    """Everybody in the pool, sorted.

    `softened`: how many more could be asked if that must alone were not one; `pairs`: if those two were not, beside
    what each of them does alone. `missing`: how many fulfil everything but that one wish, and `complete` everything.
    """

    wanted: Wanted
    fulfils: Matches
    almost: Matches
    softened: Counter[str]
    pairs: Counter[frozenset[str]]
    missing: Counter[str]
    complete: int
    in_the_way: Counter[Obstacle]
    size: int

    def gain(self, *codes: str) -> int:
        """How many more could be asked if none of these musts were one; one or two of them."""
        return sum(self.softened[code] for code in codes) + self.pairs[frozenset(codes)]


def rank(wanted: Wanted, candidates: Iterable[Candidate]) -> Ranking:
    """Everyone who fulfils every must, by points; those almost qualified apart; and what keeps the others out."""
    fulfils: list[tuple[Any, Candidate, tuple[Hurdle, ...]]] = []
    almost: list[tuple[Any, Candidate, tuple[Hurdle, ...]]] = []
    softened: Counter[str] = Counter()
    pairs: Counter[frozenset[str]] = Counter()
    missing: Counter[str] = Counter()
    in_the_way: Counter[Obstacle] = Counter()
    size = complete = 0
    for one in candidates:
        size += 1
        hurdles = hurdles_of(wanted, one)
        if not hurdles:
            laid = match(wanted, one)
            fulfils.append((order_of(one, laid.points), one, ()))
            lacking = (*laid.unmet, *laid.unknown)
            complete += not lacking
            if len(lacking) == 1:
                missing[lacking[0]] += 1
            continue
        whats = dict.fromkeys(hurdle.what for hurdle in hurdles)
        for what in whats:
            in_the_way[what] += 1
        if len(hurdles) == 1 and hurdles[0].code:
            softened[hurdles[0].code] += 1
        elif len(hurdles) == MOST_MISSING and all(hurdle.code for hurdle in hurdles):
            pairs[frozenset(hurdle.code for hurdle in hurdles)] += 1
        if len(hurdles) <= MOST_MISSING and whats.keys() <= CURABLE:
            almost.append(((len(hurdles), *order_of(one, points_of(wanted, one))), one, tuple(hurdles)))
    # Each key ends in the number of the person: what follows it is never compared.
    first = Matches(wanted, [(one, ()) for _, one, _ in sorted(fulfils)])
    second = Matches(wanted, [(one, hurdles) for _, one, hurdles in sorted(almost)])
    return Ranking(wanted, first, second, softened, pairs, missing, complete, in_the_way, size)


def order_of(one: Candidate, points: int) -> tuple[int, bool, date, int, int]:
    """Of two with as many points: whoever something is known of, who has waited longest, with fewer assignments."""
    return (-points, one.is_blank, one.waits_since or FOREVER, one.taken or 0, one.pk)


def points_of(wanted: Wanted, one: Candidate) -> int:
    """What the parts of their match add up to, for thousands of whom nobody looks at the parts."""
    if one.is_blank:
        return 0
    points: int = sum(getattr(wanted.weights, what) for what in _beside_words(wanted, one))
    for _, code, worth in wanted.worth:
        if answer(wanted, one, code) is Answer.YES:
            points += worth
    return points


def hurdles_of(wanted: Wanted, one: Candidate) -> list[Hurdle]:
    """All that keeps somebody from being asked; nothing where they can be."""
    found = []
    if one.barred:
        found.append(Hurdle(BARRED[one.barred]))
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
        if (one.taken or 0) + wanted.together > one.places:
            found.append(Hurdle(Obstacle.FULL))
    for code in wanted.musts:
        said = answer(wanted, one, code)
        if said != Answer.YES:
            found.append(Hurdle(Obstacle.LACKS if said == Answer.NO else Obstacle.UNKNOWN, code))
    return found


def match(wanted: Wanted, one: Candidate, hurdles: tuple[Hurdle, ...] = ()) -> Match:
    """Somebody laid beside the need: what they meet, and what each thing is worth."""
    said = {code: answer(wanted, one, code) for _, code, _ in wanted.worth}
    parts = [Part(*each) for each in wanted.worth if said[each[1]] == Answer.YES]
    parts += [Part(what, "", getattr(wanted.weights, what)) for what in _beside_words(wanted, one)]
    return Match(
        one,
        met=tuple(code for code, each in said.items() if each == Answer.YES),
        unmet=tuple(code for code, each in said.items() if each == Answer.NO),
        unknown=tuple(code for code, each in said.items() if each == Answer.UNKNOWN),
        # Of whom nobody has written a word no points are counted: otherwise it would pay to say nothing.
        parts=() if one.is_blank else tuple(part for part in parts if part.points),
        most=wanted.most,
        hurdles=hurdles,
    )


def _beside_words(wanted: Wanted, one: Candidate) -> list[str]:
    """What gives points without being a word of the need: where they live, and that they have nobody now."""
    step = "" if wanted.asks_how_near else NEAR.get(nearness(wanted.district, one.home), "")
    return [what for what in (step, "" if one.taken else "idle") if what]

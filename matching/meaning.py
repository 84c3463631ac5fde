"""What a word of the vocabulary says of somebody: told by themselves, or seen from the home, the place, the calendar.

Pure. An answer is yes, no or unknown: what nobody has said is neither a yes nor a no.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from brokerage.organisation.reference import beside
from recruitment.calendar import COVERED_BY, WEEKENDS, covering, free_through
from recruitment.profile import Answer

if TYPE_CHECKING:
    from matching.ranking import Candidate, Wanted

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
SAME_AGE = 2  # years between the client and a child of the home
NEAR_SAME, NEAR_NEXT = "near-same", "near-next"
NEARNESS = {NEAR_SAME, NEAR_NEXT}


def has(codes: str, code: str) -> bool:
    """Whether a list of codes, as the database keeps it, holds one."""
    return f",{code}," in codes


def told(wanted: "Wanted", one: "Candidate", code: str) -> Answer:
    """What they have said themselves, or whoever approved them."""
    listed = f",{code},"
    return YES if listed in one.traits else NO if listed in one.lacks else UNKNOWN


def _time(wanted: "Wanted", one: "Candidate", code: str) -> Answer:
    """By the profile and the calendar, through the whole period; a weekend that an assignment takes is not free."""
    words = covering(code)
    if code in WEEKENDS and one.busy:
        words = tuple(each for each in words if not has(one.busy, each))
        taken = {each for each in ("weekend-even", "weekend-odd") if has(one.busy, each)}
        if not words or code in taken or len(taken) == 2:
            return NO
    said = YES if any(has(one.traits, each) for each in words) else NO if has(one.lacks, code) else UNKNOWN
    if not one.spans or wanted.period is None:
        return said
    return free_through(code, said, one.spans, *wanted.period).answer


def _without(animal: str) -> Callable[["Wanted", "Candidate", str], Answer]:
    """No such animal in the home: also where there are no pets at all, or they say that they have none."""

    def answer(wanted: "Wanted", one: "Candidate", code: str) -> Answer:
        if has(one.traits, animal):
            return NO
        if has(one.traits, code) or has(one.traits, "no-pets") or has(one.lacks, animal):
            return YES
        return told(wanted, one, code)

    return answer


def _no_pets(wanted: "Wanted", one: "Candidate", code: str) -> Answer:
    return NO if has(one.traits, "dog") or has(one.traits, "cat") else told(wanted, one, code)


def _same_age(wanted: "Wanted", one: "Candidate", code: str) -> Answer:
    """A child in the home of about the client's age. The home is always known."""
    years = (int(year) for year in one.children.split(",") if year)
    return YES if any(abs(year - wanted.born) <= SAME_AGE for year in years) else NO


def _near(wanted: "Wanted", one: "Candidate", code: str) -> Answer:
    step = nearness(wanted.district, one.home)
    if not step:
        return UNKNOWN
    return YES if step == "same" or (code == NEAR_NEXT and step == "next") else NO


def nearness(district: str, home: str) -> str:
    """«same», «next», «city»; nothing where one of the two is not known or may not be told."""
    if not district or not home:
        return ""
    return "same" if home == district else "next" if home in beside(district) else "city"


SEEN: dict[str, Callable[["Wanted", "Candidate", str], Answer]] = {
    **dict.fromkeys(
        (*COVERED_BY, "weekday-evening", "weekday-day", "weekday-night", "holidays", "public-holidays", "summer"), _time
    ),
    "acute": _time,
    "no-dog": _without("dog"),
    "no-cat": _without("cat"),
    "no-pets": _no_pets,
    "same-age": _same_age,
    **dict.fromkeys(NEARNESS, _near),
}
TIMES = {code for code, answer in SEEN.items() if answer is _time}


def answer(wanted: "Wanted", one: "Candidate", code: str) -> Answer:
    """Whether a word of the vocabulary holds for somebody, where this is wanted."""
    return SEEN.get(code, told)(wanted, one, code)

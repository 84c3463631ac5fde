"""Whose consent an intervention needs, by age and day: pure, as the law stood on each day.

Sources: SoL (2001:453) 3:6 a–b as of 2023-06-30 (from memory), and as of Lag (2023:292) from 2023-07-01;
SoL (2025:400) 21:1 and 13:7 from 2025-07-01; LSS 8 §. That 21:1 takes in the contact family is
a reading, and is shown as one.
Joint custody: «the guardians» means all of them (FB 6:13), unless the board has decided under FB 6:13 a [from memory].
"""

from dataclasses import dataclass
from datetime import date

from brokerage import clock

LADDER_FROM = date(2023, 7, 1)
NEW_ACT_FROM = date(2025, 7, 1)
OWN_VOICE, OWN_CASE, ADULT = 12, 15, 18
# When something in the law changes for the person, and what; the last two for a child under SoL and LVU alone.
BIRTHDAYS = {
    12: "fråga barnet självt: samtycket kan bli dess eget",
    15: "eget samtycke krävs",
    18: "myndig, vårdnadshavarna bestämmer inte längre",
    20: "kontaktperson enligt 22 § LVU upphör",
    21: "kvalificerad kontaktperson upphör",
}
LSS_BIRTHDAYS = {15: "begär insatsen själv", 18: BIRTHDAYS[18]}


@dataclass(frozen=True)
class Answer:
    """Whether the consents suffice, and a Swedish sentence that says why."""

    suffices: bool
    sentence: str = ""
    is_interpretation: bool = False
    is_warning: bool = False


def answer(
    *,
    is_lss: bool,
    is_family: bool,
    born: date,
    on: date,
    guardians: bool,
    own: bool,
    suitable: bool,
    in_stead: bool = False,
) -> Answer:
    """Do these consents suffice on this day?

    `own` is the child's or the adult's own consent; `suitable`, that it is noted why the intervention suits;
    `in_stead`, that somebody who may has asked for a person who manifestly can't take a stand (LSS 8 § alone).
    """
    age = clock.age(born, on)
    if is_lss and in_stead:
        return Answer(True)
    if age >= ADULT:
        return Answer(True) if own else Answer(False, "Den enskilde är myndig och ska själv begära eller samtycka.")
    if is_lss:
        return _lss(age, guardians=guardians, own=own)
    if age >= OWN_CASE:
        return _fifteen(guardians=guardians, own=own, suitable=suitable, on=on)
    if guardians:
        objects = age >= OWN_VOICE and not own and on >= LADDER_FROM
        return (
            Answer(True, "Barnet har fyllt 12 och samtycker inte: ta reda på varför.", is_warning=True)
            if objects
            else Answer(True)
        )
    return _without_guardians(age, is_family=is_family, own=own, suitable=suitable, on=on)


def _lss(age: int, *, guardians: bool, own: bool) -> Answer:
    """LSS 8 §: only on request; under 15 the guardians may request."""
    if own and age >= OWN_CASE:
        return Answer(True)
    if guardians and age < OWN_CASE:
        return Answer(True)
    who = (
        "Barnet har fyllt 15 och ska själv begära insatsen."
        if age >= OWN_CASE
        else "Vårdnadshavarna ska begära insatsen."
    )
    return Answer(False, who)


def _fifteen(*, guardians: bool, own: bool, suitable: bool, on: date) -> Answer:
    if not own:
        return Answer(False, "Barnet har fyllt 15 och ska själv begära eller samtycka.")
    if not guardians and not suitable and on >= LADDER_FROM:
        return Answer(False, "Utan vårdnadshavarnas samtycke ska det antecknas varför insatsen är lämplig.")
    return Answer(True)


def _without_guardians(age: int, *, is_family: bool, own: bool, suitable: bool, on: date) -> Answer:
    if age < OWN_VOICE or on < LADDER_FROM:
        return Answer(False, f"Vårdnadshavarnas samtycke krävs: barnet är {age} år.")
    if is_family and on < NEW_ACT_FROM:
        return Answer(False, "För kontaktfamilj krävdes vårdnadshavarnas samtycke före den 1 juli 2025.")
    if not own:
        return Answer(False, "Varken vårdnadshavarna eller barnet samtycker.")
    if not suitable:
        return Answer(False, "Utan vårdnadshavarnas samtycke ska det antecknas varför insatsen är lämplig.")
    if is_family:
        sentence = "Att 21 kap. 1 § socialtjänstlagen omfattar kontaktfamilj är en tolkning."
        return Answer(True, sentence, is_interpretation=True)
    return Answer(True)


def birthdays_between(born: date, first: date, last: date) -> list[tuple[int, date]]:
    """The birthdays that change something, in a stretch of days, both ends included."""
    days = [(age, clock.months_after(born, 12 * age)) for age in BIRTHDAYS]
    return [(age, day) for age, day in days if first <= day <= last]

"""What children, young people, adults and guardians are asked after a time, and what is counted of it. Pure.

Source: FoU Nordväst's report (ask parents and older children whether they have had use of it). The questions are the
city's own; no licence is needed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from decisions.outcomes import FEWEST, mean

YOUNG, OF_AGE = 15, 18
BY_LINK_FROM = 12  # a smaller child is asked at a meeting
LEVELS = {0: "Inte alls", 1: "Lite", 2: "Ganska mycket", 3: "Mycket"}


class Voice(models.TextChoices):
    CHILD = "child", "Barnet"
    YOUNG = "young", "Den unge"
    ADULT = "adult", "Den vuxne"
    GUARDIAN = "guardian", "Vårdnadshavaren"


@dataclass(frozen=True)
class Questions:
    """How the questions read for one voice."""

    title: str
    lead: str
    benefit: str
    heard: str
    goes_on: str
    good: str
    change: str


_OWN = {
    "goes_on": "Vill du att det ska fortsätta?",
    "good": "Vad är bra?",
    "change": "Vad vill du ändra på?",
}
QUESTIONS = {
    Voice.CHILD: Questions(
        "Hur är det för dig?",
        "Det finns inga svar som är rätt eller fel. Du behöver inte svara på allt.",
        "Är det bra för dig att ni träffas?",
        "Lyssnar de vuxna på vad du tycker?",
        **_OWN,
    ),
    Voice.YOUNG: Questions(
        "Hur är det för dig?",
        "Svara som du själv tycker. Det du skriver läses av din handläggare.",
        "Har du nytta av att ni träffas?",
        "Får du vara med och bestämma?",
        **_OWN,
    ),
    Voice.ADULT: Questions(
        "Hur är det för dig?",
        "Svara som du själv tycker. Det du skriver läses av din handläggare.",
        "Har du nytta av insatsen?",
        "Får du vara med och bestämma?",
        **_OWN,
    ),
    Voice.GUARDIAN: Questions(
        "Hur går det?",
        "Svara som du själv tycker. Det du skriver läses av handläggaren.",
        "Har ditt barn nytta av insatsen?",
        "Lyssnar vi på dig och ditt barn?",
        "Vill du att den ska fortsätta?",
        "Vad är bra?",
        "Vad kan bli bättre?",
    ),
}


def voice_of(age: int) -> Voice:
    """Who somebody of this age is when they answer for themselves."""
    return Voice.CHILD if age < YOUNG else Voice.YOUNG if age < OF_AGE else Voice.ADULT


@dataclass(frozen=True)
class Said:
    """One answer: the groups it is counted in, and what it says of use, of being heard, and of going on."""

    groups: tuple[str, ...]
    benefit: int | None
    heard: int | None
    goes_on: str


def counted(answers: Iterable[Said]) -> list[list[Any]]:
    """For each group: answers, how many at each level of use, the mean of both scales, and who wants it to go on.

    Of fewer than five nothing but their number is told: the levels would give away the mean.
    """
    found: dict[str, list[Said]] = {}
    for each in answers:
        for group in each.groups:
            found.setdefault(group, []).append(each)
    return [
        [
            group,
            len(said),
            *(_told(said, sum(each.benefit == level for each in said)) for level in LEVELS),
            mean(each.benefit for each in said if each.benefit is not None),
            mean(each.heard for each in said if each.heard is not None),
            _told(said, sum(each.goes_on in ("yes", "changed") for each in said)),
        ]
        for group, said in sorted(found.items())
    ]


def _told(said: list[Said], count: int) -> int | str:
    return count if len(said) >= FEWEST else "–"

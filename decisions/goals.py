"""Help to write a goal: what to think of before it is saved. Pure; it never stops anybody.

Sources: FoU Nordväst's report (goals are short-term, clear, about the child and not about the parent; «träffa andra
vuxna» is a way and no goal); LSS 1993:387 9 § 4, where companionship itself is what the intervention is for.
"""

import re
from datetime import date, timedelta

from django.db import models

SOONEST, LATEST = timedelta(days=14), timedelta(days=550)
_ADULTS = re.compile(r"\b(träffa|möta|umgås med|ha kontakt med|få) (fler |andra |trygga |nya )*vuxna\b", re.IGNORECASE)
_PARENTS = re.compile(r"\b(mamman?|pappan?|föräldrar\w*|föräldern|vårdnadshavar\w*|avlast\w*)\b", re.IGNORECASE)


class Domain(models.TextChoices):
    """The sides of a life that a goal can be about, after BBIC's triangle; school work stands for itself."""

    HEALTH = "health", "Hälsa"
    SCHOOL = "school", "Utbildning och skolarbete"
    FEELINGS = "feelings", "Känslor och beteende"
    RELATIONS = "relations", "Sociala relationer"
    LEISURE = "leisure", "Fritid och delaktighet"
    PARENTING = "parenting", "Föräldrarnas omsorg"


LEVELS = {
    -2: "mycket sämre än väntat",
    -1: "sämre än väntat",
    0: "som väntat",
    1: "bättre än väntat",
    2: "mycket bättre än väntat",
}


def signed(level: int) -> str:
    """«−2», «0», «+1»."""
    return f"{level:+d}".replace("-", "−") if level else "0"


def advice(text: str, sign: str, by_when: date | None, *, on: date, is_child: bool, is_lss: bool) -> list[str]:
    """What to think of in a goal, in full sentences; empty where nothing strikes."""
    found = []
    if is_child and not is_lss:
        if _ADULTS.search(text):
            found.append("Att träffa andra vuxna är ett sätt, inte ett mål. Vad ska bli bättre för barnet?")
        if _PARENTS.search(text):
            found.append("Målet handlar om föräldern. Skriv vad barnet självt ska märka.")
    if not sign.strip():
        found.append("Skriv hur ni märker att målet är nått.")
    if by_when and by_when < on + SOONEST:
        found.append("Tiden är kort: hinner det bli annorlunda på så få dagar?")
    if by_when and by_when > on + LATEST:
        found.append("Målet ligger långt bort. Dela det i mindre steg.")
    return found

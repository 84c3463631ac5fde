"""What cases in the demo city say: extents, purposes, and needs in the vocabulary's words. Nobody is named."""

from random import Random
from typing import Any

from brokerage.demo.people import HOUSE, LANGUAGES, LIKES, NEEDS

EXTENTS = {
    "person": ("Tre timmar i veckan", "Två kvällar i månaden", "En gång i veckan", "Fyra timmar varannan vecka"),
    "qualified": ("Två gånger i veckan", "Tre gånger i veckan"),
    "family": ("Varannan helg, fredag till söndag", "En helg i månaden", "Var tredje helg"),
    "short_family": ("Två dygn i månaden", "En helg i månaden", "Fyra dygn i månaden"),
}
PURPOSES = {
    "IoF": (("relief", "change"), ("relief",), ("network", "relief"), ("companion", "school"), ("safety", "network")),
    "LSS": (("companion",), ("companion", "network"), ("relief",)),
    "SP": (("companion",), ("network", "companion")),
}
TARGET_GROUPS = {
    "IoF": (
        ("parent_ill", "alone"),
        ("alone",),
        ("addicted", "alone"),
        ("school",),
        ("crime", "school"),
        ("parent_ill",),
    ),
    "LSS": (("disability",), ("disability", "alone")),
    "SP": (("health",), ("health", "alone")),
}
ENDINGS = (
    "Målen är uppnådda.",
    "Familjen har flyttat från kommunen.",
    "Den enskilde vill inte ha insatsen längre.",
    "En annan insats har tagit vid.",
)
INTERPRETERS = ("lang-ar", "lang-so", "lang-fa", "lang-ti", "lang-uk", "lang-sgn")
WORDS = {
    "family": (
        "Ett barn som tycker om djur och natur och som behöver lugn och fasta rutiner.",
        "Ett livligt barn som behöver få vara ute mycket. Föräldern är ensam och behöver sova ut.",
        "Ett barn som är van vid att vara bland vuxna och gärna vill ha någon jämnårig att leka med.",
        "Syskon som behöver egen tid var för sig. Tydliga övergångar mellan hemmen är viktigt.",
    ),
    "short_family": (
        "Ett barn som behöver hjälp med det mesta under dagen och som somnar bäst i eget rum.",
        "En tonåring med bildschema. Ljud och oväntade besök är svåra, bad och bilfärder är bäst.",
    ),
    "person": (
        "Någon att göra saker med: bio, simning, en promenad. Behöver tid på sig och tydliga besked.",
        "Vill komma hemifrån och träffa folk. Är intresserad av matlagning och att lyssna på musik.",
        "Behöver en vuxen utanför familjen som orkar vara envis, och gärna hjälp med skolarbetet.",
        "Tycker om att spela spel och gå på match. Behöver sällskap för att våga pröva nya ställen.",
    ),
    "qualified": ("En ung person på väg bort från dåligt sällskap, som behöver en stadig vuxen nära till hands.",),
}
WEEKENDS = ("weekend-even", "weekend-odd", "weekend-monthly")


def need(dice: Random, area: str, kind: str) -> dict[str, Any]:
    """The words of a need, its musts and its wishes."""
    is_family = kind in ("family", "short_family")
    musts = set()
    if is_family:
        musts |= {dice.choice(WEEKENDS)} if dice.random() < 0.4 else set()
        musts |= {"smoke-free"} if dice.random() < 0.25 else set()
    elif dice.random() < 0.4:
        musts.add("weekday-evening")
    if dice.random() < 0.06:
        musts.add(f"lang-{dice.choice(LANGUAGES)}")
    wishes = {*dice.sample(LIKES, 2), dice.choice(NEEDS)}
    if is_family:
        wishes.add(dice.choice(HOUSE))
    elif area == "IoF":
        wishes.add("homework")
    return {
        "musts": tuple(sorted(musts)),
        "wishes": tuple(sorted(wishes - musts)),
        "words": dice.choice(WORDS[kind]),
    }

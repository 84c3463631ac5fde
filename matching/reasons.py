"""Why somebody is proposed or is not, in words: each part of the score with its points, and what is not known."""

from collections.abc import Iterable, Mapping
from datetime import date

from brokerage.pages.wording import day
from matching.meaning import TIMES
from matching.ranking import Candidate, Hurdle, Match, Obstacle, Part, Wanted, Weights
from recruitment.calendar import free_through, said_of

Words = Mapping[str, str]
Reason = tuple[str, str]  # «yes», «no» or «unknown», and the words
_WHAT = {
    "same": "bor i samma stadsdel",
    "beside": "bor i en angränsande stadsdel",
    "idle": "har inget uppdrag nu",
}
KNOWN = "har eller har haft uppdrag för klienten eller ett syskon: fråga dem först"
CURES = {
    Obstacle.UNKNOWN: "Fråga, och fyll i profilen",
    Obstacle.VETTING: "Slutför utredningen",
    Obstacle.EXPIRED: "Förnya godkännandet",
    Obstacle.NO_APPROVAL: "Slutför utredningen",
    Obstacle.FULL: "Vänta tills en plats blir ledig",
}


def reasons(match: Match, wanted: Wanted, words: Words) -> list[Reason]:
    """What they fulfil comes first; the points of the parts add up to the score that is shown."""
    one = match.candidate
    found = [("yes", KNOWN)] if one.known else []
    found += [("yes", f"{words.get(code, code)} (krav)") for code in wanted.musts]
    found += parts(match.parts, words)
    found += [("unknown", f"{words.get(code, code)}: okänt") for code in match.unknown]
    found += [("no", f"inte {words.get(code, code)}") for code in match.unmet]
    found += [("unknown", each) for each in remarks(one, wanted, words)]
    found += waits(one)
    if one.is_blank:
        found.append(("unknown", "ingen har skrivit något om dem än: inga poäng räknas"))
    return found


def parts(given: Iterable[Part], words: Words) -> list[Reason]:
    """«hund, 10 poäng», «arabiska (viktigt), 20 poäng»."""
    return [("yes", f"{_named(each, words)}, {each.points} poäng") for each in given]


def _named(part: Part, words: Words) -> str:
    if not part.code:
        return _WHAT[part.what]
    return words.get(part.code, part.code) + (" (viktigt)" if part.what == "important" else "")


def waits(one: Candidate) -> list[Reason]:
    """That somebody has moved, and that a new assignment waits for what is to be done at the new address."""
    if not one.moved:
        return []
    since = day(date.fromisoformat(one.moved))
    return [("unknown", f"flyttade {since}: ett nytt uppdrag väntar tills den nya adressen är utredd")]


def remarks(one: Candidate, wanted: Wanted, words: Words) -> list[str]:
    """What the calendar says of times that they are free at all the same: «varannan helg …: borta 1–14 juli»."""
    if not one.spans or wanted.period is None:
        return []
    traits, lacks = one.traits.split(","), one.lacks.split(",")
    found = []
    for code in dict.fromkeys((*wanted.musts, *wanted.important, *wanted.wishes)):
        if code in TIMES:
            remark = free_through(code, said_of(code, traits, lacks), one.spans, *wanted.period).remark
            found += [f"{words.get(code, code)}: {remark}"] if remark else []
    return found


def hurdle(one: Hurdle, words: Words) -> str:
    """«Okänt: inga husdjur (allergi)», «Utreds»."""
    return f"{one.what.value}: {words.get(one.code, one.code)}" if one.code else one.what.value


def counted(weights: Weights, wanted: Wanted) -> str:
    """How the points come about, for whoever asks."""
    near = (
        "Närheten räknas som det krav eller önskemål som den är."
        if wanted.asks_how_near
        else f"Att bo i samma stadsdel ger {weights.same} och i en angränsande {weights.beside}."
        if wanted.district
        else "Närheten räknas inte: stadsdelen visas inte."
    )
    return (
        f"Kraven avgör vilka som kan frågas. Bland dem ger det som är viktigt {weights.important} poäng och varje "
        f"önskemål {weights.nice}. {near} Att inte ha något uppdrag nu ger {weights.idle}. Det som är okänt ger inga "
        "poäng, och den som inget är känt om står sist. Av två med lika många poäng kommer den först som har väntat "
        "längst på ett uppdrag. Du väljer."
    )

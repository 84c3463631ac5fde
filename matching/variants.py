"""The forms that an assignment can take over time, as one list of labels with what the law or practice asks of each.

Pure. Sources: SoL (2025:400) 13:7 (one form in law, many in practice); 22:4 (no stay as jour in a home that has not
been investigated as jourhem, and at most two months after the child's own investigation ended: read so here); FoU
Nordväst 2019 for the forms of practice. Limits that no statute sets are the city's
own choice and stand here as such.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models

from brokerage import clock
from brokerage.pages.wording import day


class Variant(models.TextChoices):
    FAMILY = "family", "Kontaktfamilj"
    PERSON = "person", "Kontaktperson"
    SHORT = "short", "Korttidsfamilj under en begränsad tid"
    COMPLEMENT = "complement", "Komplementfamilj"
    SHARED = "shared", "Delad omsorg"
    THROUGH = "through", "Fortsatt kontakt efter placering"
    EXTRA = "extra", "Extra vuxen"
    SCHOOL = "school", "Stöd i skolarbetet"
    FRIEND = "friend", "Fadderfamilj"
    JOUR = "jour", "Jour"


# In few words what each means, for whoever chooses.
MEANS = {
    Variant.SHORT: "Högst 90 dagar, eller bara helger i högst två år. Slutet bevakas.",
    Variant.COMPLEMENT: "Två avtal: ett för barnet och ett om stödet till föräldrarna.",
    Variant.SHARED: "Barnet bor enligt ett schema hos familjen och hos föräldern.",
    Variant.THROUGH: "De som har haft barnet placerat finns kvar, och trappar ner.",
    Variant.EXTRA: "För den som är 13–18 år. Den unge själv bestämmer när de hörs.",
    Variant.SCHOOL: "Läxhjälp eller sällskap i skolarbetet.",
    Variant.FRIEND: "En familj för en hel familj som är ny i landet.",
    Variant.JOUR: "Bara i ett hem som är utrett som jourhem, och högst två månader efter att barnets utredning "
    "avslutades (SoL 22:4).",
}
SHORT_DAYS, SHORT_WEEKEND_YEARS = 90, 2
EXTRA_AGES = range(13, 19)
JOUR_MONTHS = 2
WARN_BEFORE = timedelta(days=30)


@dataclass(frozen=True)
class Terms:
    """What a phase is to be."""

    variant: str
    since: date
    until: date | None = None
    weekends_only: bool = False
    jour_home_on: date | None = None
    parents_terms: str = ""
    after_placement: str = ""


def gates(terms: Terms, *, age: int, decided_on: date, valid_to: date | None) -> list[str]:
    """Why the phase can't be as it is written, in full sentences. `age` is the client's on its first day."""
    found = []
    if terms.since < decided_on:
        found.append(f"Fasen kan inte börja före beslutet den {day(decided_on)}.")
    last = terms.until or terms.since
    if valid_to and last > valid_to:
        found.append(f"Beslutet gäller till och med {day(valid_to)}: en längre fas kräver ett nytt beslut.")
    match terms.variant:
        case Variant.SHORT:
            found += _short(terms)
        case Variant.COMPLEMENT if not terms.parents_terms:
            found.append("En komplementfamilj har två avtal: skriv också det som avtalas om stödet till föräldrarna.")
        case Variant.THROUGH if not terms.after_placement:
            found.append("Skriv efter vilken placering kontakten fortsätter.")
        case Variant.EXTRA if age not in EXTRA_AGES:
            found.append(f"En extra vuxen är för den som är 13–18 år, och klienten är {age}.")
        case Variant.JOUR:
            found += _jour(terms)
    return found


def _short(terms: Terms) -> list[str]:
    if terms.until is None:
        return ["Korttid är begränsad: skriv till och med vilken dag."]
    longest = (
        clock.months_after(terms.since, 12 * SHORT_WEEKEND_YEARS)
        if terms.weekends_only
        else terms.since + timedelta(days=SHORT_DAYS)
    )
    if terms.until >= longest:
        return [f"Korttid är högst {SHORT_DAYS} dagar, eller bara helger i högst {SHORT_WEEKEND_YEARS} år."]
    return []


def _jour(terms: Terms) -> list[str]:
    if terms.jour_home_on is None:
        return ["Ingen får bo i jour i ett hem som inte är utrett som jourhem (SoL 22:4)."]
    if terms.jour_home_on > terms.since:
        return ["Hemmet måste vara utrett som jourhem innan vistelsen börjar (SoL 22:4)."]
    if terms.until is None:
        return ["En jour har ett slut: skriv till och med vilken dag."]
    return []


def jour_limit(inquiry_ended_on: date) -> date:
    """The last day of a stay as jour, from the day that the child's own investigation ended (SoL 22:4)."""
    return clock.months_after(inquiry_ended_on, JOUR_MONTHS)


def about_jour(*, since: date, until: date | None, inquiry_ended_on: date | None, on: date) -> str:
    """What to think of while somebody stays as jour, as a sentence; nothing where all is in order."""
    if inquiry_ended_on is None:
        if on < jour_limit(since) - WARN_BEFORE:
            return ""
        return "Är barnets utredning avslutad? Skriv in dagen: därefter får jouren pågå högst två månader (SoL 22:4)."
    last = jour_limit(inquiry_ended_on)
    over = f"två månader efter att barnets utredning avslutades {day(inquiry_ended_on)} (SoL 22:4)"
    if on > last:
        return f"Jouren skulle ha slutat {day(last)}, {over}."
    if until is None or until > last:
        return f"Jouren är planerad för länge: den får pågå högst till och med {day(last)}, {over}."
    return f"Jouren slutar senast {day(last)}, {over}." if on >= last - WARN_BEFORE else ""

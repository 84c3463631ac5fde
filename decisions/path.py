"""The steps from a decision to an assignment that runs: which there are, whose they are and which are done. Pure.

Nothing is ticked: each step is read from what has been done. Which steps there are follows from the decision's law.
Sources: SoL (2025:400) 11:1, 11:5, 13:7, 21:1 and 23:6; LSS 8, 9 and 10 §§; LVU 22 §.
"""

from dataclasses import dataclass, field, replace
from datetime import date

OFFICER, SECRETARY, BOTH = "Handläggaren", "Kontaktsekreteraren", "Handläggaren och kontaktsekreteraren"
CHOICES = 2  # of families or persons, for the client to choose between


@dataclass(frozen=True)
class Facts:
    """What is known of a decision and its way; a day that is None has not been, or nobody knows it."""

    law: str  # SoL | LSS | LVU
    decided_on: date
    assessed_on: date | None = None
    treatment_on: date | None = None
    offers_plan: bool = False  # the individual plan of LSS 10 §
    plan_offered_on: date | None = None
    consent: str = ""  # why the consents do not suffice; empty where they do
    has_need: bool = False
    ordered_on: date | None = None
    searched_on: date | None = None
    presented: int = 0  # of those who are willing, or have been
    met_on: date | None = None
    is_chosen: bool = False
    appointed_on: date | None = None
    told_on: date | None = None
    agreed_on: date | None = None
    introduced: tuple[int, int] = (0, 0)  # steps done, of all
    plan_on: date | None = None
    executed_on: date | None = None
    measured: bool = False
    follow_up_on: date | None = None
    follow_up_owner: str = ""


@dataclass(frozen=True)
class Stage:
    """One step. `gate` says what it holds back; `code` names the page where it is done."""

    part: str
    code: str
    title: str
    who: str
    is_done: bool
    on: date | None = None
    words: str = ""
    gate: str = ""
    is_next: bool = field(default=False, compare=False)


def path(facts: Facts) -> list[Stage]:
    """Every step of this kind of decision in its order; the first that is not done is the next one."""
    found = [*_decision(facts), *_search(facts), *_start(facts)]
    undone = next((place for place, each in enumerate(found) if not each.is_done), None)
    return [replace(each, is_next=True) if place == undone else each for place, each in enumerate(found)]


def _decision(facts: Facts) -> list[Stage]:
    part = "Beslutet"
    goes_on = facts.searched_on is not None or facts.executed_on is not None
    assessed = facts.assessed_on is not None
    found = [
        Stage(
            part,
            "assessed",
            "Individuell bedömning",
            OFFICER,
            assessed,
            facts.assessed_on,
            "" if assessed else "Beslutet är inläst utan den dagen. Anteckna den.",
            "Utan den beviljas ingen insats (11 kap. 5 § socialtjänstlagen, 7 § LSS).",
        ),
        Stage(part, "decided", "Beslut", OFFICER, True, facts.decided_on, gate="Utan beslut kan ingen utses."),
    ]
    if facts.law == "LVU":
        done = facts.treatment_on is not None
        gate = "Utan den kan inget beslut enligt 22 § LVU läggas in."
        found.append(Stage(part, "treated", "Behandlingsplan", OFFICER, done, facts.treatment_on, gate=gate))
    else:
        gate = "Prövas vid beslutet och igen den dag någon utses."
        found.append(Stage(part, "consent", "Samtycken", BOTH, not facts.consent, words=facts.consent, gate=gate))
    if facts.offers_plan:
        done = facts.plan_offered_on is not None
        found.append(Stage(part, "individual_plan", "Individuell plan erbjuden", OFFICER, done, facts.plan_offered_on))
    gate = "Utan det kan ingen sökas."
    found.append(Stage(part, "need", "Behovet beskrivet", BOTH, facts.has_need or goes_on, gate=gate))
    return found


def _search(facts: Facts) -> list[Stage]:
    part, is_found = "Sökningen", facts.appointed_on is not None or facts.executed_on is not None
    few = f"{facts.presented} av {CHOICES}: helst finns det {CHOICES} att välja mellan." if facts.presented else ""
    began = facts.searched_on or facts.ordered_on
    return [
        Stage(
            part,
            "search",
            "Sökning i egna poolen, eller beställning",
            SECRETARY,
            bool(began) or is_found,
            began,
            "Enhetschefen lägger en beställning." if not began and not is_found else "",
        ),
        Stage(part, "presented", "Någon har sagt ja", SECRETARY, facts.presented > 0 or is_found, words=few),
        Stage(part, "met", "Träff före valet", SECRETARY, facts.met_on is not None or is_found, facts.met_on),
        Stage(part, "chosen", "Den enskilde har valt", BOTH, facts.is_chosen or is_found),
        Stage(
            part,
            "appointed",
            "Utsedd",
            OFFICER,
            is_found,
            facts.appointed_on,
            gate="Kräver godkännande, registerkontroll i ärendet där lagen säger det, samtycken och en ledig plats.",
        ),
    ]


def _start(facts: Facts) -> list[Stage]:
    part, done, of = "Uppdraget börjar", *facts.introduced
    executed = facts.executed_on is not None
    owner = f"Ansvarig: {facts.follow_up_owner}." if facts.follow_up_owner else "Med någon som ansvarar."
    agreed, told = facts.agreed_on is not None, facts.told_on is not None
    return [
        Stage(part, "agreed", "Avtalet undertecknat av alla", SECRETARY, agreed, facts.agreed_on),
        Stage(part, "told", "Det som uppdragstagaren behöver veta är lämnat", SECRETARY, told, facts.told_on),
        Stage(
            part,
            "introduced",
            "Inskolningen genomförd",
            SECRETARY,
            bool(of) and done == of,
            words=f"{done} av {of} steg" if of else "",
        ),
        Stage(part, "plan", "Genomförandeplanen undertecknad", OFFICER, facts.plan_on is not None, facts.plan_on),
        Stage(
            part,
            "executed",
            "Första gången tillsammans",
            SECRETARY,
            executed,
            facts.executed_on,
            gate="Stoppar klockan.",
        ),
        Stage(part, "measured", "Mätning vid starten", BOTH, facts.measured),
        Stage(
            part,
            "follow_up",
            "Uppföljning planerad",
            OFFICER,
            facts.follow_up_on is not None,
            facts.follow_up_on,
            owner,
        ),
    ]

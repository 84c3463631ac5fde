"""What stands in the way of a decision: whose consent is missing on a day, and what the law says of age and ground."""

from datetime import date, timedelta

from brokerage import clock
from brokerage.organisation.models import Area, User
from brokerage.workflow import Problem
from decisions.consents import OWN_CASE, Answer, answer
from decisions.models import Client, Consent, Decision, Guardian, LegalGround

FAMILY = "familj"
OF_AGE = 18
HEAVY = "Behovet är tyngre än en lekman brukar kunna bära. Enhetschefen tar ställning innan någon utses."


def is_lss(ground: LegalGround) -> bool:
    return ground.law.startswith("LSS")


def needs_no_consent(ground: LegalGround) -> bool:
    """LVU 22 §: the board may decide without consent."""
    return ground.law.startswith("LVU")


def consent_of(decision: Decision, day: date) -> Answer:
    """Whether the consents suffice on a day under a decision, with the reasons that are noted on it."""
    suitable, one = bool(decision.suitability), bool(decision.one_guardian)
    return consent_on(decision.client, decision.ground, day, suitable=suitable, one_guardian=one)


def consent_on(client: Client, ground: LegalGround, day: date, *, suitable: bool, one_guardian: bool = False) -> Answer:
    """Whether the consents that are in force on a day suffice for the intervention.

    With `one_guardian` the board has found that one of two guardians is enough (FB 6:13 a).
    """
    if needs_no_consent(ground):
        return Answer(suffices=True)
    in_force = [each for each in client.consents.all() if _holds(each, day)]
    there = {each.pk: each for each in client.guardians.all() if each.is_there_on(day)}
    guardians = {pk for pk, each in there.items() if each.is_in_custody}
    consenting = {each.guardian_id for each in in_force if each.guardian_id} & guardians
    return answer(
        is_lss=is_lss(ground),
        is_family=FAMILY in ground.intervention,
        born=client.identity.born,
        on=day,
        guardians=bool(consenting) and (one_guardian or guardians == consenting),
        own=any(each.guardian_id is None for each in in_force),
        suitable=suitable,
        in_stead=_asked_in_stead(in_force, there, client.identity.age(day), one_guardian=one_guardian),
    )


def _asked_in_stead(
    in_force: list[Consent], there: dict[int, Guardian], age: int, *, one_guardian: bool = False
) -> bool:
    """Whether somebody who may has asked for a child under fifteen, or for whoever manifestly can't take a stand.

    Source: LSS 8 §: guardians (all of them: FB 6:13), god man, förmyndare, förvaltare or framtidsfullmaktshavare.
    """
    asking = {each.guardian_id for each in in_force if each.unable or age < OWN_CASE} & there.keys()
    guardians = {pk for pk, each in there.items() if each.is_in_custody}
    if asking - guardians:
        return True
    return age < OF_AGE and bool(asking) and (one_guardian or asking == guardians)


def _holds(consent: object, day: date) -> bool:
    given, withdrawn = consent.given_on, consent.withdrawn_on  # type: ignore[attr-defined]
    return given <= day and (withdrawn is None or withdrawn > day)


def before_granting(
    client: Client, ground: LegalGround, day: date, *, suitable: bool, one_guardian: bool = False
) -> list[Problem]:
    """Why this decision can't be recorded, or what to think of when it can."""
    found = []
    if not (ground.starts <= day and (ground.ends is None or day <= ground.ends)):
        found.append(Problem(f"Lagrummet {ground.law} {ground.ground} gällde inte den {day}."))
    if is_lss(ground) != (client.area == Area.LSS):
        found.append(Problem("Lagrummet hör till ett annat programområde än klienten."))
    if ground.below_age and client.identity.age(day) >= ground.below_age:
        found.append(Problem(f"Insatsen kan bara ges den som är under {ground.below_age} år."))
    consent = consent_on(client, ground, day, suitable=suitable, one_guardian=one_guardian)
    if consent.sentence:
        found.append(Problem(consent.sentence, blocking=not consent.suffices))
    return found


def last_day(client: Client, ground: LegalGround) -> date | None:
    """The day before the birthday at which the intervention ends: 20 (LVU 22 §) or 21 (SoL 13:7 2 st)."""
    if ground.below_age is None:
        return None
    return clock.months_after(client.identity.born, 12 * ground.below_age) - timedelta(days=1)


def before_setting_terms(
    client: Client, ground: LegalGround, decided_on: date, *, valid_to: date | None, treatment_on: date | None
) -> list[Problem]:
    """What the law asks of how long a decision holds, and of the plan behind it."""
    found = []
    if needs_no_consent(ground) and (treatment_on is None or treatment_on > decided_on):
        found.append(Problem("Ett beslut enligt 22 § LVU förutsätter en behandlingsplan: ange när den upprättades."))
    last = last_day(client, ground)
    if last and valid_to and valid_to > last:
        found.append(
            Problem(f"Insatsen kan längst gälla till och med {last}: dagen efter fyller klienten {ground.below_age}.")
        )
    return found


def before_assessing(assessed_on: date | None, decided_on: date) -> list[Problem]:
    """SoL (2025:400) 11:5 p. 1: contact person and contact family never without an individual assessment."""
    if assessed_on is None:
        return [Problem("Ange vilken dag den individuella bedömningen gjordes. Utan den kan insatsen inte beviljas.")]
    if assessed_on > decided_on:
        return [Problem("Den individuella bedömningen görs före beslutet, eller samma dag.")]
    return []


def months_between_reviews(ground: LegalGround) -> int:
    """LVU 22 §: tried anew within six months. LSS 10 §: the individual plan is gone through once a year."""
    return 6 if needs_no_consent(ground) else 12


def lacks_competence(owner: User, decision: Decision) -> str:
    """SoL (2025:400) 25:1: whoever follows up what a child is given under SoL has a degree; a sentence where not."""
    if decision.area == Area.LSS or decision.client.identity.age() >= OF_AGE or owner.has_degree:
        return ""
    return (
        f"{owner} är inte antecknad som behörig enligt 25 kap. 1 § socialtjänstlagen att följa upp barns insatser. "
        "Välj någon annan som ansvarig, eller be administratören anteckna examen."
    )

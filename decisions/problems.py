"""What stands in the way of a decision: whose consent is missing on a day, and what the law says of age and ground."""

from datetime import date

from brokerage.organisation.models import Area
from brokerage.workflow import Problem
from decisions.consents import Answer, answer
from decisions.models import Client, Decision, LegalGround

FAMILY = "familj"


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
    guardians = {guardian.pk for guardian in client.guardians_on(day)}
    consenting = {each.guardian_id for each in in_force if each.guardian_id} & guardians
    return answer(
        is_lss=is_lss(ground),
        is_family=FAMILY in ground.intervention,
        born=client.identity.born,
        on=day,
        guardians=bool(consenting) and (one_guardian or guardians == consenting),
        own=any(each.guardian_id is None for each in in_force),
        suitable=suitable,
    )


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

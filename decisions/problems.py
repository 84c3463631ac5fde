"""What stands in the way of a decision: whose consent is missing on a day, and what the law says of age and ground."""

from datetime import date

from brokerage.organisation.models import Area
from brokerage.workflow import Problem
from decisions.consents import Answer, answer
from decisions.models import Client, LegalGround

FAMILY = "familj"


def is_lss(ground: LegalGround) -> bool:
    return ground.law.startswith("LSS")


def needs_no_consent(ground: LegalGround) -> bool:
    """LVU 22 §: the board may decide without consent."""
    return ground.law.startswith("LVU")


def consent_on(client: Client, ground: LegalGround, day: date, *, suitable: bool) -> Answer:
    """Whether the consents that are in force on a day suffice for the intervention."""
    if needs_no_consent(ground):
        return Answer(suffices=True)
    in_force = [each for each in client.consents.all() if _holds(each, day)]
    guardians = {guardian.pk for guardian in client.guardians.all()}
    consenting = {each.guardian_id for each in in_force if each.guardian_id}
    return answer(
        is_lss=is_lss(ground),
        is_family=FAMILY in ground.intervention,
        born=client.identity.born,
        on=day,
        guardians=bool(guardians) and guardians <= consenting,
        own=any(each.guardian_id is None for each in in_force),
        suitable=suitable,
    )


def _holds(consent: object, day: date) -> bool:
    given, withdrawn = consent.given_on, consent.withdrawn_on  # type: ignore[attr-defined]
    return given <= day and (withdrawn is None or withdrawn > day)


def before_granting(client: Client, ground: LegalGround, day: date, *, suitable: bool) -> list[Problem]:
    """Why this decision can't be recorded, or what to think of when it can."""
    found = []
    if not (ground.starts <= day and (ground.ends is None or day <= ground.ends)):
        found.append(Problem(f"Lagrummet {ground.law} {ground.ground} gällde inte den {day}."))
    if is_lss(ground) != (client.area == Area.LSS):
        found.append(Problem("Lagrummet hör till ett annat programområde än klienten."))
    if ground.below_age and client.identity.age(day) >= ground.below_age:
        found.append(Problem(f"Insatsen kan bara ges den som är under {ground.below_age} år."))
    consent = consent_on(client, ground, day, suitable=suitable)
    if consent.sentence:
        found.append(Problem(consent.sentence, blocking=not consent.suffices))
    return found

"""Powers of attorney and permissions: written, signed on paper, withdrawn."""

from datetime import date

from brokerage import clock
from brokerage.access import Actor
from brokerage.workflow import Refusal, creates, edits
from matching import rules as rules  # fills the matrix before a verb names an action of it
from matching.agreements import ADULT, givers
from matching.models import Assignment, Mandate
from matching.states import ALIVE


@creates("mandates.work", label="Skriv fullmakt eller medgivande", done="Medgivande skrivet")
def write_mandate(*, by: Actor, assignment: Assignment, kind: str, scope: str, valid_to: date) -> Mandate:
    """For one situation, so far and until then. All who have custody give it together (FB 6:13)."""
    if assignment.state not in ALIVE:
        raise Refusal("Uppdraget pågår inte.")
    if valid_to < clock.today():
        raise Refusal("Det måste gälla framåt i tiden.")
    person = assignment.decision.client.identity
    if person.age() < ADULT <= person.age(valid_to):  # custody ends there (FB 6:2), and what it gave leave to
        raise Refusal("Barnet fyller 18 år innan dess: låt det gälla längst till dagen före.")
    return Mandate(
        unit_id=assignment.unit_id,
        area=assignment.area,
        assignment=assignment,
        kind=kind,
        scope=scope,
        valid_to=valid_to,
        given_by=", ".join(givers(assignment)),
        written_on=clock.today(),
    )


@edits(
    "mandates.work",
    fields=("signed_on",),
    label="Papperet är undertecknat",
    done="Fullmakt eller medgivande undertecknat",
)
def sign_mandate(mandate: Mandate, *, by: Actor) -> None:
    """Everybody who gives it has signed the paper."""
    if mandate.withdrawn_on:
        raise Refusal("Det är återtaget.")
    if not mandate.signed_on or not mandate.written_on <= mandate.signed_on <= clock.today():
        raise Refusal("Dagen måste ligga mellan den dag det skrevs och i dag.")


@edits("mandates.work", fields=("withdrawn_by",), label="Ta tillbaka", done="Medgivande återtaget")
def withdraw_mandate(mandate: Mandate, *, by: Actor) -> None:
    """One of those who gave it takes it back, in whatever way: from now on it does not hold."""
    if mandate.withdrawn_on:
        raise Refusal("Det är redan återtaget.")
    mandate.withdrawn_on = clock.today()

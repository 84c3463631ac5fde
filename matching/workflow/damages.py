"""A damage in an assignment: noted, sent to the insurance, settled."""

from datetime import date
from decimal import Decimal

from brokerage import clock
from brokerage.access import Actor
from brokerage.workflow import Refusal, creates, edits
from matching import rules as rules  # fills the matrix before a verb names an action of it
from matching.models import Assignment, DamageReport


@creates("damages.work", label="Anmäl en skada", done="Skada antecknad")
def report_damage(
    *, by: Actor, assignment: Assignment, on: date, whose: str, what: str, is_injury: bool, cost: Decimal | None = None
) -> DamageReport:
    """What happened, to whom or whose; also after the assignment has ended, since a damage may show late."""
    if on > clock.today():
        raise Refusal("Dagen kan inte ligga i framtiden.")
    return DamageReport(
        unit_id=assignment.unit_id,
        area=assignment.area,
        assignment=assignment,
        on=on,
        whose=whose,
        what=what,
        is_injury=is_injury,
        cost=cost,
        noted_by=by.user,
        noted_on=clock.today(),
    )


@edits("damages.work", fields=("sent_on", "reference"), label="Skickad till försäkringen", done="Skada anmäld")
def send(damage: DamageReport, *, by: Actor) -> None:
    """The paper has gone to the insurance; its number is kept where there is one."""
    if damage.settled_on:
        raise Refusal("Skadan är redan avslutad.")
    if damage.sent_on is None or damage.sent_on > clock.today():
        raise Refusal("Dagen kan inte ligga i framtiden.")


@edits("damages.work", fields=("outcome",), label="Avsluta skadan", done="Skada avslutad")
def settle(damage: DamageReport, *, by: Actor) -> None:
    """What the insurance paid or why it did not, or how it was settled without it."""
    if damage.settled_on:
        raise Refusal("Skadan är redan avslutad.")
    if not damage.outcome:
        raise Refusal("Skriv hur det blev.")
    damage.settled_on = clock.today()

"""Stating the causes of the third quarter of 2026, and closing it: as Anna and Mia do."""

from typing import Any

from decisions.ledger import Quarter
from decisions.models import Cause, Decision, QuarterReport
from decisions.workflow import reports as workflow
from tests.cast import Cast

Q2, Q3 = Quarter(2026, 2), Quarter(2026, 3)
SAID = {
    "secondary": None,
    "words": "Ingen familj utan hund.",
    "consequence": "Kajsa får ingen avlastning.",
    "meanwhile": "",
    "done": "Annonserat på Västerort.",
}


def state(cast: Cast, decision: Decision, *, who: str = "anna", quarter: Quarter = Q3, **more: Any) -> None:
    cause = Cause.objects.get(code="no-provider")
    given: dict[str, Any] = {**SAID, "cause": cause, **more}
    workflow.state_cause(decision, by=cast.actor(who), quarter=quarter, **given)


def close(cast: Cast, quarter: Quarter = Q3) -> QuarterReport:
    return workflow.close_quarter(by=cast.actor("mia"), unit=cast.bromma, quarter=quarter)

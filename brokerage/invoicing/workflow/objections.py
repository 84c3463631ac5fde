"""What is done with objections: a manager does not agree with a line, and the economist answers."""

from typing import Any

from brokerage import clock
from brokerage.access import Actor
from brokerage.invoicing import rules as rules  # fills the matrix before a verb names an action of it
from brokerage.invoicing.models import InvoiceLine, Objection
from brokerage.invoicing.states import OBJECTION
from brokerage.invoicing.workflow import invoices
from brokerage.workflow import Refusal, creates, step


@creates("objections.raise", label="Invänd mot en rad", done="Invändning lämnad")
def object_to(*, by: Actor, line: InvoiceLine, complaint: str, words: str = "") -> Objection:
    """The district does not agree. The invoice stands, and the economist answers."""
    if line.is_credited:
        raise Refusal("Raden är redan krediterad.")
    return Objection(unit_id=line.invoice.unit_id, line=line, complaint=complaint, words=words, raised_by=by.user)


@step(OBJECTION, "uphold", action="objections.answer", label="Godta och kreditera raden", done="Invändning godtagen")
def uphold(objection: Objection, *, by: Actor, answer: str, reason: str, again: bool) -> dict[str, Any]:
    """The district is right: the line is credited in the same moment."""
    line = objection.line
    left = line.invoice.lines.filter(credited_by=None)
    if not left.filter(pk=line.pk).exists():
        raise Refusal("Raden är redan krediterad. Avvisa invändningen och skriv det i svaret.")
    if left.count() == 1:
        invoices.credit(line.invoice, by=by, reason=reason, again=again)
    else:
        invoices.credit_lines(line.invoice, by=by, lines=[line.pk], reason=reason, again=again)
    _answered(objection, by, answer)
    return {"reason": reason, "again": again}


@step(OBJECTION, "reject", action="objections.answer", label="Avvisa med ett svar", done="Invändning avvisad")
def reject(objection: Objection, *, by: Actor, answer: str) -> None:
    """The line stands, and the district reads why."""
    _answered(objection, by, answer)


def _answered(objection: Objection, by: Actor, answer: str) -> None:
    objection.answer, objection.answered_by, objection.answered_on = answer, by.user, clock.today()

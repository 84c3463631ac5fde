"""What is done with a question before a decision: asked without a trace of anybody, answered, taken back."""

from typing import Any

from brokerage import clock
from brokerage.access import Actor
from brokerage.organisation.models import Unit
from brokerage.workflow import creates, step
from decisions import rules as rules  # fills the matrix before a verb names an action of it
from decisions.models import Consultation
from decisions.states import CONSULTATION
from decisions.workflow.naming import check_nobody_is_told


@creates("consultations.ask", label="Ställ frågan", done="Frågan är ställd")
def ask(*, by: Actor, unit: Unit, area: str, extent: str, words: str, **fields: Any) -> Consultation:
    """Could anybody be found for such a need? Raises Refusal where the words tell who it is about."""
    for text in (extent, words):
        check_nobody_is_told(text, [unit.pk])
    return Consultation(
        unit=unit, area=area, extent=extent, words=words, asked_by=by.user, asked_on=clock.today(), **fields
    )


@step(CONSULTATION, "answer", action="consultations.answer", label="Svara", done="Besvarad")
def answer(
    consultation: Consultation, *, by: Actor, answer: str, weeks: int | None = None, answer_words: str = ""
) -> dict[str, str]:
    """What could be found, and how soon. It decides nothing."""
    consultation.answer, consultation.weeks, consultation.answer_words = answer, weeks, answer_words
    consultation.answered_by, consultation.answered_on = by.user, clock.today()
    return {"answer": answer}


@step(CONSULTATION, "withdraw", action="consultations.ask", label="Ta tillbaka", done="Återtagen", risky=True)
def withdraw(consultation: Consultation, *, by: Actor) -> None:
    """The question is no longer needed."""

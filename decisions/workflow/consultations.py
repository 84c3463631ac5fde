"""What is done with a question before a decision: asked without a trace of anybody, answered, taken back."""

import re
from itertools import pairwise
from typing import Any

from brokerage import clock, names
from brokerage.access import Actor
from brokerage.organisation.models import Unit
from brokerage.workflow import Refusal, creates, step
from decisions import rules as rules  # fills the matrix before a verb names an action of it
from decisions.models import ClientIdentity, Consultation
from decisions.states import CONSULTATION

NUMBER = re.compile(r"(?<!\d)(\d{6}|\d{8})\s?[-+]?\s?\d{4}(?!\d)")


@creates("consultations.ask", label="Ställ frågan", done="Frågan är ställd")
def ask(*, by: Actor, unit: Unit, area: str, extent: str, words: str, **fields: Any) -> Consultation:
    """Could anybody be found for such a need? Raises Refusal where the words tell who it is about."""
    for text in (extent, words):
        _check_nobody_is_told(text, unit)
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


def _check_nobody_is_told(text: str, unit: Unit) -> None:
    if NUMBER.search(text):
        raise Refusal("Texten innehåller ett personnummer. Skriv så att ingen kan kännas igen.")
    told = names.key(text).split("0")
    pairs = {"0".join(pair) for one, two in pairwise(told) for pair in ((one, two), (two, one))}
    if pairs and ClientIdentity.objects.filter(unit=unit, name_key__in=pairs).exists():
        raise Refusal("Texten nämner en klient vid namn. Skriv så att ingen kan kännas igen.")

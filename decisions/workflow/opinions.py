"""What is done with a statement to IVO: written from the log, put right, sent."""

from datetime import date
from decimal import Decimal
from typing import Any

from brokerage import clock
from brokerage.access import Actor
from brokerage.workflow import Problem, Refusal, creates, edits, step
from decisions import rules as rules  # fills the matrix before a verb names an action of it
from decisions.models import Decision, Opinion
from decisions.states import OPINION, OpinionState

PARTS = ("reasons", "meaning", "worked", "meanwhile", "plan")


@creates("opinions.work", label="Skriv yttrande", done="Yttrande skrivet")
def write(
    *,
    by: Actor,
    decision: Decision,
    reference: str,
    asked_on: date,
    answer_by: date,
    monthly_cost: Decimal,
    **parts: str,
) -> Opinion:
    """IVO has asked: what the board answers, as a draft."""
    _check(asked_on, answer_by)
    return Opinion(
        unit_id=decision.unit_id,
        area=decision.area,
        decision=decision,
        reference=reference,
        asked_on=asked_on,
        answer_by=answer_by,
        monthly_cost=monthly_cost,
        written_by=by.user,
        written_on=clock.today(),
        **parts,
    )


@edits(
    "opinions.work",
    fields=("reference", "asked_on", "answer_by", *PARTS, "monthly_cost", "cost_basis"),
    states={OpinionState.DRAFT},
    label="Ändra yttrandet",
    done="Yttrandet ändrat",
)
def rewrite(opinion: Opinion, *, by: Actor) -> None:
    """A draft is put right; what has been sent stands."""
    _check(opinion.asked_on, opinion.answer_by)


def before_sending(opinion: Opinion) -> list[Problem]:
    """What is easily forgotten: somebody with protected identity."""
    if opinion.decision.client.is_protected:
        sentence = "Skyddade personuppgifter: skicka varken namn eller nummer med e-post, och skriv inte ut."
        return [Problem(sentence, blocking=False)]
    return []


@step(
    OPINION,
    "send",
    action="opinions.work",
    label="Anteckna att det är skickat",
    done="Yttrandet skickat",
    problems=before_sending,
)
def send(opinion: Opinion, *, by: Actor, sent_on: date) -> dict[str, Any]:
    """It has gone to IVO."""
    if not opinion.asked_on <= sent_on <= clock.today():
        raise Refusal("Dagen måste ligga mellan den dag yttrandet begärdes och i dag.")
    opinion.sent_on = sent_on
    return {"on": sent_on}


def _check(asked_on: date, answer_by: date) -> None:
    if asked_on > clock.today():
        raise Refusal("Yttrandet kan inte ha begärts i framtiden.")
    if answer_by < asked_on:
        raise Refusal("Sista dagen för svaret kan inte ligga före den dag yttrandet begärdes.")

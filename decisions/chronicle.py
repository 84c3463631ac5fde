"""What has been done to carry out a decision, in order: for its file, and for a statement to IVO.

Whoever was asked stands here as a number, and nobody else's words but the client's own. No queries, where the decision
was fetched `for_chronicle`; when a client answered, which no row knows, is told by the log.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from brokerage import clock
from brokerage.pages.wording import day
from decisions.models import Statement
from decisions.states import FollowUpState

ANSWERS = {
    "yes": "sade ja",
    "no": "sade nej",
    "expired": "svarade inte i tid",
    "withdrawn": "behövdes inte längre",
    "call": "ville bli uppringd",
    "sent": "har inte svarat än",
}


@dataclass(frozen=True, order=True)
class Deed:
    """Something that was done on a day."""

    on: date
    text: str


@dataclass(frozen=True)
class Attempt:
    """One question to somebody: when, what the answer was, and what the client then said."""

    on: date
    number: int
    way: str
    answer: str
    answered_on: date | None
    client: str
    client_on: date | None


def chronicle(decision: Any, answered: Mapping[int, date]) -> list[Deed]:
    """Everything, the oldest first. `answered` says when the client chose or declined each proposal."""
    ground = decision.ground
    found = [Deed(decision.decided_on, f"Beslut om {ground.intervention}, {decision.extent}.")]
    found += _of_the_terms(decision)
    found += _of_the_search(decision)
    found += [
        Deed(each.client_on, f"{each.client} (uppdragstagare {each.number}).") for each in told(decision, answered)
    ]
    found += _of_the_work(decision)
    return sorted(found)


def told(decision: Any, answered: Mapping[int, date]) -> list[Any]:
    """The attempts in which the client has answered on a known day."""
    return [each for each in attempts(decision, answered) if each.client and each.client_on]


def _of_the_terms(row: Any) -> Iterable[Deed]:
    for each in row.amendments.all():
        yield Deed(each.decided_on, f"{each.get_kind_display()} ({each.case_reference}): {each.extent}.")
    for each in row.partial_executions.all():
        yield Deed(each.since, f"Verkställt till en del: {each}.")
    for each in row.interruptions.all():
        yield Deed(each.since, "Avbrott i verkställigheten.")
        if each.until and each.until != row.ended_on:
            yield Deed(each.until, "Verkställigheten återupptogs.")
    for each in row.reviews.all():
        yield Deed(each.on, "Beslutet eller den individuella planen gicks igenom.")
    if row.executed_on:
        yield Deed(row.executed_on, "Verkställt: första gången tillsammans.")
    if row.ended_on:
        yield Deed(row.ended_on, f"Beslutet avslutades. {row.end_reason}")


def _of_the_search(row: Any) -> Iterable[Deed]:
    for order in row.orders.all():
        if order.placed_on:
            yield Deed(order.placed_on, f"Beställning {order.number} lades hos Resursteamen.")
    for search in row.shortlists.all():
        yield Deed(search.opened_on, f"Sökning påbörjades i poolen hos {search.pool}.")
        if search.closed_on:
            yield Deed(search.closed_on, f"Sökningen avslutades. {search.closed_reason}".strip())
    for each in attempts(row, {}):
        yield Deed(each.on, f"Uppdragstagare {each.number} tillfrågades per {each.way}.")
        if each.answered_on:
            yield Deed(each.answered_on, f"Uppdragstagare {each.number} {each.answer}.")
    for each in row.assignments.all():
        appointment = getattr(each, "appointment", None)
        if appointment:
            yield Deed(appointment.decided_on, "En uppdragstagare utsågs.")
        if each.started_on:
            yield Deed(each.started_on, "Uppdraget påbörjades.")
        if each.ended_on:
            yield Deed(each.ended_on, f"Uppdraget avslutades: {each.get_ending_display().lower()}.")


def _of_the_work(row: Any) -> Iterable[Deed]:
    for each in row.plans.all():
        if each.agreed_on:
            yield Deed(each.agreed_on, f"Genomförandeplan {each.number} undertecknades.")
    for each in row.follow_ups.all():
        if each.held_on:
            words = f"{each.get_kind_display()}: {each.get_conclusion_display().lower() or 'genomförd'}."
            yield Deed(each.held_on, words)
    for each in row.reported.all():
        if each.sent_on:
            yield Deed(
                each.sent_on, f"Rapporterat till IVO ({each.report.quarter}): {each.get_kind_display().lower()}."
            )


def attempts(decision: Any, answered: Mapping[int, date]) -> list[Attempt]:
    """Every question, in order; each volunteer has one number throughout."""
    numbers: dict[int, int] = {}
    found = []
    asked = [
        (offer, proposal)
        for search in decision.shortlists.all()
        for proposal in search.proposals.all()
        for offer in proposal.offers.all()
    ]
    for offer, proposal in sorted(asked, key=lambda pair: (pair[0].sent_on, pair[0].pk)):
        number = numbers.setdefault(proposal.volunteer_id, len(numbers) + 1)
        answer = ANSWERS[offer.state]
        if offer.state == "no" and offer.reason:
            answer += f": {offer.get_reason_display().lower()}"
        on = offer.answered_at.astimezone(clock.STOCKHOLM).date() if offer.answered_at else None
        if offer.state == "expired":
            on = offer.answer_by
        found.append(
            Attempt(
                on=offer.sent_on,
                number=number,
                way="telefon" if offer.is_by_phone else "brev",
                answer=answer,
                answered_on=on,
                client=client_said(proposal) if offer.state == "yes" else "",
                client_on=answered.get(proposal.pk),
            )
        )
    return found


def client_said(proposal: Any) -> str:
    """What the client answered to somebody who was willing."""
    if proposal.state == "declined":
        reason = proposal.get_refusal_display().lower()
        return f"Den enskilde tackade nej: {reason}" + (f", {proposal.refusal_words}" if proposal.refusal_words else "")
    return "Den enskilde tackade ja" if proposal.state in ("chosen", "appointed") else ""


def opinion(decision: Any, deeds: Iterable[Deed], statements: Iterable[Statement]) -> dict[str, str]:
    """A draft of the statement that IVO asks for, from what is written down: to be read and put right."""
    said = list(statements)
    last = said[-1] if said else None
    partly = [str(each) for each in decision.partial_executions.all() if each.until is None]
    meanwhile = [f"Verkställt till en del: {each}." for each in partly]
    return {
        "reasons": "\n".join(_reason(each) for each in said),
        "meaning": last.consequence if last else "",
        "worked": "\n".join(f"{day(each.on)}: {each.text}" for each in deeds)
        + (f"\n{last.done}" if last and last.done else ""),
        "meanwhile": "\n".join([*meanwhile, *([last.meanwhile] if last and last.meanwhile else [])]),
        "plan": "\n".join(_plan(decision)),
    }


def _reason(statement: Statement) -> str:
    causes = [statement.cause, statement.secondary] if statement.secondary else [statement.cause]
    named = "; ".join(str(each).lower() for each in causes)
    return f"{str(statement.quarter).capitalize()}: {named}. {statement.words}".strip()


def _plan(decision: Any) -> Iterable[str]:
    for order in decision.orders.all():
        if order.state in ("placed", "accepted"):
            yield f"Resursteamen söker på beställning {order.number}."
    waiting = sum(each.answer == ANSWERS["sent"] for each in attempts(decision, {}))
    if waiting:
        yield f"{waiting} tillfrågade har inte svarat än."
    for each in decision.follow_ups.all():
        if each.state == FollowUpState.PLANNED:
            yield f"{each.get_kind_display()} är planerad till {day(each.planned_on)}."

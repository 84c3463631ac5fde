"""What is done with a decision: recorded, executed, interrupted, resumed, ended; and its need described."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from brokerage import clock, identity, names
from brokerage.access import Actor
from brokerage.organisation.models import User
from brokerage.organisation.people import colleagues
from brokerage.organisation.rules import CASE_OFFICER
from brokerage.workflow import Blocked, Refusal, creates, edits, insert, step
from decisions import rules as rules  # fills the matrix before a verb names an action of it
from decisions.models import Client, Decision, Interruption, LegalGround, Need, PartialExecution
from decisions.models.decisions import IndividualPlan, Urgency
from decisions.problems import (
    before_assessing,
    before_granting,
    before_setting_terms,
    last_day,
    months_between_reviews,
    needs_no_consent,
)
from decisions.states import DECISION, DecisionState
from decisions.waiting import due_on

WAITS = {DecisionState.WAITING, DecisionState.INTERRUPTED}
ADVANCE_MONTHS = 6  # LSS 16 §: how long a förhandsbesked holds
RUNNING = {DecisionState.WAITING, DecisionState.EXECUTED, DecisionState.INTERRUPTED}


@creates("decisions.record", label="Lägg in beslut", done="Beslut inlagt")
def record(
    *,
    by: Actor,
    client: Client,
    ground: LegalGround,
    decided_on: date,
    assessed_on: date,
    decision_maker: User,
    suitability: str = "",
    one_guardian: str = "",
    valid_to: date | None = None,
    treatment_on: date | None = None,
    **fields: Any,
) -> Decision:
    """The decision that a case officer has made is recorded; from its day the three-month clock runs.

    Raises Blocked where ground, age or consent stands in the way (SoL 21:1, LSS 8 §), or no individual assessment came
    before it (SoL 11:5 p. 1).
    """
    if decided_on > clock.today():
        raise Refusal("Beslutsdatum kan inte ligga i framtiden.")
    if not colleagues(client.unit_id, CASE_OFFICER).filter(pk=decision_maker.pk).exists():
        raise Refusal("Beslutet fattas av en handläggare i enheten.")
    found = before_granting(client, ground, decided_on, suitable=bool(suitability), one_guardian=bool(one_guardian))
    found += before_setting_terms(client, ground, decided_on, valid_to=valid_to, treatment_on=treatment_on)
    found += before_assessing(assessed_on, decided_on)
    if blocking := [each.text for each in found if each.blocking]:
        raise Blocked(*blocking)
    if fields.get("is_advance") and valid_to is None:
        valid_to = clock.months_after(decided_on, ADVANCE_MONTHS)
    made = Decision(
        unit_id=client.unit_id,
        area=client.area,
        client=client,
        ground=ground,
        decided_on=decided_on,
        assessed_on=assessed_on,
        decision_maker=decision_maker,
        suitability=suitability,
        one_guardian=one_guardian,
        recorded_by=by.user,
        valid_to=valid_to or last_day(client, ground),
        treatment_on=treatment_on,
        waiting_since=decided_on,
        due_on=due_on(decided_on),
        **fields,
    )
    made.review_on = first_review(made)
    return made


def first_review(decision: Decision) -> date | None:
    """When a decision of this kind is reviewed for the first time; None where no law asks for it."""
    months = months_between_reviews(decision.ground)
    if needs_no_consent(decision.ground):
        return clock.months_after(decision.decided_on, months)
    if decision.individual_plan == IndividualPlan.WANTED and decision.individual_plan_on:
        return clock.months_after(decision.individual_plan_on, months)
    return None


@edits(
    "decisions.record",
    fields=("assessed_on", "target_groups"),
    states=RUNNING,
    label="Bedömning och målgrupp",
    done="Bedömning och målgrupp antecknade",
)
def note_assessment(decision: Decision, *, by: Actor) -> dict[str, Any]:
    """On what the decision rests, and for whom it is given: of an imported decision nobody has said it yet."""
    if found := before_assessing(decision.assessed_on, decision.decided_on):
        raise Blocked(*(each.text for each in found))
    return {"groups": len(decision.target_groups)}


@step(DECISION, "execute", action="decisions.record", label="Anteckna verkställighet", done="Verkställt")
def execute(decision: Decision, *, by: Actor, executed_on: date) -> dict[str, date]:
    """The first real time together has been: the intervention is executed from that day, and nobody waits."""
    _not_before(executed_on, decision.decided_on, "Insatsen kan inte verkställas före beslutet.")
    decision.executed_on = executed_on
    _nobody_waits(decision, executed_on)
    return {"on": executed_on}


@step(DECISION, "interrupt", action="decisions.record", label="Anteckna avbrott", done="Avbrott", risky=True)
def interrupt(decision: Decision, *, by: Actor, since: date) -> dict[str, date]:
    """The intervention is not executed from a day, and its clock runs from there (SoL 34:1 2 st, LSS 28 f §)."""
    # Somebody whose last day was today is without from tomorrow.
    if since > clock.today() + timedelta(days=1):
        raise Refusal("Avbrottet kan senast börja i morgon.")
    if decision.executed_on and since < decision.executed_on:
        raise Refusal("Avbrottet kan inte börja före verkställigheten.")
    insert(Interruption(decision=decision, since=since))
    decision.waiting_since, decision.due_on = since, due_on(since)
    return {"on": since}


@step(DECISION, "resume", action="decisions.record", label="Anteckna återupptagande", done="Återupptaget")
def resume(decision: Decision, *, by: Actor, resumed_on: date) -> dict[str, date]:
    """The intervention is executed again."""
    _not_before(resumed_on, decision.waiting_since, "Insatsen kan inte återupptas före avbrottet.")
    Interruption.objects.filter(decision=decision, until=None).update(until=resumed_on)
    _nobody_waits(decision, resumed_on)
    return {"on": resumed_on}


@edits("decisions.record", states=WAITS, label="Anteckna delvis verkställighet", done="Delvis verkställighet antecknad")
def note_partial(decision: Decision, *, by: Actor, since: date, done: int, granted: int, what: str) -> dict[str, Any]:
    """A part is executed from a day: the clock goes on, since the missing part is reported too (IVO)."""
    _not_before(since, decision.waiting_since, "Delen kan inte ha verkställts innan väntan började.")
    _end_partial(decision, since)
    insert(PartialExecution(decision=decision, since=since, done=done, granted=granted, what=what))
    return {"on": since, "done": done, "granted": granted}


@step(DECISION, "end", action="decisions.record", label="Avsluta beslutet", done="Avslutat", risky=True)
def end(decision: Decision, *, by: Actor, ended_on: date, reason: str) -> dict[str, date]:
    """The decision ends: withdrawn, the need is gone, or its time is out. A refused offer ends nothing."""
    _not_before(ended_on, decision.decided_on, "Beslutet kan inte avslutas innan det fattades.")
    Interruption.objects.filter(decision=decision, until=None).update(until=ended_on)
    decision.ended_on, decision.end_reason = ended_on, reason
    _nobody_waits(decision, ended_on)
    return {"on": ended_on}


@edits("needs.describe", states=RUNNING, label="Beskriv behovet", done="Behovet beskrivet")
def describe_need(
    decision: Decision,
    *,
    by: Actor,
    musts: list[str],
    wishes: list[str],
    words: str,
    important: Sequence[str] = (),
    urgency: str = Urgency.PLANNED,
    together: int = 1,
    weight: str | None = None,
) -> dict[str, Any]:
    """What whoever is to be found must, should and might be, in the vocabulary's words; a text that names nobody.

    `together` is how many siblings are to be with the same one, this client counted. Without a weight the need weighs
    what it did. What the manager has thought of holds for that weight, those musts and those words alone.
    """
    if len({*musts, *important, *wishes}) < len(musts) + len(important) + len(wishes):
        raise Refusal("Samma sak kan bara vara ett av krav, viktigt och önskemål.")
    person = decision.client.identity
    if identity.mentions(words):
        raise Refusal("Beskrivningen innehåller något som ser ut som ett personnummer. Ta bort det.")
    if decision.client.is_protected and decision.unit.name.casefold() in words.casefold():
        raise Refusal("Beskrivningen nämner stadsdelen. Klienten har skyddade personuppgifter.")
    told = names.key(words)
    for part in names.key(person.name).split("0"):
        if len(part) > 2 and part in told.split("0"):
            raise Refusal("Beskrivningen nämner klientens namn. Skriv så att ingen kan kännas igen.")
    need = Need.objects.filter(decision=decision).first() or Need(
        unit_id=decision.unit_id, area=decision.area, decision=decision
    )
    before = (need.weight, set(need.musts), need.words)
    need.musts, need.important, need.wishes, need.words = musts, list(important), wishes, words
    need.urgency, need.together, need.weight = urgency, together, weight or need.weight
    if before != (need.weight, set(musts), words):
        need.weighed_on, need.weighed_by, need.weighed_words = None, None, ""
    need.version += 1
    insert(need)
    said = {"urgency": urgency, "weight": need.weight}
    return {"musts": len(musts), "important": len(important), "wishes": len(wishes), **said}


@edits("needs.weigh", states=RUNNING, label="Ta ställning till behovet", done="Ställning tagen till ett tungt behov")
def weigh(decision: Decision, *, by: Actor, weighed_words: str) -> dict[str, bool]:
    """The need is heavier than the intervention is meant for; the manager stands for that it is right all the same."""
    need = Need.objects.filter(decision=decision).first()
    if need is None or not need.is_too_heavy:
        raise Refusal("Behovet är inte tungt, eller så har någon redan tagit ställning.")
    need.weighed_on, need.weighed_by, need.weighed_words = clock.today(), by.user, weighed_words
    need.version += 1
    insert(need)
    return {"weighed": True}


def _nobody_waits(decision: Decision, day: date) -> None:
    """The clock stops, and what was executed in part is whole, or over."""
    _end_partial(decision, day)
    decision.waiting_since, decision.due_on = None, None


def _end_partial(decision: Decision, day: date) -> None:
    for part in PartialExecution.objects.filter(decision=decision, until=None):
        if day < part.since:
            raise Refusal(f"En del är verkställd från och med {part.since}: dagen kan inte ligga före den.")
        part.until = day
        insert(part)


def _not_before(day: date, earliest: date | None, sentence: str) -> None:
    if day > clock.today():
        raise Refusal("Dagen kan inte ligga i framtiden.")
    if earliest and day < earliest:
        raise Refusal(sentence)

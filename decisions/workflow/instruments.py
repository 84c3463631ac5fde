"""What is done with instruments: a reading is taken."""

from datetime import date

from brokerage import clock
from brokerage.access import Actor
from brokerage.workflow import Refusal, creates
from decisions import rules as rules  # fills the matrix before a verb names an action of it
from decisions.models import Decision, Instrument, Reading
from decisions.states import DecisionState


@creates("readings.take", label="Anteckna mätning", done="Mätningen är antecknad")
def take(*, by: Actor, decision: Decision, instrument: Instrument, occasion: str, on: date, value: int) -> Reading:
    """The total of an instrument, at the start, after a year or in between."""
    if decision.state == DecisionState.WAITING:
        raise Refusal("Insatsen är inte verkställd än: den första mätningen görs vid starten.")
    if not decision.decided_on <= on <= clock.today():
        raise Refusal("Dagen måste ligga mellan beslutsdagen och i dag.")
    if not instrument.low <= value <= instrument.high:
        raise Refusal(f"{instrument} går från {instrument.low} till {instrument.high}.")
    if decision.client.identity.age(on) < instrument.youngest:
        raise Refusal(f"{instrument} används från {instrument.youngest} års ålder.")
    return Reading(
        unit_id=decision.unit_id,
        area=decision.area,
        decision=decision,
        instrument=instrument,
        occasion=occasion,
        on=on,
        value=value,
        by=by.user,
    )

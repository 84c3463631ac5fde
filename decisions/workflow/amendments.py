"""What is done with the terms of a decision that goes on: its extent changed, renewed, reviewed, its plan offered."""

from datetime import date
from typing import Any

from brokerage import clock
from brokerage.access import Actor
from brokerage.organisation.models import Area, User
from brokerage.organisation.people import colleagues
from brokerage.organisation.rules import CASE_OFFICER
from brokerage.workflow import Blocked, Refusal, edits, insert
from decisions import rules as rules  # fills the matrix before a verb names an action of it
from decisions.models import Amendment, Decision, LegalGround, Review
from decisions.problems import (
    before_granting,
    before_setting_terms,
    last_day,
    months_between_reviews,
    needs_no_consent,
)
from decisions.workflow.decisions import RUNNING, first_review


@edits("decisions.record", states=RUNNING, label="Ändra omfattningen", done="Omfattningen ändrad")
def change_extent(
    decision: Decision, *, by: Actor, decided_on: date, extent: str, decision_maker: User, **fields: Any
) -> dict[str, date]:
    """A new decision gives more or less of the same, from its day. The clock stays as it is."""
    _check_decided(decision, decided_on, decision_maker)
    if extent == decision.extent:
        raise Refusal("Omfattningen är redan den.")
    insert(
        Amendment(
            decision=decision,
            kind=Amendment.Kind.EXTENT,
            decided_on=decided_on,
            ground=decision.ground,
            extent=extent,
            extent_before=decision.extent,
            valid_to=decision.valid_to,
            valid_to_before=decision.valid_to,
            decision_maker=decision_maker,
            **fields,
        )
    )
    decision.extent = extent
    return {"on": decided_on}


@edits("decisions.record", states=RUNNING, label="Förnya beslutet", done="Beslutet förnyat")
def renew(
    decision: Decision,
    *,
    by: Actor,
    decided_on: date,
    ground: LegalGround,
    extent: str,
    valid_to: date | None,
    decision_maker: User,
    suitability: str = "",
    one_guardian: str = "",
    treatment_on: date | None = None,
    **fields: Any,
) -> dict[str, date]:
    """A new decision about the same intervention: an execution that runs is not broken, a wait not begun anew.

    Raises Blocked where ground, age or consent stands in the way, as when it was first granted.
    """
    _check_decided(decision, decided_on, decision_maker)
    if _kind(ground) != _kind(decision.ground):
        raise Refusal("Lagrummet gäller en annan insats: avsluta beslutet och lägg in ett nytt.")
    if valid_to and valid_to < decided_on:
        raise Refusal("Beslutet kan inte gå ut före beslutsdagen.")
    client = decision.client
    suitability, one_guardian = suitability or decision.suitability, one_guardian or decision.one_guardian
    treatment_on = treatment_on or decision.treatment_on
    found = before_granting(
        client, ground, decided_on, suitable=bool(suitability), one_guardian=bool(one_guardian)
    ) + before_setting_terms(client, ground, decided_on, valid_to=valid_to, treatment_on=treatment_on)
    if blocking := [each.text for each in found if each.blocking]:
        raise Blocked(*blocking)
    valid_to = valid_to or last_day(client, ground)
    insert(
        Amendment(
            decision=decision,
            kind=Amendment.Kind.RENEWAL,
            decided_on=decided_on,
            ground=ground,
            extent=extent,
            extent_before=decision.extent,
            valid_to=valid_to,
            valid_to_before=decision.valid_to,
            decision_maker=decision_maker,
            **fields,
        )
    )
    decision.ground, decision.extent, decision.valid_to = ground, extent, valid_to
    decision.suitability, decision.one_guardian, decision.treatment_on = suitability, one_guardian, treatment_on
    if needs_no_consent(ground):
        decision.review_on = clock.months_after(decided_on, months_between_reviews(ground))
    return {"on": decided_on}


@edits("decisions.record", states=RUNNING, label="Anteckna omprövning", done="Omprövning antecknad")
def review(decision: Decision, *, by: Actor, on: date, words: str) -> dict[str, date]:
    """The decision, or its individual plan, was gone through; the next time is counted from that day."""
    if decision.review_on is None:
        raise Refusal("Det här beslutet har ingen återkommande prövning.")
    if not decision.decided_on <= on <= clock.today():
        raise Refusal("Dagen måste ligga mellan beslutsdagen och i dag.")
    insert(Review(decision=decision, on=on, words=words, by=by.user))
    decision.review_on = clock.months_after(on, months_between_reviews(decision.ground))
    return {"on": on}


@edits(
    "decisions.record",
    fields=("individual_plan", "individual_plan_on"),
    states=RUNNING,
    label="Individuell plan",
    done="Individuell plan antecknad",
)
def note_individual_plan(decision: Decision, *, by: Actor) -> None:
    """Offered when the intervention was granted, and what the person answered (LSS 10 §)."""
    if decision.area != Area.LSS:
        raise Refusal("Individuell plan erbjuds den som har insatser enligt LSS.")
    if decision.individual_plan_on and decision.individual_plan_on > clock.today():
        raise Refusal("Dagen kan inte ligga i framtiden.")
    decision.review_on = first_review(decision)


def _kind(ground: LegalGround) -> tuple[str, str, bool]:
    """SoL, LSS or LVU, the intervention, and whether it is reported: what a renewal keeps."""
    return ground.law.split()[0], ground.intervention, ground.reportable


def _check_decided(decision: Decision, decided_on: date, decision_maker: User) -> None:
    if not decision.decided_on <= decided_on <= clock.today():
        raise Refusal("Det nya beslutets dag måste ligga mellan det förra beslutets dag och i dag.")
    if not colleagues(decision.unit_id, CASE_OFFICER).filter(pk=decision_maker.pk).exists():
        raise Refusal("Beslutet fattas av en handläggare i enheten.")

"""The page of the steps from a decision to an assignment that runs. Nobody ticks anything there."""

from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import Request, holds_role, requires
from brokerage.pages.wording import day
from decisions.models.decisions import IndividualPlan
from decisions.path import Facts, Stage, path
from decisions.problems import consent_of
from decisions.states import DecisionState
from decisions.views.decisions import TONES, crumbs_of

# Where a step is done, by its code: pages of the decision. Those of a search or an assignment are found on the row.
PAGES = {
    "assessed": "decisions:decision_note_assessment",
    "individual_plan": "decisions:decision_note_individual_plan",
    "need": "decisions:decision_describe_need",
    "plan": "decisions:plan_write",
    "executed": "decisions:decision_execute",
    "measured": "decisions:decision_take_reading",
    "follow_up": "decisions:followup_plan",
}
OF_SEARCH = ("presented", "met", "chosen", "appointed")
OF_ASSIGNMENT = ("agreed", "told", "introduced")


@requires("decisions.view", read=True, fetch=lambda rows: rows.for_path())
def decision_path(request: Request, row: Any) -> HttpResponse:
    """What is done, what comes next and whose it is."""
    assignment = next((each for each in row.assignments.all() if each.state in ("planned", "running")), None)
    stages = path(facts_of(row, assignment))
    works = row.state != DecisionState.ENDED and holds_role(request.actor, "decisions.record")
    done = sum(each.is_done for each in stages)
    ahead = next((each for each in stages if each.is_next), None)
    lead = f"{done} av {len(stages)} steg är klara."
    if ahead and row.state != DecisionState.ENDED:
        lead += f" Nu: {ahead.title[:1].lower()}{ahead.title[1:]}."
    return pages.detail(
        request,
        row,
        "decisions/decision_path.html",
        title="Stegen till uppdraget",
        lead=lead,
        crumbs=crumbs_of(row, "Stegen"),
        status={"text": row.get_state_display(), "tone": TONES[row.state]},
        with_steps=False,
        parts=[
            {"title": part, "items": [_item(each, _page(row, each, assignment) if works else "") for each in found]}
            for part, found in groupby(stages, key=lambda each: each.part)
        ],
        gates=[(each.title, each.gate) for each in stages if each.gate],
    )


def facts_of(row: Any, assignment: Any) -> Facts:
    """What is known of the decision's way. Of a brokered search the district knows whom it is presented to alone."""
    proposals = [each for search in row.shortlists.all() for each in search.proposals.all()]
    chosen = next((each for each in proposals if each.state in ("chosen", "appointed")), None)
    meetings = [each.met_on for each in proposals if each.met_on] + [
        each.at.astimezone(clock.STOCKHOLM).date()
        for one in proposals
        for each in one.meetings.all()
        if each.state == "held"
    ]
    orders = [each.placed_on for each in row.orders.all() if each.placed_on and each.state != "withdrawn"]
    agreement = assignment.agreement if assignment else None
    steps = list(assignment.intro_steps.all()) if assignment else []
    told = [each.told_on for each in row.disclosures.all() if each.stage == "all"]
    planned = next((each for each in row.follow_ups.all() if each.is_ahead), None)
    return Facts(
        law=row.ground.law[:3],
        decided_on=row.decided_on,
        assessed_on=row.assessed_on,
        treatment_on=row.treatment_on,
        offers_plan=bool(row.individual_plan),
        plan_offered_on=None if row.individual_plan == IndividualPlan.NOT_YET else row.individual_plan_on,
        consent="" if (answer := consent_of(row, clock.today())).suffices else answer.sentence,
        has_need=hasattr(row, "need"),
        ordered_on=min(orders, default=None),
        searched_on=min((each.opened_on for each in row.shortlists.all() if each.order_id is None), default=None),
        presented=sum(each.state in ("willing", "chosen", "declined", "appointed") for each in proposals),
        met_on=min(meetings, default=None),
        is_chosen=chosen is not None,
        appointed_on=assignment.appointment.decided_on if assignment else None,
        told_on=min(told, default=None),
        agreed_on=agreement.signed_on if agreement else None,
        introduced=(sum(each.done_on is not None for each in steps), len(steps)),
        plan_on=next((each.agreed_on for each in row.plans.all() if each.state == "agreed"), None),
        executed_on=row.executed_on,
        measured=any(each.occasion == "start" for each in row.readings.all()),
        follow_up_on=planned.planned_on if planned else None,
        follow_up_owner=str(planned.owner) if planned else "",
    )


def _page(row: Any, stage: Stage, assignment: Any) -> str:
    """Where a step that is not done is done; nothing where there is nowhere to go yet."""
    if stage.is_done:
        return ""
    if stage.code == "consent":
        return row.client.get_absolute_url()
    if stage.code == "search":
        return row.get_absolute_url() if hasattr(row, "need") else ""
    if stage.code in OF_SEARCH:
        own = next((each for each in row.shortlists.all() if each.order_id is None and each.state == "open"), None)
        return own.get_absolute_url() if own else ""
    if stage.code in OF_ASSIGNMENT:
        return assignment.get_absolute_url() if assignment else ""
    if stage.code == "executed" and row.state != DecisionState.WAITING:
        return ""
    return reverse(PAGES[stage.code], args=[row.pk]) if stage.code in PAGES else ""


def _item(stage: Stage, url: str) -> dict[str, str]:
    status, tone = ("Klart", "good") if stage.is_done else ("Nu", "warn") if stage.is_next else ("Sedan", "calm")
    when = day(stage.on) if stage.on else ""
    return {
        "label": stage.title,
        "url": url,
        "status": status,
        "tone": tone,
        "detail": ". ".join(part.rstrip(".") for part in (stage.who, when, stage.words) if part),
    }

"""The appointment, and what follows: the agreement, the first time together, the end."""

from datetime import date, timedelta
from typing import Any

from brokerage import clock
from brokerage.access import Actor
from brokerage.charges.workflow import charge
from brokerage.orders.models import Order
from brokerage.orders.workflow import fulfil, price_code
from brokerage.organisation.models import User
from brokerage.organisation.people import colleagues
from brokerage.organisation.rules import CASE_OFFICER, DISTRICT_MANAGER
from brokerage.workflow import Blocked, Refusal, effect, insert, step
from decisions.states import DecisionState
from decisions.workflow import decisions
from matching import rules as rules  # fills the matrix before a verb names an action of it
from matching import wording
from matching.guarantee import free_by_guarantee
from matching.models import Appointment, Assignment, Proposal
from matching.pool import kind_of
from matching.problems import before_appointing, before_starting
from matching.states import ASSIGNMENT, PROPOSAL
from matching.workflow.messages import write_to
from matching.workflow.shortlists import finish
from recruitment.models import Volunteer

ENDS, INTERRUPTED, CONTINUES = "ends", "interrupted", "continues"


@step(PROPOSAL, "appoint", action="proposals.decide", label="Utse", done="Utsedd")
def appoint(
    proposal: Proposal, *, by: Actor, decision_maker: User, delegation: str, decided_on: date, childs_best: str = ""
) -> dict[str, Any]:
    """The volunteer is appointed for this client (SoL 13:7), by a decision of its own.

    With an order the district is charged what it was placed at, or nothing under the guarantee.
    Raises Blocked with everything in the way.
    """
    if decided_on > clock.today():
        raise Refusal("Dagen för beslutet kan inte ligga i framtiden.")
    if not colleagues(proposal.unit_id, CASE_OFFICER, DISTRICT_MANAGER).filter(pk=decision_maker.pk).exists():
        raise Refusal("Beslutet fattas av en handläggare eller enhetschef i enheten.")
    # Two may press at the same moment: whoever comes second waits here, and then counts the places that are left.
    Volunteer._base_manager.select_for_update(of=("self",)).get(pk=proposal.volunteer_id)
    blocking = [each.text for each in before_appointing(proposal, on=decided_on) if each.blocking]
    if blocking:
        raise Blocked(*blocking)
    order = proposal.shortlist.order
    assignment = take_up(proposal, by=by)
    insert(
        Appointment(
            assignment=assignment,
            decision_maker=decision_maker,
            delegation=delegation,
            childs_best=childs_best,
            decided_on=decided_on,
            recorded_by=by.user,
            recorded_on=clock.today(),
        )
    )
    finish(proposal.shortlist, by=by, appointed=proposal)
    if order:
        fulfil(order, by=by)
        _charge(assignment, order, by=by, on=decided_on)
    return {"on": decided_on}


def _charge(assignment: Assignment, order: Order, *, by: Actor, on: date) -> None:
    """Once for each assignment, by the price of that day. Under the guarantee a line of 0 kr says so."""
    code = price_code(order.decision)
    free = free_by_guarantee(assignment, code, on)
    charge(
        code,
        by=by,
        unit=order.unit,
        on=on,
        text=f"Beställning {order.number}" + (", garanti: utan kostnad" if free else ""),
        cause=f"matching.assignment:{assignment.pk}",
        order_number=order.number,
        free_because=free,
    )


@effect(Assignment, done="Utsedd")
def take_up(proposal: Proposal, *, by: Actor) -> Assignment:
    """The assignment that an appointment makes, and a letter to whoever is appointed."""
    volunteer = proposal.volunteer
    write_to(volunteer, "appointed", wording.appointed(volunteer))
    return Assignment(
        unit_id=proposal.unit_id,
        area=proposal.area,
        decision=proposal.shortlist.decision,
        volunteer=volunteer,
        proposal=proposal,
        order=proposal.shortlist.order,
        secretary=by.user,
        **_facts(proposal),
    )


def _facts(proposal: Proposal) -> dict[str, Any]:
    # A constraint holds that whoever is chosen has a planned start, and no search begins without a kind.
    return {"kind": kind_of(proposal.shortlist.decision), "starts_on": proposal.starts_on}


@step(
    ASSIGNMENT,
    "start",
    action="assignments.work",
    label="Anteckna första gången",
    done="Uppdraget har börjat",
    problems=before_starting,
)
def start(assignment: Assignment, *, by: Actor, started_on: date) -> dict[str, date]:
    """The first real time together has been: from that day the decision is executed, and its clock stands still."""
    if started_on > clock.today():
        raise Refusal("Dagen kan inte ligga i framtiden.")
    if started_on < assignment.appointment.decided_on:
        raise Refusal("Uppdraget kan inte börja innan uppdragstagaren utsågs.")
    assignment.started_on = started_on
    decision = assignment.decision
    if decision.state == DecisionState.WAITING:
        decisions.execute(decision, by=by, executed_on=started_on)
    elif decision.state == DecisionState.INTERRUPTED:
        decisions.resume(decision, by=by, resumed_on=started_on)
    return {"on": started_on}


@step(ASSIGNMENT, "cancel", action="assignments.work", label="Blev inte av", done="Uppdraget blev inte av", risky=True)
def cancel(
    assignment: Assignment,
    *,
    by: Actor,
    ending: str,
    ending_words: str = "",
    client_words: str = "",
    volunteer_words: str = "",
) -> dict[str, str]:
    """They never began: the place is free, and the decision waits on with its clock."""
    assignment.ending, assignment.ending_words = ending, ending_words
    assignment.client_words, assignment.volunteer_words = client_words, volunteer_words
    return {"ending": ending}


@step(ASSIGNMENT, "end", action="assignments.work", label="Avsluta uppdraget", done="Uppdraget avslutat", risky=True)
def end(
    assignment: Assignment,
    *,
    by: Actor,
    ended_on: date,
    ending: str,
    decision_then: str,
    ending_words: str = "",
    client_words: str = "",
    volunteer_words: str = "",
) -> dict[str, Any]:
    """The last day has been, the place is free; and the decision ends too, is interrupted, or goes on with another.

    An interruption is counted from the day after the last one, and its own three months run from there (SoL 34:1 2 st).
    """
    if ended_on > clock.today():
        raise Refusal("Sista dagen kan inte ligga i framtiden.")
    if assignment.started_on and ended_on < assignment.started_on:
        raise Refusal("Uppdraget kan inte sluta innan det började.")
    assignment.ended_on, assignment.ending, assignment.ending_words = ended_on, ending, ending_words
    assignment.client_words, assignment.volunteer_words = client_words, volunteer_words
    decision = assignment.decision
    others = decision.assignments.running().exclude(pk=assignment.pk).exists()
    if others and decision_then != CONTINUES:
        raise Refusal("En annan uppdragstagare verkställer beslutet: det varken avbryts eller avslutas nu.")
    if decision_then == CONTINUES and not others:
        raise Refusal("Ingen annan uppdragstagare verkställer beslutet: välj avbrott, eller att beslutet avslutas.")
    # A decision that was interrupted or ended before stays as it is: the volunteer's place must come free all the same.
    if decision_then == ENDS and decision.state != DecisionState.ENDED:
        reason = f"Uppdraget avslutat: {assignment.get_ending_display().lower()}"
        decisions.end(decision, by=by, ended_on=ended_on, reason=reason)
    elif decision_then == INTERRUPTED and decision.state == DecisionState.EXECUTED:
        decisions.interrupt(decision, by=by, since=ended_on + timedelta(days=1))
    return {"on": ended_on, "ending": ending, "decision": decision_then}

"""The vetting, part by part, its proposal and its decision."""

from datetime import date
from typing import Any

from brokerage import clock
from brokerage.access import Actor
from brokerage.letters.workflow import compose
from brokerage.organisation.models import Unit
from brokerage.workflow import Refusal, WrongState, creates, edits, insert, step
from recruitment import rules as rules  # fills the matrix before a step names an action of it
from recruitment import wording
from recruitment.models import Approval, Check, HouseholdMember, Reference, Vetting
from recruitment.problems import before_proposing, plan_of
from recruitment.requirements import (
    FAMILIES,
    YOUNG_BELOW,
    Kind,
    Source,
    checked_people,
)
from recruitment.states import REFERENCE, VETTING, VettingState, VolunteerState
from recruitment.workflow.checks import keep
from recruitment.workflow.enquiries import fall_back, join
from recruitment.workflow.volunteers import admit, enter, is_new, member, take_on, turn_away

OPEN = {VettingState.OPEN}


@creates("vettings.open_named", label="Inled utredning", done="Utredning inledd för ett namngivet uppdrag")
def open_named(
    *,
    by: Actor,
    unit: Unit,
    area: str,
    volunteer: dict[str, Any],
    household: list[dict[str, Any]],
    even_so: bool = False,
    **plan: Any,
) -> Vetting:
    """The client has suggested somebody: a vetting for that assignment alone, without campaign and pool.

    Raises Refusal for a qualified contact person to somebody who has turned 21 (SoL 13:7 2 st), and ValidationError
    where the pool knows somebody already, unless it is done even so.
    """
    if Kind.QUALIFIED in plan["kinds"] and clock.age(plan["client_born"], plan["starts_on"]) >= YOUNG_BELOW:
        raise Refusal("Särskilt kvalificerad kontaktperson kan bara utses för den som är under 21 år.")
    if not even_so:
        is_new(household, unit=unit, area=area)
    taken_on = take_on(by=by, unit=unit, area=area, kinds=plan["kinds"], **volunteer)
    for each in household:
        insert(HouseholdMember(volunteer=taken_on, **member(**each)))
    return Vetting(
        unit=unit,
        area=area,
        volunteer=taken_on,
        investigator=by.user,
        purpose=Vetting.Purpose.NAMED,
        opened_on=clock.today(),
        **plan,
    )


@edits("vettings.work", fields=("consent_on",), states=OPEN, label="Anteckna medgivande", done="Medgivande antecknat")
def note_consent(vetting: Vetting, *, by: Actor) -> None:
    """The applicants agree that the social register is asked."""
    if vetting.consent_on and vetting.consent_on > clock.today():
        raise Refusal("Medgivandet kan inte ligga i framtiden.")


@edits("vettings.work", states=OPEN, label="Anteckna kontroll", done="Registerkontroll antecknad")
def record_check(
    vetting: Vetting,
    *,
    by: Actor,
    member: HouseholdMember,
    source: str,
    on: date,
    outcome: str = "",
    issued_on: date | None = None,
    paper_place: str = "",
) -> dict[str, Any]:
    """A register has been asked, or an extract shown. What the law does not let us keep is not kept.

    Raises Refusal where the law gives no such check for this vetting, or the extract is too old.
    """
    plan = plan_of(vetting)
    wanted = Source(source)
    if member.volunteer_id != vetting.volunteer_id or member not in checked_people(plan, [member]):
        raise Refusal(f"{member.name} omfattas inte av kontrollen.")
    if wanted == Source.SOCIAL and not vetting.consent_on:
        raise Refusal("Medgivandet till socialregister måste finnas först.")
    check = Check(vetting=vetting, member=member, source=wanted, on=on, official=by.user)
    keep(check, plan.may_check(), starts_on=plan.on, outcome=outcome, issued_on=issued_on, paper_place=paper_place)
    # What the register answered is strictly secret: it stands in the vetting, and not in a log that can't be changed.
    return {"source": wanted.value, "member": member.pk}


@edits(
    "vettings.work",
    fields=("as_jour", "jour_note"),
    states=OPEN,
    label="Utred som jourhem",
    done="Utredningen som jourhem ändrad",
)
def assess_jour(vetting: Vetting, *, by: Actor) -> dict[str, bool]:
    """Whether the home is investigated as an emergency home too, and how it is judged as one (SoL 22:4)."""
    if vetting.as_jour and not FAMILIES & set(vetting.kinds):
        raise Refusal("Bara en familj kan utredas som jourhem.")
    is_move = vetting.purpose == Vetting.Purpose.MOVE  # which asks for no interview
    if vetting.jour_note and not (vetting.visits.exists() and (is_move or vetting.interviews.exists())):
        seen = "hembesöket är gjort" if is_move else "intervjun och hembesöket är gjorda"
        raise Refusal(f"Bedöm hemmet som jourhem när {seen}.")
    return {"as_jour": vetting.as_jour}


@edits("vettings.work", states=OPEN, label="Lägg till referens", done="Referens angiven")
def name_reference(vetting: Vetting, *, by: Actor, **fields: Any) -> None:
    """Somebody is named who can be asked about the applicants."""
    insert(Reference(vetting=vetting, unit_id=vetting.unit_id, area=vetting.area, **fields))


@step(REFERENCE, "take", action="references.work", label="Anteckna referens", done="Referens tagen")
def take(
    reference: Reference, *, by: Actor, taken_on: date, summary: str, recommends: bool, is_promised: bool = False
) -> dict[str, bool]:
    """The reference has been asked. Whoever has been promised it is not named to the applicant."""
    _still_open(reference.vetting)
    if taken_on > clock.today():
        raise Refusal("Referensen kan inte vara tagen i framtiden.")
    reference.taken_on, reference.taken_by = taken_on, by.user
    reference.summary, reference.recommends, reference.is_promised = summary, recommends, is_promised
    return {"recommends": recommends}


@step(
    REFERENCE,
    "drop",
    action="references.work",
    label="Referensen utgår",
    done="Referens utgår",
    direct=True,
    risky=True,
)
def drop(reference: Reference, *, by: Actor) -> None:
    """The reference can't be reached, and another is named."""
    _still_open(reference.vetting)


def _still_open(vetting: Vetting) -> None:
    # What was known when it was proposed is what the decision rests on.
    if vetting.state not in OPEN:
        raise WrongState(f"Det går inte längre: utredningens läge är «{vetting.get_state_display()}».")


@step(
    VETTING,
    "propose",
    action="vettings.work",
    label="Föreslå godkännande",
    done="Godkännande föreslaget",
    problems=before_proposing,
)
def propose(vetting: Vetting, *, by: Actor, **given: Any) -> None:
    """The assessment is written, and approval is proposed with scope and validity."""
    lay_out(vetting, **given)
    vetting.proposed_on = clock.today()
    vetting.returned_reason, vetting.returned_by = "", None


def lay_out(
    vetting: Vetting,
    *,
    assessment: str,
    scope_kinds: list[str],
    scope_age_from: int,
    scope_age_to: int,
    scope_valid_until: date,
    **scope: Any,
) -> None:
    """The assessment and the scope, within what the vetting has been about. Raises Refusal."""
    if set(scope_kinds) - set(vetting.kinds):
        raise Refusal("Föreslå bara det som utredningen har gällt.")
    low, high = vetting.client_age_from, vetting.client_age_to
    if not low <= scope_age_from <= scope_age_to <= high:  # the checks followed from these ages
        raise Refusal(f"Föreslå bara åldrar som utredningen har gällt: {low}–{high} år.")
    if scope_valid_until <= clock.today():
        raise Refusal("Giltigheten måste ligga framåt i tiden.")
    vetting.assessment, vetting.scope_kinds, vetting.scope_valid_until = assessment, scope_kinds, scope_valid_until
    vetting.scope_age_from, vetting.scope_age_to = scope_age_from, scope_age_to
    for name, value in scope.items():
        setattr(vetting, name, value)


@step(VETTING, "approve", action="vettings.decide", label="Godkänn", done="Godkänd", problems=before_proposing)
def approve(vetting: Vetting, *, by: Actor, conditions: str = "") -> dict[str, bool]:
    """Somebody other than the investigator approves, with conditions or without; the volunteer is in the pool."""
    scope: Any = vetting  # a constraint holds that a proposed vetting has all of its scope
    insert(
        Approval(
            vetting=vetting,
            volunteer=vetting.volunteer,
            unit=vetting.unit,
            investigator_id=vetting.investigator_id,
            approver=by.user,
            decided_on=clock.today(),
            kinds=scope.scope_kinds,
            client_areas=vetting.client_areas,
            age_from=scope.scope_age_from,
            age_to=scope.scope_age_to,
            places=scope.scope_places,
            nights=scope.scope_nights,
            as_jour=vetting.as_jour and bool(FAMILIES & set(scope.scope_kinds)),
            traits=scope.scope_traits,
            conditions=conditions,
            case_reference=vetting.case_reference,
            valid_until=scope.scope_valid_until,
        )
    )
    vetting.closed_on = clock.today()
    let_in = admit if vetting.purpose == Vetting.Purpose.NAMED else enter
    let_in(vetting.volunteer, by=by, kinds=vetting.scope_kinds)
    if vetting.enquiry:
        join(vetting.enquiry, by=by)
    if _tell(vetting, "approved", wording.approved(vetting)):
        vetting.told_on = clock.today()
    return {"conditions": bool(conditions)}


@step(VETTING, "send_back", action="vettings.decide", label="Sänd tillbaka", done="Återsänd till utredaren")
def send_back(vetting: Vetting, *, by: Actor, reason: str) -> None:
    """Something is missing, and the investigator is told what."""
    vetting.returned_reason, vetting.returned_by = reason, by.user
    vetting.proposed_on = None


@step(VETTING, "refuse", action="vettings.decide", label="Avslå", done="Inte godkänd", risky=True)
def refuse(vetting: Vetting, *, by: Actor, reason: str) -> None:
    """The volunteer is not approved; the investigator tells them, in person."""
    _end_without_approval(vetting, by=by, reason=reason)


@step(VETTING, "withdraw", action="vettings.work", label="Avbryt utredningen", done="Utredningen avbruten", risky=True)
def withdraw(vetting: Vetting, *, by: Actor, reason: str) -> None:
    """The vetting ends before a decision."""
    _end_without_approval(vetting, by=by, reason=reason)
    vetting.told_on = clock.today()


DECIDED = {VettingState.APPROVED, VettingState.REFUSED}


@edits("vettings.work", states=DECIDED, label="Har fått besked", done="Sökanden har fått besked")
def note_told(vetting: Vetting, *, by: Actor) -> None:
    """The applicant has been told why."""
    vetting.told_on = clock.today()


def _end_without_approval(vetting: Vetting, *, by: Actor, reason: str) -> None:
    vetting.closed_on, vetting.closed_reason = clock.today(), reason
    if vetting.volunteer.state == VolunteerState.CANDIDATE:
        turn_away(vetting.volunteer, by=by)
    if vetting.enquiry:
        fall_back(vetting.enquiry, by=by)


def _tell(vetting: Vetting, purpose: str, text: tuple[str, str]) -> bool:
    """Whether a letter went: without an address, or with protected identity, the investigator calls instead."""
    if vetting.volunteer.email and not vetting.volunteer.is_protected:
        subject, body = text
        compose(
            purpose=purpose,
            address=vetting.volunteer.email,
            subject=subject,
            body=body,
            unit_id=vetting.unit_id,
            area=vetting.area,
            receiver=("recruitment.volunteer", vetting.volunteer_id),
        )
        return True
    return False

"""Renewing an approval before it runs out: a vetting of somebody who is in the pool already."""

from datetime import date, timedelta
from typing import Any

from brokerage import clock
from brokerage.access import Actor
from brokerage.pages.wording import day
from brokerage.workflow import Refusal, creates
from recruitment import rules as rules  # fills the matrix before a verb names an action of it
from recruitment.models import FAMILIES, Approval, HouseholdMember, Vetting, Volunteer
from recruitment.problems import after_move
from recruitment.queries import RENEW_BEFORE
from recruitment.requirements import CHILD_BELOW
from recruitment.states import VettingState, VolunteerState

RUNNING = (VettingState.OPEN, VettingState.PROPOSED)


def renew_from(valid_until: date) -> date:
    """From that day on the renewal can begin, so that no gap arises."""
    return valid_until - timedelta(days=RENEW_BEFORE)


def last_for_pool(volunteer: Volunteer) -> Approval | None:
    """The approval that holds longest, of those that open the pool."""
    return volunteer.approvals.filter(case_reference="").order_by("-valid_until", "-pk").first()


def new_adults(volunteer: Volunteer, approval: Approval) -> list[HouseholdMember]:
    """Adults of a family's home who have come since the approval: it did not know of them."""
    if not FAMILIES & set(approval.kinds):
        return []
    since = volunteer.members.filter(moved_out_on=None, added_on__gt=approval.decided_on)
    return list(since.exclude(part=HouseholdMember.Part.CHILD))


def only_moved(volunteer: Volunteer, approval: Approval) -> bool:
    """They live somewhere else, and nothing more is to be done again: no new adult, and not time to renew."""
    early = clock.today() < renew_from(approval.valid_until)
    return early and bool(after_move(volunteer, approval)) and not new_adults(volunteer, approval)


def takes_children(approval: Approval) -> bool:
    """Whether a home could be an emergency home: those are for children (SoL 22:4)."""
    return bool(FAMILIES & set(approval.kinds)) and approval.age_from < CHILD_BELOW


def not_yet(volunteer: Volunteer, approval: Approval | None, *, as_jour: bool = False) -> str:
    """Why a renewal can't begin today, as a sentence; empty when it can. An emergency home needs no window."""
    if volunteer.state not in (VolunteerState.AVAILABLE, VolunteerState.PAUSED):
        return f"{volunteer} är inte i poolen: {volunteer.get_state_display().lower()}."
    if volunteer.vettings.filter(state__in=RUNNING).exists():
        return f"En utredning av {volunteer} pågår redan."
    if approval is None:
        return f"{volunteer} har inget godkännande att förnya."
    if as_jour and not takes_children(approval):
        return "Bara en familj som tar emot barn kan utredas som jourhem."
    early = not (as_jour and not approval.as_jour) and clock.today() < renew_from(approval.valid_until)
    if early and not only_moved(volunteer, approval) and not new_adults(volunteer, approval):
        return f"Godkännandet kan förnyas från den {day(renew_from(approval.valid_until))}."
    return ""


@creates("vettings.renew", label="Inled förnyad utredning", done="Förnyad utredning inledd")
def open_renewal(*, by: Actor, volunteer: Volunteer, as_jour: bool = False) -> Vetting:
    """Registers, interview and (of a family) the home anew; those who were asked as references are not asked again.

    `as_jour`: the home is investigated as an emergency home too (SoL 22:4), also before the window. Whoever is one is
    so again. Raises Refusal before its window, and while another vetting runs.
    """
    volunteer = Volunteer._base_manager.select_for_update(of=("self",)).get(pk=volunteer.pk)
    approval = last_for_pool(volunteer)
    if (why_not := not_yet(volunteer, approval, as_jour=as_jour)) or approval is None:
        raise Refusal(why_not)
    purpose = _purpose(volunteer, approval, as_jour=as_jour)
    return Vetting(
        unit=volunteer.unit,
        area=volunteer.area,
        volunteer=volunteer,
        investigator=by.user,
        purpose=purpose,
        renews=approval,
        kinds=approval.kinds,
        client_areas=approval.client_areas,
        client_age_from=approval.age_from,
        client_age_to=approval.age_to,
        as_jour=as_jour or approval.as_jour,
        opened_on=clock.today(),
        **({} if purpose == Vetting.Purpose.RENEWAL else _scope(approval)),
    )


def _purpose(volunteer: Volunteer, approval: Approval, *, as_jour: bool) -> str:
    """Why it is done, and so how much of it: near its end, and for a new adult, all is done again."""
    if clock.today() >= renew_from(approval.valid_until) or new_adults(volunteer, approval):
        return Vetting.Purpose.RENEWAL
    return Vetting.Purpose.JOUR if as_jour else Vetting.Purpose.MOVE


def _scope(approval: Approval) -> dict[str, Any]:
    """What stood in the approval is proposed again: neither for whom nor until when has changed."""
    return {
        "scope_kinds": approval.kinds,
        "scope_age_from": approval.age_from,
        "scope_age_to": approval.age_to,
        "scope_places": approval.places,
        "scope_nights": approval.nights,
        "scope_traits": approval.traits,
        "scope_valid_until": approval.valid_until,
    }

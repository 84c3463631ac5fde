"""Whom to call in an assignment: who stands in for its secretary, and the numbers of evenings and nights."""

from django.db.models import Q, QuerySet

from brokerage import clock
from brokerage.organisation.fields import having
from brokerage.organisation.models import Membership, Role, User
from matching.models import Assignment, OnCallNumber


def on_call_for(assignment: Assignment) -> list[OnCallNumber]:
    """The whole city's numbers and the unit's own, in their order. Of a protected client the unit's own say where."""
    wanted = Q(unit=None) if assignment.decision.client.is_protected else Q(unit=None) | Q(unit=assignment.unit_id)
    return list(OnCallNumber.objects.filter(wanted))


KEEPING = (Role.CASE_OFFICER, Role.CONTACT_SECRETARY)


def keepers(unit_id: int, area: str = "") -> QuerySet[User]:
    """Who can be the one to call in an assignment of the unit; in an area, those who work in it."""
    held = Membership.objects.on(clock.today()).filter(unit_id=unit_id, role__in=KEEPING)
    if area:
        held = held.filter(having("areas", area))
    return User.objects.filter(pk__in=held.values("user_id"), is_active=True).order_by("name_key")


def stand_ins(assignment: Assignment) -> QuerySet[User] | list[User]:
    """Who works in place of the secretary today."""
    if assignment.secretary_id is None:
        return []
    held = Membership.objects.on(clock.today()).filter(stands_in_for=assignment.secretary_id, unit=assignment.unit_id)
    return User.objects.filter(pk__in=held.values("user"), is_active=True)

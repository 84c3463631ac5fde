"""Who recruits where: for choosing an owner, and for finding what is left behind when somebody goes."""

from django.db.models import Q, QuerySet

from brokerage import clock
from brokerage.organisation.fields import having
from brokerage.organisation.models import Membership, Role, User


def recruiting(unit_id: int, area: str = "") -> QuerySet[User]:
    """Who recruits in the unit today; in an area, its contact secretaries alone."""
    held = Membership.objects.on(clock.today()).filter(unit_id=unit_id)
    secretaries = Q(role=Role.CONTACT_SECRETARY)
    if area:
        secretaries &= having("areas", area)
    held = held.filter(Q(role=Role.RECRUITER) | secretaries)
    return User.objects.filter(pk__in=held.values("user_id"), is_active=True).order_by("name_key")


def managing(unit_id: int, area: str = "") -> QuerySet[User]:
    """Who answers for the unit today: its managers and approvers; in an area, the managers who have it."""
    held = Membership.objects.on(clock.today()).filter(unit_id=unit_id)
    managers = Q(role=Role.DISTRICT_MANAGER)
    if area:
        managers &= having("areas", area)
    held = held.filter(Q(role=Role.APPROVER) | managers)
    return User.objects.filter(pk__in=held.values("user_id"), is_active=True).order_by("name_key")


def recruiting_anywhere() -> QuerySet[User]:
    """Who recruits somewhere in the city today."""
    held = Membership.objects.on(clock.today()).filter(role__in=(Role.RECRUITER, Role.CONTACT_SECRETARY))
    return User.objects.filter(pk__in=held.values("user_id"), is_active=True).order_by("name_key")

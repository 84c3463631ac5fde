"""Asking the organisation: which unit, and who works there."""

from collections.abc import Iterable
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from brokerage import clock
from brokerage.organisation.models import Membership, Role, Unit, User


def unit_of(unit_id: int) -> Unit:
    return Unit.objects.get(pk=unit_id)


def with_unit_names(rows: QuerySet) -> QuerySet:
    """Rows that carry the number of a unit, such as events, with its name beside as `unit_name`."""
    return rows.annotate(unit_name=Subquery(Unit.objects.filter(pk=OuterRef("unit_id")).values("name")[:1]))


def colleagues(unit_id: int, *roles: str) -> QuerySet[User]:
    """Who holds one of the roles in the unit today, by name."""
    held = Membership.objects.on(clock.today()).filter(unit_id=unit_id, role__in=roles)
    return User.objects.filter(pk__in=held.values("user_id"), is_active=True).order_by("name_key")


def places(user: User) -> list[str]:
    """«Rekryterare, Resursteamen»: a person's roles today, in words."""
    held = Membership.objects.on(clock.today()).of_user(user.pk).select_related("unit").order_by("unit__name_key")
    return [f"{each.get_role_display()}, {each.unit}" for each in held]


# Without these a district's people wait: a vacancy shows on the page of the organisation.
NEEDED = {
    Unit.Kind.DISTRICT: (Role.CONTACT_SECRETARY, Role.DISTRICT_MANAGER),
    Unit.Kind.BROKERAGE: (Role.RECRUITER, Role.APPROVER),
}


def directory() -> list[dict[str, Any]]:
    """Today's units, each with its people by role and its vacant roles: two queries."""
    day = clock.today()
    held = Membership.objects.on(day).select_related("user", "stands_in_for").order_by("role", "user__name_key")
    of_unit: dict[int, list[Membership]] = {}
    for each in held:
        of_unit.setdefault(each.unit_id, []).append(each)
    found = []
    for unit in Unit.objects.on(day).order_by("kind", "name_key"):
        people = of_unit.get(unit.pk, [])
        there = {each.role for each in people}
        vacant = [role.label for role in NEEDED[Unit.Kind(unit.kind)] if role not in there]
        found.append({"name": unit.name, "people": people, "vacant": vacant})
    return found


def staffing(places: Iterable[tuple[int, str]], *roles: str) -> dict[tuple[int, str, str], list[Membership]]:
    """Who holds each of the roles in each unit and programme area today; nobody, where it is vacant. One query."""
    wanted = list(places)
    held = Membership.objects.on(clock.today()).filter(unit_id__in={unit for unit, _ in wanted}, role__in=roles)
    found: dict[tuple[int, str, str], list[Membership]] = {(*place, role): [] for place in wanted for role in roles}
    for each in held.select_related("user", "stands_in_for").order_by("user__name_key"):
        for area in each.areas:
            if (each.unit_id, area, each.role) in found:
                found[each.unit_id, area, each.role].append(each)
    return found

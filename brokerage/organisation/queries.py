"""Sets of units, people and memberships with a name."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q


class DatedQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        """Those that are in force on a day."""
        return self.filter(Q(starts__lte=day) & (Q(ends=None) | Q(ends__gte=day)))


class UnitQuerySet(DatedQuerySet):
    def districts(self) -> "UnitQuerySet":
        return self.filter(kind="district")

    def brokerage(self) -> "UnitQuerySet":
        return self.filter(kind="brokerage")


class MembershipQuerySet(DatedQuerySet):
    def of_user(self, user_id: int) -> "MembershipQuerySet":
        return self.filter(user_id=user_id)

    def with_role(self, *roles: str) -> "MembershipQuerySet":
        return self.filter(role__in=roles)


class TraitQuerySet(models.QuerySet):
    def in_use(self) -> "TraitQuerySet":
        return self.filter(is_active=True).order_by("group", "position", "name_key")

    def of_groups(self, *groups: str) -> "TraitQuerySet":
        return self.filter(group__in=groups)

    def names(self) -> dict[str, str]:
        """What each code is called, in the order of the vocabulary: one query."""
        return dict(self.order_by("group", "position", "name_key").values_list("code", "name"))

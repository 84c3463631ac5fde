"""Sets of networks and their meetings with a name."""

from datetime import date

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, Min, OuterRef, Q

from decisions.states import NetworkMeetingState


class NetworkQuerySet(models.QuerySet):
    def for_list(self, user_id: int | None) -> "NetworkQuerySet":
        """With how many are in each, when they meet next, and whether somebody is in it."""
        members = apps.get_model("decisions", "NetworkMember")._base_manager
        mine = members.filter(network=OuterRef("pk"), user=user_id, ended_on=None)
        planned = Q(meetings__state=NetworkMeetingState.PLANNED)
        return self.annotate(
            member_count=Count("members", filter=Q(members__ended_on=None), distinct=True),
            next_on=Min("meetings__planned_on", filter=planned),
            is_mine=Exists(mine),
        )

    def for_page(self) -> "NetworkQuerySet":
        return self.select_related("unit").prefetch_related(
            "members__user", "members__unit", "meetings__unit", "meetings__noted_by"
        )


class NetworkMeetingQuerySet(models.QuerySet):
    def planned_by(self, day: date) -> "NetworkMeetingQuerySet":
        return self.filter(state=NetworkMeetingState.PLANNED, planned_on__lte=day)

    def hosted_by(self, units: set[int]) -> "NetworkMeetingQuerySet":
        return self.filter(unit__in=units)

    def for_page(self) -> "NetworkMeetingQuerySet":
        return self.select_related("network", "unit")

"""Sets of campaigns with a name."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from recruitment.states import EnquiryState


class CampaignQuerySet(models.QuerySet):
    def on(self, day: date) -> "CampaignQuerySet":
        return self.filter(Q(starts__lte=day) & (Q(ends=None) | Q(ends__gte=day)))

    def with_counts(self) -> "CampaignQuerySet":
        """How many answered, and how many of them came into the pool. Asked for each row that is shown."""
        enquiries = self.model.enquiries.rel.related_model._base_manager  # type: ignore[attr-defined]

        def count(**only: Any) -> Coalesce:
            mine = enquiries.filter(campaign=OuterRef("pk"), **only).order_by().values("campaign")
            return Coalesce(Subquery(mine.annotate(n=Count("pk")).values("n")), 0)

        return self.annotate(answered=count(merged_into=None), joined=count(state=EnquiryState.JOINED))

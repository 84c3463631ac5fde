"""Sets of the lines of the city's tables: what is asked at an interview and a home visit, and what is required."""

from typing import Any

from django.db import models
from django.db.models import Q

from brokerage.organisation.queries import DatedQuerySet


class GuideAnswerQuerySet(models.QuerySet):
    def of(self, vetting_id: int) -> "GuideAnswerQuerySet":
        """All that was answered in a vetting, with what was asked: one query."""
        mine = Q(interview__vetting=vetting_id) | Q(visit__vetting=vetting_id)
        return self.filter(mine).select_related("question")


class RequirementQuerySet(DatedQuerySet):
    def table(self) -> tuple[Any, ...]:
        """Every version of every line, as the pure rules read them: one query."""
        lines: Any = self.order_by("starts", "pk")
        return tuple(each.rule for each in lines)

"""Sets of the lines of the city's tables: what is asked at an interview and a home visit, and what is required."""

from datetime import date

from django.db import models
from django.db.models import Q


class TableQuerySet(models.QuerySet):
    def on(self, day: date) -> "TableQuerySet":
        """The versions in force on a day."""
        return self.filter(Q(starts__lte=day) & (Q(ends=None) | Q(ends__gte=day)))


class GuideAnswerQuerySet(models.QuerySet):
    def of(self, vetting_id: int) -> "GuideAnswerQuerySet":
        """All that was answered in a vetting, with what was asked: one query."""
        mine = Q(interview__vetting=vetting_id) | Q(visit__vetting=vetting_id)
        return self.filter(mine).select_related("question")

"""A line of a table that the city keeps itself: never changed, but followed by a new version from a day."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from brokerage.organisation.queries import DatedQuerySet


class TableLine(models.Model):
    """Each version has its first day and, once another follows or the line is ended, its last."""

    starts = models.DateField("gäller från och med")
    ends = models.DateField("till och med", null=True, blank=True)

    objects: ClassVar[Any] = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints: ClassVar[Any] = (
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                name="%(class)s_ends_after_start",
                violation_error_message="Sista dagen kan inte ligga före den första.",
            ),
        )

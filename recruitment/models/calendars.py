"""When a volunteer can take somebody, and when not, between dates: beside what the profile says in general."""

from django.db import models
from django.db.models import F, Q

from brokerage.organisation.fields import CodesField
from recruitment.models.volunteers import Volunteer


class CalendarEntry(models.Model):
    """A stretch in which the volunteer is free on certain times, or is away. The times are words of the vocabulary."""

    class Says(models.TextChoices):
        FREE = "free", "Kan"
        AWAY = "away", "Kan inte"

    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="calendar", verbose_name="uppdragstagare")
    says = models.CharField("besked", max_length=4, choices=Says)
    times = CodesField("när", blank=True, max_length=400)  # of somebody who is away: empty is all the time
    starts = models.DateField("från och med")
    ends = models.DateField("till och med", null=True, blank=True)
    note = models.CharField("anteckning", max_length=200, blank=True)

    class Meta:
        verbose_name = "tid i kalendern"
        verbose_name_plural = "tider i kalendern"
        ordering = ("starts", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                name="calendar_ends_after_start",
                violation_error_message="Tiden kan inte sluta före sin första dag.",
            ),
            models.CheckConstraint(
                condition=Q(says="away") | ~Q(times=""),
                name="calendar_free_has_times",
                violation_error_message="Välj vilka tider som passar.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_says_display()} {self.starts}–{self.ends or ''}"

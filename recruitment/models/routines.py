"""The library of routines: checklists, letters and agreements for the districts' own work, in versions and copies."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from brokerage import clock, names
from brokerage.organisation.models import Unit
from brokerage.workflow import Governed
from recruitment.queries.support import RoutineQuerySet


class Routine(Governed):
    """A text as it reads now. The brokerage's are for everybody to read; a district copies one and makes it its own.

    A copy remembers which version of its original it has seen, so that its keepers are told when that changes.
    """

    class Kind(models.TextChoices):
        CHECKLIST = "checklist", "Checklista"
        GUIDE = "guide", "Stödfrågor"
        OUTLINE = "outline", "Disposition"
        LETTER = "letter", "Brev"
        AGREEMENT = "agreement", "Överenskommelse"
        ROUTINE = "routine", "Rutin"
        CRITERIA = "criteria", "Kriterier för beslut"

    class Phase(models.TextChoices):
        DECIDING = "deciding", "Bedömning och beslut"
        RECRUITING = "recruiting", "Rekrytering"
        VETTING = "vetting", "Utredning"
        PREPARING = "preparing", "Förberedelse"
        SUPPORTING = "supporting", "Stöd och uppföljning"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="routines", verbose_name="enhet")
    code = models.SlugField("kod", max_length=40, unique=True, null=True, blank=True)
    kind = models.CharField("form", max_length=10, choices=Kind)
    phase = models.CharField("skede", max_length=10, choices=Phase)
    title = models.CharField("rubrik", max_length=120)
    name_key = models.CharField(max_length=240, editable=False)
    text = models.TextField("text", max_length=20_000)
    number = models.PositiveSmallIntegerField("utgåva", default=1)
    changed_on = models.DateField("ändrad", default=clock.today)
    original = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="copies", verbose_name="förlaga"
    )
    seen_number = models.PositiveSmallIntegerField("förlagans utgåva", null=True, blank=True)
    is_active = models.BooleanField("används", default=True)
    is_public = models.BooleanField("visas för alla", default=False)  # criteria, on a page of their own

    objects = RoutineQuerySet.as_manager()

    class Meta:
        verbose_name = "mall"
        verbose_name_plural = "mallar"
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "original"],
                name="routine_copied_once",
                violation_error_message="Er enhet har redan en kopia av mallen.",
            ),
            models.CheckConstraint(
                condition=Q(original=None, seen_number=None) | Q(original__isnull=False, seen_number__isnull=False),
                name="routine_copy_knows_its_original",
                violation_error_message="En kopia har en förlaga och dess utgåva.",
            ),
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(kind="criteria"),
                name="routine_only_criteria_are_public",
                violation_error_message="Bara kriterier för beslut visas för alla.",
            ),
            models.CheckConstraint(
                condition=Q(original=None) | ~Q(original=F("pk")),
                name="routine_copies_another",
                violation_error_message="En mall kan inte vara sin egen förlaga.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_key = names.key(self.title)[:240]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("recruitment:routine", args=[self.pk])

    @classmethod
    def for_all(cls) -> RoutineQuerySet:
        """The criteria that are published."""
        return cls.objects.published()

    @property
    def is_behind(self) -> bool:
        """The original has changed since it was copied, or last looked at."""
        return self.original is not None and (self.seen_number or 0) < self.original.number


class RoutineVersion(models.Model):
    """A text as it has read, who wrote it so, and why."""

    routine = models.ForeignKey(Routine, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("utgåva")
    title = models.CharField("rubrik", max_length=120)
    text = models.TextField("text", max_length=20_000)
    why = models.CharField("vad som ändrades", max_length=200, blank=True)
    saved_on = models.DateField("sparad", default=clock.today)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="av")

    class Meta:
        verbose_name = "utgåva av en mall"
        verbose_name_plural = "utgåvor av mallar"
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=["routine", "number"],
                name="routine_version_once",
                violation_error_message="Utgåvan finns redan. Ladda om sidan.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}, utgåva {self.number}"

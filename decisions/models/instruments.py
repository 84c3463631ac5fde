"""What is measured at the start and a year later: the instruments, and the readings of a person's decision."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from decisions.models.decisions import Decision
from decisions.queries import InstrumentQuerySet, ReadingQuerySet


class Instrument(models.Model):
    """A scale that needs no licence. Only its total is kept: the form itself stays on paper."""

    code = models.SlugField("kod", max_length=40, unique=True)
    name = models.CharField("instrument", max_length=80)
    low = models.PositiveSmallIntegerField("lägst", default=0)
    high = models.PositiveSmallIntegerField("högst")
    more_is_better = models.BooleanField("högre är bättre", default=True)
    youngest = models.PositiveSmallIntegerField("från ålder", default=0)
    terms = models.CharField("villkor", max_length=200, blank=True)
    is_active = models.BooleanField("i bruk", default=True)
    position = models.PositiveSmallIntegerField("plats", default=100)

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        verbose_name = "instrument"
        verbose_name_plural = "instrument"
        ordering = ("position", "name")
        constraints = (
            models.CheckConstraint(
                condition=Q(high__gt=F("low")),
                name="instrument_has_a_scale",
                violation_error_message="Det högsta värdet ska vara större än det lägsta.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @classmethod
    def fitting(cls, age: int) -> InstrumentQuerySet:
        """Those in use that somebody of this age can answer."""
        return cls.objects.in_use().filter(youngest__lte=age)


class Reading(Governed):
    """One total of one instrument, at the start of an intervention, after a year, or in between."""

    class Occasion(models.TextChoices):
        START = "start", "Vid starten"
        YEAR = "year", "Efter ett år"
        BETWEEN = "between", "Däremellan"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="readings", verbose_name="beslut")
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="+", verbose_name="instrument")
    occasion = models.CharField("när", max_length=7, choices=Occasion)
    on = models.DateField("dag")
    value = models.PositiveSmallIntegerField("värde")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="antecknat av")

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = "mätning"
        verbose_name_plural = "mätningar"
        ordering = ("on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["decision", "instrument", "occasion"],
                condition=~Q(occasion="between"),
                name="reading_once_at_start_and_after_a_year",
                violation_error_message="Det värdet är redan antecknat för det tillfället.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.instrument}: {self.value}"

    def get_absolute_url(self) -> str:
        return reverse("decisions:decision", args=[self.decision_id])

    def about(self) -> list[tuple[str, int]]:
        return self.decision.about()

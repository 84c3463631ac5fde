"""The law that decisions rest on, and the causes of decisions not executed."""

from django.db import models
from django.db.models import F, Q

from decisions.queries import LegalGroundQuerySet


class LegalGround(models.Model):
    """A dated ground for an intervention; `below_age` is the age that the person must not have reached."""

    code = models.SlugField("kod", max_length=60, unique=True)
    law = models.CharField("lag", max_length=40)
    ground = models.CharField("lagrum", max_length=40)
    appointed_under = models.CharField("utses enligt", max_length=40, blank=True)
    intervention = models.CharField("insats", max_length=60)
    below_age = models.PositiveSmallIntegerField("yngre än", null=True, blank=True)
    reportable = models.BooleanField("rapporteras till IVO", default=True)
    starts = models.DateField("från och med")
    ends = models.DateField("till och med", null=True, blank=True)

    objects = LegalGroundQuerySet.as_manager()

    class Meta:
        verbose_name = "lagrum"
        verbose_name_plural = "lagrum"
        ordering = ("law", "ground", "intervention")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                name="ground_ends_after_start",
                violation_error_message="Lagrummet kan inte upphöra före sin första dag.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.law} {self.ground}, {self.intervention}"

    @classmethod
    def for_area(cls, area: str) -> LegalGroundQuerySet:
        """The grounds that decisions of a programme area rest on, the present ones first."""
        is_lss = Q(law__startswith="LSS")
        return cls.objects.filter(is_lss if area == "LSS" else ~is_lss).order_by(
            F("ends").desc(nulls_first=True), "law", "intervention"
        )


class Cause(models.Model):
    """Why a decision is not executed; on the side of supply, of the client, or of the administration."""

    class Side(models.TextChoices):
        SUPPLY = "supply", "Tillgången"
        CLIENT = "client", "Den enskilde"
        ADMINISTRATION = "administration", "Handläggningen"

    code = models.SlugField("kod", max_length=40, unique=True)
    name = models.CharField("orsak", max_length=120)
    side = models.CharField("sida", max_length=14, choices=Side)
    is_active = models.BooleanField("i bruk", default=True)
    position = models.PositiveSmallIntegerField("plats", default=100)

    class Meta:
        verbose_name = "orsak"
        verbose_name_plural = "orsaker"
        ordering = ("position", "name")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def in_use(cls) -> models.QuerySet["Cause"]:
        """The causes that can be stated, in their order."""
        return cls.objects.filter(is_active=True)

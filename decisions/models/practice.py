"""How a district works: its own review of its routines, year by year, and notes of what people have told in studies.

Nothing here is about anybody: notes are written so that nobody can be recognised.
"""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse

from brokerage import clock
from brokerage.organisation.models import Unit
from brokerage.workflow import Governed


class Item(models.TextChoices):
    """What is looked at, in the order of FoU Nordväst's figure 1 (2019)."""

    SECRETARY = "secretary", "Särskild kontaktsekreterare"
    BINDER = "binder", "Informationspärm till uppdragstagare"
    GROUPS = "groups", "Regelbundna gruppträffar"
    MATERIAL = "material", "Affischer och foldrar för rekrytering"
    VETTING = "vetting", "Rutiner för utredning och godkännande"
    INTRODUCTION = "intro", "Rutiner för introduktion för barn och vårdnadshavare"
    CRITERIA = "criteria", "Skriftliga kriterier för att få insatsen"
    COOPERATION = "together", "Samarbete med andra stadsdelar eller kommuner"


class Standing(models.TextChoices):
    YES = "yes", "Ja"
    GROWING = "growing", "Under utveckling"
    REVISING = "revising", "Revideras"
    NO = "no", "–"


class SelfReview(Governed):
    """A district's review of its own routines in one year: a snapshot, to hold against the years before."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="self_reviews", verbose_name="enhet")
    year = models.PositiveSmallIntegerField("år", validators=[MinValueValidator(2012), MaxValueValidator(2100)])
    children = models.PositiveSmallIntegerField("barn med kontaktfamilj", default=0)
    words = models.TextField("det viktigaste att arbeta med", max_length=2000, blank=True)
    taken_on = models.DateField("gjord", default=clock.today)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="av")

    class Meta:
        verbose_name = "självskattning"
        verbose_name_plural = "självskattningar"
        ordering = ("-year", "unit__name_key")
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "year"],
                name="self_review_once_a_year",
                violation_error_message="Årets självskattning finns redan.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit}, {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("decisions:practice")

    def standings(self) -> dict[str, str]:
        """By item. No query where the lines are fetched."""
        return {line.item: line.standing for line in self.lines.all()}


class SelfReviewLine(models.Model):
    """How one routine stood."""

    review = models.ForeignKey(SelfReview, models.PROTECT, related_name="lines")
    item = models.CharField("vad", max_length=9, choices=Item)
    standing = models.CharField("hur det står", max_length=8, choices=Standing)

    class Meta:
        verbose_name = "rad i en självskattning"
        verbose_name_plural = "rader i självskattningar"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["review", "item"],
                name="self_review_item_once",
                violation_error_message="Raden finns redan.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_item_display()}: {self.get_standing_display()}"


class StudyNote(Governed):
    """What came up in an interview, a focus group or a survey; written so that nobody can be recognised."""

    class Kind(models.TextChoices):
        INTERVIEW = "interview", "Intervju"
        FOCUS = "focus", "Fokusgrupp"
        SURVEY = "survey", "Enkät"

    class Among(models.TextChoices):
        CHILDREN = "children", "Barn och unga"
        PARENTS = "parents", "Föräldrar"
        VOLUNTEERS = "volunteers", "Uppdragstagare"
        STAFF = "staff", "Handläggare och kontaktsekreterare"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="enhet")
    kind = models.CharField("metod", max_length=9, choices=Kind)
    among = models.CharField("bland", max_length=10, choices=Among)
    people = models.PositiveSmallIntegerField("antal personer", validators=[MinValueValidator(1)])
    on = models.DateField("dag")
    theme = models.CharField("tema", max_length=120)
    words = models.TextField("det som kom fram", max_length=6000)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="antecknat av"
    )

    class Meta:
        verbose_name = "anteckning ur en studie"
        verbose_name_plural = "anteckningar ur studier"
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.theme}"

    def get_absolute_url(self) -> str:
        return reverse("decisions:practice")

"""What happens to the terms of a decision that goes on: changed, renewed, reviewed."""

from django.conf import settings
from django.db import models

from decisions.models.decisions import Decision
from decisions.models.law import LegalGround


class Amendment(models.Model):
    """A later decision about the same intervention: another extent, or a renewal.

    It hangs on the decision that it changes, so that the clock, what is executed, assignments, orders, searches and
    plans go on as they were. The decision holds the terms of today; `extent_before` and `valid_to_before` those
    until then.
    """

    class Kind(models.TextChoices):
        EXTENT = "extent", "Ändrad omfattning"
        RENEWAL = "renewal", "Förnyat beslut"

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="amendments")
    kind = models.CharField("slag", max_length=7, choices=Kind)
    decided_on = models.DateField("beslutat")
    ground = models.ForeignKey(LegalGround, models.PROTECT, related_name="+", verbose_name="lagrum")
    extent = models.CharField("omfattning", max_length=120)
    extent_before = models.CharField("omfattning dessförinnan", max_length=120)
    valid_to = models.DateField("gäller till och med", null=True, blank=True)
    valid_to_before = models.DateField("gällde till och med", null=True, blank=True)
    decision_maker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="beslutsfattare"
    )
    delegation = models.CharField("delegation", max_length=60)
    case_reference = models.CharField("ärendets beteckning", max_length=40)

    class Meta:
        verbose_name = "senare beslut"
        verbose_name_plural = "senare beslut"
        ordering = ("decided_on", "pk")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.case_reference}"


class Review(models.Model):
    """A decision was tried anew (LVU 22 §, within six months), or its individual plan gone through (LSS 10 §)."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="reviews")
    on = models.DateField("dag")
    words = models.TextField("vad som kom fram", max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="av")

    class Meta:
        verbose_name = "omprövning"
        verbose_name_plural = "omprövningar"
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"{self.on}"

"""Exemptions from a requirement of one vetting."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from brokerage import clock
from recruitment.models.vettings import Vetting
from recruitment.models.volunteers import HouseholdMember


class Exemption(models.Model):
    """That one part of one vetting may be missing: why, and by whose decision. Written once, never edited."""

    vetting = models.ForeignKey(Vetting, models.PROTECT, related_name="exemptions", verbose_name="utredning")
    code = models.SlugField("krav", max_length=20)
    label = models.CharField("från", max_length=160)
    member = models.ForeignKey(
        HouseholdMember, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="gäller"
    )
    reason = models.TextField("skäl", max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="medgivet av")
    investigator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="utredare"
    )
    on = models.DateField("dag", default=clock.today)

    class Meta:
        verbose_name = "undantag"
        verbose_name_plural = "undantag"
        ordering = ("on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(code="check-B"),
                name="exemption_never_from_track_b",
                violation_error_message="Från registerutdraget för LSS-uppdrag hos barn finns inget undantag.",
            ),
            models.CheckConstraint(
                condition=~Q(by=F("investigator")),
                name="exemption_by_another",
                violation_error_message="Den som har utrett kan inte medge undantag i sin egen utredning.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="exemption_has_reason",
                violation_error_message="Ett undantag har ett skäl.",
            ),
        )

    def __str__(self) -> str:
        return self.label

"""Something that was broken or somebody who was hurt in an assignment, as it is reported to the insurance."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from brokerage import clock
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from matching.models.assignments import Assignment
from matching.queries import DamageReportQuerySet


class DamageReport(Governed):
    """A damage (skada): noted at once, sent to the municipality's insurance, and followed until it is settled."""

    class Whose(models.TextChoices):
        CLIENT = "client", "Klienten eller klientens sak"
        VOLUNTEER = "volunteer", "Uppdragstagaren eller något i familjens hem"
        OTHER = "other", "Någon annan eller någon annans sak"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area)
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="damages", verbose_name="uppdrag")
    on = models.DateField("hände den")
    whose = models.CharField("drabbade", max_length=9, choices=Whose)
    is_injury = models.BooleanField("någon blev skadad", default=False)
    what = models.TextField("vad hände, och vad blev skadat", max_length=2000)
    cost = models.DecimalField("ungefärlig kostnad", max_digits=9, decimal_places=2, null=True, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="antecknat av"
    )
    noted_on = models.DateField("antecknat", default=clock.today)
    sent_on = models.DateField("anmält till försäkringen", null=True, blank=True)
    reference = models.CharField("skadenummer", max_length=60, blank=True)
    outcome = models.TextField("hur det blev", max_length=1000, blank=True)
    settled_on = models.DateField("avslutat", null=True, blank=True)

    objects = DamageReportQuerySet.as_manager()

    class Meta:
        verbose_name = "skada"
        verbose_name_plural = "skador"
        ordering = ("-on", "-pk")
        indexes = (models.Index(fields=["settled_on", "sent_on"], name="damagereport_open"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(cost=None) | Q(cost__gte=0),
                name="damagereport_cost_not_negative",
                violation_error_message="Kostnaden kan inte vara negativ.",
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None) | Q(sent_on__gte=F("on")),
                name="damagereport_sent_after_it_happened",
                violation_error_message="Skadan kan inte anmälas innan den hände.",
            ),
            models.CheckConstraint(
                condition=Q(settled_on=None) | ~Q(outcome=""),
                name="damagereport_settled_has_outcome",
                violation_error_message="Skriv hur det blev.",
            ),
        )

    def __str__(self) -> str:
        return f"Skada {self.on}"

    def get_absolute_url(self) -> str:
        return reverse("matching:assignment_life", args=[self.assignment_id])

    def about(self) -> list[tuple[str, int]]:
        return self.assignment.about()

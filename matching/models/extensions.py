"""A temporary extension of an assignment."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from brokerage import clock
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from matching.models.assignments import Assignment
from matching.queries.pay import ExtensionQuerySet


class Extension(Governed):
    """A case officer's decision that somebody may come more than the agreement says, for a time.

    It can be revoked from a day on; what has been keeps its decision, unless it was written in by mistake. A decision
    in somebody's favour is otherwise changed only as förvaltningslagen (2017:900) 37 § lets it be.

    Planning and pay need it; the record of what has been never does. It covers no day before its own: an oral decision
    is written down later, with the day and the hour when it was taken.
    """

    class Form(models.TextChoices):
        WRITTEN = "written", "Skriftligt"
        ORAL = "oral", "Muntligt, nedtecknat efteråt"

    class Revoking(models.TextChoices):
        NOT_NEEDED = "not-needed", "Den enskilde eller vårdnadshavarna vill inte längre"
        LAW = "law", "Beslutet ändras enligt 37 § förvaltningslagen"
        MISTAKEN = "mistaken", "Det skrevs in av misstag: inget sådant beslut fattades"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="extensions", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area)
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="extensions", verbose_name="uppdrag")
    first = models.DateField("från och med")
    last = models.DateField("till och med")
    extent = models.CharField("omfattning", max_length=120)
    is_jour = models.BooleanField("jour", default=False)
    form = models.CharField("beslutet var", max_length=7, choices=Form, default=Form.WRITTEN)
    decided_on = models.DateField("beslutat")
    decided_time = models.TimeField("klockan", null=True, blank=True)
    decision_maker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="extensions", verbose_name="beslutsfattare"
    )
    recorded_on = models.DateField("nedtecknat", default=clock.today)

    revoked_from = models.DateField("upphör från och med", null=True, blank=True)
    revoked_on = models.DateField("återkallad", null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="återkallad av"
    )
    revoked_because = models.CharField("därför att", max_length=10, choices=Revoking, blank=True)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        verbose_name = "tillfällig utökning"
        verbose_name_plural = "tillfälliga utökningar"
        ordering = ("first", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="extension_ends_after_first",
                violation_error_message="Den sista dagen kan inte ligga före den första.",
            ),
            models.CheckConstraint(
                condition=Q(revoked_from=None, revoked_on=None, revoked_because="")
                | Q(revoked_from__isnull=False, revoked_on__isnull=False) & ~Q(revoked_because=""),
                name="extension_revoked_has_day_and_reason",
                violation_error_message="En återkallad utökning har en dag och ett skäl.",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__lte=F("recorded_on")),
                name="extension_recorded_after_decided",
                violation_error_message="Beslutsdagen kan inte ligga i framtiden.",
            ),
        )

    def __str__(self) -> str:
        return f"Utökning {self.first}–{self.last}"

    def get_absolute_url(self) -> str:
        return reverse("matching:assignment_pay", args=[self.assignment_id])

    def about(self) -> list[tuple[str, int]]:
        return [*self.assignment.about(), ("matching.extension", self.pk)]

    def covers(self, day: date) -> bool:
        if self.revoked_from is not None and day >= self.revoked_from:
            return False
        return max(self.first, self.decided_on) <= day <= self.last

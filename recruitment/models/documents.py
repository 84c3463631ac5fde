"""Papers that belong to a volunteer: agreements, certificates, letters; never an extract from a register."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from brokerage import clock
from recruitment.models.volunteers import Volunteer


class VolunteerDocument(models.Model):
    """A file, kept in the database: it goes with its backup, and nothing else has to be kept. Never changed.

    When it is taken away the file is gone, and the line about it stays.
    """

    class Kind(models.TextChoices):
        LETTER = "letter", "Brev eller anteckning"
        CERTIFICATE = "cert", "Intyg eller betyg"
        AGREEMENT = "deal", "Överenskommelse"
        CONSENT = "consent", "Medgivande"
        INSURANCE = "insur", "Försäkring"
        HOME = "home", "Bild eller ritning av hemmet"
        OTHER = "other", "Annat"

    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="documents")
    kind = models.CharField("slag", max_length=7, choices=Kind)
    title = models.CharField("vad det är", max_length=100)
    filename = models.CharField("filnamn", max_length=120)
    content = models.BinaryField("innehåll")
    size = models.PositiveIntegerField("storlek i byte")
    added_on = models.DateField("inlagt", default=clock.today)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="av")
    removed_on = models.DateField("borttaget", null=True, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "dokument om uppdragstagare"
        verbose_name_plural = "dokument om uppdragstagare"
        ordering = ("-added_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(removed_on=None, removed_by=None, size__gt=0)
                | Q(removed_on__isnull=False, removed_by__isnull=False, size=0),
                name="document_removed_is_empty",
                violation_error_message="Ett borttaget dokument har inget innehåll kvar.",
            ),
        )

    def __str__(self) -> str:
        return self.title

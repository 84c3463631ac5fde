"""An import, the files that it waits with, and the names by which a unit's own register knows its volunteers."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from brokerage import clock
from brokerage.imports.queries import ImportBatchQuerySet
from brokerage.imports.states import ImportState
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from recruitment.models import Volunteer


class ImportBatch(Governed):
    """One import: a unit's own, or (without unit) the whole city's. Its number stands in every event that it made."""

    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="imports", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="imports", verbose_name="av"
    )
    name = models.CharField("filer", max_length=200, blank=True)
    uploaded_at = models.DateTimeField("inskickad", default=clock.now)
    applied_at = models.DateTimeField("inläst", null=True, blank=True)
    units = models.PositiveIntegerField("enheter", default=0)
    volunteers = models.PositiveIntegerField("uppdragstagare", default=0)
    decisions = models.PositiveIntegerField("beslut", default=0)
    assignments = models.PositiveIntegerField("uppdrag", default=0)
    enquiries = models.PositiveIntegerField("intresseanmälningar", default=0)
    left_out = models.PositiveIntegerField("rader som inte lästes in", default=0)
    state = models.CharField("läge", max_length=10, choices=ImportState, default=ImportState.WAITING)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = "import"
        verbose_name_plural = "importer"
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="applied") | Q(applied_at__isnull=False), name="import_applied_has_moment"
            ),
        )

    def __str__(self) -> str:
        return self.name or f"Import {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("imports:importbatch", args=[self.pk])


class ImportFile(models.Model):
    """A file between preview and confirmation. It is gone when the import is applied or dropped."""

    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="files")
    name = models.CharField("filnamn", max_length=120)
    content = models.BinaryField("innehåll")

    class Meta:
        verbose_name = "fil i en import"
        verbose_name_plural = "filer i importer"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class OwnReference(models.Model):
    """What the unit's earlier register called a volunteer: by it a later file finds the same one again."""

    volunteer = models.OneToOneField(Volunteer, models.PROTECT, related_name="own_reference", primary_key=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    reference = models.CharField("egen beteckning", max_length=40)

    class Meta:
        verbose_name = "egen beteckning"
        verbose_name_plural = "egna beteckningar"
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "reference"],
                name="own_reference_once_in_unit",
                violation_error_message="En uppdragstagare med den beteckningen finns redan.",
            ),
        )

    def __str__(self) -> str:
        return self.reference

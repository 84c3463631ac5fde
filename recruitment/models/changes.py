"""What a volunteer would have changed about themselves, told behind a link and accepted field by field."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from brokerage import clock
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from recruitment.models.volunteers import Volunteer
from recruitment.queries.support import DataChangeQuerySet
from recruitment.states import DataChangeState


class DataChange(Governed):
    """One round of asking a volunteer whether what we know is right."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="data_changes", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area, blank=True)
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="changes", verbose_name="uppdragstagare")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="av")
    asked_on = models.DateField("frågad", default=clock.today)
    answer_by = models.DateField("svar senast")
    answered_at = models.DateTimeField("svarade", null=True, blank=True)
    words = models.TextField("annat som vi borde veta", max_length=2000, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    settled_on = models.DateField("genomgången", null=True, blank=True)
    state = models.CharField("läge", max_length=9, choices=DataChangeState, default=DataChangeState.ASKED)

    objects = DataChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "fråga om uppgifter"
        verbose_name_plural = "frågor om uppgifter"
        indexes = (models.Index(fields=["unit", "state"], name="data_change_queue"),)
        constraints = (
            models.UniqueConstraint(
                fields=["volunteer"],
                condition=Q(state__in=("asked", "answered")),
                name="data_change_one_at_a_time",
                violation_error_message="Uppdragstagaren har redan fått frågan, eller har svarat och väntar.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("asked", "withdrawn")) | Q(answered_at__isnull=False),
                name="data_change_answered_has_moment",
                violation_error_message="Ett svar har ett ögonblick då det gavs.",
            ),
        )

    def __str__(self) -> str:
        return str(self.volunteer)

    def get_absolute_url(self) -> str:
        return reverse("recruitment:datachange", args=[self.pk])

    def about(self) -> list[tuple[str, int]]:
        return [("recruitment.volunteer", self.volunteer_id), ("recruitment.datachange", self.pk)]


class FieldChange(models.Model):
    """One field as it was and as the volunteer would have it, and what became of it."""

    class Field(models.TextChoices):
        EMAIL = "email", "E-postadress"
        PHONE = "phone", "Telefon"
        STREET = "street", "Gatuadress"
        POSTCODE = "postcode", "Postnummer"
        TOWN = "town", "Ort"

    change = models.ForeignKey(DataChange, models.PROTECT, related_name="fields")
    field = models.CharField("uppgift", max_length=8, choices=Field)
    before = models.CharField("hos oss", max_length=254, blank=True)
    after = models.CharField("föreslås", max_length=254, blank=True)
    is_accepted = models.BooleanField("godtagen", null=True, blank=True)

    class Meta:
        verbose_name = "föreslagen uppgift"
        verbose_name_plural = "föreslagna uppgifter"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["change", "field"],
                name="field_change_once",
                violation_error_message="Uppgiften finns redan i svaret.",
            ),
        )

    def __str__(self) -> str:
        return self.get_field_display()


PLACE_FIELDS = {FieldChange.Field.STREET, FieldChange.Field.POSTCODE, FieldChange.Field.TOWN}

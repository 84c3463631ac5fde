"""Tickets and their notes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from brokerage import names
from brokerage.organisation.fields import CodesField
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from tests.testapp.states import TicketState


class Ticket(Governed):
    """A question that a unit asks. It has every kind of lock that a real row may have."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area, blank=True)
    name = models.CharField("namn", max_length=60)
    name_key = models.CharField(max_length=120, editable=False, db_index=True)
    text = models.TextField("text", blank=True)
    code = models.SlugField("kod", max_length=20, unique=True, error_messages={"unique": "Koden används redan."})
    slot = models.PositiveSmallIntegerField("plats", null=True, blank=True)
    kinds = CodesField("gäller", choices=Area, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="ansvarig"
    )
    state = models.CharField("läge", max_length=10, choices=TicketState, default=TicketState.DRAFT)
    sent_on = models.DateField("skickat", null=True, blank=True)

    class Meta:
        verbose_name = "ärende"
        verbose_name_plural = "ärenden"
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "slot"], name="ticket_slot_once", violation_error_message="Platsen är redan tagen."
            ),
            models.UniqueConstraint(
                fields=["name_key"],
                condition=Q(state=TicketState.SENT),
                name="ticket_sent_name_once",
                violation_error_message="Ett ärende med det namnet är redan skickat.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(TicketState.DRAFT, TicketState.CLOSED)) | Q(sent_on__isnull=False),
                name="ticket_sent_has_day",
                violation_error_message="Ett skickat ärende har en dag.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_key = names.key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("testapp:ticket", args=[self.pk])

    def about(self) -> list[tuple[str, int]]:
        return [("decisions.client", self.pk)]


class Note(Governed):
    """What was said about a ticket."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="notes", verbose_name="ärende")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="enhet")
    text = models.CharField("text", max_length=20)

    class Meta:
        verbose_name = "anteckning"
        verbose_name_plural = "anteckningar"

    def __str__(self) -> str:
        return self.text

"""A manager's objection to a line of an invoice, and the economist's answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from brokerage import clock
from brokerage.invoicing.models.invoices import InvoiceLine
from brokerage.invoicing.queries import ObjectionQuerySet
from brokerage.invoicing.states import ObjectionState
from brokerage.organisation.models import Unit
from brokerage.workflow import Governed


class Complaint(models.TextChoices):
    NOT_ORDERED = "not_ordered", "Vi har inte beställt det här"
    NOT_DELIVERED = "not_delivered", "Vi har inte fått det vi beställde"
    AMOUNT = "amount", "Beloppet är fel"
    TWICE = "twice", "Det är redan fakturerat"
    GUARANTEE = "guarantee", "Garantin gäller"
    OTHER = "other", "Annat"


class Objection(Governed):
    """The district does not agree with a line. The invoice stands until the line is credited."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="objections", verbose_name="stadsdel")
    line = models.ForeignKey(InvoiceLine, models.PROTECT, related_name="objections", verbose_name="fakturarad")
    complaint = models.CharField("invändning", max_length=15, choices=Complaint)
    words = models.CharField("förklaring", max_length=400, blank=True)
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="invänt av")
    raised_on = models.DateField("invänt", default=clock.today)
    answer = models.CharField("svar", max_length=400, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="besvarad av"
    )
    answered_on = models.DateField("besvarad", null=True, blank=True)
    state = models.CharField("läge", max_length=10, choices=ObjectionState, default=ObjectionState.OPEN)

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = "invändning"
        verbose_name_plural = "invändningar"
        constraints = (
            models.UniqueConstraint(
                fields=["line"],
                condition=Q(state="open"),
                name="objection_one_open_for_line",
                violation_error_message="Raden är redan ifrågasatt och väntar på svar.",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(answered_on__isnull=False) & ~Q(answer=""),
                name="objection_answered_has_answer",
                violation_error_message="Skriv ett svar till stadsdelen.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.line.text}: {self.get_complaint_display()}"

    def get_absolute_url(self) -> str:
        return reverse("invoicing:objection", args=[self.pk])

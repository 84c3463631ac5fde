"""The ledger of what has been sent: which paper, how, when, and what became of it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from brokerage import clock
from brokerage.invoicing.models.credits import CreditNote
from brokerage.invoicing.models.invoices import Invoice
from brokerage.invoicing.models.parties import Way
from brokerage.invoicing.queries import DispatchQuerySet
from brokerage.invoicing.states import DispatchState
from brokerage.organisation.models import Unit
from brokerage.workflow import Governed


class Document(models.TextChoices):
    INVOICE = "invoice", "Faktura"
    CREDIT = "credit", "Kreditfaktura"


class Dispatch(Governed):
    """One paper on its way to its buyer, with all its files. It is put here in the transaction that issues it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="dispatches", verbose_name="stadsdel")
    invoice = models.ForeignKey(
        Invoice, models.PROTECT, null=True, blank=True, related_name="dispatches", verbose_name="faktura"
    )
    note = models.ForeignKey(
        CreditNote, models.PROTECT, null=True, blank=True, related_name="dispatches", verbose_name="kreditfaktura"
    )
    number = models.CharField("nummer", max_length=12)
    way = models.CharField("sätt", max_length=10, choices=Way)
    address = models.CharField("till", max_length=254, blank=True)
    created_at = models.DateTimeField("lagd", default=clock.now)
    not_before = models.DateTimeField("tidigast", default=clock.now)
    attempts = models.PositiveSmallIntegerField("försök", default=0)
    fault = models.CharField("fel", max_length=60, blank=True)
    sent_at = models.DateTimeField("skickad", null=True, blank=True)
    digest = models.CharField("kontrollsumma", max_length=64, blank=True)
    state = models.CharField("läge", max_length=10, choices=DispatchState, default=DispatchState.WAITING)

    objects = DispatchQuerySet.as_manager()

    class Meta:
        verbose_name = "försändelse"
        verbose_name_plural = "försändelser"
        indexes = (models.Index(fields=["state", "not_before"], name="dispatch_waiting"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(invoice__isnull=False) ^ Q(note__isnull=False),
                name="dispatch_of_one_paper",
                violation_error_message="En försändelse är en faktura eller en kreditfaktura.",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False),
                name="dispatch_sent_has_moment",
                violation_error_message="En skickad försändelse har en tid.",
            ),
        )

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("invoicing:dispatches")

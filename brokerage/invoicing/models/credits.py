"""Credit notes: what is taken back of an invoice, whole or by the line. As frozen as the invoice itself."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models

from brokerage import clock
from brokerage.audit.protection import frozen
from brokerage.invoicing.models.invoices import Invoice, InvoiceLine
from brokerage.invoicing.queries import CreditNoteQuerySet
from brokerage.organisation.models import Unit
from brokerage.workflow import Governed


class Reason(models.TextChoices):
    """Why an invoice is credited: a choice, since free words could name somebody and this stands on the paper."""

    AMOUNT = "amount", "Fel belopp"
    RECEIVER = "receiver", "Fel mottagare"
    TWICE = "twice", "Debiterad två gånger"
    UNDELIVERED = "undelivered", "Tjänsten blev inte av"
    AGREED = "agreed", "Enligt överenskommelse med stadsdelen"


@frozen("version")
class CreditNote(Governed):
    """Takes an invoice back, or some of its lines. Its sums are below zero."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="credit_notes", verbose_name="stadsdel")
    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="credit_notes", verbose_name="faktura")
    number = models.CharField("nummer", max_length=12, unique=True)
    reason = models.CharField("skäl", max_length=12, choices=Reason)
    again = models.BooleanField("ska faktureras igen")
    issued_on = models.DateField("utfärdad", default=clock.today)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="utfärdad av"
    )
    net = models.DecimalField("belopp utan moms", max_digits=12, decimal_places=2)
    vat = models.DecimalField("moms", max_digits=12, decimal_places=2, default=Decimal(0))
    total = models.DecimalField("belopp", max_digits=12, decimal_places=2)

    objects = CreditNoteQuerySet.as_manager()

    class Meta:
        verbose_name = "kreditfaktura"
        verbose_name_plural = "kreditfakturor"

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return self.invoice.get_absolute_url()

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A credit note is never edited.")
        super().save(*args, **kwargs)


@frozen()
class CreditLine(models.Model):
    """A line of an invoice that is taken back: once, which the database holds."""

    note = models.ForeignKey(CreditNote, models.PROTECT, related_name="lines", verbose_name="kreditfaktura")
    line = models.OneToOneField(
        InvoiceLine,
        models.PROTECT,
        related_name="credited_by",
        verbose_name="fakturarad",
        error_messages={"unique": "Raden är redan krediterad."},
    )
    amount = models.DecimalField("belopp", max_digits=10, decimal_places=2)

    class Meta:
        verbose_name = "kreditrad"
        verbose_name_plural = "kreditrader"
        ordering = ("line__position",)

    def __str__(self) -> str:
        return f"{self.line}"

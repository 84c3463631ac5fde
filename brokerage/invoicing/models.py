"""Invoices and credit notes: facts copied in when issued, never edited. They name units and no person."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from brokerage import clock
from brokerage.charges.models import Charge
from brokerage.invoicing.queries import CreditNoteQuerySet, InvoiceQuerySet
from brokerage.invoicing.states import InvoiceState
from brokerage.organisation.models import Unit
from brokerage.workflow import Governed


class Series(models.Model):
    """The last number drawn of a series. Its row is locked while one is drawn: no gap, and never the same twice."""

    prefix = models.CharField("inledning", max_length=10, unique=True)
    last = models.PositiveIntegerField("senaste nummer", default=0)

    class Meta:
        verbose_name = "nummerserie"
        verbose_name_plural = "nummerserier"

    def __str__(self) -> str:
        return f"{self.prefix}-{self.last:04}"


class Invoice(Governed):
    """What a district owes for a month. Only its state ever changes: a wrong one is credited."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="invoices", verbose_name="stadsdel")
    month = models.DateField("månad")
    number = models.CharField("nummer", max_length=12, unique=True)
    sender = models.CharField("från", max_length=80)
    receiver = models.CharField("till", max_length=80)
    issued_on = models.DateField("utfärdad", default=clock.today)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="utfärdad av"
    )
    due_on = models.DateField("betalas senast")
    total = models.DecimalField("belopp", max_digits=12, decimal_places=2)
    state = models.CharField("läge", max_length=10, choices=InvoiceState, default=InvoiceState.ISSUED)

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        verbose_name = "faktura"
        verbose_name_plural = "fakturor"
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "month"],
                condition=Q(state="issued"),
                name="invoice_one_for_unit_and_month",
                violation_error_message="Stadsdelen har redan en faktura för månaden.",
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="invoice_month_is_first_day",
                violation_error_message="En faktura avser en hel månad.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("issued_on")),
                name="invoice_due_after_issued",
                violation_error_message="En faktura kan inte förfalla innan den är utfärdad.",
            ),
        )

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("invoicing:invoice", args=[self.pk])

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Once issued, nothing but the state is written, whatever somebody has set on the row."""
        if not self._state.adding:
            kwargs["update_fields"] = ("state", "version")
        super().save(*args, **kwargs)


class InvoiceLine(models.Model):
    """A charge on an invoice, as it read that day. It holds its charge, until it is credited to be invoiced again."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="lines", verbose_name="faktura")
    position = models.PositiveSmallIntegerField("plats")
    charge = models.ForeignKey(Charge, models.PROTECT, related_name="lines", verbose_name="debitering")
    holds_charge = models.BooleanField("håller debiteringen", default=True)
    month = models.DateField("avser månad")
    text = models.CharField("text", max_length=120)
    amount = models.DecimalField("belopp", max_digits=10, decimal_places=2)

    class Meta:
        verbose_name = "fakturarad"
        verbose_name_plural = "fakturarader"
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=["charge"],
                condition=Q(holds_charge=True),
                name="invoiceline_charge_once",
                violation_error_message="En debitering är redan fakturerad. Öppna sidan på nytt och granska igen.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.text}, {self.amount} kr"


class Reason(models.TextChoices):
    """Why an invoice is credited: a choice, since free words could name somebody and this stands on the paper."""

    AMOUNT = "amount", "Fel belopp"
    RECEIVER = "receiver", "Fel mottagare"
    TWICE = "twice", "Debiterad två gånger"
    UNDELIVERED = "undelivered", "Tjänsten blev inte av"
    AGREED = "agreed", "Enligt överenskommelse med stadsdelen"


class CreditNote(Governed):
    """Takes a whole invoice back. Its total is the invoice's, below zero."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="credit_notes", verbose_name="stadsdel")
    invoice = models.OneToOneField(Invoice, models.PROTECT, related_name="credit_note", verbose_name="faktura")
    number = models.CharField("nummer", max_length=12, unique=True)
    reason = models.CharField("skäl", max_length=12, choices=Reason)
    again = models.BooleanField("ska faktureras igen")
    issued_on = models.DateField("utfärdad", default=clock.today)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="utfärdad av"
    )
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

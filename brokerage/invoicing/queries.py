"""Sets of invoices with a name, and of charges by whether they are on one."""

from django.db import models
from django.db.models import F, FilteredRelation, Q, QuerySet

from brokerage.invoicing.states import InvoiceState


class InvoiceQuerySet(models.QuerySet):
    def in_force(self) -> "InvoiceQuerySet":
        """Issued, and not credited."""
        return self.filter(state=InvoiceState.ISSUED)

    def for_page(self) -> "InvoiceQuerySet":
        return self.select_related("unit", "credit_note").prefetch_related("lines")


class CreditNoteQuerySet(models.QuerySet):
    def for_page(self) -> "CreditNoteQuerySet":
        return self.select_related("invoice").prefetch_related("invoice__lines")


def with_invoice(charges: QuerySet) -> QuerySet:
    """Charges with the invoice that they are on: its `invoice_number`, `invoice_key` and `invoice_state`, or None."""
    holding = FilteredRelation("lines", condition=Q(lines__holds_charge=True))
    return charges.annotate(holding=holding).annotate(
        invoice_number=F("holding__invoice__number"),
        invoice_key=F("holding__invoice_id"),
        invoice_state=F("holding__invoice__state"),
    )


def not_invoiced(charges: QuerySet) -> QuerySet:
    """Charges that no invoice holds: never invoiced, or credited to be invoiced again."""
    return with_invoice(charges).filter(holding=None)


def invoiced(charges: QuerySet) -> QuerySet:
    return with_invoice(charges).filter(invoice_state=InvoiceState.ISSUED)


def struck(charges: QuerySet) -> QuerySet:
    """Charges whose invoice was credited for good."""
    return with_invoice(charges).filter(invoice_state=InvoiceState.CREDITED)

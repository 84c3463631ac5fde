"""The state machine of an invoice."""

from django.db import models


class InvoiceState(models.TextChoices):
    ISSUED = "issued", "Utfärdad"
    CREDITED = "credited", "Krediterad"


INVOICE = {
    # step      from                   to
    "credit": ({InvoiceState.ISSUED}, InvoiceState.CREDITED),
}

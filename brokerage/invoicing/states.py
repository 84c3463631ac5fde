"""The state machines of invoices, objections and what is sent."""

from django.db import models


class InvoiceState(models.TextChoices):
    ISSUED = "issued", "Utfärdad"
    SETTLED = "settled", "Betald"
    CREDITED = "credited", "Krediterad"


class ObjectionState(models.TextChoices):
    OPEN = "open", "Väntar på svar"
    UPHELD = "upheld", "Godtagen"
    REJECTED = "rejected", "Avvisad"


class DispatchState(models.TextChoices):
    WAITING = "waiting", "Väntar"
    SENT = "sent", "Skickad"
    FAILED = "failed", "Kom inte fram"


INVOICE = {
    # step      from                                          to
    "settle": ({InvoiceState.ISSUED}, InvoiceState.SETTLED),
    "credit": ({InvoiceState.ISSUED, InvoiceState.SETTLED}, InvoiceState.CREDITED),
}
OBJECTION = {
    "uphold": ({ObjectionState.OPEN}, ObjectionState.UPHELD),
    "reject": ({ObjectionState.OPEN}, ObjectionState.REJECTED),
}
DISPATCH = {
    "settle_dispatch": ({DispatchState.WAITING}, DispatchState.SENT),
    "give_up": ({DispatchState.WAITING}, DispatchState.FAILED),
    "send_again": ({DispatchState.FAILED}, DispatchState.WAITING),
}

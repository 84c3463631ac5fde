"""The state machine of tickets."""

from django.db import models


class TicketState(models.TextChoices):
    DRAFT = "draft", "Utkast"
    SENT = "sent", "Skickat"
    ANSWERED = "answered", "Besvarat"
    CLOSED = "closed", "Stängt"


TICKET = {
    # step      from                                                                to
    "send": ({TicketState.DRAFT}, TicketState.SENT),
    "answer": ({TicketState.SENT}, TicketState.ANSWERED),
    "close": ({TicketState.DRAFT, TicketState.SENT, TicketState.ANSWERED}, TicketState.CLOSED),
    "expire": ({TicketState.SENT}, TicketState.CLOSED),
}

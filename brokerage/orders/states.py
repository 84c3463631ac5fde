"""The state machine of an order."""

from django.db import models


class OrderState(models.TextChoices):
    DRAFT = "draft", "Utkast"
    PLACED = "placed", "Lagd"
    ACCEPTED = "accepted", "Söks"
    FULFILLED = "fulfilled", "Klar"
    WITHDRAWN = "withdrawn", "Återtagen"


ORDER = {
    # step      from                                                                to
    "place": ({OrderState.DRAFT}, OrderState.PLACED),
    "accept": ({OrderState.PLACED}, OrderState.ACCEPTED),
    "fulfil": ({OrderState.ACCEPTED}, OrderState.FULFILLED),
    "withdraw": ({OrderState.DRAFT, OrderState.PLACED, OrderState.ACCEPTED}, OrderState.WITHDRAWN),
}

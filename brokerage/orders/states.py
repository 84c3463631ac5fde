"""The state machines of orders, of services ordered, and of messages on them."""

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


class ServiceState(models.TextChoices):
    DRAFT = "draft", "Utkast"
    PLACED = "placed", "Lagd"
    ACCEPTED = "accepted", "Pågår"
    RUNNING = "running", "Löper"
    DELIVERED = "delivered", "Levererad"
    WITHDRAWN = "withdrawn", "Återtagen"


class MessageState(models.TextChoices):
    NEW = "new", "Nytt"
    READ = "read", "Läst"


SERVICE = {
    "place": ({ServiceState.DRAFT}, ServiceState.PLACED),
    "accept": ({ServiceState.PLACED}, ServiceState.ACCEPTED),
    "deliver": ({ServiceState.ACCEPTED}, ServiceState.DELIVERED),
    # what is bought by the month runs until it is stopped
    "begin": ({ServiceState.PLACED}, ServiceState.RUNNING),
    "stop": ({ServiceState.RUNNING}, ServiceState.DELIVERED),
    "withdraw": (
        {ServiceState.DRAFT, ServiceState.PLACED, ServiceState.ACCEPTED},
        ServiceState.WITHDRAWN,
    ),
}
MESSAGE = {
    "note_read": ({MessageState.NEW}, MessageState.READ),
}

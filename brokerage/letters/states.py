"""The fate of a letter."""

from django.db import models


class State(models.TextChoices):
    WAITING = "waiting", "Väntar"
    SENDING = "sending", "Skickas"
    SENT = "sent", "Skickat"
    FAILED = "failed", "Kom inte fram"
    WITHDRAWN = "withdrawn", "Återtaget"


LETTER = {
    # step        from                            to
    "claim": ({State.WAITING}, State.SENDING),
    "settle": ({State.SENDING}, State.SENT),
    "retry": ({State.SENDING}, State.WAITING),
    "give_up": ({State.SENDING}, State.FAILED),
    "withdraw": ({State.WAITING, State.FAILED}, State.WITHDRAWN),
}

"""The state machine of a decision: what it waits for."""

from django.db import models


class DecisionState(models.TextChoices):
    WAITING = "waiting", "Väntar på verkställighet"
    EXECUTED = "executed", "Verkställs"
    INTERRUPTED = "interrupted", "Avbruten"
    ENDED = "ended", "Avslutat"


DECISION = {
    # step       from                                                                   to
    "execute": ({DecisionState.WAITING}, DecisionState.EXECUTED),
    "interrupt": ({DecisionState.EXECUTED}, DecisionState.INTERRUPTED),
    "resume": ({DecisionState.INTERRUPTED}, DecisionState.EXECUTED),
    "end": ({DecisionState.WAITING, DecisionState.EXECUTED, DecisionState.INTERRUPTED}, DecisionState.ENDED),
}

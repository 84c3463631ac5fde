"""The state machine of an import: what was sent in waits to be confirmed."""

from django.db import models


class ImportState(models.TextChoices):
    WAITING = "waiting", "Väntar på att bekräftas"
    APPLIED = "applied", "Inläst"
    DROPPED = "dropped", "Kasserad"


IMPORT = {
    # step     from                      to
    "apply": ({ImportState.WAITING}, ImportState.APPLIED),
    "drop": ({ImportState.WAITING}, ImportState.DROPPED),
}

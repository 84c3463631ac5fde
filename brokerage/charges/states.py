"""The state machine of a charge."""

from django.db import models


class ChargeState(models.TextChoices):
    STANDING = "standing", "Gäller"
    STRUCK = "struck", "Struken"


CHARGE = {
    # step     from                     to
    "strike": ({ChargeState.STANDING}, ChargeState.STRUCK),
}

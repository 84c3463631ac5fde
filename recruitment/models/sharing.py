"""Volunteers beyond their own pool: shared with the city, lent to another unit, moved there."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from brokerage import clock
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from recruitment.models.volunteers import Volunteer
from recruitment.queries.support import TransferQuerySet
from recruitment.states import TransferState


class PoolSharing(models.Model):
    """That the city's brokerage sees a district's volunteer too, with the volunteer's consent.

    Each district board is an authority of its own and volunteers are «enskilda»: their data cross between boards with
    consent alone (OSL 8:1, 10:1, 12:2 and 26:1). The consent has a day, and can be withdrawn any day.
    """

    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="sharings", verbose_name="uppdragstagare")
    consented_on = models.DateField("samtyckte")
    shared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="delad av")
    shared_on = models.DateField("delad", default=clock.today)
    withdrawn_on = models.DateField("återtaget", null=True, blank=True)

    class Meta:
        verbose_name = "delning med stadens pool"
        verbose_name_plural = "delningar med stadens pool"
        ordering = ("-shared_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["volunteer"],
                condition=Q(withdrawn_on=None),
                name="sharing_one_at_a_time",
                violation_error_message="Uppdragstagaren är redan delad med stadens pool.",
            ),
            models.CheckConstraint(
                condition=Q(consented_on__lte=F("shared_on")),
                name="sharing_after_consent",
                violation_error_message="Samtycket kommer före delningen.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.volunteer}, delad {self.shared_on}"


class Transfer(Governed):
    """That another unit borrows a volunteer, or takes them over for good. `unit` is the one that is asked."""

    class Kind(models.TextChoices):
        LOAN = "loan", "Utlåning"
        MOVE = "move", "Flytt till en annan pool"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="transfers", verbose_name="till")
    area = models.CharField("programområde", max_length=4, choices=Area, blank=True)
    from_unit = models.ForeignKey(Unit, models.PROTECT, related_name="transfers_away", verbose_name="från")
    from_area = models.CharField("från programområde", max_length=4, choices=Area, blank=True)
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="transfers", verbose_name="uppdragstagare")
    kind = models.CharField("gäller", max_length=4, choices=Kind)
    consented_on = models.DateField("uppdragstagaren samtyckte")
    words = models.TextField("till den som tar emot", max_length=2000, blank=True)
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="av")
    offered_on = models.DateField("erbjuden", default=clock.today)
    ends = models.DateField("lånas till och med", null=True, blank=True)
    answered_on = models.DateField("besvarad", null=True, blank=True)
    ended_on = models.DateField("avslutad", null=True, blank=True)
    reason = models.CharField("skäl", max_length=500, blank=True)
    state = models.CharField("läge", max_length=9, choices=TransferState, default=TransferState.OFFERED)

    objects = TransferQuerySet.as_manager()

    class Meta:
        verbose_name = "lån eller flytt"
        verbose_name_plural = "lån och flyttar"
        indexes = (models.Index(fields=["unit", "state"], name="transfer_queue"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(kind="loan", ends__isnull=False) | Q(kind="move", ends=None),
                name="transfer_loan_has_end",
                violation_error_message="Ett lån har en sista dag, och en flytt ingen.",
            ),
            models.UniqueConstraint(
                fields=["volunteer"],
                condition=Q(state="offered") | Q(kind="loan", state="accepted"),
                name="transfer_one_at_a_time",
                violation_error_message="Ett lån eller en flytt pågår redan.",
            ),
        )

    def __str__(self) -> str:
        return str(self.volunteer)

    def get_absolute_url(self) -> str:
        return reverse("recruitment:transfer", args=[self.pk])

    def about(self) -> list[tuple[str, int]]:
        return [("recruitment.volunteer", self.volunteer_id), ("recruitment.transfer", self.pk)]

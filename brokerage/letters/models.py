"""What was or will be sent to whom, by mail or SMS, and its fate."""

from django.db import models
from django.urls import reverse

from brokerage import clock
from brokerage.letters.queries import LetterQuerySet
from brokerage.letters.states import State


class Channel(models.TextChoices):
    MAIL = "mail", "E-post"
    SMS = "sms", "SMS"


class Letter(models.Model):
    """One message to one receiver. It names nobody but its receiver."""

    created_at = models.DateTimeField("skrivet", default=clock.now, db_index=True)
    channel = models.CharField("kanal", max_length=4, choices=Channel, default=Channel.MAIL)
    purpose = models.CharField("ärende", max_length=40)
    address = models.CharField("till", max_length=254)
    subject = models.CharField("rubrik", max_length=200, blank=True)
    body = models.TextField("text")
    unit_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    area = models.CharField(max_length=4, blank=True)
    receiver_kind = models.CharField(max_length=60, blank=True)
    receiver_key = models.BigIntegerField(null=True, blank=True)
    state = models.CharField("läge", max_length=10, choices=State, default=State.WAITING)
    not_before = models.DateTimeField(default=clock.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("försök", default=0)
    fault = models.CharField("fel", max_length=60, blank=True)
    sent_at = models.DateTimeField("skickat", null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = "brev"
        verbose_name_plural = "brev"
        indexes = (
            models.Index(fields=["state", "not_before"], name="letter_waiting"),
            models.Index(fields=["receiver_kind", "receiver_key"], name="letter_receiver"),
        )
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(state=State.SENT) | models.Q(sent_at__isnull=False), name="letter_sent_has_moment"
            ),
        )

    def __str__(self) -> str:
        return self.subject or self.body[:60]

    def get_absolute_url(self) -> str:
        return reverse("organisation:letter", args=[self.pk])

    @classmethod
    def newest(cls, most: int = 50) -> LetterQuerySet:
        """The latest letters of the whole city: for the demo alone, which holds nobody."""
        return cls.objects.newest_first()[:most]

    @classmethod
    def to(cls, kind: str, key: int) -> LetterQuerySet:
        """All that was written to one receiver."""
        return cls.objects.filter(receiver_kind=kind, receiver_key=key)

    def about(self) -> list[tuple[str, int]]:
        """Whom a look at the letter is about."""
        return [(self.receiver_kind, self.receiver_key)] if self.receiver_key else []

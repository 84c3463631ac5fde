"""What happened, by whom, about whom; and the seals that show whether anything was changed since."""

from django.conf import settings
from django.db import models

from brokerage import clock
from brokerage.audit.protection import append_only
from brokerage.audit.queries import EventQuerySet


@append_only
class Event(models.Model):
    """One thing that happened. `facts` are codes, numbers and dates, never names or free text."""

    at = models.DateTimeField(default=clock.now, db_index=True)
    verb = models.CharField(max_length=80)
    actor_kind = models.CharField(max_length=8)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="events")
    actor_code = models.CharField(max_length=60, blank=True)
    # A plain number, not a key: the log lies below the organisation and outlives it.
    unit_id = models.BigIntegerField(null=True)
    object_type = models.CharField(max_length=60, blank=True)
    object_id = models.BigIntegerField(null=True)
    cause = models.ForeignKey("self", models.PROTECT, null=True, related_name="effects")
    facts = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = "händelse"
        verbose_name_plural = "händelser"
        indexes = (models.Index(fields=["object_type", "object_id"], name="event_object"),)

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%Y-%m-%d %H:%M}"


@append_only
class EventAbout(models.Model):
    """A person or case that an event is about: answers «who has seen this person»."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="abouts")
    kind = models.CharField(max_length=60)
    key = models.BigIntegerField()

    class Meta:
        verbose_name = "berörd"
        verbose_name_plural = "berörda"
        indexes = (models.Index(fields=["kind", "key", "event"], name="event_about_person"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


@append_only
class Seal(models.Model):
    """A link of the hash chain: the digest of that seal's digest and of all events after it up to `last`."""

    at = models.DateTimeField(default=clock.now)
    last = models.BigIntegerField(unique=True)
    count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = "försegling"
        verbose_name_plural = "förseglingar"

    def __str__(self) -> str:
        return f"till {self.last}: {self.digest[:12]}"


@append_only
class Pruning(models.Model):
    """All events up to `last`, the end of a seal, have been taken away by rule; the seals are kept."""

    at = models.DateTimeField(default=clock.now)
    last = models.BigIntegerField(unique=True)
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name = "gallring av loggen"
        verbose_name_plural = "gallringar av loggen"

    def __str__(self) -> str:
        return f"till {self.last}"

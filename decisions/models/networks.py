"""The networks of those who work with contact persons and families: who is in them, and their meetings in turn.

Nothing here is about a client.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from brokerage import clock, names
from brokerage.organisation.fields import CodesField
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from decisions.queries.networks import NetworkMeetingQuerySet, NetworkQuerySet
from decisions.states import NetworkMeetingState


class Network(Governed):
    """A network, within one programme area or across them. Its members' units host by turns."""

    class Reach(models.TextChoices):
        LOCAL = "local", "Lokalt"
        CITY = "city", "Hela staden"
        NATION = "nation", "Nationellt"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="networks", verbose_name="startat av")
    name = models.CharField("namn", max_length=100)
    name_key = models.CharField(max_length=200, editable=False)
    reach = models.CharField("räckvidd", max_length=6, choices=Reach, default=Reach.CITY)
    areas = CodesField("programområden", choices=Area)
    words = models.TextField("vad nätverket är till för", max_length=2000)
    started_on = models.DateField("startat", default=clock.today)

    objects = NetworkQuerySet.as_manager()

    class Meta:
        verbose_name = "nätverk"
        verbose_name_plural = "nätverk"
        constraints = (
            models.UniqueConstraint(
                fields=["name_key"],
                name="network_named_once",
                violation_error_message="Det finns redan ett nätverk med det namnet.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_key = names.key(self.name)[:200]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("decisions:network", args=[self.pk])

    def units(self) -> list[int]:
        """Those of the members, by name: each hosts in its turn."""
        members = self.members.filter(ended_on=None).order_by("unit__name_key")
        return list(dict.fromkeys(members.values_list("unit_id", flat=True)))

    def hosts(self) -> "models.QuerySet[Unit]":
        return Unit.objects.filter(pk__in=self.units()).order_by("name_key")

    def hosted(self) -> list[int]:
        """Who has hosted, or is to, the latest first."""
        meetings = self.meetings.exclude(state=NetworkMeetingState.CALLED_OFF).order_by("-planned_on", "-pk")
        return list(meetings.values_list("unit_id", flat=True))


class NetworkMember(models.Model):
    """Somebody who is in a network, for a unit."""

    network = models.ForeignKey(Network, models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="medlem")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="enhet")
    since = models.DateField("medlem sedan", default=clock.today)
    ended_on = models.DateField("lämnade", null=True, blank=True)

    class Meta:
        verbose_name = "medlem i ett nätverk"
        verbose_name_plural = "medlemmar i nätverk"
        ordering = ("unit__name_key", "user__name_key")
        constraints = (
            models.UniqueConstraint(
                fields=["network", "user"],
                condition=Q(ended_on=None),
                name="network_member_once",
                violation_error_message="Du är redan med i nätverket.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.unit}"


class NetworkMeeting(Governed):
    """A meeting of a network, hosted by one of its units; what was said there names nobody's client."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="värd")
    network = models.ForeignKey(Network, models.PROTECT, related_name="meetings", verbose_name="nätverk")
    planned_on = models.DateField("dag")
    place = models.CharField("var", max_length=120, blank=True)
    theme = models.CharField("tema", max_length=200, blank=True)
    present = models.PositiveSmallIntegerField("antal närvarande", null=True, blank=True)
    minutes = models.TextField("minnesanteckningar", max_length=8000, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="antecknat av"
    )
    state = models.CharField("läge", max_length=9, choices=NetworkMeetingState, default=NetworkMeetingState.PLANNED)

    objects = NetworkMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "nätverksträff"
        verbose_name_plural = "nätverksträffar"
        ordering = ("-planned_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["network"],
                condition=Q(state="planned"),
                name="network_one_meeting_ahead",
                violation_error_message="Nästa träff är redan planerad.",
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | ~Q(minutes=""),
                name="network_meeting_held_has_minutes",
                violation_error_message="Skriv vad som togs upp.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.network}, {self.planned_on}"

    def get_absolute_url(self) -> str:
        return reverse("decisions:network", args=[self.network_id])

"""What a search rests on and leaves behind: the weights, what was shown when somebody picked, who may not be asked."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models

from brokerage import clock
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from decisions.models import Client
from matching.models.shortlists import Shortlist
from matching.queries import ShowingQuerySet
from recruitment.models import Volunteer

MOST_POINTS = 100


class Weighting(models.Model):
    """What each thing is worth in a search. The latest row is in force; none is ever changed, a new one is added."""

    important = models.PositiveSmallIntegerField("något viktigt", validators=[MaxValueValidator(MOST_POINTS)])
    nice = models.PositiveSmallIntegerField("ett önskemål", validators=[MaxValueValidator(MOST_POINTS)])
    same = models.PositiveSmallIntegerField("bor i samma stadsdel", validators=[MaxValueValidator(MOST_POINTS)])
    beside = models.PositiveSmallIntegerField("bor i en angränsande", validators=[MaxValueValidator(MOST_POINTS)])
    idle = models.PositiveSmallIntegerField("har inget uppdrag nu", validators=[MaxValueValidator(MOST_POINTS)])
    why = models.CharField("varför", max_length=200)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name="ändrat av"
    )
    decided_at = models.DateTimeField("gäller från", default=clock.now, editable=False)

    class Meta:
        verbose_name = "viktning"
        verbose_name_plural = "viktningar"
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"Viktning {self.pk}"


class Showing(models.Model):
    """What stood on the page when somebody picked: the need, the weights and the candidates of that moment.

    Nobody's name is in it: candidates by number, the client not at all.
    """

    shortlist = models.ForeignKey(Shortlist, models.PROTECT, related_name="showings")
    shown_at = models.DateTimeField("visades", default=clock.now)
    shown_to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="för")
    weighting = models.ForeignKey(Weighting, models.PROTECT, related_name="showings", verbose_name="viktning")
    need = models.JSONField("behovet")
    words = models.TextField("behovet med egna ord", max_length=4000, blank=True)
    candidates = models.JSONField("de som uppfyllde kraven, och de som nästan gjorde det")
    fulfilling = models.PositiveIntegerField("så många uppfyllde kraven", default=0)
    softened = models.JSONField("så många fler utan varje krav", default=dict, blank=True)
    picked = models.JSONField("valda")

    objects = ShowingQuerySet.as_manager()

    class Meta:
        verbose_name = "visning"
        verbose_name_plural = "visningar"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"Visning {self.pk}"


class Conflict(Governed):
    """That a volunteer may not be asked for one client, whatever else fits: they are related, or know each other."""

    class Ground(models.TextChoices):
        RELATED = "related", "Släkt eller nära vän"
        STAFF = "staff", "Arbetar med klientens ärende"
        DEPUTY = "deputy", "God man eller förvaltare för klienten"
        KNOWN = "known", "Har en annan roll i klientens liv, till exempel lärare"
        OTHER = "other", "Annan bindning"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="conflicts", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area)
    client = models.ForeignKey(Client, models.PROTECT, related_name="conflicts", verbose_name="klient")
    shortlist = models.ForeignKey(Shortlist, models.PROTECT, related_name="conflicts", verbose_name="noterat i")
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="conflicts", verbose_name="uppdragstagare")
    ground = models.CharField("varför", max_length=8, choices=Ground)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="antecknat av"
    )
    noted_on = models.DateField("antecknat", default=clock.today)

    class Meta:
        verbose_name = "jäv"
        verbose_name_plural = "jäv"
        constraints = (
            models.UniqueConstraint(
                fields=["client", "volunteer"],
                name="conflict_once",
                violation_error_message="Det är redan antecknat att de inte kan matchas.",
            ),
        )

    def __str__(self) -> str:
        return self.get_ground_display()

    def get_absolute_url(self) -> str:
        return self.shortlist.get_absolute_url()

    def about(self) -> list[tuple[str, int]]:
        return [
            ("decisions.client", self.client_id),
            ("recruitment.volunteer", self.volunteer_id),
            ("matching.shortlist", self.shortlist_id),
        ]

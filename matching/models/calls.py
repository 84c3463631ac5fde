"""When the own pool is not enough: a call to the other districts, and a wish to whoever recruits. Without names."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from brokerage import clock
from brokerage.organisation.fields import CodesField
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from matching.models.shortlists import Shortlist
from matching.queries import CallQuerySet, RecruitmentWishQuerySet
from matching.states import CallState, WishState
from recruitment.models import Kind


class Call(Governed):
    """A de-identified need, put to all who recruit (efterlysning). Of a protected person it does not say who asks."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="calls", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area)
    shortlist = models.ForeignKey(Shortlist, models.PROTECT, related_name="calls", verbose_name="sökning")
    # Who asks: the district, or for a brokered search the brokerage.
    asks = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="efterlyst av")
    hides_unit = models.BooleanField("visar inte vem som frågar", default=False)
    intervention = models.CharField("insats", max_length=60)
    ages = models.CharField("ålder", max_length=20)
    text = models.TextField("efterlysning", max_length=4000)
    posted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="efterlyst av"
    )
    posted_on = models.DateField("efterlyst", default=clock.today)
    answer_by = models.DateField("svar senast")
    closed_on = models.DateField("avslutad", null=True, blank=True)
    state = models.CharField("läge", max_length=6, choices=CallState, default=CallState.OPEN)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = "efterlysning"
        verbose_name_plural = "efterlysningar"
        indexes = (models.Index(fields=["state", "answer_by"], name="call_open"),)
        constraints = (
            models.UniqueConstraint(
                fields=["shortlist"],
                condition=Q(state="open"),
                name="call_one_open_for_search",
                violation_error_message="Det pågår redan en efterlysning för sökningen.",
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_on=None) | Q(state="closed", closed_on__isnull=False),
                name="call_closed_has_date",
                violation_error_message="En avslutad efterlysning har en dag.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.intervention.capitalize()}, {self.ages}"

    def get_absolute_url(self) -> str:
        return reverse("matching:call", args=[self.pk])

    @property
    def asked_by(self) -> str:
        """Who asks, as others read it: of somebody who is protected, then or since, no district."""
        is_own = self.asks_id == self.unit_id
        return (
            "en stadsdel"
            if self.hides_unit or (is_own and self.shortlist.decision.client.is_protected)
            else self.asks.name
        )

    def about(self) -> list[tuple[str, int]]:
        return [("decisions.client", self.shortlist.decision.client_id), ("matching.call", self.pk)]


class CallReply(models.Model):
    """What one unit has answered. A unit answers once, and may answer anew."""

    class Has(models.TextChoices):
        YES = "yes", "Vi har någon som kan passa"
        MAYBE = "maybe", "Kanske, ring oss"
        NO = "no", "Nej, ingen just nu"

    call = models.ForeignKey(Call, models.PROTECT, related_name="replies", verbose_name="efterlysning")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="svar från")
    area = models.CharField("programområde", max_length=4, choices=Area, blank=True)
    has = models.CharField("svar", max_length=5, choices=Has)
    words = models.TextField("mer om den som kan passa", max_length=1000, blank=True)
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="av")
    replied_on = models.DateField("svarade", default=clock.today)
    seen_on = models.DateField("sett", null=True, blank=True)

    class Meta:
        verbose_name = "svar på efterlysning"
        verbose_name_plural = "svar på efterlysningar"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["call", "unit", "area"],
                name="call_reply_once",
                violation_error_message="Enheten har redan svarat.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit}: {self.get_has_display()}"


class RecruitmentWish(Governed):
    """Somebody whom a search did not find, as a wish to whoever recruits for the pool: in the vocabulary's words."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="wishes", verbose_name="enhet")  # which recruits
    area = models.CharField("programområde", max_length=4, choices=Area, blank=True)
    shortlist = models.ForeignKey(Shortlist, models.PROTECT, related_name="wishes", verbose_name="sökning")
    kind = models.CharField("som", max_length=12, choices=Kind)
    client_area = models.CharField("för klient inom", max_length=4, choices=Area)
    ages = models.CharField("klientens ålder", max_length=20)
    district = models.CharField("helst i", max_length=80, blank=True)
    words = CodesField("ska helst", blank=True, max_length=1000)
    note = models.CharField("till rekryteringen", max_length=500, blank=True)
    wished_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="önskat av")
    wished_on = models.DateField("önskat", default=clock.today)
    met_on = models.DateField("avslutat", null=True, blank=True)
    outcome = models.CharField("hur det gick", max_length=500, blank=True)
    state = models.CharField("läge", max_length=6, choices=WishState, default=WishState.OPEN)

    objects = RecruitmentWishQuerySet.as_manager()

    class Meta:
        verbose_name = "önskemål till rekryteringen"
        verbose_name_plural = "önskemål till rekryteringen"
        indexes = (models.Index(fields=["unit", "state"], name="wish_open"),)
        constraints = (
            models.UniqueConstraint(
                fields=["shortlist"],
                condition=Q(state="open"),
                name="wish_one_open_for_search",
                violation_error_message="Önskemålet finns redan hos rekryteringen.",
            ),
            models.CheckConstraint(
                condition=Q(state="open", met_on=None) | Q(state="met", met_on__isnull=False),
                name="wish_met_has_date",
                violation_error_message="Ett avslutat önskemål har en dag.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.ages}"

    @property
    def where(self) -> str:
        """The district, as long as nobody is protected."""
        return "" if self.shortlist.decision.client.is_protected else self.district

    def get_absolute_url(self) -> str:
        return reverse("matching:recruitmentwish", args=[self.pk])

"""What those whom it is for say of the intervention, in their own words: by a link, or told and entered."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from brokerage import clock
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from decisions.models.clients import Guardian
from decisions.models.decisions import Decision
from decisions.queries import FeedbackQuerySet
from decisions.states import FeedbackState
from decisions.voices import LEVELS, Voice


class Feedback(Governed):
    """One answer of one person: child, young person, adult or guardian. Three questions and room for words."""

    class GoesOn(models.TextChoices):
        YES = "yes", "Ja"
        CHANGED = "changed", "Ja, men på ett annat sätt"
        NO = "no", "Nej"
        UNSURE = "unsure", "Vet inte"

    class Way(models.TextChoices):
        LINK = "link", "Länk i brev"
        TOLD = "told", "Berättat för oss"

    SCALE = tuple(LEVELS.items())

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="feedback", verbose_name="beslut")
    voice = models.CharField("vem som svarar", max_length=8, choices=Voice)
    guardian = models.ForeignKey(
        Guardian, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="vårdnadshavare"
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="frågad av")
    asked_on = models.DateField("frågad", default=clock.today)
    answer_by = models.DateField("svar senast", null=True, blank=True)
    benefit = models.PositiveSmallIntegerField("nytta", null=True, blank=True, choices=SCALE)
    heard = models.PositiveSmallIntegerField("lyssnad på", null=True, blank=True, choices=SCALE)
    goes_on = models.CharField("ska det fortsätta", max_length=7, choices=GoesOn, blank=True)
    good = models.TextField("det som är bra", max_length=2000, blank=True)
    change = models.TextField("det som kan bli bättre", max_length=2000, blank=True)
    way = models.CharField("hur", max_length=4, choices=Way, blank=True)
    answered_on = models.DateField("svarade", null=True, blank=True)
    read_on = models.DateField("läst", null=True, blank=True)
    state = models.CharField("läge", max_length=9, choices=FeedbackState, default=FeedbackState.ASKED)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name = "svar om insatsen"
        verbose_name_plural = "svar om insatser"
        ordering = ("-asked_on", "-pk")
        indexes = (models.Index(fields=["unit", "area", "state"], name="feedback_queue"),)
        constraints = (
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(state="asked", guardian=None),
                name="feedback_asked_once",
                violation_error_message="Den frågan väntar redan på svar.",
            ),
            models.UniqueConstraint(
                fields=["decision", "guardian"],
                condition=Q(state="asked"),
                name="feedback_guardian_asked_once",
                violation_error_message="Vårdnadshavaren har redan en fråga som väntar på svar.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("asked", "withdrawn"))
                | (Q(answered_on__isnull=False) & ~Q(way="") & Q(benefit__isnull=False)),
                name="feedback_answered_says_something",
                violation_error_message="Ett svar har dag, sätt och vad det säger om nyttan.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_voice_display()}, {self.decision.case_reference}"

    def get_absolute_url(self) -> str:
        return reverse("decisions:decision_voices", args=[self.decision_id])

    def about(self) -> list[tuple[str, int]]:
        return self.decision.about()

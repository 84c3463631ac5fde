"""The question before a decision: could anybody be found for such a need? About a need, and nobody's."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from brokerage import clock
from brokerage.organisation.fields import CodesField
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from decisions.queries import ConsultationQuerySet
from decisions.states import ConsultationState


class Consultation(Governed):
    """A case officer asks whether somebody could be found, before anything is decided; the answer is kept.

    No client hangs on it. What can be had decides nothing about what somebody is entitled to (SoL (2025:400) 11:1,
    LSS 7 §): the answer is for the planning.
    """

    class To(models.TextChoices):
        OWN = "own", "Våra egna kontaktsekreterare"
        BROKERAGE = "brokerage", "Resursteamen"

    class Form(models.TextChoices):
        PERSON = "person", "Kontaktperson"
        FAMILY = "family", "Kontaktfamilj"
        QUALIFIED = "qualified", "Särskilt kvalificerad kontaktperson"
        SHORT_STAY = "short_stay", "Korttidsfamilj"

    class Ages(models.TextChoices):
        SMALL = "small", "0–6 år"
        SCHOOL = "school", "7–12 år"
        TEENS = "teens", "13–17 år"
        YOUNG = "young", "18–20 år"
        ADULT = "adult", "21 år eller äldre"

    class Answer(models.TextChoices):
        YES = "yes", "Ja, det finns någon att fråga"
        SEARCH = "search", "Kanske, efter en sökning"
        RECRUIT = "recruit", "Först efter rekrytering"
        NO = "no", "Nej, inte som det ser ut"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area)
    to = models.CharField("till", max_length=9, choices=To)
    form = models.CharField("insats", max_length=10, choices=Form)
    ages = models.CharField("ålder", max_length=6, choices=Ages)
    extent = models.CharField("omfattning", max_length=120)
    traits = CodesField("det som är viktigt", blank=True, max_length=1000)
    words = models.TextField("behovet med ord", max_length=1500)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="frågad av")
    asked_on = models.DateField("frågad", default=clock.today)
    answer = models.CharField("svar", max_length=7, choices=Answer, blank=True)
    weeks = models.PositiveSmallIntegerField("veckor", null=True, blank=True)
    answer_words = models.TextField("svaret med ord", max_length=1500, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="besvarad av"
    )
    answered_on = models.DateField("besvarad", null=True, blank=True)
    state = models.CharField("läge", max_length=9, choices=ConsultationState, default=ConsultationState.ASKED)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = "fråga före beslut"
        verbose_name_plural = "frågor före beslut"
        ordering = ("-asked_on", "-pk")
        indexes = (models.Index(fields=["unit", "area", "state"], name="consultation_queue"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="answered")
                | (~Q(answer="") & Q(answered_by__isnull=False) & Q(answered_on__isnull=False)),
                name="consultation_answered_by_somebody",
                violation_error_message="Ett svar har dag och någon som har svarat.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_form_display()}, {self.get_ages_display()}"

    def get_absolute_url(self) -> str:
        return reverse("decisions:consultation", args=[self.pk])

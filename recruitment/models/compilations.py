"""The investigation as one text: each version as it was when it was put together, and what the volunteer said of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from brokerage import clock
from brokerage.audit.protection import frozen
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from recruitment.models.vettings import Vetting
from recruitment.queries.vettings import CompilationQuerySet
from recruitment.states import CompilationState

_BUT = ("version", "state", "sent_on", "answer_by", "answered_on", "noted_by", "words", "seen_on")


@frozen(*_BUT)
class Compilation(Governed):
    """A version of the investigation, which the volunteer reads and approves, or says what is wrong with.

    `parts` is the text: headings, each with its lines of label and words. It holds no number, no outcome of a register
    but that it is no obstacle, and of a reference no name where that was promised. The database keeps it as it was.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area, blank=True)
    vetting = models.ForeignKey(Vetting, models.PROTECT, related_name="compilations", verbose_name="utredning")
    number = models.PositiveSmallIntegerField("version")
    parts = models.JSONField("text", default=list)
    made_on = models.DateField("sammanställd", default=clock.today)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="av")
    sent_on = models.DateField("skickad", null=True, blank=True)
    answer_by = models.DateField("svar senast", null=True, blank=True)
    answered_on = models.DateField("svarade", null=True, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="antecknat av"
    )
    words = models.TextField("det här stämmer inte", max_length=4000, blank=True)
    seen_on = models.DateField("svaret läst", null=True, blank=True)
    state = models.CharField("läge", max_length=8, choices=CompilationState, default=CompilationState.MADE)

    objects = CompilationQuerySet.as_manager()

    class Meta:
        verbose_name = "sammanställd utredning"
        verbose_name_plural = "sammanställda utredningar"
        ordering = ("-number",)
        indexes = (models.Index(fields=["unit", "state"], name="compilation_queue"),)
        constraints = (
            models.UniqueConstraint(
                fields=["vetting", "number"],
                name="compilation_number_once",
                violation_error_message="Någon annan har just sammanställt utredningen. Läs om sidan.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("agreed", "objected")) | Q(answered_on__isnull=False),
                name="compilation_answered_has_day",
                violation_error_message="Ett svar har en dag.",
            ),
            models.CheckConstraint(
                condition=~Q(state="objected") | ~Q(words=""),
                name="compilation_objected_has_words",
                violation_error_message="Skriv vad som inte stämmer.",
            ),
        )

    def __str__(self) -> str:
        return f"Utredningen, version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("recruitment:compilation", args=[self.pk])

    def about(self) -> list[tuple[str, int]]:
        return self.vetting.about()

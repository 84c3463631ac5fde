"""Why a decision is not executed, quarter by quarter; and the quarters that a board has closed, as they were sent."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from brokerage.organisation.fields import CodesField
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from decisions.ledger import Ending, Kind, Quarter
from decisions.models.clients import Client
from decisions.models.decisions import Decision
from decisions.models.law import Cause
from decisions.queries import QuarterReportQuerySet, ReportedCaseQuerySet, StatementQuerySet

KINDS = {Kind.FIRST.value: "Första rapport", Kind.AGAIN.value: "Återrapport", Kind.NOTICE.value: "Underrättelse"}
ENDINGS = {
    Ending.NONE.value: "Väntar",
    Ending.EXECUTED.value: "Verkställt",
    Ending.RESUMED.value: "Återupptaget",
    Ending.CLOSED.value: "Avslutat av annat skäl",
}
_FOUR = (MinValueValidator(1), MaxValueValidator(4))


class SpokenWith(models.TextChoices):
    """Who was asked when the causes were gone through."""

    CLIENT = "client", "Den enskilde"
    GUARDIAN = "guardian", "Vårdnadshavare eller god man"
    OFFICER = "officer", "Handläggaren"
    SECRETARY = "secretary", "Kontaktsekreteraren"


class NeedNow(models.TextChoices):
    """What has become of the need while somebody waits."""

    STANDS = "stands", "Kvarstår som vid beslutet"
    CHANGED = "changed", "Har ändrats"
    GONE = "gone", "Finns inte längre"


class Help(models.TextChoices):
    """What would make it come about, in the eyes of those who were asked."""

    RECRUIT = "recruit", "Att fler rekryteras"
    BROKER = "broker", "Att Resursteamen söker"
    EXTENT = "extent", "En annan omfattning"
    FORM = "form", "En annan form av insats"
    WISHES = "wishes", "Att önskemålen ses över"
    TALK = "talk", "Ett nytt samtal om vad insatsen är"
    TIME = "time", "Mer tid för den enskilde"
    STAFF = "staff", "Mer tid hos oss"


class Statement(Governed):
    """The causes of one decision not executed, in one quarter. Rows of an imported history have the cause alone.

    The call round of a quarter adds whom one has spoken with, whether the need stands, and what would help.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    area = models.CharField("programområde", max_length=4, choices=Area)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="statements", verbose_name="beslut")
    year = models.PositiveSmallIntegerField("år")
    number = models.PositiveSmallIntegerField("kvartal", validators=_FOUR)
    cause = models.ForeignKey(Cause, models.PROTECT, related_name="+", verbose_name="huvudsaklig orsak")
    secondary = models.ForeignKey(
        Cause, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="en orsak till"
    )
    words = models.TextField("orsaken med ord", max_length=2000, blank=True)
    consequence = models.TextField("följden för personen", max_length=2000, blank=True)
    meanwhile = models.TextField("annat stöd under tiden", max_length=2000, blank=True)
    done = models.TextField("vad vi har gjort", max_length=2000, blank=True)
    spoken_on = models.DateField("talade vid", null=True, blank=True)
    spoken_with = CodesField("talade med", choices=SpokenWith, blank=True)
    need_now = models.CharField("behovet", max_length=7, choices=NeedNow, blank=True)
    helps = CodesField("det som skulle hjälpa", choices=Help, blank=True)

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = "redogörelse för orsaker"
        verbose_name_plural = "redogörelser för orsaker"
        ordering = ("year", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["decision", "year", "number"],
                name="statement_once_a_quarter",
                violation_error_message="Orsaken är redan angiven för kvartalet.",
            ),
            models.CheckConstraint(
                condition=Q(secondary=None) | ~Q(secondary=F("cause")),
                name="statement_two_causes",
                violation_error_message="Den andra orsaken är en annan än den första.",
            ),
            models.CheckConstraint(
                condition=Q(spoken_on__isnull=False) | Q(need_now=""),
                name="statement_need_is_heard_on_a_day",
                violation_error_message="Ange vilken dag ni talades vid.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.cause}, {self.quarter}"

    def get_absolute_url(self) -> str:
        return reverse("decisions:decision", args=[self.decision_id])

    def about(self) -> list[tuple[str, int]]:
        return self.decision.about()

    @property
    def quarter(self) -> Quarter:
        return Quarter(self.year, self.number)


class QuarterReport(Governed):
    """A quarter that a board has closed: from then on its lists and figures are the copies beneath."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="quarter_reports", verbose_name="nämnd")
    year = models.PositiveSmallIntegerField("år")
    number = models.PositiveSmallIntegerField("kvartal", validators=_FOUR)
    closed_on = models.DateField("stängt")
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="quarter_reports", verbose_name="stängt av"
    )

    objects = QuarterReportQuerySet.as_manager()

    class Meta:
        verbose_name = "stängt kvartal"
        verbose_name_plural = "stängda kvartal"
        ordering = ("-year", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "year", "number"],
                name="quarter_closed_once",
                violation_error_message="Kvartalet är redan stängt.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit}, {self.quarter}"

    def get_absolute_url(self) -> str:
        return reverse("decisions:quarter", args=[self.year, self.number]) + f"?namnd={self.unit_id}"

    @property
    def quarter(self) -> Quarter:
        return Quarter(self.year, self.number)


class ReportedCase(Governed):
    """A line of IVO's list as it stood when the quarter was closed, and when it was sent."""

    report = models.ForeignKey(QuarterReport, models.PROTECT, related_name="cases", verbose_name="kvartal")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    area = models.CharField("programområde", max_length=4, choices=Area)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="reported", verbose_name="beslut")
    kind = models.CharField("slag", max_length=6, choices=KINDS)
    ending = models.CharField("hur väntan slutade", max_length=8, choices=ENDINGS, blank=True)
    since = models.DateField("väntar sedan")
    due_on = models.DateField("tre månader")
    until = models.DateField("väntan slutade", null=True, blank=True)
    days = models.PositiveIntegerField("dagar")
    missing = models.CharField("saknas", max_length=200, blank=True)
    is_waiting = models.BooleanField("väntar på kvartalets sista dag")
    law = models.CharField("lag", max_length=40)
    ground = models.CharField("lagrum", max_length=40)
    intervention = models.CharField("insats", max_length=60)
    extent = models.CharField("omfattning", max_length=120)
    sex = models.CharField("kön", max_length=5, choices=Client.Sex)
    decided_on = models.DateField("beslutat")
    # A notice that the waiting is over needs no cause.
    cause = models.ForeignKey(
        Cause, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="huvudsaklig orsak"
    )
    secondary = models.ForeignKey(
        Cause, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="en orsak till"
    )
    words = models.TextField("orsaken med ord", blank=True)
    consequence = models.TextField("följden för personen", blank=True)
    meanwhile = models.TextField("annat stöd under tiden", blank=True)
    done = models.TextField("vad vi har gjort", blank=True)
    offers = models.TextField("erbjudanden", blank=True)
    sent_on = models.DateField("skickat till IVO", null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="skickat av"
    )

    objects = ReportedCaseQuerySet.as_manager()

    class Meta:
        verbose_name = "rapporterat beslut"
        verbose_name_plural = "rapporterade beslut"
        ordering = ("since", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["report", "decision", "since"],
                name="case_reported_once_a_quarter",
                violation_error_message="Ärendet står redan på kvartalets lista.",
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None, sent_by=None) | Q(sent_on__isnull=False, sent_by__isnull=False),
                name="case_sent_by_somebody",
                violation_error_message="Ange både när rapporten skickades och av vem.",
            ),
            models.CheckConstraint(
                condition=Q(kind="notice") | Q(cause__isnull=False),
                name="case_has_cause",
                violation_error_message="Orsaken saknas.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.decision.case_reference}, {self.report.quarter}"

    def get_absolute_url(self) -> str:
        return reverse("decisions:reportedcase", args=[self.pk])

    def about(self) -> list[tuple[str, int]]:
        return self.decision.about()

"""A decision to grant an intervention, its interruptions, and the need that it is to meet."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from brokerage import clock
from brokerage.organisation.fields import CodesField
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from decisions.models.clients import Client
from decisions.models.law import LegalGround
from decisions.queries import DecisionQuerySet
from decisions.states import DecisionState
from decisions.waiting import day_number


class Purpose(models.TextChoices):
    RELIEF = "relief", "Avlastning för familjen"
    CHANGE = "change", "Förändring hos föräldern"
    COMPANION = "companion", "Någon att göra saker med"
    SCHOOL = "school", "Skolarbete"
    NETWORK = "network", "Större nätverk"
    SAFETY = "safety", "Skydd mot risk"


class TargetGroup(models.TextChoices):
    """Known risks and situations that the intervention is given for. Said by the case officer, never guessed.

    Sources: FoU Nordväst's report (give it to children of well-known risk groups: parents with lasting addiction or
    mental illness, failing school results), SoL (2025:400) 13:7 2 st (addiction, crime), LSS 1 §.
    """

    PARENT_ILL = "parent_ill", "Föräldrar med psykisk ohälsa"
    PARENT_ADDICTED = "addicted", "Föräldrar med missbruk eller beroende"
    VIOLENCE = "violence", "Våld eller stora konflikter hemma"
    ALONE = "alone", "Familjen har få andra omkring sig"
    PARENT_DISABLED = "parent_dis", "Föräldrar med funktionsnedsättning"
    SCHOOL = "school", "Svårt i skolan"
    HEALTH = "health", "Egen psykisk ohälsa"
    DISABILITY = "disability", "Egen funktionsnedsättning"
    CRIME = "crime", "Risk för brott, missbruk eller annat självdestruktivt"
    ARRIVED = "arrived", "Ny i landet"
    PLACED = "placed", "Har varit placerad"


class IndividualPlan(models.TextChoices):
    """What became of the individual plan that is offered when an LSS intervention is granted (LSS 10 §)."""

    NOT_YET = "not_yet", "Inte erbjuden än"
    OFFERED = "offered", "Erbjuden, inget svar än"
    WANTED = "wanted", "Erbjuden: ja tack"
    DECLINED = "declined", "Erbjuden: nej tack"


class Decision(Governed):
    """A favourable decision. `due_on` is set while somebody waits: from the decision, or from an interruption."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="decisions", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area)
    client = models.ForeignKey(Client, models.PROTECT, related_name="decisions", verbose_name="klient")
    ground = models.ForeignKey(LegalGround, models.PROTECT, related_name="+", verbose_name="lagrum")
    extent = models.CharField("omfattning", max_length=120)
    purposes = CodesField("syfte", choices=Purpose, blank=True)  # an imported history says nothing of it
    target_groups = CodesField("målgrupp", choices=TargetGroup, blank=True)
    # SoL (2025:400) 11:5 p. 1, LSS 7 §: never without an individual assessment. An imported history says nothing of it.
    assessed_on = models.DateField("individuell bedömning gjord", null=True, blank=True)
    decided_on = models.DateField("beslutat")
    valid_to = models.DateField("gäller till och med", null=True, blank=True)
    decision_maker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,  # of an imported history nobody knows any more
        blank=True,
        related_name="decisions",
        verbose_name="beslutsfattare",
    )
    delegation = models.CharField("delegation", max_length=60)
    case_reference = models.CharField("ärendets beteckning", max_length=40)
    suitability = models.TextField("varför det är lämpligt", max_length=1000, blank=True)
    one_guardian = models.TextField("varför en vårdnadshavares samtycke räcker", max_length=1000, blank=True)
    treatment_on = models.DateField("behandlingsplan upprättad", null=True, blank=True)  # LVU 22 §
    is_advance = models.BooleanField("förhandsbesked", default=False)  # LSS 16 §
    individual_plan = models.CharField("individuell plan", max_length=8, choices=IndividualPlan, blank=True)
    individual_plan_on = models.DateField("dag för den individuella planen", null=True, blank=True)
    review_on = models.DateField("prövas eller gås igenom senast", null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="inlagt av"
    )
    recorded_on = models.DateField("inlagt", default=clock.today)
    executed_on = models.DateField("verkställt", null=True, blank=True)
    waiting_since = models.DateField("väntar sedan", null=True, blank=True)
    due_on = models.DateField("tre månader", null=True, blank=True, db_index=True)
    ended_on = models.DateField("avslutat", null=True, blank=True)
    end_reason = models.TextField("skäl", max_length=1000, blank=True)
    state = models.CharField("läge", max_length=11, choices=DecisionState, default=DecisionState.WAITING)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "beslut"
        verbose_name_plural = "beslut"
        indexes = (models.Index(fields=["unit", "area", "state", "due_on"], name="decision_clock"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("decided_on")),
                name="decision_valid_after_decided",
                violation_error_message="Beslutet kan inte gå ut före beslutsdagen.",
            ),
            models.CheckConstraint(
                condition=Q(assessed_on=None) | Q(assessed_on__lte=F("decided_on")),
                name="decision_assessed_before_decided",
                violation_error_message="Den individuella bedömningen görs före beslutet, eller samma dag.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "interrupted"), waiting_since__isnull=False, due_on__isnull=False)
                | Q(state__in=("executed", "ended"), waiting_since=None, due_on=None),
                name="decision_clock_runs_while_waiting",
            ),
            models.CheckConstraint(
                condition=Q(individual_plan__in=("", "not_yet")) | Q(individual_plan_on__isnull=False),
                name="decision_individual_plan_has_day",
                violation_error_message="Ange vilken dag planen erbjöds eller besvarades.",
            ),
            models.CheckConstraint(
                condition=~Q(state="executed") | Q(executed_on__isnull=False), name="decision_executed_has_date"
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="decision_ended_has_reason",
                violation_error_message="Ett avslutat beslut har dag och skäl.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.ground.intervention.capitalize()}, {self.case_reference}"

    def get_absolute_url(self) -> str:
        return reverse("decisions:decision", args=[self.pk])

    def about(self) -> list[tuple[str, int]]:
        return [("decisions.client", self.client_id), ("decisions.decision", self.pk)]

    def day(self, day: date | None = None) -> int | None:
        """Day N of the wait that runs; None when nobody waits."""
        return day_number(self.waiting_since, day or clock.today()) if self.waiting_since else None


class Interruption(models.Model):
    """A stretch in which an executed decision was not executed; `until` is the day that it was resumed."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="interruptions")
    since = models.DateField("från")
    until = models.DateField("återupptaget", null=True, blank=True)

    class Meta:
        verbose_name = "avbrott"
        verbose_name_plural = "avbrott"
        ordering = ("since",)
        constraints = (
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="interruption_until_after_since",
                violation_error_message="Insatsen kan inte återupptas före avbrottet.",
            ),
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(until=None),
                name="interruption_one_open",
                violation_error_message="Ett avbrott pågår redan.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.since}–{self.until or ''}"


class PartialExecution(models.Model):
    """A stretch of a wait in which only a part is executed: the clock goes on, and the missing part is reported."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="partial_executions")
    since = models.DateField("från")
    until = models.DateField("till", null=True, blank=True)  # the day that it was replaced, completed or ended
    done = models.PositiveSmallIntegerField("verkställt")
    granted = models.PositiveSmallIntegerField("beviljat")
    what = models.CharField("av vad", max_length=40)

    class Meta:
        verbose_name = "delvis verkställighet"
        verbose_name_plural = "delvis verkställighet"
        ordering = ("since", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="partial_until_after_since",
                violation_error_message="Dagen kan inte ligga före den dag då den förra delen började.",
            ),
            models.CheckConstraint(
                condition=Q(done__gte=1, done__lt=F("granted")),
                name="partial_less_than_granted",
                violation_error_message="En del är minst en, och färre än vad som är beviljat.",
            ),
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(until=None),
                name="partial_one_open",
                violation_error_message="En delvis verkställighet pågår redan.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.done} av {self.granted} {self.what}"

    @property
    def missing(self) -> str:
        """«1 av 2 helger saknas»: what is reported of it."""
        return f"{self.granted - self.done} av {self.granted} {self.what} saknas"


class Urgency(models.TextChoices):
    """How soon somebody has to be found, as the client's situation asks for it; the law's three months run beside."""

    ACUTE = "acute", "Akut: barnet eller den vuxne far illa av att vänta"
    SOON = "soon", "Snart: läget blir sämre av att vänta"
    PLANNED = "planned", "Som planerat"


class Weight(models.TextChoices):
    """How much the need asks of whoever is found. The intervention is meant for everyday support, not for what is
    too severe for a lay person (the legislator's intent, as FoU Nordväst's report tells it): then a manager decides."""

    ORDINARY = "ordinary", "Stöd och avlastning i vardagen"
    DEMANDING = "demanding", "Krävande: den som utses behöver vana och tät handledning"
    HEAVY = "heavy", "Tungt: mer än en lekman brukar kunna bära"


class Need(Governed):
    """Musts, what is important, and wishes, from the vocabulary; the words are shown, never scored."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    area = models.CharField("programområde", max_length=4, choices=Area)
    decision = models.OneToOneField(Decision, models.PROTECT, related_name="need", verbose_name="beslut")
    musts = CodesField("måste", blank=True, max_length=1000)
    important = CodesField("viktigt", blank=True, max_length=1000)
    wishes = CodesField("gärna", blank=True, max_length=1000)
    words = models.TextField("beskrivning utan namn och platser", max_length=2000)
    urgency = models.CharField("hur bråttom", max_length=7, choices=Urgency, default=Urgency.PLANNED)
    together = models.PositiveSmallIntegerField("barn som ska vara tillsammans", default=1)
    weight = models.CharField("hur tungt", max_length=9, choices=Weight, default=Weight.ORDINARY)
    # A manager has thought of a heavy need, and stands for that this is right all the same.
    weighed_on = models.DateField("ställning tagen", null=True, blank=True)
    weighed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="av"
    )
    weighed_words = models.TextField("så har vi tänkt", max_length=1000, blank=True)

    class Meta:
        verbose_name = "behov"
        verbose_name_plural = "behov"
        constraints = (
            models.CheckConstraint(
                condition=Q(weighed_on=None) | (Q(weighed_by__isnull=False) & ~Q(weighed_words="")),
                name="need_weighed_by_somebody",
                violation_error_message="Skriv hur ni har tänkt.",
            ),
        )

    def __str__(self) -> str:
        return f"Behov till {self.decision}"

    @property
    def is_too_heavy(self) -> bool:
        """Heavier than a lay person usually bears, and no manager has thought of it yet."""
        return self.weight == Weight.HEAVY and self.weighed_on is None

    def get_absolute_url(self) -> str:
        return reverse("decisions:decision", args=[self.decision_id])

    def about(self) -> list[tuple[str, int]]:
        return [("decisions.client", self.decision.client_id), ("decisions.decision", self.decision_id)]

"""The implementation plan with its goals, how far they have come, and the follow-ups with everybody's voice."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from brokerage import clock
from brokerage.organisation.fields import CodesField
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from decisions.goals import LEVELS, Domain
from decisions.models.decisions import Decision
from decisions.queries import FollowUpQuerySet, PlanQuerySet
from decisions.states import FollowUpState, PlanState


class Plan(Governed):
    """How a decision is carried out (genomförandeplan), version by version; signed on paper."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="plans", verbose_name="beslut")
    number = models.PositiveSmallIntegerField("version")
    purpose = models.TextField("vad insatsen ska leda till", max_length=2000)
    scheme = models.TextField("hur, när och var", max_length=4000)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="skriven av"
    )
    written_on = models.DateField("skriven", default=clock.today)
    agreed_on = models.DateField("undertecknad", null=True, blank=True)
    agreed_by = models.CharField("undertecknad av", max_length=200, blank=True)
    state = models.CharField("läge", max_length=8, choices=PlanState, default=PlanState.DRAFT)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "genomförandeplan"
        verbose_name_plural = "genomförandeplaner"
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=["decision", "number"],
                name="plan_version_once",
                violation_error_message="Någon annan skrev en ny version i samma stund. Försök igen.",
            ),
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(state="draft"),
                name="plan_one_draft",
                violation_error_message="Det finns redan ett utkast till plan.",
            ),
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(state="agreed"),
                name="plan_one_in_force",
                violation_error_message="En annan version gäller redan.",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | (Q(agreed_on__isnull=False) & ~Q(agreed_by="")),
                name="plan_agreed_has_signatures",
                violation_error_message="En plan som gäller är undertecknad, en dag och av någon.",
            ),
        )

    def __str__(self) -> str:
        return f"Plan {self.number}, {self.decision.case_reference}"

    def get_absolute_url(self) -> str:
        return reverse("decisions:plan", args=[self.pk])

    def about(self) -> list[tuple[str, int]]:
        return [("decisions.client", self.decision.client_id), ("decisions.decision", self.decision_id)]


class Goal(models.Model):
    """What should become better, and how it is noticed."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="goals")
    domain = models.CharField("område", max_length=9, choices=Domain)
    text = models.CharField("mål", max_length=300)
    sign = models.CharField("så märks det", max_length=300, blank=True)
    by_when = models.DateField("senast", null=True, blank=True)

    class Meta:
        verbose_name = "mål"
        verbose_name_plural = "mål"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text


class Measurement(models.Model):
    """How far a goal has come, on the scale of goal attainment: −2 to +2, where 0 is as expected."""

    goal = models.ForeignKey(Goal, models.PROTECT, related_name="measurements")
    on = models.DateField("dag")
    level = models.SmallIntegerField("nivå", choices=[(level, f"{level:+d} {word}") for level, word in LEVELS.items()])
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="bedömd av")

    class Meta:
        verbose_name = "måluppfyllelse"
        verbose_name_plural = "måluppfyllelser"
        ordering = ("on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(level__range=(-2, 2)),
                name="measurement_level_in_scale",
                violation_error_message="Nivån går från −2 till +2.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.goal}: {self.level:+d}"


class FollowUp(Governed):
    """A follow-up of an intervention (SoL (2025:400) 23:6 for children and young people): planned, then held."""

    class Kind(models.TextChoices):
        FOLLOW_UP = "follow_up", "Uppföljning"
        NETWORK = "network", "Nätverksmöte"
        SIP = "sip", "SIP-möte"
        TALK = "talk", "Överläggning"  # of those who work with the case, before a decision or a search

    class Conclusion(models.TextChoices):
        GOES_ON = "goes_on", "Insatsen fortsätter som nu"
        CHANGES = "changes", "Insatsen behöver ändras"
        ENDS = "ends", "Insatsen kan avslutas"

    class Invited(models.TextChoices):
        GUARDIANS = "guardians", "Vårdnadshavare"
        FAMILY = "family", "Släkt och vänner"
        SCHOOL = "school", "Skola eller förskola"
        HEALTH = "health", "Hälso- och sjukvård"
        PSYCHIATRY = "psychiatry", "Barn- eller vuxenpsykiatri"
        HABILITATION = "habilitation", "Habilitering"
        OTHERS = "others", "Andra insatser"
        SECRETARY = "secretary", "Kontaktsekreterare"
        OFFICER = "officer", "Handläggare"
        MANAGER = "manager", "Enhetschef"

    class ConsentBy(models.TextChoices):
        OWN = "own", "Den enskilde"
        GUARDIANS = "guardians", "Vårdnadshavarna"
        BOTH = "both", "Båda"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="follow_ups", verbose_name="beslut")
    kind = models.CharField("slag", max_length=9, choices=Kind, default=Kind.FOLLOW_UP)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="follow_ups", verbose_name="ansvarig"
    )
    planned_on = models.DateField("planerad")
    held_on = models.DateField("genomförd", null=True, blank=True)
    invited = CodesField("inbjudna", choices=Invited, blank=True)
    # At a network or SIP meeting the volunteer takes part only where the client, or who decides for a child, consents.
    volunteer_takes_part = models.BooleanField("uppdragstagaren är med", default=False)
    consent_on = models.DateField("samtycke lämnat", null=True, blank=True)
    consent_by = models.CharField("samtycke av", max_length=9, choices=ConsentBy, blank=True)
    own_voice = models.TextField("klientens egen röst", max_length=3000, blank=True)
    guardian_voice = models.TextField("vårdnadshavarnas röst", max_length=3000, blank=True)
    volunteer_voice = models.TextField("uppdragstagarens röst", max_length=3000, blank=True)
    officer_voice = models.TextField("handläggarens iakttagelser", max_length=3000, blank=True)
    assessment = models.TextField("sammanfattande bedömning", max_length=3000, blank=True)
    conclusion = models.CharField("slutsats", max_length=8, choices=Conclusion, blank=True)
    state = models.CharField("läge", max_length=9, choices=FollowUpState, default=FollowUpState.PLANNED)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = "uppföljning"
        verbose_name_plural = "uppföljningar"
        ordering = ("-planned_on", "-pk")
        indexes = (models.Index(fields=["unit", "area", "state", "planned_on"], name="followup_clock"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="held")
                | (Q(held_on__isnull=False) & ~Q(assessment="") & (Q(kind="talk") | ~Q(conclusion=""))),
                name="followup_held_has_conclusion",
                violation_error_message="En genomförd uppföljning har dag, bedömning och slutsats.",
            ),
            models.CheckConstraint(
                condition=Q(kind="follow_up")
                | Q(volunteer_takes_part=False)
                | (Q(consent_on__isnull=False) & ~Q(consent_by="")),
                name="followup_volunteer_by_consent",
                violation_error_message="Uppdragstagaren är med vid mötet bara med samtycke: ange när och av vem.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.planned_on}"

    @property
    def is_ahead(self) -> bool:
        """Planned, and a follow-up: what is to be talked over is none."""
        return self.state == FollowUpState.PLANNED and self.kind != self.Kind.TALK

    def get_absolute_url(self) -> str:
        return reverse("decisions:followup", args=[self.pk])

    def about(self) -> list[tuple[str, int]]:
        return [("decisions.client", self.decision.client_id), ("decisions.decision", self.decision_id)]

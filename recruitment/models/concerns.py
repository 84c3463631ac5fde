"""What somebody has told about a volunteer's assignment that cannot wait: worry for a child, or a wrong in the care."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from brokerage import clock
from brokerage.organisation.fields import CodesField
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from recruitment.models.volunteers import Volunteer
from recruitment.queries.support import ConcernQuerySet
from recruitment.states import ConcernState

# A förhandsbedömning after a report about a child is done within 14 days (SoL 20:2); used for lex Sarah as well.
FOLLOW_UP_WITHIN = timedelta(days=14)


class Concern(Governed):
    """A report that is taken in and assessed the same day, by the manager of the unit that answers for it.

    Who works in social services reports at once when a child may fare ill (SoL 19:1), and every wrong or risk of one
    in an intervention (lex Sarah: SoL 27 kap., LSS 24 a–). Whether a volunteer has these duties too is disputed: what
    volunteers tell is taken in all the same.
    """

    class Kind(models.TextChoices):
        CHILD = "child", "Oro för ett barn (orosanmälan, SoL 19:1)"
        LEX_SARAH = "lex_sarah", "Missförhållande eller risk för ett (lex Sarah)"
        OTHER = "other", "Annan oro eller ett klagomål"

    class Measure(models.TextChoices):
        CHILDS_BOARD = "childs_board", "Lämnad till socialnämnden för barnet"
        LEX_SARAH = "lex_sarah", "Lex Sarah-utredning inledd"
        POLICE = "police", "Polisanmäld"
        PAUSED = "paused", "Uppdragstagaren pausas"
        TALK = "talk", "Samtal med uppdragstagaren"
        NOTHING = "nothing", "Ingen åtgärd behövs"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="concerns", verbose_name="enhet som bedömer")
    area = models.CharField("programområde", max_length=4, choices=Area, blank=True)
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="concerns", verbose_name="uppdragstagare")
    kind = models.CharField("gäller", max_length=9, choices=Kind)
    text = models.TextField("vad som har hänt", max_length=6000)
    told_by = models.CharField("vem som berättar", max_length=200, blank=True)
    at_once = models.TextField("gjort genast", max_length=2000, blank=True)
    is_acute = models.BooleanField("någon kan vara i fara nu", default=False)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="concerns", verbose_name="mottagen av"
    )
    taken_at = models.DateTimeField("mottagen", default=clock.now)
    assessment = models.TextField("bedömning", max_length=6000, blank=True)
    measures = CodesField("åtgärder", choices=Measure, blank=True)
    assessed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    assessed_on = models.DateField("bedömd", null=True, blank=True)
    next_on = models.DateField("nästa steg senast", default=clock.today)
    conclusion = models.TextField("så slutade det", max_length=2000, blank=True)
    closed_on = models.DateField("avslutad", null=True, blank=True)
    state = models.CharField("läge", max_length=8, choices=ConcernState, default=ConcernState.NEW)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        verbose_name = "oro eller missförhållande"
        verbose_name_plural = "oro och missförhållanden"
        indexes = (models.Index(fields=["unit", "state", "next_on"], name="concern_queue"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state="new") | (~Q(assessment="") & ~Q(measures="") & Q(assessed_on__isnull=False)),
                name="concern_assessed_has_words",
                violation_error_message="En bedömning har dag, ord och minst en åtgärd.",
            ),
            models.CheckConstraint(
                condition=~Q(state="closed") | (~Q(conclusion="") & Q(closed_on__isnull=False)),
                name="concern_closed_has_conclusion",
                violation_error_message="Skriv hur det slutade.",
            ),
        )

    def __str__(self) -> str:
        return str(self.volunteer)

    def get_absolute_url(self) -> str:
        return reverse("recruitment:concern", args=[self.pk])

    def about(self) -> list[tuple[str, int]]:
        return [("recruitment.volunteer", self.volunteer_id), ("recruitment.concern", self.pk)]

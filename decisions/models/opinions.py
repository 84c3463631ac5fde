"""What the board answers when IVO asks about a decision not executed."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from brokerage import clock
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from decisions.models.decisions import Decision
from decisions.queries import OpinionQuerySet
from decisions.states import OpinionState


class Opinion(Governed):
    """A statement to IVO (yttrande): it begins as the log has it, is put right, and is sent outside of the system.

    Its parts are those that IVO asks for: the reasons, what the delay means for the person, how the municipality has
    worked, what is given meanwhile, the plan, and the estimated cost of what was granted.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="opinions", verbose_name="beslut")
    reference = models.CharField("IVO:s diarienummer", max_length=40)
    asked_on = models.DateField("begärt")
    answer_by = models.DateField("svar senast")
    reasons = models.TextField("skälen till dröjsmålet", max_length=6000)
    meaning = models.TextField("vad dröjsmålet betyder för personen", max_length=4000)
    worked = models.TextField("hur vi har arbetat", max_length=12000)
    meanwhile = models.TextField("andra insatser under tiden", max_length=4000)
    plan = models.TextField("planen framåt", max_length=4000)
    monthly_cost = models.DecimalField(
        "beräknad kostnad i månaden", max_digits=9, decimal_places=2, validators=[MinValueValidator(Decimal("0"))]
    )
    cost_basis = models.CharField("så är kostnaden beräknad", max_length=300)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="skrivet av"
    )
    written_on = models.DateField("skrivet", default=clock.today)
    sent_on = models.DateField("skickat", null=True, blank=True)
    state = models.CharField("läge", max_length=5, choices=OpinionState, default=OpinionState.DRAFT)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = "yttrande"
        verbose_name_plural = "yttranden"
        ordering = ("-asked_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(state="draft"),
                name="opinion_one_draft",
                violation_error_message="Det finns redan ett utkast till yttrande.",
            ),
            models.CheckConstraint(
                condition=Q(answer_by__gte=F("asked_on")),
                name="opinion_answered_after_asked",
                violation_error_message="Svaret kan inte vara begärt efter sin sista dag.",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(sent_on__isnull=False),
                name="opinion_sent_has_day",
                violation_error_message="Ange vilken dag yttrandet skickades.",
            ),
            models.CheckConstraint(
                condition=Q(monthly_cost__gte=0),
                name="opinion_costs_no_less_than_nothing",
                violation_error_message="Kostnaden kan inte vara mindre än noll.",
            ),
        )

    def __str__(self) -> str:
        return f"Yttrande, {self.decision.case_reference}"

    def get_absolute_url(self) -> str:
        return reverse("decisions:opinion", args=[self.pk])

    def about(self) -> list[tuple[str, int]]:
        return self.decision.about()

    @property
    def yearly_cost(self) -> Decimal:
        return 12 * self.monthly_cost

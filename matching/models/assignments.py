"""An assignment: that somebody is appointed for a client, by whom and when, and how it goes."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from brokerage import clock
from brokerage.orders.models import Order
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from decisions.models import Decision
from matching.models.shortlists import Proposal
from matching.queries import AssignmentQuerySet
from matching.states import AssignmentState
from recruitment.models import Kind, Volunteer

if TYPE_CHECKING:
    from matching.models.papers import Agreement


class Assignment(Governed):
    """A volunteer's assignment under one decision. It takes one of the volunteer's places until it ends."""

    class Ending(models.TextChoices):
        PURPOSE_MET = "purpose_met", "Syftet är uppnått"
        CLIENT = "client", "Klienten vill sluta"
        VOLUNTEER = "volunteer", "Uppdragstagaren slutar"
        MOVED = "moved", "Någon har flyttat"
        OTHER_HELP = "other_help", "En annan insats tar vid"
        UNSUITED = "unsuited", "Det fungerade inte"
        OTHER = "other", "Annat skäl"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="assignments", verbose_name="beslut")
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="assignments", verbose_name="uppdragstagare")
    proposal = models.OneToOneField(
        Proposal, models.PROTECT, null=True, blank=True, related_name="assignment", verbose_name="förslag"
    )
    order = models.ForeignKey(
        Order, models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name="beställning"
    )
    kind = models.CharField("som", max_length=12, choices=Kind)
    secretary = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,  # of an imported one nobody has taken it yet: it is everybody's in the unit
        blank=True,
        related_name="assignments_kept",
        verbose_name="ansvarig",
    )
    reached_on = models.DateField("nåddes senast", null=True, blank=True)
    starts_on = models.DateField("planerad start")
    started_on = models.DateField("påbörjat", null=True, blank=True)
    ended_on = models.DateField("sista dag", null=True, blank=True)
    ending = models.CharField("skäl", max_length=11, choices=Ending, blank=True)
    ending_words = models.TextField("hur det slutade", max_length=1000, blank=True)
    client_words = models.TextField("med klientens ord", max_length=1000, blank=True)
    volunteer_words = models.TextField("med uppdragstagarens ord", max_length=1000, blank=True)
    state = models.CharField("läge", max_length=10, choices=AssignmentState, default=AssignmentState.PLANNED)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "uppdrag"
        verbose_name_plural = "uppdrag"
        indexes = (
            models.Index(fields=["unit", "area", "state"], name="assignment_list"),
            models.Index(fields=["volunteer", "state"], name="assignment_places"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["decision", "volunteer"],
                condition=Q(state__in=("planned", "running")),
                name="assignment_once_under_decision",
                violation_error_message="Uppdragstagaren har redan det här uppdraget.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("running", "ended")) | Q(started_on__isnull=False),
                name="assignment_running_has_start",
                violation_error_message="Ett uppdrag som pågår har en första dag.",
            ),
            models.CheckConstraint(
                condition=~Q(state="ended") | (Q(ended_on__isnull=False) & ~Q(ending="")),
                name="assignment_ended_has_reason",
                violation_error_message="Ett avslutat uppdrag har sista dag och skäl.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(started_on=None) | Q(ended_on__gte=F("started_on")),
                name="assignment_ends_after_start",
                violation_error_message="Uppdraget kan inte sluta innan det började.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.decision.case_reference}"

    def get_absolute_url(self) -> str:
        return reverse("matching:assignment", args=[self.pk])

    def about(self) -> list[tuple[str, int]]:
        return [
            ("decisions.client", self.decision.client_id),
            ("recruitment.volunteer", self.volunteer_id),
            ("matching.assignment", self.pk),
        ]

    @property
    def agreement(self) -> "Agreement | None":
        """The version in force. No query where they are fetched."""
        return self.agreement_on("child")

    def agreement_on(self, about: str) -> "Agreement | None":
        """The version in force of one of the two that a komplementfamilj has. No query where they are fetched."""
        return next((each for each in self.agreements.all() if each.replaced_on is None and each.about == about), None)


class Appointment(models.Model):
    """The decision to appoint (utse): its own decision-maker, delegation and date, apart from the grant."""

    assignment = models.OneToOneField(Assignment, models.PROTECT, related_name="appointment", primary_key=True)
    decision_maker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="appointments", verbose_name="beslutsfattare"
    )
    delegation = models.CharField("delegation", max_length=60)
    childs_best = models.TextField("barnets bästa", max_length=2000, blank=True)
    decided_on = models.DateField("utsedd den")
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="inlagt av"
    )
    recorded_on = models.DateField("inlagt", default=clock.today)

    class Meta:
        verbose_name = "utseende"
        verbose_name_plural = "utseenden"

    def __str__(self) -> str:
        return f"Utsedd {self.decided_on}"

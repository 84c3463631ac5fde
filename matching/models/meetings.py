"""Before the choice: when the client and a volunteer meet, and what the volunteer has been told of the client."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from brokerage import clock
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from decisions.models import Decision
from matching.models.shortlists import Proposal
from matching.queries import ClientMeetingQuerySet, DisclosureQuerySet
from matching.states import ClientMeetingState
from recruitment.models import Volunteer


class ClientMeeting(Governed):
    """The client and somebody who is proposed meet. Who called it off is kept: it can be a cause of a long wait."""

    class Side(models.TextChoices):
        CLIENT = "client", "Klienten eller familjen"
        VOLUNTEER = "volunteer", "Uppdragstagaren"
        US = "us", "Vi"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="client_meetings", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area)
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="meetings", verbose_name="förslag")
    at = models.DateTimeField("tid")
    place = models.CharField("plats", max_length=120, blank=True)
    moves = models.PositiveSmallIntegerField("flyttad så många gånger", default=0)
    moved_by = models.CharField("senast flyttad av", max_length=9, choices=Side, blank=True)
    cancelled_by = models.CharField("inställd av", max_length=9, choices=Side, blank=True)
    cancelled_on = models.DateField("inställd", null=True, blank=True)
    cancelled_words = models.CharField("varför den ställdes in", max_length=300, blank=True)
    own_view = models.TextField("klientens egen syn", max_length=2000, blank=True)
    impression = models.TextField("hur det gick", max_length=2000, blank=True)
    state = models.CharField("läge", max_length=9, choices=ClientMeetingState, default=ClientMeetingState.BOOKED)

    objects = ClientMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "träff före valet"
        verbose_name_plural = "träffar före valet"
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(state="booked"),
                name="clientmeeting_one_booked",
                violation_error_message="En träff är redan bokad. Flytta den i stället.",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | (Q(cancelled_on__isnull=False) & ~Q(cancelled_by="")),
                name="clientmeeting_cancelled_has_side",
                violation_error_message="Ange vem som ställde in träffen.",
            ),
        )

    def __str__(self) -> str:
        return f"Träff {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("matching:proposal", args=[self.proposal_id])

    def about(self) -> list[tuple[str, int]]:
        return self.proposal.about()


class Disclosure(Governed):
    """What a volunteer was told of a client beyond the first question: what, when, how, and by whose leave."""

    class Stage(models.TextChoices):
        MORE = "more", "Mer, inför träffen"
        ALL = "all", "Allt som behövs, efter utseendet"

    class Way(models.TextChoices):
        LINK = "link", "Länk i brev eller SMS"
        MEETING = "meeting", "Vid ett möte"
        PHONE = "phone", "Per telefon"
        PAPER = "paper", "På papper"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="disclosures", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="disclosures", verbose_name="beslut")
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="disclosures", verbose_name="till")
    stage = models.CharField("steg", max_length=4, choices=Stage)
    text = models.TextField("det som lämnades", max_length=4000)
    consent_by = models.CharField("samtycke av", max_length=200)
    consent_on = models.DateField("samtyckte den")
    way = models.CharField("hur", max_length=7, choices=Way)
    told_on = models.DateField("lämnat", default=clock.today)
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="disclosures", verbose_name="av")
    read_at = models.DateTimeField("läst", null=True, blank=True)

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = "lämnad uppgift"
        verbose_name_plural = "lämnade uppgifter"
        ordering = ("told_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(consent_on__lte=F("told_on")),
                name="disclosure_after_consent",
                violation_error_message="Samtycket måste finnas innan uppgifterna lämnas.",
            ),
            models.CheckConstraint(
                condition=~Q(stage="all") | ~Q(way="link"),
                name="disclosure_all_by_no_link",
                violation_error_message="Allt som behövs lämnas vid ett möte, per telefon eller på papper.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_stage_display()}, {self.told_on}"

    def get_absolute_url(self) -> str:
        return reverse("decisions:decision", args=[self.decision_id])

    def about(self) -> list[tuple[str, int]]:
        return [
            ("decisions.client", self.decision.client_id),
            ("recruitment.volunteer", self.volunteer_id),
            ("matching.disclosure", self.pk),
        ]

"""A search for somebody for one need: the shortlist, whom it proposes, and what each was asked."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from brokerage import clock
from brokerage.orders.models import Order
from brokerage.organisation.fields import CodesField
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from decisions.models import Decision
from matching.queries import OfferQuerySet, ProposalQuerySet, ShortlistQuerySet
from matching.states import OfferState, ProposalState, ShortlistState
from recruitment.models import HouseholdMember, RegisterCheck, Volunteer


class Shortlist(Governed):
    """A search for a decision's need: by the district in its own pool, or, with an order, by the brokerage in its."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="shortlists", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="shortlists", verbose_name="beslut")
    order = models.ForeignKey(
        Order, models.PROTECT, null=True, blank=True, related_name="shortlists", verbose_name="beställning"
    )
    pool = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="söks i poolen hos")
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="shortlists", verbose_name="söks av"
    )
    opened_on = models.DateField("påbörjad", default=clock.today)
    only_one = models.CharField("varför bara en", max_length=200, blank=True)
    closed_on = models.DateField("avslutad", null=True, blank=True)
    closed_reason = models.CharField("skäl", max_length=500, blank=True)
    state = models.CharField("läge", max_length=10, choices=ShortlistState, default=ShortlistState.OPEN)

    objects = ShortlistQuerySet.as_manager()

    class Meta:
        verbose_name = "förslagslista"
        verbose_name_plural = "förslagslistor"
        indexes = (models.Index(fields=["unit", "area", "state"], name="shortlist_queue"),)
        constraints = (
            models.UniqueConstraint(
                fields=["decision", "pool"],
                condition=Q(state="open"),
                name="shortlist_one_open_in_pool",
                violation_error_message="Det pågår redan en sökning för beslutet i den poolen.",
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_on=None) | (~Q(state="open") & Q(closed_on__isnull=False)),
                name="shortlist_closed_has_date",
                violation_error_message="En avslutad sökning har en dag, och en öppen ingen.",
            ),
        )

    def __str__(self) -> str:
        return f"Sökning {self.order or self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("matching:shortlist", args=[self.pk])

    def about(self) -> list[tuple[str, int]]:
        return [("decisions.client", self.decision.client_id), ("matching.shortlist", self.pk)]

    @property
    def is_brokered(self) -> bool:
        return self.order_id is not None


class Proposal(Governed):
    """One volunteer on a shortlist, from being picked to being appointed or thanked."""

    class Refusal(models.TextChoices):
        """Why the client declined, in words that name nobody: the brokerage sees no more."""

        PERSON = "person", "Kändes inte rätt"
        DISTANCE = "distance", "För långt bort"
        TIMES = "times", "Tiderna passade inte"
        NEED = "need", "Behovet har ändrats"
        OTHER = "other", "Annat skäl"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="proposals", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area)
    shortlist = models.ForeignKey(Shortlist, models.PROTECT, related_name="proposals", verbose_name="förslagslista")
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="proposals", verbose_name="uppdragstagare")
    # Why they were proposed, as it was known that day.
    met = CodesField("uppfyllde", blank=True, max_length=1000)
    unmet = CodesField("uppfyllde inte", blank=True, max_length=1000)
    unknown = CodesField("okänt", blank=True, max_length=1000)
    score = models.PositiveSmallIntegerField("procent av det högsta möjliga", default=0)
    most = models.PositiveSmallIntegerField("det högsta möjliga", default=0)
    parts = models.JSONField("poängens delar", default=list, blank=True)  # [what, code, points]
    picked_on = models.DateField("utvald", default=clock.today)
    met_on = models.DateField("träffade klienten", null=True, blank=True)
    starts_on = models.DateField("planerad start", null=True, blank=True)
    in_clients_home = models.BooleanField("uppdraget utförs i klientens hem", default=False)
    child_words = models.TextField("till barnet", max_length=4000, blank=True)
    own_view = models.TextField("klientens egen syn", max_length=2000, blank=True)
    refusal = models.CharField("klienten tackade nej", max_length=10, choices=Refusal, blank=True)
    refusal_words = models.TextField("klientens skäl", max_length=1000, blank=True)
    next_contact_on = models.DateField("hör av oss igen", null=True, blank=True)
    state = models.CharField("läge", max_length=10, choices=ProposalState, default=ProposalState.PICKED)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "förslag"
        verbose_name_plural = "förslag"
        ordering = ("-score", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["shortlist", "volunteer"],
                condition=~Q(state="dropped"),
                name="proposal_once_on_shortlist",
                violation_error_message="Uppdragstagaren är redan utvald.",
            ),
            models.UniqueConstraint(
                fields=["shortlist"],
                condition=Q(state__in=("chosen", "appointed")),
                name="proposal_one_chosen",
                violation_error_message="Klienten har redan valt en annan.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("chosen", "appointed")) | Q(met_on__isnull=False, starts_on__isnull=False),
                name="proposal_chosen_has_dates",
                violation_error_message="Ange när de träffades och när uppdraget ska börja.",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(refusal=""),
                name="proposal_declined_has_reason",
                violation_error_message="Ange varför klienten tackade nej.",
            ),
        )

    def __str__(self) -> str:
        return str(self.volunteer)

    @property
    def points(self) -> int:
        return sum(points for _, _, points in self.parts)

    def get_absolute_url(self) -> str:
        return reverse("matching:proposal", args=[self.pk])

    def about(self) -> list[tuple[str, int]]:
        return [
            ("decisions.client", self.shortlist.decision.client_id),
            ("recruitment.volunteer", self.volunteer_id),
            ("matching.proposal", self.pk),
        ]


class CaseCheck(RegisterCheck):
    """A register check in the case of one appointment: the fresh one that the law asks for there."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="checks")
    member = models.ForeignKey(HouseholdMember, models.PROTECT, related_name="case_checks", verbose_name="gäller")

    class Meta(RegisterCheck.Meta):
        verbose_name = "kontroll i ärendet"
        verbose_name_plural = "kontroller i ärendet"


class Offer(Governed):
    """A question to a volunteer, in a text that names nobody: answered by a link in a letter, or by telephone."""

    class Reason(models.TextChoices):
        TIME = "time", "Det passar inte just nu"
        DISTANCE = "distance", "Det är för långt bort"
        NEED = "need", "Uppdraget känns inte rätt för oss"
        FULL = "full", "Vi har fullt upp med andra uppdrag"
        OTHER = "other", "Något annat"

    class Way(models.TextChoices):
        LINK = "link", "länken"
        PHONE = "phone", "telefon"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="offers", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area)
    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="offers", verbose_name="förslag")
    text = models.TextField("förfrågan", max_length=4000)
    is_by_phone = models.BooleanField("frågas per telefon", default=False)
    sent_on = models.DateField("frågad", default=clock.today)
    answer_by = models.DateField("svar senast")
    beyond = models.CharField("varför fler frågor än lediga platser", max_length=200, blank=True)
    reminded_on = models.DateField("påmind", null=True, blank=True)
    answered_at = models.DateTimeField("svarade", null=True, blank=True)
    way = models.CharField("svarade genom", max_length=5, choices=Way, blank=True)
    reason = models.CharField("skäl", max_length=10, choices=Reason, blank=True)
    words = models.TextField("egna ord", max_length=1000, blank=True)
    state = models.CharField("läge", max_length=10, choices=OfferState, default=OfferState.SENT)

    objects = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = "förfrågan"
        verbose_name_plural = "förfrågningar"
        ordering = ("pk",)
        indexes = (models.Index(fields=["state", "answer_by"], name="offer_clock"),)
        constraints = (
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(state__in=("sent", "call")),
                name="offer_one_open",
                violation_error_message="En förfrågan väntar redan på svar.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("yes", "no")) | Q(answered_at__isnull=False),
                name="offer_answered_has_moment",
                violation_error_message="Ett svar har ett ögonblick då det gavs.",
            ),
            models.CheckConstraint(
                condition=~Q(state="no") | ~Q(reason=""),
                name="offer_no_has_reason",
                violation_error_message="Välj varför det inte passar.",
            ),
        )

    def __str__(self) -> str:
        return f"Förfrågan {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("matching:proposal", args=[self.proposal_id])

    def about(self) -> list[tuple[str, int]]:
        return [*self.proposal.about(), ("matching.offer", self.pk)]

"""An order from a district to the brokerage, and the card that is all the brokerage sees of it."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from brokerage import clock
from brokerage.orders.queries import OrderQuerySet
from brokerage.orders.states import OrderState
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from decisions.models import Decision
from decisions.models.decisions import Urgency


class Basis(models.TextChoices):
    """Why the district may tell the brokerage (OSL (2009:400) 26:9, 26:9 c, or 10:1 and 12:2 consent)."""

    CHILD = "child", "Barn under 18 år, OSL 26 kap. 9 §"
    DISABILITY = "disability", "Funktionsnedsättning, OSL 26 kap. 9 c §"
    CONSENT = "consent", "Den enskildes samtycke, OSL 12 kap. 2 §"


class Order(Governed):
    """The district asks the brokerage to find someone. `price` is what the manager saw then; an appointment
    is charged by the price of its own day."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="orders", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area)
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="orders", verbose_name="beslut")
    number = models.CharField(
        "nummer",
        max_length=12,
        unique=True,
        error_messages={"unique": "Någon annan skrev en beställning i samma stund. Försök igen."},
    )
    basis = models.CharField("delas enligt", max_length=10, choices=Basis)
    tried = models.TextField("vad stadsdelen själv har prövat", max_length=1000)
    choices = models.PositiveSmallIntegerField("antal att välja mellan", default=2)
    price = models.DecimalField("pris", max_digits=10, decimal_places=2, null=True, blank=True)
    withdrawal_percent = models.PositiveSmallIntegerField("vid återtagande, procent", default=0)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="skriven av"
    )
    drafted_on = models.DateField("skriven", default=clock.today)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="lagd av"
    )
    placed_on = models.DateField("lagd", null=True, blank=True)
    broker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="orders", verbose_name="söks av"
    )
    state = models.CharField("läge", max_length=10, choices=OrderState, default=OrderState.DRAFT)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = "beställning"
        verbose_name_plural = "beställningar"
        indexes = (models.Index(fields=["unit", "area", "state"], name="order_queue"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=("draft", "withdrawn"))
                | Q(placed_by__isnull=False, placed_on__isnull=False, price__isnull=False),
                name="order_placed_has_price",
                violation_error_message="En lagd beställning har pris, dag och beställare.",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("accepted", "fulfilled")) | Q(broker__isnull=False),
                name="order_accepted_has_broker",
                violation_error_message="En beställning som söks har en ansvarig rekryterare.",
            ),
            models.CheckConstraint(
                condition=Q(choices__range=(1, 3)),
                name="order_one_to_three_choices",
                violation_error_message="Välj en, två eller tre att välja mellan.",
            ),
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(state__in=("draft", "placed", "accepted")),
                name="order_one_open_for_decision",
                violation_error_message="Beslutet har redan en öppen beställning.",
            ),
        )

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("orders:order", args=[self.pk])

    def about(self) -> list[tuple[str, int]]:
        return [("decisions.client", self.decision.client_id), ("orders.order", self.pk)]


@dataclass(frozen=True)
class Card:
    """An order as the brokerage sees it: no name, no number, no case; of a protected person no district."""

    pk: int
    number: str
    intervention: str
    ages: str
    extent: str
    district: str
    waiting_since: date | None
    due_on: date | None
    choices: int
    basis: str
    tried: str
    words: str
    musts: tuple[str, ...]
    important: tuple[str, ...]
    wishes: tuple[str, ...]
    urgency: str  # nothing where it is as planned
    together: int
    state: str


BANDS = ((0, 3), (4, 6), (7, 9), (10, 12), (13, 15), (16, 18), (19, 25), (26, 35), (36, 50), (51, 65))


def band(age: int) -> str:
    """An age band of some years: enough to think of somebody, too wide to know whom."""
    for low, high in BANDS:
        if low <= age <= high:
            return f"{low}–{high} år"
    return "över 65 år"


def card(order: Order, *, words: dict[str, str]) -> Card:
    """What the brokerage is shown; `words` are the vocabulary by code."""
    decision, need = order.decision, order.decision.need
    client = decision.client
    return Card(
        pk=order.pk,
        number=order.number,
        intervention=decision.ground.intervention,
        ages=band(clock.today().year - client.birth_year),
        extent=decision.extent,
        district="" if client.is_protected else order.unit.name,
        waiting_since=decision.waiting_since,
        due_on=decision.due_on,
        choices=order.choices,
        basis=order.get_basis_display(),
        tried=order.tried,
        words=need.words,
        musts=tuple(words.get(code, code) for code in need.musts),
        important=tuple(words.get(code, code) for code in need.important),
        wishes=tuple(words.get(code, code) for code in need.wishes),
        urgency="" if need.urgency == Urgency.PLANNED else need.get_urgency_display(),
        together=need.together,
        state=order.state,
    )

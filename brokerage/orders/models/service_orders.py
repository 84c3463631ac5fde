"""Orders of the other services: an investigation of the district's own family, help with routines, monthly support."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from brokerage import clock
from brokerage.orders.queries import ServiceOrderQuerySet
from brokerage.orders.states import ServiceState
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed


class Service(models.TextChoices):
    """What can be ordered beside a match, by its code in the price list.

    A place at a training is not here: its booking is the order, and it is charged when the training has been held.
    """

    VETTING = "vetting", "Utredning av en egen familj"
    ROUTINES = "routine-hour", "Hjälp att bygga upp rutiner"
    SUPPORT = "support-month", "Handledning"


class ServiceOrder(Governed):
    """A unit orders so many of a service, at the price of the day it is placed. It names nobody."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="service_orders", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area, blank=True)
    service = models.CharField("tjänst", max_length=20, choices=Service)
    number = models.CharField(
        "nummer",
        max_length=12,
        unique=True,
        error_messages={"unique": "Någon annan skrev en beställning i samma stund. Försök igen."},
    )
    quantity = models.DecimalField("antal", max_digits=6, decimal_places=2, default=Decimal(1))
    words = models.TextField("vad det gäller", max_length=1000)
    wanted_by = models.DateField("önskas senast", null=True, blank=True)
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
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="utförs av"
    )
    delivered = models.DecimalField("levererat", max_digits=6, decimal_places=2, null=True, blank=True)
    delivered_on = models.DateField("levererad", null=True, blank=True)
    starts = models.DateField("första månaden", null=True, blank=True)
    until = models.DateField("sista månaden", null=True, blank=True)
    charged_until = models.DateField("debiterad till och med", null=True, blank=True)
    state = models.CharField("läge", max_length=10, choices=ServiceState, default=ServiceState.DRAFT)

    objects = ServiceOrderQuerySet.as_manager()

    class Meta:
        verbose_name = "beställning av tjänst"
        verbose_name_plural = "beställningar av tjänster"
        indexes = (models.Index(fields=["unit", "area", "state"], name="service_queue"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=("draft", "withdrawn"))
                | Q(placed_by__isnull=False, placed_on__isnull=False, price__isnull=False),
                name="service_placed_has_price",
                violation_error_message="En lagd beställning har pris, dag och beställare.",
            ),
            models.CheckConstraint(
                condition=~Q(state="delivered") | Q(delivered__isnull=False, delivered_on__isnull=False),
                name="service_delivered_has_day",
                violation_error_message="Skriv vad som levererades, och vilken dag.",
            ),
            models.CheckConstraint(
                condition=Q(quantity__gt=0),
                name="service_something_ordered",
                violation_error_message="Beställ minst något.",
            ),
            models.CheckConstraint(
                condition=~Q(state="running") | Q(starts__isnull=False, until__isnull=False),
                name="service_running_has_months",
                violation_error_message="Handledning som löper har en första och en sista månad.",
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(state="running"),
                name="service_runs_once_in_unit",
                violation_error_message="Enheten har redan handledning som löper. Avsluta den först.",
            ),
        )

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("orders:service", args=[self.pk])

    def months_due(self, day: date) -> list[date]:
        """The months begun by a day, as far as was ordered, that are not charged: oldest first."""
        if self.starts is None or self.until is None:
            return []
        first = self.starts if self.charged_until is None else clock.months_after(self.charged_until, 1)
        found = []
        while first <= min(day, self.until):
            found.append(first)
            first = clock.months_after(first, 1)
        return found

    @property
    def cost(self) -> Decimal | None:
        """What it costs as ordered; None before it has a price."""
        return None if self.price is None else self.price * self.quantity

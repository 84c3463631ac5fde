"""What the brokerage's services cost, and what each unit has been charged; nothing here points to a person."""

from django.db import models
from django.db.models import F, Q

from brokerage import clock
from brokerage.charges.queries import PriceItemQuerySet
from brokerage.organisation.models import Unit
from brokerage.workflow import Governed


class PriceItem(models.Model):
    """A dated line of the price list, in kronor without VAT."""

    code = models.SlugField("kod", max_length=40)
    name = models.CharField("tjänst", max_length=100)
    amount = models.DecimalField("belopp", max_digits=10, decimal_places=2)
    per = models.CharField("per", max_length=40)
    starts = models.DateField("från och med")
    ends = models.DateField("till och med", null=True, blank=True)

    objects = PriceItemQuerySet.as_manager()

    class Meta:
        verbose_name = "pris"
        verbose_name_plural = "prislista"
        ordering = ("code", "-starts")
        constraints = (
            models.UniqueConstraint(
                fields=["code", "starts"],
                name="price_once_a_day",
                violation_error_message="Priset har redan en rad från den dagen.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="price_not_negative",
                violation_error_message="Ett pris kan inte vara negativt.",
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                name="price_ends_after_start",
                violation_error_message="Priset kan inte upphöra före sin första dag.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.amount} kr per {self.per}"


class Charge(Governed):
    """A sum that a unit owes for a month. It arises from a step, once: `cause` is unique."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="charges", verbose_name="enhet")
    month = models.DateField("månad")
    text = models.CharField("text", max_length=120)
    amount = models.DecimalField("belopp", max_digits=10, decimal_places=2)
    cause = models.CharField("orsak", max_length=80, unique=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = "debitering"
        verbose_name_plural = "debiteringar"
        constraints = (models.CheckConstraint(condition=Q(month__day=1), name="charge_month_is_first_day"),)

    def __str__(self) -> str:
        return f"{self.text}, {self.amount} kr"

"""What the brokerage's services cost, and what each unit has been charged; nothing here points to a person."""

from datetime import date
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from brokerage import clock
from brokerage.audit.protection import frozen
from brokerage.charges.queries import BudgetQuerySet, ChargeQuerySet, PriceItemQuerySet
from brokerage.charges.states import ChargeState
from brokerage.organisation.models import Unit
from brokerage.workflow import Governed


class Vat(models.TextChoices):
    """How a service is taxed when the buyer is another than the city, by its code in EN 16931."""

    EXEMPT = "E", "Undantagen från moms"
    STANDARD = "S", "25 % moms"


EXEMPTION = "Social omsorg, 10 kap. mervärdesskattelagen (2023:200)"  # the section is the economist's to say [READ]
VAT_RATES = {Vat.EXEMPT: Decimal(0), Vat.STANDARD: Decimal(25)}  # mervärdesskattelagen (2023:200) 9:2


class PriceItem(Governed):
    """A dated line of the price list, in kronor without VAT. It belongs to the city, not to a unit."""

    unit_id = None

    code = models.SlugField("kod", max_length=40)
    name = models.CharField("tjänst", max_length=100)
    amount = models.DecimalField("belopp", max_digits=10, decimal_places=2)
    per = models.CharField("per", max_length=40)
    account = models.CharField("konto", max_length=10, default="3510", help_text="Intäktskonto i redovisningen.")
    vat = models.CharField("moms", max_length=1, choices=Vat, default=Vat.EXEMPT)
    vat_reason = models.CharField("skäl till undantag", max_length=100, blank=True, default=EXEMPTION)
    guarantee_days = models.PositiveSmallIntegerField(
        "garanti, dagar", default=0, help_text="Slutar ett uppdrag inom så många dagar är nästa förmedling fri."
    )
    withdrawal_percent = models.PositiveSmallIntegerField(
        "vid återtagande, procent",
        default=0,
        help_text="Så stor del av priset kostar det att återta en påbörjad beställning.",
    )
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
            models.CheckConstraint(
                condition=Q(withdrawal_percent__lte=100),
                name="price_withdrawal_within_price",
                violation_error_message="Ett återtagande kan inte kosta mer än tjänsten.",
            ),
            models.CheckConstraint(
                condition=~Q(vat="E") | ~Q(vat_reason=""),
                name="price_exempt_has_reason",
                violation_error_message="Skriv varför tjänsten är undantagen från moms.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.amount} kr per {self.per}"

    def get_absolute_url(self) -> str:
        return reverse("charges:prices")


@frozen("version", "state", "struck_on", "struck_by", "struck_because")
class Charge(Governed):
    """A sum that a unit owes for a month. It arises from a step, once: `cause` is unique. Only a striking is added."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="charges", verbose_name="enhet")
    month = models.DateField("månad")
    text = models.CharField("text", max_length=120)
    order_number = models.CharField("beställning", max_length=12, blank=True)
    code = models.SlugField("kod", max_length=40, blank=True)
    name = models.CharField("tjänst", max_length=100, blank=True)
    quantity = models.DecimalField("antal", max_digits=8, decimal_places=2, default=Decimal(1))
    per = models.CharField("per", max_length=40, default="styck")
    price = models.DecimalField("pris", max_digits=10, decimal_places=2, default=Decimal(0))
    amount = models.DecimalField("belopp", max_digits=10, decimal_places=2)
    account = models.CharField("konto", max_length=10, default="3510")
    vat = models.CharField("moms", max_length=1, choices=Vat, default=Vat.EXEMPT)
    vat_reason = models.CharField("skäl till undantag", max_length=100, blank=True, default=EXEMPTION)
    reason = models.CharField("skäl", max_length=200, blank=True)
    cause = models.CharField("orsak", max_length=80, unique=True)
    created_at = models.DateTimeField(default=clock.now)
    state = models.CharField("läge", max_length=10, choices=ChargeState, default=ChargeState.STANDING)
    struck_on = models.DateField("struken", null=True, blank=True)
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="struken av"
    )
    struck_because = models.CharField("struken därför att", max_length=200, blank=True)

    objects = ChargeQuerySet.as_manager()

    class Meta:
        verbose_name = "debitering"
        verbose_name_plural = "debiteringar"
        constraints = (
            models.CheckConstraint(condition=Q(month__day=1), name="charge_month_is_first_day"),
            models.CheckConstraint(
                condition=~Q(state="struck") | Q(struck_on__isnull=False) & ~Q(struck_because=""),
                name="charge_struck_has_reason",
                violation_error_message="Skriv varför debiteringen stryks.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.text}, {self.amount} kr"

    def get_absolute_url(self) -> str:
        return reverse("charges:charge", args=[self.pk])


class Budget(Governed):
    """What a unit means to spend on the brokerage in a year: nothing is stopped by it, but managers are warned."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="budgets", verbose_name="enhet")
    year = models.PositiveSmallIntegerField("år")
    amount = models.DecimalField("budget", max_digits=12, decimal_places=2)

    objects = BudgetQuerySet.as_manager()

    class Meta:
        verbose_name = "budget"
        verbose_name_plural = "budgetar"
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "year"],
                name="budget_once_a_year",
                violation_error_message="Enheten har redan en budget för året.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="budget_not_negative",
                violation_error_message="En budget kan inte vara negativ.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit}, {self.year}"

    def get_absolute_url(self) -> str:
        return f"/ekonomi/?year={self.year}"

    @classmethod
    def left(cls, unit_id: int, day: date) -> tuple[Decimal, Decimal] | None:
        """The unit's budget for the year of a day and what is charged of it so far; None without a budget."""
        budget = cls.objects.filter(unit_id=unit_id, year=day.year).first()
        if budget is None:
            return None
        return budget.amount, Charge.objects.of_year(day.year).filter(unit_id=unit_id).standing().sum_of()


class YearCost(Governed):
    """What it has cost the brokerage itself to work for a year: prices are to cover it, and no more (self-cost)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="year_costs", verbose_name="enhet")
    year = models.PositiveSmallIntegerField("år")
    amount = models.DecimalField("kostnad", max_digits=12, decimal_places=2)

    objects = BudgetQuerySet.as_manager()

    class Meta:
        verbose_name = "årskostnad"
        verbose_name_plural = "årskostnader"
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "year"],
                name="yearcost_once_a_year",
                violation_error_message="Årets kostnad är redan angiven. Ändra den i stället.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="yearcost_not_negative",
                violation_error_message="En kostnad kan inte vara negativ.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit}, {self.year}"

    def get_absolute_url(self) -> str:
        return f"/ekonomi/?year={self.year}"

"""The rates that compensation is computed from, the local choices, and what the payroll calls its kinds of pay."""

from datetime import time

from django.db import models
from django.db.models import Q

from brokerage import money
from brokerage.organisation.fields import CodesField
from matching import rates

_UNTIL, _FROM, _GROWN = "barn till och med 12 år", "barn från 13 år", "vuxna"


class Figure(models.TextChoices):
    """What a figure is of: the codes that the engine asks for."""

    BASE = "price-base-amount", "Prisbasbelopp"
    FEE_CHILD = "family-fee-child", f"Familj, arvode per dygn, {_UNTIL}"
    FEE_TEENAGER = "family-fee-teenager", f"Familj, arvode per dygn, {_FROM}"
    FEE_ADULT = "family-fee-adult", f"Familj, arvode per dygn, {_GROWN}"
    BASIC_CHILD = "family-expenses-child-basic", f"Familj, omkostnader, {_UNTIL}"
    BASIC_TEENAGER = "family-expenses-teenager-basic", f"Familj, omkostnader, {_FROM}"
    BASIC_ADULT = "family-expenses-adult-basic", f"Familj, omkostnader, {_GROWN}"
    HIGHEST_CHILD = "family-expenses-child-highest", f"Familj, högst med tilläggskostnad, {_UNTIL}"
    HIGHEST_TEENAGER = "family-expenses-teenager-highest", f"Familj, högst med tilläggskostnad, {_FROM}"
    HIGHEST_ADULT = "family-expenses-adult-highest", f"Familj, högst med tilläggskostnad, {_GROWN}"
    EXPENSES_LOW = "person-expenses-low", "Kontaktperson, omkostnader, låg nivå"
    EXPENSES_MIDDLE = "person-expenses-middle", "Kontaktperson, omkostnader, mellannivå"
    EXPENSES_HIGH = "person-expenses-high", "Kontaktperson, omkostnader, hög nivå"
    WEEKLY_LOWEST = "person-fee-weekly-lowest", "Kontaktperson, lägsta arvode, en gång i veckan"
    WEEKLY_HIGHEST = "person-fee-weekly-highest", "Kontaktperson, högsta arvode, en gång i veckan"
    OFTEN_LOWEST = "person-fee-often-lowest", "Kontaktperson, lägsta arvode, flera gånger i veckan"
    OFTEN_HIGHEST = "person-fee-often-highest", "Kontaktperson, högsta arvode, flera gånger i veckan"
    DAILY_LOWEST = "person-fee-daily-lowest", "Kontaktperson, lägsta arvode, i stort sett dagligen"
    DAILY_HIGHEST = "person-fee-daily-highest", "Kontaktperson, högsta arvode, i stort sett dagligen"
    MILEAGE = "mileage", "Milersättning, per mil"


class Rate(models.Model):
    """One figure of one year: the price base amount, a percentage of it, or an amount in kronor."""

    class Unit(models.TextChoices):
        KRONOR = "kr", "kronor"
        PERCENT = "percent", "procent av prisbasbeloppet"

    code = models.SlugField("belopp", max_length=60, choices=Figure)
    year = models.PositiveSmallIntegerField("från år")
    amount = models.DecimalField("värde", max_digits=10, decimal_places=2)
    unit = models.CharField("mått", max_length=7, choices=Unit, default=Unit.KRONOR)

    class Meta:
        verbose_name = "ersättningsbelopp"
        verbose_name_plural = "ersättningsbelopp"
        ordering = ("code", "-year")
        constraints = (
            models.UniqueConstraint(
                fields=["code", "year"],
                name="rate_once_a_year",
                violation_error_message="Beloppet finns redan för det året.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="rate_not_negative",
                violation_error_message="Ett belopp kan inte vara negativt.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_code_display()} {self.year}: {self.amount}".replace(".", ",")


class PayChoices(models.Model):
    """The local choices of compensation from a day on: a new row changes them, an old one stays what it was."""

    class Eve(models.TextChoices):
        MIDSUMMER = rates.Eve.MIDSUMMER, "Midsommarafton"
        CHRISTMAS = rates.Eve.CHRISTMAS, "Julafton"
        NEW_YEAR = rates.Eve.NEW_YEAR, "Nyårsafton"

    class Rounding(models.TextChoices):
        ORE = "ore", "hela ören"
        KRONA = "krona", "hela kronor"

    starts = models.DateField("gäller från", unique=True)
    eves = CodesField("aftnar med dubbelt arvode", choices=Eve, blank=True)
    doubled_days = models.PositiveSmallIntegerField("dygn med dubbelt arvode i en sammanhängande vistelse", default=14)
    half_from = models.TimeField("halvt första dygn från klockan", default=time(12))
    half_until = models.TimeField("halvt sista dygn före klockan", null=True, blank=True)
    gap_days = models.PositiveSmallIntegerField("dagar hemma som inte bryter en vistelse", default=0)
    rounding = models.CharField("varje dygn avrundas till", max_length=5, choices=Rounding, default=Rounding.ORE)
    late_days = models.PositiveSmallIntegerField("sent återbud: senare än så många dagar före", default=2)
    late_percent = models.DecimalField("del av arvodet vid sent återbud, procent", max_digits=5, decimal_places=2)
    cutoff_day = models.PositiveSmallIntegerField("brytdag i månaden efter", default=5)

    class Meta:
        verbose_name = "lokala regler för ersättning"
        verbose_name_plural = "lokala regler för ersättning"
        ordering = ("-starts",)
        constraints = (
            models.CheckConstraint(
                condition=Q(cutoff_day__gte=1, cutoff_day__lte=28),
                name="paychoices_cutoff_in_every_month",
                violation_error_message="Brytdagen är mellan den 1 och den 28.",
            ),
            models.CheckConstraint(
                condition=Q(doubled_days__lte=28),
                name="paychoices_doubled_within_a_month",
                violation_error_message="Dubbelt arvode gäller högst 28 dygn i en vistelse.",
            ),
            models.CheckConstraint(
                condition=Q(late_percent__gte=0, late_percent__lte=100),
                name="paychoices_late_percent",
                violation_error_message="Delen vid sent återbud är mellan 0 och 100 procent.",
            ),
        )

    def __str__(self) -> str:
        return f"Från {self.starts}"

    def as_choices(self) -> rates.Choices:
        return rates.Choices(
            starts=self.starts,
            eves=frozenset(self.eves),
            doubled_days=self.doubled_days,
            half_from=self.half_from,
            half_until=self.half_until,
            gap_days=self.gap_days,
            rounding=money.KRONA if self.rounding == self.Rounding.KRONA else money.ORE,
            late_days=self.late_days,
            late_percent=self.late_percent,
        )


class PayCode(models.Model):
    """What the payroll calls a kind of pay (löneart). The text is printed, and names nobody."""

    class Kind(models.TextChoices):
        FEE = rates.Code.FEE, "Arvode per dygn"
        DOUBLE_FEE = rates.Code.DOUBLE_FEE, "Dubbelt arvode, helg"
        CANCELLED_FEE = rates.Code.CANCELLED_FEE, "Arvode vid sent återbud"
        EXPENSES = rates.Code.EXPENSES, "Omkostnader per dygn"
        EXTRA = rates.Code.EXTRA, "Tilläggskostnad per dygn"
        MONTH_FEE = rates.Code.MONTH_FEE, "Arvode per månad"
        MONTH_EXPENSES = rates.Code.MONTH_EXPENSES, "Omkostnader per månad"
        MILEAGE = rates.Code.MILEAGE, "Milersättning per kilometer"

    kind = models.CharField("ersättning", max_length=14, choices=Kind, unique=True)
    number = models.CharField("löneart", max_length=20)

    class Meta:
        verbose_name = "löneart"
        verbose_name_plural = "lönearter"
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number} {self.get_kind_display()}"

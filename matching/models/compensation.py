"""What a volunteer is paid by: the terms, the month as it was reported, and the basis that goes to the payroll."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from brokerage import clock
from brokerage.organisation.models import Area, Unit
from brokerage.pages import wording
from brokerage.workflow import Governed
from matching import rates
from matching.models.assignments import Assignment
from matching.models.rates import PayCode
from matching.queries.pay import MonthReportQuerySet, PayrollQuerySet
from matching.states import MonthReportState
from recruitment.models import Volunteer

ZERO = Decimal(0)


class Category(models.TextChoices):
    """How often a contact person is in touch, by which the recommendation sets the span of the fee."""

    WEEKLY = "weekly", "Minst en gång i veckan"
    OFTEN = "often", "Flera gånger i veckan"
    DAILY = "daily", "I stort sett dagligen"


class ExpenseLevel(models.TextChoices):
    LOW = "low", "Låg"
    MIDDLE = "middle", "Mellan"
    HIGH = "high", "Hög"


class Terms(models.Model):
    """What is paid for an assignment from a day on. Extra costs rest on an individual calculation in writing (SKR)."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="terms", verbose_name="uppdrag")
    starts = models.DateField("gäller från")
    category = models.CharField("kontakt", max_length=6, choices=Category, blank=True)
    fee_percent = models.DecimalField(
        "arvode, procent av prisbasbeloppet", max_digits=5, decimal_places=2, null=True, blank=True
    )
    expenses_level = models.CharField("omkostnader", max_length=6, choices=ExpenseLevel, blank=True)
    fee = models.DecimalField("höjt arvode per dygn", max_digits=8, decimal_places=2, null=True, blank=True)
    extra = models.DecimalField("tilläggskostnad per dygn", max_digits=8, decimal_places=2, default=ZERO)
    calculation = models.TextField("beräkning av tilläggskostnaden", max_length=2000, blank=True)
    pays_mileage = models.BooleanField("milersättning", default=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="inlagt av")
    written_on = models.DateField("inlagt", default=clock.today)

    class Meta:
        verbose_name = "ersättningsvillkor"
        verbose_name_plural = "ersättningsvillkor"
        ordering = ("-starts",)
        constraints = (
            models.UniqueConstraint(
                fields=["assignment", "starts"],
                name="terms_once_from_a_day",
                violation_error_message="Det finns redan villkor från den dagen.",
            ),
            models.CheckConstraint(
                condition=Q(extra=0) | ~Q(calculation=""),
                name="terms_extra_is_calculated",
                violation_error_message="En tilläggskostnad kräver en skriftlig beräkning.",
            ),
        )

    def __str__(self) -> str:
        return f"Villkor från {self.starts}"

    def as_level(self) -> rates.Level:
        return rates.Level(
            starts=self.starts,
            fee=self.fee,
            extra=self.extra,
            category=self.category,
            fee_percent=self.fee_percent or ZERO,
            expenses=self.expenses_level,
            pays_mileage=self.pays_mileage,
        )


class Payee(models.Model):
    """By which number a unit's payroll knows a volunteer: the only thing that its file says of who is paid."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="enhet")
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="payees", verbose_name="uppdragstagare")
    number = models.CharField("anställningsnummer", max_length=20)

    class Meta:
        verbose_name = "lönemottagare"
        verbose_name_plural = "lönemottagare"
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "volunteer"],
                name="payee_once_in_unit",
                violation_error_message="Uppdragstagaren har redan ett anställningsnummer hos er.",
            ),
            models.UniqueConstraint(
                fields=["unit", "number"],
                name="payee_number_once_in_unit",
                violation_error_message="Anställningsnumret hör till en annan uppdragstagare.",
            ),
        )

    def __str__(self) -> str:
        return self.number


class MonthReport(Governed):
    """A month of an assignment, as the volunteer reports it: checked by one, attested by another.

    `uncovered` counts the days that no decision covers. `is_due` says that its sum is not, or not rightly, in the
    basis of the payroll. `amount` is what it gives as it stands; None while a figure is missing.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="month_reports", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area)
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="month_reports", verbose_name="uppdrag")
    month = models.DateField("månad")
    asked_on = models.DateField("länken sänd", null=True, blank=True)
    reminded_on = models.DateField("påmind", null=True, blank=True)
    submitted_on = models.DateField("inskickad", null=True, blank=True)
    by_link = models.BooleanField("inskickad genom länken", default=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="inskriven av"
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="granskad av"
    )
    checked_on = models.DateField("granskad", null=True, blank=True)
    attested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="attesterad av"
    )
    attested_on = models.DateField("attesterad", null=True, blank=True)
    sent_back = models.TextField("varför den skickades tillbaka", max_length=500, blank=True)
    uncovered = models.PositiveSmallIntegerField("dygn utan beslut", default=0)
    undecided_on = models.DateField("inget beslut fattades, noterat", null=True, blank=True)
    amount = models.DecimalField("ersättning", max_digits=10, decimal_places=2, null=True, blank=True)
    is_due = models.BooleanField("ska med i nästa underlag", default=False)
    is_to_recount = models.BooleanField("ska räknas om", default=False)
    state = models.CharField("läge", max_length=9, choices=MonthReportState, default=MonthReportState.OPEN)

    objects = MonthReportQuerySet.as_manager()

    class Meta:
        verbose_name = "månadsredovisning"
        verbose_name_plural = "månadsredovisningar"
        ordering = ("-month", "pk")
        indexes = (
            models.Index(fields=["unit", "area", "state"], name="monthreport_list"),
            models.Index(fields=["unit", "area", "month"], name="monthreport_month"),
            models.Index(fields=["id"], condition=Q(is_to_recount=True), name="monthreport_recount"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["assignment", "month"],
                name="monthreport_once_a_month",
                violation_error_message="Månaden har redan en redovisning.",
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="monthreport_is_of_a_whole_month",
                violation_error_message="En redovisning avser en hel månad.",
            ),
            models.CheckConstraint(
                condition=~Q(state="attested") | Q(attested_on__isnull=False, checked_on__isnull=False),
                name="monthreport_attested_is_checked",
                violation_error_message="En redovisning granskas innan den attesteras.",
            ),
            models.CheckConstraint(
                condition=Q(attested_by=None) | Q(checked_by=None) | ~Q(attested_by=F("checked_by")),
                name="monthreport_attested_by_another",
                violation_error_message="Den som har granskat får inte attestera.",
            ),
        )

    def __str__(self) -> str:
        return f"Redovisning {wording.month(self.month)}"

    def get_absolute_url(self) -> str:
        return reverse("matching:monthreport", args=[self.pk])

    def about(self) -> list[tuple[str, int]]:
        return [*self.assignment.about(), ("matching.monthreport", self.pk)]

    @property
    def last_day(self) -> date:
        return clock.months_after(self.month, 1) - date.resolution

    @property
    def is_over(self) -> bool:
        return clock.today() > self.last_day


class Visit(models.Model):
    """A stay or a meeting within one month: planned, held, cancelled, or struck since it was wrong. Never deleted."""

    class Sort(models.TextChoices):
        AGREED = "agreed", "Enligt avtalet"
        EXTRA = "extra", "Extra, utöver avtalet"
        JOUR = "jour", "Jour"

    class Fate(models.TextChoices):
        PLANNED = "planned", "Planerad"
        HELD = "held", "Blev av"
        CANCELLED = "cancelled", "Inställd"
        STRUCK = "struck", "Struken"

    report = models.ForeignKey(MonthReport, models.PROTECT, related_name="visits", verbose_name="redovisning")
    sort = models.CharField("sort", max_length=6, choices=Sort, default=Sort.AGREED)
    fate = models.CharField("blev av", max_length=9, choices=Fate, default=Fate.HELD)
    first = models.DateField("första dagen")
    last = models.DateField("sista dagen")
    arrives = models.TimeField("kom klockan", null=True, blank=True)
    leaves = models.TimeField("åkte klockan", null=True, blank=True)
    kilometres = models.PositiveSmallIntegerField("kilometer med egen bil", default=0)
    cancelled_on = models.DateField("återbud den", null=True, blank=True)
    by_client = models.BooleanField("ställdes in av klienten", default=False)
    words = models.TextField("egna ord", max_length=500, blank=True)
    strike_reason = models.CharField("varför den ströks", max_length=200, blank=True)
    uncovered = models.PositiveSmallIntegerField("dygn utan beslut", default=0)
    noted_at = models.DateTimeField("inskriven", default=clock.now)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="inskriven av"
    )

    class Meta:
        verbose_name = "besök"
        verbose_name_plural = "besök"
        ordering = ("first", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(last__gte=F("first")),
                name="visit_ends_after_first",
                violation_error_message="Den sista dagen kan inte ligga före den första.",
            ),
            models.CheckConstraint(
                condition=Q(fate="cancelled", cancelled_on__isnull=False) | ~Q(fate="cancelled"),
                name="visit_cancelled_has_day",
                violation_error_message="Ange vilken dag återbudet kom.",
            ),
        )

    def __str__(self) -> str:
        return wording.day(self.first) if self.first == self.last else f"{self.first}–{self.last}"

    @property
    def counts(self) -> bool:
        """Whether it was, or was to have been and the client called it off: what can be paid."""
        return self.fate == self.Fate.HELD or (self.fate == self.Fate.CANCELLED and self.by_client)

    def as_stay(self) -> rates.Stay:
        return rates.Stay(
            key=self.pk,
            first=self.first,
            last=self.last,
            arrives=self.arrives,
            leaves=self.leaves,
            kilometres=self.kilometres,
            cancelled_on=self.cancelled_on if self.fate == self.Fate.CANCELLED else None,
        )


class Payroll(Governed):
    """What a unit's programme area pays its volunteers by one month's cut-off. Closed once, and never edited."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="payrolls", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area)
    month = models.DateField("månad")
    cutoff_on = models.DateField("brytdag")
    closed_on = models.DateField("stängt", default=clock.today)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="stängt av")
    total = models.DecimalField("belopp", max_digits=12, decimal_places=2)

    objects = PayrollQuerySet.as_manager()

    class Meta:
        verbose_name = "löneunderlag"
        verbose_name_plural = "löneunderlag"
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "area", "month"],
                name="payroll_once_a_month",
                violation_error_message="Månaden är redan stängd. Det som kommer senare går med nästa månad.",
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="payroll_is_of_a_whole_month",
                violation_error_message="Ett underlag avser en hel månad.",
            ),
        )

    def __str__(self) -> str:
        return f"Löneunderlag {wording.month(self.month)}"

    def get_absolute_url(self) -> str:
        return reverse("matching:payroll", args=[self.pk])

    def about(self) -> list[tuple[str, int]]:
        paid = {line.volunteer_id for line in self.lines.all()}
        return [*(("recruitment.volunteer", pk) for pk in sorted(paid)), ("matching.payroll", self.pk)]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A payroll is never edited: what was wrong is mended by a line of a later one.")
        super().save(*args, **kwargs)


class PayLine(models.Model):
    """A line of one payroll, as it read that day. `turn` counts the lines for the same thing: the first, a correction.

    `key` is the visit, or 0 for the month as a whole, so that the database sees when something would be paid twice.
    """

    payroll = models.ForeignKey(Payroll, models.PROTECT, related_name="lines", verbose_name="underlag")
    report = models.ForeignKey(MonthReport, models.PROTECT, related_name="lines", verbose_name="redovisning")
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="+", verbose_name="uppdragstagare")
    pay_number = models.CharField("anställningsnummer", max_length=20)
    key = models.PositiveBigIntegerField("besök")
    kind = models.CharField("ersättning", max_length=14, choices=PayCode.Kind)
    code = models.CharField("löneart", max_length=20)
    first = models.DateField("från")
    last = models.DateField("till")
    quantity = models.DecimalField("antal", max_digits=10, decimal_places=4)
    price = models.DecimalField("pris", max_digits=10, decimal_places=2)
    amount = models.DecimalField("belopp", max_digits=10, decimal_places=2)
    turn = models.PositiveSmallIntegerField("gång", default=1)

    class Meta:
        verbose_name = "rad i löneunderlag"
        verbose_name_plural = "rader i löneunderlag"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=["report", "key", "kind", "price", "turn"],
                name="payline_never_twice",
                violation_error_message="Raden finns redan i ett underlag. Öppna sidan på nytt och granska igen.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.amount} kr"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("A line of a payroll is never edited.")
        super().save(*args, **kwargs)

"""How an assignment lives: the introduction step by step, its phases, the log of support, and whom to call when."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from brokerage import clock
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from decisions.models import Decision
from matching.models.assignments import Assignment
from matching.queries import LogEntryQuerySet
from matching.variants import Variant, about_jour


class IntroStep(models.Model):
    """A step of getting to know each other (inskolning), with its day and what it showed."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="intro_steps")
    number = models.PositiveSmallIntegerField("ordning")
    title = models.CharField("steg", max_length=120)
    planned_on = models.DateField("planerad dag", null=True, blank=True)
    done_on = models.DateField("genomfört", null=True, blank=True)
    went_well = models.BooleanField("redo för nästa steg", null=True, blank=True)
    evaluation = models.TextField("hur det gick", max_length=1000, blank=True)

    class Meta:
        verbose_name = "steg i inskolningen"
        verbose_name_plural = "steg i inskolningen"
        ordering = ("number", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["assignment", "number"],
                name="introstep_once",
                violation_error_message="Steget finns redan. Läs om sidan.",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Phase(models.Model):
    """In what form and how much, from a day on, under which decision. A phase ends where the next begins."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="phases")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="+", verbose_name="enligt beslut")
    variant = models.CharField("form", max_length=10, choices=Variant)
    extent = models.CharField("omfattning", max_length=120)
    since = models.DateField("från")
    until = models.DateField("till och med", null=True, blank=True)
    weekends_only = models.BooleanField("bara helger", default=False)
    jour_home_on = models.DateField("hemmet utrett som jourhem", null=True, blank=True)
    inquiry_ended_on = models.DateField("barnets utredning avslutades", null=True, blank=True)  # of a jour (SoL 22:4)
    parents_terms = models.TextField("avtalet med föräldrarna", max_length=2000, blank=True)
    after_placement = models.CharField("efter vilken placering", max_length=200, blank=True)
    why = models.TextField("varför", max_length=500, blank=True)

    class Meta:
        verbose_name = "fas"
        verbose_name_plural = "faser"
        ordering = ("since", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="phase_until_after_since",
                violation_error_message="En fas kan inte sluta innan den började.",
            ),
            models.UniqueConstraint(
                fields=["assignment", "since"],
                name="phase_one_a_day",
                violation_error_message="En fas börjar redan den dagen.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_variant_display()}, {self.extent}"

    def about_jour(self, on: date) -> str:
        """What the law asks to be thought of, of a stay as jour that goes on."""
        if self.variant != Variant.JOUR or (self.until and self.until < on):
            return ""
        return about_jour(since=self.since, until=self.until, inquiry_ended_on=self.inquiry_ended_on, on=on)


class LogEntry(Governed):
    """Something that has been said or has happened in an assignment, in words of the unit's own."""

    class Kind(models.TextChoices):
        CALL = "call", "Stödsamtal"
        SUPERVISION = "supervision", "Handledning"
        VISIT = "visit", "Besök"
        TRIED = "tried", "Sökte, nådde ingen"
        CHILD = "child", "Barnet eller klienten hörde av sig"
        DROP_IN = "drop_in", "Kom förbi, eller var med på en öppen kväll"
        CONTACT = "contact", "Umgänge med föräldern hos familjen"
        ON_CALL = "on_call", "Samtal till jouren"
        INCIDENT = "incident", "Händelse eller skada"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area)
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="log", verbose_name="uppdrag")
    on = models.DateField("dag")
    kind = models.CharField("vad", max_length=11, choices=Kind)
    words = models.TextField("anteckning", max_length=2000)
    own_words = models.TextField("med klientens ord", max_length=1000, blank=True)
    measures = models.TextField("vad vi har gjort", max_length=2000, blank=True)
    closed_on = models.DateField("utrett och avslutat", null=True, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="antecknat av"
    )
    noted_on = models.DateField("antecknat", default=clock.today)

    objects = LogEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "anteckning om ett uppdrag"
        verbose_name_plural = "anteckningar om uppdrag"
        ordering = ("-on", "-pk")
        indexes = (models.Index(fields=["kind", "closed_on"], name="logentry_open_incidents"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(closed_on=None) | (Q(kind="incident") & ~Q(measures="")),
                name="logentry_closed_has_measures",
                violation_error_message="Skriv vad ni har gjort innan händelsen avslutas.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.on}"

    def get_absolute_url(self) -> str:
        return reverse("matching:assignment_life", args=[self.assignment_id])

    def about(self) -> list[tuple[str, int]]:
        return self.assignment.about()


class OnCallNumber(models.Model):
    """A telephone number on the contact card: the whole city's, or one unit's. Administrators keep them."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="enhet (tomt: hela staden)"
    )
    label = models.CharField("vad", max_length=80)
    number = models.CharField("nummer", max_length=30)
    hours = models.CharField("när", max_length=80, blank=True)
    place = models.PositiveSmallIntegerField("ordning", default=10)

    class Meta:
        verbose_name = "viktigt telefonnummer"
        verbose_name_plural = "viktiga telefonnummer"
        ordering = ("place", "pk")

    def __str__(self) -> str:
        return f"{self.label}: {self.number}"

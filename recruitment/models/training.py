"""What volunteers are taught (fortbildning: they are lay people, not trained staff) and who stands by the new ones."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from brokerage import clock, names
from brokerage.organisation.fields import CodesField
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from recruitment.models.volunteers import Volunteer
from recruitment.queries.support import MentorshipQuerySet, SeatQuerySet, TrainingQuerySet
from recruitment.states import MentorshipState, SeatState, TrainingState


class Training(Governed):
    """A lecture, an evening, a session of group supervision: at a time, in a place, for so many."""

    class Kind(models.TextChoices):
        BASIC = "basic", "Grundutbildning"
        LECTURE = "lecture", "Föreläsning"
        EVENING = "evening", "Inspirationskväll"
        SUPERVISION = "supervision", "Grupphandledning"
        THEME = "theme", "Temakurs"
        GATHERING = "gathering", "Träff för familjer och barn"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="trainings", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area, blank=True)
    title = models.CharField("rubrik", max_length=120)
    name_key = models.CharField(max_length=240, editable=False)
    kind = models.CharField("form", max_length=11, choices=Kind)
    themes = CodesField("rör", blank=True, max_length=400)  # words of the vocabulary: needs
    about_it = models.TextField("innehåll", max_length=4000, blank=True)
    speaker = models.CharField("leds av", max_length=120, blank=True)
    starts_at = models.DateTimeField("börjar")
    hours = models.PositiveSmallIntegerField("timmar", default=2)
    place = models.CharField("plats", max_length=120)
    capacity = models.PositiveSmallIntegerField("platser", default=20)
    is_open = models.BooleanField("öppen för stadsdelarnas uppdragstagare", default=False)
    series = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="sessions")
    state = models.CharField("läge", max_length=9, choices=TrainingState, default=TrainingState.PLANNED)

    objects = TrainingQuerySet.as_manager()

    class Meta:
        verbose_name = "fortbildning"
        verbose_name_plural = "fortbildningar"
        indexes = (models.Index(fields=["unit", "state", "starts_at"], name="training_list"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(capacity__gte=1, hours__gte=1),
                name="training_has_seats",
                violation_error_message="Ange minst en plats och minst en timme.",
            ),
        )

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_key = names.key(self.title)[:240]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("recruitment:training", args=[self.pk])


class Seat(Governed):
    """A volunteer's seat. `unit` is the pool that the volunteer comes from: a district buys its seats."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="seats", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area, blank=True)
    training = models.ForeignKey(Training, models.PROTECT, related_name="seats", verbose_name="fortbildning")
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="seats", verbose_name="uppdragstagare")
    booked_on = models.DateField("anmäld", default=clock.today)
    waiting_since = models.DateTimeField("på väntelistan sedan", null=True, blank=True)
    rating = models.PositiveSmallIntegerField("betyg", null=True, blank=True)
    words = models.TextField("med egna ord", max_length=1000, blank=True)
    evaluated_on = models.DateField("utvärderad", null=True, blank=True)
    state = models.CharField("läge", max_length=9, choices=SeatState, default=SeatState.BOOKED)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = "plats på fortbildning"
        verbose_name_plural = "platser på fortbildning"
        constraints = (
            models.UniqueConstraint(
                fields=["training", "volunteer"],
                condition=~Q(state__in=("cancelled", "declined")),
                name="seat_once",
                violation_error_message="Uppdragstagaren har redan en plats eller en inbjudan.",
            ),
            models.CheckConstraint(
                condition=Q(rating=None) | Q(rating__gte=1, rating__lte=5),
                name="seat_rating_in_range",
                violation_error_message="Betyget är från 1 till 5.",
            ),
        )

    def __str__(self) -> str:
        return str(self.volunteer)

    def get_absolute_url(self) -> str:
        return reverse("recruitment:training", args=[self.training_id])

    def about(self) -> list[tuple[str, int]]:
        return [("recruitment.volunteer", self.volunteer_id), ("recruitment.seat", self.pk)]


class Mentorship(Governed):
    """A senior volunteer whom a new one may call at any time."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="mentorships", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area, blank=True)
    mentor = models.ForeignKey(Volunteer, models.PROTECT, related_name="mentees", verbose_name="mentor")
    family = models.ForeignKey(Volunteer, models.PROTECT, related_name="mentors", verbose_name="ny uppdragstagare")
    consented_on = models.DateField("mentorn samtyckte till att uppgifterna lämnas")
    starts = models.DateField("från och med", default=clock.today)
    note = models.TextField("anteckning", max_length=2000, blank=True)
    ends = models.DateField("till och med", null=True, blank=True)
    ending = models.CharField("så slutade det", max_length=500, blank=True)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="av")
    state = models.CharField("läge", max_length=7, choices=MentorshipState, default=MentorshipState.RUNNING)

    objects = MentorshipQuerySet.as_manager()

    class Meta:
        verbose_name = "mentorskap"
        verbose_name_plural = "mentorskap"
        constraints = (
            models.UniqueConstraint(
                fields=["family"],
                condition=Q(state="running"),
                name="mentorship_one_at_a_time",
                violation_error_message="Uppdragstagaren har redan en mentor.",
            ),
            models.CheckConstraint(
                condition=~Q(mentor=F("family")),
                name="mentorship_of_two",
                violation_error_message="Ingen är sin egen mentor.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.mentor} för {self.family}"

    @classmethod
    def among(cls, volunteer: Volunteer) -> MentorshipQuerySet:
        """Those in which the volunteer is one of the two; the latest first."""
        return cls.objects.filter(Q(mentor=volunteer) | Q(family=volunteer)).order_by("-pk")

    def get_absolute_url(self) -> str:
        return reverse("recruitment:mentorship", args=[self.pk])

    def about(self) -> list[tuple[str, int]]:
        return [
            ("recruitment.volunteer", self.mentor_id),
            ("recruitment.volunteer", self.family_id),
            ("recruitment.mentorship", self.pk),
        ]

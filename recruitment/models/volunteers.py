"""The volunteers and the people of their homes."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse

from brokerage import clock, identity, names
from brokerage.organisation.fields import CodesField
from brokerage.organisation.models import Area, Protection, Unit
from brokerage.workflow import Governed
from recruitment.queries.volunteers import VolunteerQuerySet
from recruitment.requirements import Kind
from recruitment.states import VolunteerState


class Volunteer(Governed):
    """A contact person, contact family or short-term family, in the pool of one unit."""

    class Way(models.TextChoices):
        """How somebody wants to hear of us. Whoever has protected identity is called, whatever stands here."""

        MAIL = "mail", "E-post"
        SMS = "sms", "SMS"
        BOTH = "both", "E-post och SMS"
        PHONE = "phone", "Telefon"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="volunteers", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area, blank=True)
    name = models.CharField("namn", max_length=100, help_text="Som ni kallar dem, till exempel Familjen Lindahl.")
    name_key = models.CharField(max_length=200, editable=False, db_index=True)
    email = models.EmailField("e-postadress", blank=True)
    phone = models.CharField("telefon", max_length=30, blank=True)
    way = models.CharField("nås helst genom", max_length=5, choices=Way, default=Way.MAIL)
    kinds = CodesField("utreds eller godkänd som", choices=Kind)
    protection = models.CharField("skydd", max_length=10, choices=Protection, default=Protection.NONE)
    # The profile, in the words of the vocabulary. What stands in neither list is not known, and is shown as such.
    traits = CodesField("har, kan eller vill", blank=True, max_length=1000)
    lacks = CodesField("har inte, kan inte eller vill inte", blank=True, max_length=1000)
    state = models.CharField("läge", max_length=10, choices=VolunteerState, default=VolunteerState.CANDIDATE)
    joined_on = models.DateField("i poolen sedan", null=True, blank=True)
    # What was before the system knew of them is in somebody's head: silence is counted from this day at the earliest.
    registered_on = models.DateField("inlagd den", default=clock.today)
    last_contact_on = models.DateField("senast i kontakt", null=True, blank=True)

    objects = VolunteerQuerySet.as_manager()

    class Meta:
        verbose_name = "uppdragstagare"
        verbose_name_plural = "uppdragstagare"
        indexes = (
            models.Index(fields=["unit", "name_key"], name="volunteer_list"),
            models.Index(fields=["unit", "state", "area", "last_contact_on", "registered_on"], name="volunteer_pool"),
            models.Index(Lower("email"), name="volunteer_email"),
        )
        constraints = (
            models.CheckConstraint(
                condition=~Q(state=VolunteerState.AVAILABLE) | Q(joined_on__isnull=False),
                name="volunteer_in_pool_has_date",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_key = names.key(self.name)[:200]
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("recruitment:volunteer", args=[self.pk])

    @property
    def is_protected(self) -> bool:
        return self.protection != Protection.NONE

    @property
    def has_profile(self) -> bool:
        return bool(self.traits or self.lacks)


class VolunteerPlace(models.Model):
    """Where a volunteer lives: a table of its own, and never a row for somebody with protected identity."""

    volunteer = models.OneToOneField(Volunteer, models.CASCADE, related_name="place", primary_key=True)
    street = models.CharField("gatuadress", max_length=100, blank=True)
    postcode = models.CharField("postnummer", max_length=6, blank=True)
    town = models.CharField("ort", max_length=60, blank=True)
    district = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="stadsdel")
    # When it became another: what was seen and asked before that is of the old home.
    since = models.DateField("flyttade dit", null=True, blank=True)
    district_since = models.DateField("till stadsdelen", null=True, blank=True)

    class Meta:
        verbose_name = "adress"
        verbose_name_plural = "adresser"
        indexes = (models.Index(fields=["postcode"], name="volunteerplace_postcode"),)

    def __str__(self) -> str:
        return ", ".join(part for part in (self.street, f"{self.postcode} {self.town}".strip()) if part)


class HouseholdMember(models.Model):
    """Somebody in the home. Adults carry an identity number; of children only the year of birth is kept."""

    class Part(models.TextChoices):
        APPLICANT = "applicant", "Sökande"
        PARTNER = "partner", "Medsökande"
        ADULT = "adult", "Annan vuxen i hemmet"
        CHILD = "child", "Barn i hemmet"

    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="members")
    part = models.CharField("roll i hemmet", max_length=10, choices=Part)
    name = models.CharField("namn", max_length=100)
    identity_number = models.CharField("personnummer", max_length=13, blank=True)
    birth_year = models.PositiveSmallIntegerField("födelseår")
    added_on = models.DateField("i hemmet sedan", default=clock.today)
    moved_out_on = models.DateField("har flyttat", null=True, blank=True)

    class Meta:
        verbose_name = "person i hemmet"
        verbose_name_plural = "personer i hemmet"
        ordering = ("pk",)
        indexes = (
            models.Index(fields=["volunteer", "part", "moved_out_on", "added_on"], name="member_new"),
            models.Index(fields=["name"], name="member_name"),
            models.Index(fields=["identity_number"], name="member_number"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(part="child") | ~Q(identity_number=""),
                name="member_adult_has_identity",
                violation_error_message="En vuxen i hemmet har personnummer eller samordningsnummer.",
            ),
            models.CheckConstraint(
                condition=~Q(part="child") | Q(identity_number=""),
                name="member_child_has_no_identity",
                violation_error_message="Av barn i hemmet sparas bara födelseåret.",
            ),
            models.UniqueConstraint(
                fields=["volunteer", "identity_number"],
                condition=~Q(identity_number=""),
                name="member_once_in_home",
                violation_error_message="Personen finns redan i hemmet.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_adult(self) -> bool:
        return self.part != self.Part.CHILD

    def age(self, day: date | None = None) -> int:
        """Whole years for an adult; for a child the age that it reaches this year."""
        day = day or clock.today()
        return (
            clock.age(identity.parse(self.identity_number).born, day)
            if self.identity_number
            else day.year - self.birth_year
        )

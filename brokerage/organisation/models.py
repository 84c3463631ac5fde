"""The city's units and people, who has which role where and when, and the one vocabulary for needs and profiles."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from brokerage import clock, names
from brokerage.access.actors import Standing
from brokerage.organisation.fields import CodesField
from brokerage.organisation.queries import MembershipQuerySet, TraitQuerySet, UnitQuerySet


class Area(models.TextChoices):
    """Programme areas (programområden)."""

    IOF = "IoF", "Individ- och familjeomsorg"
    OF = "OF", "Funktionsnedsättning, SoL"
    LSS = "LSS", "Funktionsnedsättning, LSS"
    SP = "SP", "Socialpsykiatri"


class Role(models.TextChoices):
    CASE_OFFICER = "case_officer", "Handläggare"
    CONTACT_SECRETARY = "contact_secretary", "Kontaktsekreterare"
    DISTRICT_MANAGER = "district_manager", "Enhetschef"
    RECRUITER = "recruiter", "Rekryterare"
    APPROVER = "approver", "Godkännare"
    ECONOMIST = "economist", "Ekonom"
    LOG_REVIEWER = "log_reviewer", "Logggranskare"


class Protection(models.TextChoices):
    """The three kinds of protection (OSL 21:3, 21:3 a, 22:1), and none."""

    NONE = "none", "Ingen"
    MARKED = "marked", "Sekretessmarkering"
    REGISTERED = "registered", "Skyddad folkbokföring"
    THREATENED = "threatened", "Hotbild, kontaktuppgifter skyddas"


class Unit(models.Model):
    """A district board or the brokerage; dated, with the unit that took over."""

    class Kind(models.TextChoices):
        DISTRICT = "district", "Stadsdel"
        BROKERAGE = "brokerage", "Förmedling"

    # What the reference data knows the unit by: its name may change. Units added by hand have none.
    code = models.SlugField("kod", max_length=40, unique=True, null=True, blank=True, editable=False)
    name = models.CharField("namn", max_length=80, unique=True)
    name_key = models.CharField(max_length=160, editable=False, db_index=True)
    kind = models.CharField("slag", max_length=10, choices=Kind, default=Kind.DISTRICT)
    starts = models.DateField("från och med")
    ends = models.DateField("till och med", null=True, blank=True)
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name="efterträdare"
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "enhet"
        verbose_name_plural = "enheter"
        ordering = ("name_key",)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                name="unit_ends_after_start",
                violation_error_message="Enheten kan inte upphöra före sin första dag.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_key = names.key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        """For `manage.py createsuperuser`: an administrator, who sees users, units and tables but no person."""
        return self.create_user(email, password, **{"is_staff": True, **fields})


class User(AbstractBaseUser):
    """Somebody who works in the system. What they may do follows from their memberships alone."""

    email = models.EmailField("e-postadress", unique=True)
    name = models.CharField("namn", max_length=100)
    name_key = models.CharField(max_length=200, editable=False, db_index=True)
    phone = models.CharField("telefon", max_length=30, blank=True)
    # SoL (2025:400) 25:1: who follows up what is given to children has a degree in social work, or one as good.
    has_degree = models.BooleanField("behörig för barnärenden (25 kap. 1 § SoL)", default=False)
    is_active = models.BooleanField("får logga in", default=True)
    is_staff = models.BooleanField("administratör", default=False, help_text="Får använda administrationen.")

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = "användare"
        verbose_name_plural = "användare"
        ordering = ("name_key",)

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_key = names.key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    # Django admin asks these two; the models registered there are the only ones that they open.
    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.is_active and self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_active and self.is_staff

    def standings_on(self, day: date) -> list[Standing]:
        """The roles held on a day, each with its units: own, and what that unit has taken over. One query."""
        rows = Membership.objects.of_user(self.pk).on(day)
        found: dict[int, Standing] = {}
        merged = ("unit__predecessors", "unit__predecessors__predecessors")
        columns = ("pk", "role", "unit_id", "unit__name", "areas", "stands_in_for_id", *merged)
        for pk, role, unit_id, name, areas, away, before, long_before in rows.values_list(*columns):
            known = found[pk].unit_ids if pk in found else frozenset({unit_id})
            units = known | {each for each in (before, long_before) if each}
            title = f"{Role(role).label}, {name}"
            found[pk] = Standing(role, unit_id, units, frozenset(areas), title, away)
        return list(found.values())


class Membership(models.Model):
    """A role in a unit, in programme areas, between dates. It is ended, never deleted."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships", verbose_name="person")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships", verbose_name="enhet")
    role = models.CharField("roll", max_length=20, choices=Role)
    areas = CodesField("programområden", choices=Area, blank=True)
    starts = models.DateField("från och med", default=clock.today)
    ends = models.DateField("till och med", null=True, blank=True)
    stands_in_for = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="stand_ins", verbose_name="vikarierar för"
    )

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "roll i enhet"
        verbose_name_plural = "roller i enheter"
        ordering = ("unit__name_key", "role", "user__name_key")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                name="membership_ends_after_start",
                violation_error_message="Rollen kan inte upphöra före sin första dag.",
            ),
            models.CheckConstraint(
                condition=Q(stands_in_for=None) | ~Q(stands_in_for=F("user")),
                name="membership_stands_in_for_another",
                violation_error_message="Ingen vikarierar för sig själv.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()} i {self.unit}"


class Trait(models.Model):
    """A word that needs and profiles have in common. A word in use is retired, never deleted."""

    class Group(models.TextChoices):
        LANGUAGE = "language", "Språk"
        NEED = "need", "Behov och erfarenhet"
        SCHEDULE = "schedule", "När"
        HOME = "home", "Hemmet"
        INTEREST = "interest", "Intressen"
        PRACTICAL = "practical", "Praktiskt"
        NEAR = "near", "Närhet"

    code = models.SlugField("kod", max_length=40, unique=True)
    name = models.CharField("ord", max_length=80)
    name_key = models.CharField(max_length=160, editable=False)
    group = models.CharField("grupp", max_length=10, choices=Group)
    position = models.PositiveSmallIntegerField("plats", default=100)
    is_hard = models.BooleanField("får aldrig mildras", default=False)
    # What nobody is asked about: the system sees it from where they live and who is in the home.
    is_asked = models.BooleanField("frågas i profilen", default=True)
    is_active = models.BooleanField("i bruk", default=True)

    objects = TraitQuerySet.as_manager()

    class Meta:
        verbose_name = "egenskap"
        verbose_name_plural = "egenskaper"
        ordering = ("group", "position", "name_key")

    @classmethod
    def all_words(cls) -> TraitQuerySet:
        """Every word, retired ones too: what was once said must still be readable."""
        return cls.objects.all()

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_key = names.key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

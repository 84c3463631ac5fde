"""The people whom everything is for. Who they are and where they live are tables of their own."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from brokerage import clock, identity, names
from brokerage.organisation.models import Area, Protection, Trait, Unit
from brokerage.workflow import Governed
from decisions.consents import ADULT
from decisions.queries import ClientQuerySet, ConsentQuerySet


class Client(Governed):
    """A child, a young person or an adult, in one unit's programme area: what may be known without knowing who."""

    class Sex(models.TextChoices):
        GIRL = "woman", "Flicka eller kvinna"
        BOY = "man", "Pojke eller man"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="clients", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area)
    birth_year = models.PositiveSmallIntegerField("födelseår")
    sex = models.CharField("kön", max_length=5, choices=Sex)
    protection = models.CharField("skydd", max_length=10, choices=Protection, default=Protection.NONE)
    interpreter = models.ForeignKey(
        Trait, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tolk i"
    )
    communication = models.CharField("kommunikation", max_length=200, blank=True)

    objects = ClientQuerySet.as_manager()

    class Meta:
        verbose_name = "klient"
        verbose_name_plural = "klienter"
        indexes = (models.Index(fields=["unit", "area"], name="client_unit_area"),)

    def __str__(self) -> str:
        return f"Klient {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("decisions:client", args=[self.pk])

    @property
    def is_protected(self) -> bool:
        return self.protection != Protection.NONE

    def siblings(self) -> ClientQuerySet:
        """Those who are linked as siblings, of the same unit and area: nobody learns of clients elsewhere."""
        return Client.objects.siblings_of(self.pk).filter(unit=self.unit_id, area=self.area)

    def guardians_on(self, day: date) -> list["Guardian"]:
        """Who has custody on a day: all of them consent together (FB 6:13), and nobody does from eighteen (FB 6:2).

        No query where they are fetched.
        """
        if self.identity.age(day) >= ADULT:
            return []
        return [each for each in self.guardians.all() if each.is_guardian_on(day)]


class ClientIdentity(models.Model):
    """Who the client is."""

    client = models.OneToOneField(Client, models.PROTECT, related_name="identity", primary_key=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    area = models.CharField(max_length=4, choices=Area)
    name = models.CharField("namn", max_length=100)
    name_key = models.CharField(max_length=200, editable=False, db_index=True)
    number = models.CharField("personnummer", max_length=13)
    # By IVO's rule, before the number came: what has been reported under it goes on under it.
    temporary = models.CharField("tillfälligt nummer", max_length=13, blank=True)
    numbered_on = models.DateField("personnumret kom", null=True, blank=True)
    phone = models.CharField("telefon", max_length=30, blank=True)
    email = models.EmailField("e-postadress", blank=True)

    class Meta:
        verbose_name = "klientens identitet"
        verbose_name_plural = "klienternas identitet"
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "area", "number"],
                name="client_once_in_area",
                violation_error_message="Personen finns redan som klient hos er.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_key = names.key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def is_temporary(self) -> bool:
        return identity.parse(self.number, temporary=True).kind == "tillfälligt"

    @property
    def born(self) -> date:
        return identity.parse(self.number, temporary=True).born

    def age(self, day: date | None = None) -> int:
        return clock.age(self.born, day or clock.today())


class ClientPlace(models.Model):
    """Where the client lives: never a row for somebody with protected identity."""

    client = models.OneToOneField(Client, models.CASCADE, related_name="place", primary_key=True)
    street = models.CharField("gatuadress", max_length=100, blank=True)
    postcode = models.CharField("postnummer", max_length=6, blank=True)
    town = models.CharField("ort", max_length=60, blank=True)

    class Meta:
        verbose_name = "klientens adress"
        verbose_name_plural = "klienternas adresser"

    def __str__(self) -> str:
        return ", ".join(part for part in (self.street, f"{self.postcode} {self.town}".strip()) if part)


class Guardian(models.Model):
    """Who decides for the client, or may: guardians (vårdnadshavare) of a child, god man or förvaltare of an adult.

    Of a protected one, no address is known here at all.
    """

    class Kind(models.TextChoices):
        CUSTODY = "custody", "Vårdnadshavare"
        IN_PLACE = "in_place", "God man för ensamkommande barn"
        DEPUTY = "deputy", "God man"
        TRUSTEE = "trustee", "Förvaltare"
        MANDATE = "mandate", "Framtidsfullmaktshavare"

    client = models.ForeignKey(Client, models.PROTECT, related_name="guardians")
    name = models.CharField("namn", max_length=100)
    phone = models.CharField("telefon", max_length=30, blank=True)
    email = models.EmailField("e-postadress", blank=True)
    protection = models.CharField("skydd", max_length=10, choices=Protection, default=Protection.NONE)
    kind = models.CharField("är", max_length=8, choices=Kind, default=Kind.CUSTODY)
    ended_on = models.DateField("upphörde", null=True, blank=True)  # from that day no longer a guardian

    class Meta:
        verbose_name = "vårdnadshavare"
        verbose_name_plural = "vårdnadshavare"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name

    def is_there_on(self, day: date) -> bool:
        return self.ended_on is None or day < self.ended_on

    @property
    def is_in_custody(self) -> bool:
        """Decides for a child. A god man acts in the place of guardians of one who came alone (Lag 2005:429, 2 §)."""
        return self.kind in (self.Kind.CUSTODY, self.Kind.IN_PLACE)

    def is_guardian_on(self, day: date) -> bool:
        return self.is_in_custody and self.is_there_on(day)


class Siblings(models.Model):
    """Two clients of one unit and area who are siblings: a decision each, read side by side. The older row first."""

    first = models.ForeignKey(Client, models.PROTECT, related_name="+")
    second = models.ForeignKey(Client, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "syskon"
        verbose_name_plural = "syskon"
        constraints = (
            models.UniqueConstraint(
                fields=["first", "second"],
                name="siblings_once",
                violation_error_message="De är redan sammanlänkade som syskon.",
            ),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="siblings_are_two",
                violation_error_message="Ingen är syskon till sig själv.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.first_id} och {self.second_id}"


class Consent(models.Model):
    """That somebody consents, from a day until it is withdrawn. `guardian` is empty for the client's own."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="consents")
    guardian = models.ForeignKey(Guardian, models.PROTECT, null=True, blank=True, related_name="consents")
    given_on = models.DateField("lämnat")
    withdrawn_on = models.DateField("återtaget", null=True, blank=True)
    # Why somebody else asks for whoever manifestly can't take a stand (LSS 8 §).
    unable = models.CharField("varför den enskilde inte själv kan ta ställning", max_length=500, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = "samtycke"
        verbose_name_plural = "samtycken"
        ordering = ("given_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("given_on")),
                name="consent_withdrawn_after_given",
                violation_error_message="Samtycket kan inte återtas innan det har lämnats.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.guardian or 'Den enskilde'}, {self.given_on}"

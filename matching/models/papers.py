"""What is agreed on paper: the agreement in its versions with its signatures, powers of attorney, permissions."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from brokerage import clock
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from decisions.models import Guardian
from matching.models.assignments import Assignment
from matching.queries import MandateQuerySet, SignatureQuerySet


class Agreement(models.Model):
    """The terms that client, volunteer and unit agree on, one version; each gets a copy with what is theirs to know."""

    class About(models.TextChoices):
        """A komplementfamilj has two, each signed for itself; every other assignment has the first alone."""

        CHILD = "child", "Avtalet"
        PARENTS = "parents", "Avtalet om stöd till föräldrarna"

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="agreements")
    about = models.CharField("gäller", max_length=7, choices=About, default=About.CHILD)
    number = models.PositiveSmallIntegerField("version")
    scheme = models.TextField("upplägg", max_length=2000)
    handover = models.TextField("hämta och lämna", max_length=1000, blank=True)
    included = models.TextField("det här ingår", max_length=2000, blank=True)
    excluded = models.TextField("det här ingår inte", max_length=2000, blank=True)
    compensation = models.TextField("ersättning", max_length=1000, blank=True)
    insurance = models.TextField("försäkring", max_length=1000, blank=True)
    notice_days = models.PositiveSmallIntegerField("uppsägningstid i dagar", default=14)
    written_on = models.DateField("skrivet", default=clock.today)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="skrivet av"
    )
    signed_on = models.DateField("undertecknat av alla", null=True, blank=True)
    replaced_on = models.DateField("ersatt av en ny version", null=True, blank=True)

    class Meta:
        verbose_name = "avtal"
        verbose_name_plural = "avtal"
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=["assignment", "about", "number"],
                name="agreement_version_once",
                violation_error_message="Versionen finns redan. Läs om sidan.",
            ),
            models.UniqueConstraint(
                fields=["assignment", "about"],
                condition=Q(replaced_on=None),
                name="agreement_one_in_force",
                violation_error_message="En annan version gäller redan. Läs om sidan.",
            ),
        )

    def __str__(self) -> str:
        return f"Avtal {self.written_on}, version {self.number}"


class Signature(Governed):
    """That one of those who are to sign a version has done so: by a link of their own, on paper, or as the unit."""

    class Part(models.TextChoices):
        CLIENT = "client", "Klienten"
        GUARDIAN = "guardian", "Vårdnadshavare"
        VOLUNTEER = "volunteer", "Uppdragstagaren"
        UNIT = "unit", "Enheten"

    class Way(models.TextChoices):
        LINK = "link", "genom länken"
        PAPER = "paper", "på papper"
        STAFF = "staff", "i systemet"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    area = models.CharField("programområde", max_length=4, choices=Area)
    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="signatures", verbose_name="avtal")
    part = models.CharField("som", max_length=9, choices=Part)
    guardian = models.ForeignKey(Guardian, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField("namn", max_length=200)
    sent_on = models.DateField("sänt", null=True, blank=True)
    signed_at = models.DateTimeField("bekräftat", null=True, blank=True)
    way = models.CharField("hur", max_length=5, choices=Way, blank=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        verbose_name = "underskrift"
        verbose_name_plural = "underskrifter"
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(signed_at=None, way="") | (Q(signed_at__isnull=False) & ~Q(way="")),
                name="signature_has_way",
                violation_error_message="En underskrift har en tid och ett sätt.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("matching:assignment", args=[self.agreement.assignment_id])

    def about(self) -> list[tuple[str, int]]:
        return self.agreement.assignment.about()


class Mandate(Governed):
    """That the volunteer may do something in the guardians' or the client's place: what, how far, until when."""

    class Kind(models.TextChoices):
        POWER = "power", "Fullmakt: vård och apotek"
        MEDICINE = "medicine", "Ge medicin"
        SWIMMING = "swimming", "Bada"
        PHOTO = "photo", "Ta bilder"
        TRAVEL = "travel", "Resa"
        HAIRCUT = "haircut", "Klippa håret"
        OTHER = "other", "Annat"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="mandates", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area)
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="mandates", verbose_name="uppdrag")
    kind = models.CharField("gäller", max_length=8, choices=Kind)
    scope = models.TextField("omfattar", max_length=1000)
    given_by = models.CharField("ges av", max_length=300)
    valid_to = models.DateField("gäller till och med")
    written_on = models.DateField("skrivet", default=clock.today)
    signed_on = models.DateField("undertecknat", null=True, blank=True)
    withdrawn_on = models.DateField("återtaget", null=True, blank=True)
    withdrawn_by = models.CharField("återtaget av", max_length=200, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = "fullmakt eller medgivande"
        verbose_name_plural = "fullmakter och medgivanden"
        ordering = ("kind", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | ~Q(withdrawn_by=""),
                name="mandate_withdrawn_has_name",
                violation_error_message="Ange vem som tar tillbaka det.",
            ),
        )

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("matching:assignment", args=[self.assignment_id])

    def about(self) -> list[tuple[str, int]]:
        return self.assignment.about()

    def holds_on(self, day: date) -> bool:
        """Signed, not withdrawn, and not run out."""
        is_signed = self.signed_on is not None and self.signed_on <= day
        return is_signed and self.withdrawn_on is None and day <= self.valid_to

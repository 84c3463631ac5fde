"""Who sells and who pays: what stands on an invoice about each, how it is to be written, and how it is sent."""

from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from stdnum.se import orgnr

from brokerage.invoicing.queries import PartyQuerySet
from brokerage.organisation.models import Unit
from brokerage.workflow import Governed

CITY, CITY_NUMBER = "Stockholms stad", "212000-0142"


class Form(models.TextChoices):
    """How an invoice is written. Between boards of one city it is a posting, not a sale (they are one legal person)."""

    INTERNAL = "internal", "Internfaktura: bokföringsorder och PDF"
    PEPPOL = "peppol", "E-faktura: Peppol BIS Billing 3, med PDF"


class Way(models.TextChoices):
    NONE = "none", "Skickas inte: hämtas här"
    FOLDER = "folder", "Läggs i en mapp som ekonomisystemet läser"
    MAIL = "mail", "E-post"


@dataclass(frozen=True)
class Party:
    """A seller or buyer as it read on the day of the invoice; no person is named."""

    name: str
    org_number: str = CITY_NUMBER
    street: str = ""
    postcode: str = ""
    city: str = "Stockholm"
    customer: str = ""  # «STH123», the city's number of a board
    reference: str = ""  # what the buyer wants to see: a cost centre or a code, never a name
    cost_unit: str = ""
    vat_number: str = ""
    bankgiro: str = ""
    mail: str = ""

    @property
    def endpoint(self) -> str:
        """The address in Peppol, of scheme 0007: the digits of the organisation number."""
        return self.org_number.replace("-", "")

    def facts(self) -> dict[str, str]:
        return asdict(self)


def is_org_number(value: str) -> None:
    """Raises ValidationError for a number that the check digit refuses, and for a person's: ours are never persons."""
    if not orgnr.is_valid(value) or int(orgnr.compact(value)[2:4]) < 20:
        raise ValidationError("Skriv ett organisationsnummer, NNNNNN-NNNN.")


class _Addressed(Governed):
    legal_name = models.CharField("namn på fakturan", max_length=80)
    org_number = models.CharField("organisationsnummer", max_length=11, default=CITY_NUMBER, validators=[is_org_number])
    street = models.CharField("gata eller box", max_length=80, blank=True)
    postcode = models.CharField(
        "postnummer", max_length=6, blank=True, validators=[RegexValidator(r"^\d{3} ?\d{2}$", "Skriv fem siffror.")]
    )
    city = models.CharField("ort", max_length=40, default="Stockholm")

    class Meta:
        abstract = True

    def party(self) -> Party:
        names = {each for each in Party.__dataclass_fields__ if each != "name"}
        return Party(self.legal_name, **{name: getattr(self, name) for name in names if hasattr(self, name)})


class Seller(_Addressed):
    """The brokerage as the one who invoices."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="seller", verbose_name="enhet")
    vat_number = models.CharField(
        "momsregistreringsnummer",
        max_length=14,
        default="SE212000014201",
        # Peppol SE-R-001 and SE-R-002
        validators=[RegexValidator(r"^SE\d{12}$", "Skriv SE och tolv siffror, till exempel SE212000014201.")],
    )
    bankgiro = models.CharField(
        "bankgiro",
        max_length=9,
        blank=True,
        validators=[RegexValidator(r"^\d{3,4}-?\d{4}$", "Ett bankgironummer har sju eller åtta siffror.")],
    )
    mail = models.EmailField("e-post för frågor", blank=True, help_text="En funktionsbrevlåda, inte en persons.")
    cost_unit = models.CharField("kostnadsställe", max_length=20, blank=True)
    terms = models.PositiveSmallIntegerField("betalningsvillkor, dagar", default=30)
    internal_account = models.CharField("konto för internfakturor", max_length=10, default="1710")
    receivable_account = models.CharField("konto för kundfordringar", max_length=10, default="1510")
    vat_account = models.CharField("konto för utgående moms", max_length=10, default="2610")

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = "säljare"
        verbose_name_plural = "säljare"

    def __str__(self) -> str:
        return self.legal_name

    @property
    def edit_url(self) -> str:
        return reverse("invoicing:seller_edit", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("invoicing:payers")


class Payer(_Addressed):
    """A unit as the one who pays."""

    unit = models.OneToOneField(Unit, models.PROTECT, related_name="payer", verbose_name="enhet")
    customer = models.CharField("kund-id", max_length=12, blank=True, help_text="STH och tre siffror i staden.")
    reference = models.CharField(
        "referens", max_length=40, blank=True, help_text="Kod eller kostnadsställe. Inga personnamn ska anges."
    )
    cost_unit = models.CharField("kostnadsställe", max_length=20, blank=True)
    form = models.CharField("faktureras som", max_length=10, choices=Form, default=Form.INTERNAL)
    way = models.CharField("skickas", max_length=10, choices=Way, default=Way.NONE)
    mail = models.EmailField("e-post", blank=True, help_text="En funktionsbrevlåda, inte en persons.")

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = "betalare"
        verbose_name_plural = "betalare"
        constraints = (
            models.CheckConstraint(
                condition=~Q(way="mail") | ~Q(mail=""),
                name="payer_by_mail_has_address",
                violation_error_message="Skriv dit fakturan ska skickas.",
            ),
            models.CheckConstraint(
                condition=~Q(form="peppol") | ~Q(reference=""),
                name="payer_peppol_has_reference",
                violation_error_message="En e-faktura behöver köparens referens (Peppol R003).",
            ),
        )

    def __str__(self) -> str:
        return self.legal_name

    @property
    def edit_url(self) -> str:
        return reverse("invoicing:payer_edit", args=[self.pk]) if self.pk else ""

    def get_absolute_url(self) -> str:
        return reverse("invoicing:payers")


def party_of(facts: dict[str, Any]) -> Party:
    """As it was copied in; what the copy does not hold reads as empty."""
    return Party(**{"name": "", **{key: value for key, value in facts.items() if key in Party.__dataclass_fields__}})

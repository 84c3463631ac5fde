"""Invoices and their lines: facts copied in when issued, frozen by the database. They name units and no person."""

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from brokerage import clock
from brokerage.audit.protection import frozen
from brokerage.charges.models import Charge, Vat
from brokerage.invoicing.models.parties import Form, Party, party_of
from brokerage.invoicing.queries import InvoiceQuerySet
from brokerage.invoicing.states import InvoiceState
from brokerage.organisation.models import Unit
from brokerage.workflow import Governed


class Series(models.Model):
    """The last number drawn of a series. Its row is locked while one is drawn: no gap, and never the same twice."""

    prefix = models.CharField("inledning", max_length=10, unique=True)
    last = models.PositiveIntegerField("senaste nummer", default=0)

    class Meta:
        verbose_name = "nummerserie"
        verbose_name_plural = "nummerserier"

    def __str__(self) -> str:
        return f"{self.prefix}-{self.last:04}"


@frozen("version", "state", "settled_on", "reminded_on", "reminders")
class Invoice(Governed):
    """What a district owes for a month. Only its state ever changes: a wrong one is credited."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="invoices", verbose_name="stadsdel")
    month = models.DateField("månad")
    number = models.CharField("nummer", max_length=12, unique=True)
    sender = models.CharField("från", max_length=80)
    receiver = models.CharField("till", max_length=80)
    seller = models.JSONField("säljare", default=dict)
    buyer = models.JSONField("köpare", default=dict)
    form = models.CharField("form", max_length=10, choices=Form, default=Form.INTERNAL)
    issued_on = models.DateField("utfärdad", default=clock.today)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="utfärdad av"
    )
    due_on = models.DateField("betalas senast")
    net = models.DecimalField("belopp utan moms", max_digits=12, decimal_places=2)
    vat = models.DecimalField("moms", max_digits=12, decimal_places=2, default=Decimal(0))
    total = models.DecimalField("belopp", max_digits=12, decimal_places=2)
    state = models.CharField("läge", max_length=10, choices=InvoiceState, default=InvoiceState.ISSUED)
    settled_on = models.DateField("betald", null=True, blank=True)
    reminded_on = models.DateField("senast påmind", null=True, blank=True)
    reminders = models.PositiveSmallIntegerField("påminnelser", default=0)

    objects = InvoiceQuerySet.as_manager()

    class Meta:
        verbose_name = "faktura"
        verbose_name_plural = "fakturor"
        constraints = (
            models.UniqueConstraint(
                fields=["unit", "month"],
                condition=~Q(state="credited"),
                name="invoice_one_for_unit_and_month",
                violation_error_message="Stadsdelen har redan en faktura för månaden.",
            ),
            models.CheckConstraint(
                condition=Q(month__day=1),
                name="invoice_month_is_first_day",
                violation_error_message="En faktura avser en hel månad.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("issued_on")),
                name="invoice_due_after_issued",
                violation_error_message="En faktura kan inte förfalla innan den är utfärdad.",
            ),
            models.CheckConstraint(
                condition=~Q(state="settled") | Q(settled_on__isnull=False),
                name="invoice_settled_has_date",
                violation_error_message="Skriv vilken dag fakturan betalades.",
            ),
        )

    def __str__(self) -> str:
        return self.number

    def get_absolute_url(self) -> str:
        return reverse("invoicing:invoice", args=[self.pk])

    @property
    def sold_by(self) -> Party:
        return party_of({"name": self.sender, **self.seller})

    @property
    def bought_by(self) -> Party:
        return party_of({"name": self.receiver, **self.buyer})


@frozen("holds_charge")
class InvoiceLine(models.Model):
    """A charge on an invoice, as it read that day. It holds its charge, until it is credited to be invoiced again."""

    invoice = models.ForeignKey(Invoice, models.PROTECT, related_name="lines", verbose_name="faktura")
    position = models.PositiveSmallIntegerField("plats")
    charge = models.ForeignKey(Charge, models.PROTECT, related_name="lines", verbose_name="debitering")
    holds_charge = models.BooleanField("håller debiteringen", default=True)
    month = models.DateField("avser månad")
    text = models.CharField("text", max_length=180)
    code = models.SlugField("kod", max_length=40, blank=True)
    name = models.CharField("tjänst", max_length=100, blank=True)
    order_number = models.CharField("beställning", max_length=12, blank=True)
    quantity = models.DecimalField("antal", max_digits=8, decimal_places=2, default=Decimal(1))
    per = models.CharField("per", max_length=40, default="styck")
    price = models.DecimalField("pris", max_digits=10, decimal_places=2, default=Decimal(0))
    account = models.CharField("konto", max_length=10, default="3510")
    vat = models.CharField("moms", max_length=1, choices=Vat, default=Vat.EXEMPT)
    vat_reason = models.CharField("skäl till undantag", max_length=100, blank=True)
    amount = models.DecimalField("belopp", max_digits=10, decimal_places=2)

    class Meta:
        verbose_name = "fakturarad"
        verbose_name_plural = "fakturarader"
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(
                fields=["charge"],
                condition=Q(holds_charge=True),
                name="invoiceline_charge_once",
                violation_error_message="En debitering är redan fakturerad. Öppna sidan på nytt och granska igen.",
            ),
            models.UniqueConstraint(
                fields=["invoice", "position"],
                name="invoiceline_one_in_a_place",
                violation_error_message="Två rader står på samma plats.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.text}, {self.amount} kr"

    @property
    def unit_id(self) -> int:
        return self.invoice.unit_id

    @property
    def is_credited(self) -> bool:
        """Whether a credit note has taken it back; of rows read with their credits no query is asked."""
        return hasattr(self, "credited_by")


def facts_of(charge: Charge) -> dict[str, Any]:
    """What a line copies of its charge."""
    names = (
        "month",
        "code",
        "name",
        "order_number",
        "quantity",
        "per",
        "price",
        "account",
        "vat",
        "vat_reason",
        "amount",
    )
    return {name: getattr(charge, name) for name in names}

"""The list of charges: what each is worth, and which invoice holds it; and the lines of invoices, to take out."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from brokerage import pages
from brokerage.access import Request, holds_role, requires
from brokerage.charges.workflow import add
from brokerage.invoicing.filters import ChargeFilter, LineFilter
from brokerage.invoicing.queries import with_invoice
from brokerage.pages import Action, Column, Empty, Listing
from brokerage.pages.wording import month

FATES = {"waiting": ("Väntar", "warn"), "invoiced": ("Fakturerad", "good"), "struck": ("Struken", "calm")}


def _invoice_url(row: Any) -> str:
    return reverse("invoicing:invoice", args=[row.invoice_key]) if row.invoice_key else ""


CHARGES = Listing(
    title="Debiteringar",
    lead="Det som har förmedlats och levererats, till det pris som gällde. Faktureras när månaden är slut.",
    columns=(
        Column("Text", lambda row: row.text, link=True, sub=lambda row: row.name),
        Column("Stadsdel", lambda row: row.unit.name, sort="unit__name_key"),
        Column("Månad", lambda row: month(row.month), sort="month"),
        Column("Läge", lambda row: FATES[row.fate][0], kind="badge", tone=lambda row: FATES[row.fate][1]),
        Column("Faktura", lambda row: row.invoice_number or "", url=_invoice_url),
        Column("Belopp, kr", lambda row: row.amount, kind="number", sort="amount"),
    ),
    order="-month",
    filterset=ChargeFilter,
    empty=Empty("Inga debiteringar", "En debitering uppstår när någon utses för en beställning."),
)
COLUMNS = (
    Column(
        "Faktura",
        lambda row: row.invoice.number,
        url=lambda row: row.invoice.get_absolute_url(),
        sort="invoice__number",
    ),
    Column("Rad", lambda row: row.position, kind="number"),
    Column("Stadsdel", lambda row: row.invoice.receiver, sort="invoice__unit__name_key"),
    Column("Fakturerad månad", lambda row: month(row.invoice.month), sort="invoice__month"),
    Column("Avser", lambda row: month(row.month), sort="month"),
    Column("Tjänst", lambda row: row.name or row.text, sort="name"),
    Column("Beställning", lambda row: row.order_number),
    Column("Antal", lambda row: row.quantity, kind="number"),
    Column("Belopp, kr", lambda row: row.amount, kind="number", sort="amount"),
    Column("Konto", lambda row: row.account),
    Column("Krediterad", lambda row: row.credited_by.note.number if row.is_credited else ""),
)
# On the screen some stand under each other, so that nothing is broken off; a file has each in a column of its own.
SEEN = (
    replace(COLUMNS[0], sub=lambda row: f"rad {row.position}"),
    COLUMNS[2],
    Column("Avser", lambda row: month(row.month), sort="month", sub=lambda row: _invoiced_later(row)),
    Column("Tjänst", lambda row: row.name or row.text, sort="name", sub=lambda row: row.order_number),
    *COLUMNS[7:],
)
LINES = Listing(
    title="Fakturarader",
    lead="Varje rad på varje faktura, att hämta som fil till uppföljning.",
    columns=COLUMNS,
    seen=SEEN,
    order="-invoice__number",
    filterset=LineFilter,
    empty=Empty("Inga fakturarader", "När en månad har fakturerats visas raderna här."),
)


def _invoiced_later(row: Any) -> str:
    return "" if row.month == row.invoice.month else f"fakturerad för {month(row.invoice.month)}"


@requires("charges.view")
def charges(request: Request, rows: Any) -> HttpResponse:
    may_add = holds_role(request.actor, "charges.add")
    actions = [Action(add.label, reverse("charges:charge_add"), icon="plus")] if may_add else []
    return pages.listing(request, with_invoice(rows.select_related("unit")), CHARGES, actions=actions)


@requires("invoicelines.view", fetch=lambda rows: rows.select_related("invoice", "credited_by__note"))
def lines(request: Request, rows: Any) -> HttpResponse:
    return pages.listing(request, rows, LINES, crumbs=(("Fakturor", "/fakturor/"), ("Rader", None)))

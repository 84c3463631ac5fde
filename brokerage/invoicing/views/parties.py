"""Who sells and who pays: what stands about them on the invoices to come."""

from dataclasses import replace
from typing import Any

from django.http import HttpResponse

from brokerage import pages
from brokerage.access import Request, permitted, requires
from brokerage.invoicing import workflow
from brokerage.invoicing.forms import PayerForm, SellerForm
from brokerage.pages import Action, Column, Empty, Listing

UNIT = Column("Enhet", lambda row: row.unit.name, url=lambda row: row.edit_url, sort="unit__name_key")
AFTER = (
    Column("Organisationsnummer", lambda row: row.org_number),
    Column("Kund-id", lambda row: row.customer, sort="customer"),
    Column("Referens", lambda row: row.reference),
    Column("Kostnadsställe", lambda row: row.cost_unit),
    Column("Form", lambda row: row.get_form_display().partition(":")[0]),
    Column("Skickas", lambda row: row.get_way_display().partition(":")[0]),
)
PAYERS = Listing(
    title="Betalare",
    lead="Hur varje stadsdel faktureras. En ändring gäller nya fakturor: de som är utfärdade står fast.",
    columns=(UNIT, Column("Namn på fakturan", lambda row: row.legal_name), *AFTER),
    seen=(replace(UNIT, sub=lambda row: "" if row.legal_name == row.unit.name else row.legal_name), *AFTER),
    order="unit__name_key",
    empty=Empty("Inga betalare", "De kommer med stadsdelarna."),
)
CRUMBS = (("Betalare", "/fakturor/betalare/"),)


@requires("payers.set", fetch=lambda rows: rows.for_page())
def payers(request: Request, rows: Any) -> HttpResponse:
    sellers = permitted(request.actor, "sellers.set").for_page()
    actions = [Action(f"Ändra {seller.unit.name}", seller.edit_url, icon="pencil") for seller in sellers]
    return pages.listing(
        request, rows, PAYERS, actions=actions, crumbs=(("Fakturor", "/fakturor/"), ("Betalare", None))
    )


@requires("payers.set", fetch=lambda rows: rows.for_page())
def payer_edit(request: Request, row: Any) -> HttpResponse:
    return pages.edit_page(
        request, row, workflow.edit_payer, PayerForm, lead=row.unit.name, crumbs=(*CRUMBS, (row.unit.name, None))
    )


@requires("sellers.set", fetch=lambda rows: rows.for_page())
def seller_edit(request: Request, row: Any) -> HttpResponse:
    return pages.edit_page(
        request, row, workflow.edit_seller, SellerForm, lead=row.unit.name, crumbs=(*CRUMBS, (row.unit.name, None))
    )

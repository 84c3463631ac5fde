"""Who may do what with invoices: the brokerage's economist with all; a district's manager sees and contests its own."""

from django.db.models import Q

from brokerage.access import Actor, allow, grant
from brokerage.charges.rules import all_for_the_brokerage
from brokerage.invoicing.models import CreditNote, Dispatch, Invoice, InvoiceLine, Objection, Payer, Seller
from brokerage.organisation.rules import DISTRICT_MANAGER, ECONOMIST, own_unit

_BILLS = grant(ECONOMIST, rows=all_for_the_brokerage)
_PAYS = grant(DISTRICT_MANAGER, rows=own_unit)


def of_own_units(actor: Actor, roles: frozenset[str]) -> Q:
    """Lines of the own units' invoices."""
    return Q(invoice__unit_id__in=actor.units(roles))


allow("invoices.view", Invoice, _BILLS, _PAYS)
allow("creditnotes.view", CreditNote, _BILLS, _PAYS)
allow("invoicelines.view", InvoiceLine, _BILLS, grant(DISTRICT_MANAGER, rows=of_own_units))
allow("objections.view", Objection, _BILLS, _PAYS)
allow("invoices.issue", Invoice, _BILLS)
allow("invoices.credit", Invoice, _BILLS)
allow("invoices.settle", Invoice, _BILLS)
allow("invoices.remind", Invoice, _BILLS)
allow("invoices.contest", Invoice, _PAYS)
allow("objections.raise", Objection, _PAYS)
allow("objections.answer", Objection, _BILLS)
allow("payers.set", Payer, _BILLS)
allow("sellers.set", Seller, _BILLS)
allow("dispatches.view", Dispatch, _BILLS)
allow("dispatches.send", Dispatch, _BILLS)
allow("dispatches.settle", Dispatch, system=True)

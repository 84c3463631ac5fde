"""Who may do what with invoices: the brokerage's economist with all, a district's manager may see its own."""

from django.db.models import Exists, Q

from brokerage.access import Actor, allow, grant
from brokerage.charges.models import Charge
from brokerage.invoicing.models import CreditNote, Invoice
from brokerage.organisation.models import Unit
from brokerage.organisation.rules import DISTRICT_MANAGER, ECONOMIST, own_unit


def all_for_the_brokerage(actor: Actor, roles: frozenset[str]) -> Q:
    """Every district's, for who holds the role in the brokerage itself."""
    return Q(Exists(Unit.objects.brokerage().filter(pk__in=actor.units(roles))))


_SEE = (grant(ECONOMIST, rows=all_for_the_brokerage), grant(DISTRICT_MANAGER, rows=own_unit))

allow("charges.view", Charge, *_SEE)
allow("invoices.view", Invoice, *_SEE)
allow("creditnotes.view", CreditNote, *_SEE)
allow("invoices.issue", Invoice, grant(ECONOMIST, rows=all_for_the_brokerage))
allow("invoices.credit", Invoice, grant(ECONOMIST, rows=all_for_the_brokerage))

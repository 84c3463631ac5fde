"""Who sees and changes prices and charges: the brokerage's economist; a district's manager sees its own."""

from django.db.models import Exists, Q

from brokerage.access import EVERY, Actor, allow, grant
from brokerage.charges.models import Budget, Charge, PriceItem, YearCost
from brokerage.organisation.models import Unit
from brokerage.organisation.rules import (
    CASE_OFFICER,
    CONTACT_SECRETARY,
    DISTRICT_MANAGER,
    ECONOMIST,
    RECRUITER,
    own_unit,
)


def all_for_the_brokerage(actor: Actor, roles: frozenset[str]) -> Q:
    """Every district's, for who holds the role in the brokerage itself."""
    return Q(Exists(Unit.objects.brokerage().filter(pk__in=actor.units(roles))))


allow(
    "prices.view",
    PriceItem,
    grant(CONTACT_SECRETARY, CASE_OFFICER, DISTRICT_MANAGER, RECRUITER, ECONOMIST, rows=EVERY),
)
allow("prices.set", PriceItem, grant(ECONOMIST, rows=all_for_the_brokerage))
allow(
    "charges.view",
    Charge,
    grant(ECONOMIST, rows=all_for_the_brokerage),
    grant(DISTRICT_MANAGER, rows=own_unit),
)
allow("charges.add", Charge, grant(ECONOMIST, rows=all_for_the_brokerage))
allow("charges.strike", Charge, grant(ECONOMIST, rows=all_for_the_brokerage))
allow("budgets.set", Budget, grant(DISTRICT_MANAGER, rows=own_unit))
allow("yearcosts.set", YearCost, grant(ECONOMIST, rows=all_for_the_brokerage))

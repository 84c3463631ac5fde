"""Who may do what with orders: the district its own; the brokerage sees those placed, as cards."""

from django.db.models import Q

from brokerage.access import Actor, allow, grant
from brokerage.orders.models import Order
from brokerage.orders.states import OrderState
from brokerage.organisation.rules import CASE_OFFICER, CONTACT_SECRETARY, DISTRICT_MANAGER, RECRUITER, own_unit_and_area


def placed(actor: Actor, roles: frozenset[str]) -> Q:
    """Those that a district has placed with the brokerage."""
    return Q(state__in=(OrderState.PLACED, OrderState.ACCEPTED, OrderState.FULFILLED))


allow("orders.view", Order, grant(CONTACT_SECRETARY, CASE_OFFICER, DISTRICT_MANAGER, rows=own_unit_and_area))
allow("orders.draft", Order, grant(CONTACT_SECRETARY, CASE_OFFICER, rows=own_unit_and_area))
allow("orders.place", Order, grant(DISTRICT_MANAGER, rows=own_unit_and_area))
allow("orders.withdraw", Order, grant(CONTACT_SECRETARY, DISTRICT_MANAGER, rows=own_unit_and_area))
allow("orders.broker", Order, grant(RECRUITER, rows=placed))

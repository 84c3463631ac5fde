"""Who may do what with orders: the district its own; the brokerage sees those placed, as cards."""

from django.db.models import Q

from brokerage.access import Actor, allow, grant
from brokerage.orders.models import Message, Order, Service, ServiceOrder
from brokerage.orders.states import OrderState, ServiceState
from brokerage.organisation.rules import CASE_OFFICER, CONTACT_SECRETARY, DISTRICT_MANAGER, RECRUITER, own_unit_and_area


def placed(actor: Actor, roles: frozenset[str]) -> Q:
    """Those that a district has placed with the brokerage."""
    return Q(state__in=(OrderState.PLACED, OrderState.ACCEPTED, OrderState.FULFILLED))


allow("orders.view", Order, grant(CONTACT_SECRETARY, CASE_OFFICER, DISTRICT_MANAGER, rows=own_unit_and_area))
allow("orders.draft", Order, grant(CONTACT_SECRETARY, CASE_OFFICER, rows=own_unit_and_area))
allow("orders.place", Order, grant(DISTRICT_MANAGER, rows=own_unit_and_area))
allow("orders.withdraw", Order, grant(CONTACT_SECRETARY, DISTRICT_MANAGER, rows=own_unit_and_area))
allow("orders.broker", Order, grant(RECRUITER, rows=placed))


def services_placed(actor: Actor, roles: frozenset[str]) -> Q:
    """Services that a district has placed with the brokerage."""
    return Q(state__in=(ServiceState.PLACED, ServiceState.ACCEPTED, ServiceState.RUNNING, ServiceState.DELIVERED))


def once(actor: Actor, roles: frozenset[str]) -> Q:
    """Placed, and delivered at one time."""
    return services_placed(actor, roles) & ~Q(service=Service.SUPPORT)


def by_the_month(actor: Actor, roles: frozenset[str]) -> Q:
    """Placed, and bought by the month."""
    return services_placed(actor, roles) & Q(service=Service.SUPPORT)


def own_by_the_month(actor: Actor, roles: frozenset[str]) -> Q:
    return own_unit_and_area(actor, roles) & Q(service=Service.SUPPORT)


_OWN = grant(CONTACT_SECRETARY, CASE_OFFICER, DISTRICT_MANAGER, rows=own_unit_and_area)

allow("services.view", ServiceOrder, _OWN, grant(RECRUITER, rows=services_placed))
allow("services.draft", ServiceOrder, grant(CONTACT_SECRETARY, DISTRICT_MANAGER, rows=own_unit_and_area))
allow("services.place", ServiceOrder, grant(DISTRICT_MANAGER, rows=own_unit_and_area))
allow("services.withdraw", ServiceOrder, grant(CONTACT_SECRETARY, DISTRICT_MANAGER, rows=own_unit_and_area))
allow("services.accept", ServiceOrder, grant(RECRUITER, rows=once))
allow("services.deliver", ServiceOrder, grant(RECRUITER, rows=services_placed))
allow("services.begin", ServiceOrder, grant(RECRUITER, rows=by_the_month))
allow(
    "services.stop",
    ServiceOrder,
    grant(RECRUITER, rows=by_the_month),
    grant(DISTRICT_MANAGER, rows=own_by_the_month),
    system=True,
)
allow("services.charge", ServiceOrder, system=True)


def on_what_is_placed(actor: Actor, roles: frozenset[str]) -> Q:
    """On orders that the brokerage sees."""
    states = (OrderState.PLACED, OrderState.ACCEPTED, OrderState.FULFILLED)
    return Q(order__state__in=states) | Q(service_order__state__in=("placed", "accepted", "running", "delivered"))


def to_the_district(actor: Actor, roles: frozenset[str]) -> Q:
    return own_unit_and_area(actor, roles) & Q(from_brokerage=True)


def to_the_brokerage(actor: Actor, roles: frozenset[str]) -> Q:
    return on_what_is_placed(actor, roles) & Q(from_brokerage=False)


allow("messages.write", Message, _OWN, grant(RECRUITER, rows=on_what_is_placed))
allow(
    "messages.read",
    Message,
    grant(CONTACT_SECRETARY, CASE_OFFICER, DISTRICT_MANAGER, rows=to_the_district),
    grant(RECRUITER, rows=to_the_brokerage),
)

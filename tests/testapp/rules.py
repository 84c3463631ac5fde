"""Who may do what with a ticket."""

from django.db.models import Q

from brokerage.access import EVERY, Actor, allow, grant
from brokerage.organisation.rules import (
    CONTACT_SECRETARY,
    DISTRICT_MANAGER,
    LOG_REVIEWER,
    RECRUITER,
    own_unit,
    own_unit_and_area,
)
from tests.testapp.models import Ticket


def sent(actor: Actor, roles: frozenset[str]) -> Q:
    return Q(state="sent")


def owned(actor: Actor, roles: frozenset[str]) -> Q:
    return Q(owner_id=actor.user_id)


SECRETARY = grant(CONTACT_SECRETARY, rows=own_unit_and_area)

allow(
    "tickets.view",
    Ticket,
    SECRETARY,
    grant(DISTRICT_MANAGER, rows=own_unit),
    grant(RECRUITER, rows=sent),
    grant(LOG_REVIEWER, rows=EVERY),
)
allow("tickets.open", Ticket, SECRETARY)
allow("tickets.change", Ticket, SECRETARY)
allow("tickets.send", Ticket, SECRETARY, grant(RECRUITER, rows=owned))
allow("tickets.answer", Ticket, grant(RECRUITER, rows=sent), link=True)
allow("tickets.thank", Ticket, link=True)
allow("tickets.close", Ticket, grant(DISTRICT_MANAGER, rows=own_unit))
allow("tickets.expire", Ticket, system=True)

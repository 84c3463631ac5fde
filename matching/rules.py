"""Who searches, asks, appoints and follows: the district in its own pool, the brokerage for what a district ordered.

The district sees of a brokered search only who has said yes; the brokerage sees of a client only the order's card.
"""

from django.db.models import Q

from brokerage.access import Actor, allow, grant
from brokerage.charges.rules import all_for_the_brokerage
from brokerage.orders.states import OrderState
from brokerage.organisation.rules import (
    CASE_OFFICER,
    CONTACT_SECRETARY,
    DISTRICT_MANAGER,
    ECONOMIST,
    RECRUITER,
    own_unit,
    own_unit_and_area,
)
from decisions.models import Decision
from matching.models import (
    Assignment,
    Call,
    ClientMeeting,
    Conflict,
    DamageReport,
    Disclosure,
    Extension,
    LogEntry,
    Mandate,
    MonthReport,
    Offer,
    Payroll,
    Proposal,
    RecruitmentWish,
    Shortlist,
    Signature,
)
from matching.states import PRESENTED, CallState


def own_search(actor: Actor, roles: frozenset[str]) -> Q:
    """Searches of the own units and programme areas in the own pool."""
    return own_unit_and_area(actor, roles) & Q(order=None)


def brokered(actor: Actor, roles: frozenset[str]) -> Q:
    """Searches that rest on an order."""
    return Q(order__isnull=False)


def from_own_search(actor: Actor, roles: frozenset[str]) -> Q:
    """Those of the own units and programme areas that a search in the own pool proposes."""
    return own_unit_and_area(actor, roles) & Q(shortlist__order=None)


def from_brokered(actor: Actor, roles: frozenset[str]) -> Q:
    """Those that a search on an order proposes."""
    return Q(shortlist__order__isnull=False)


def presented(actor: Actor, roles: frozenset[str]) -> Q:
    """Those of the own units and programme areas that have said yes, or that the own search proposes."""
    return own_unit_and_area(actor, roles) & (Q(shortlist__order=None) | Q(state__in=PRESENTED))


def offered_in_own_search(actor: Actor, roles: frozenset[str]) -> Q:
    """Questions of the own units and programme areas in their own search."""
    return own_unit_and_area(actor, roles) & Q(proposal__shortlist__order=None)


def offered_in_brokered(actor: Actor, roles: frozenset[str]) -> Q:
    """Questions on an order."""
    return Q(proposal__shortlist__order__isnull=False)


def noted_in_own_search(actor: Actor, roles: frozenset[str]) -> Q:
    """Conflicts that came up in searches of the own units and programme areas in their own pool."""
    return own_unit_and_area(actor, roles) & Q(shortlist__order=None)


def noted_in_brokered(actor: Actor, roles: frozenset[str]) -> Q:
    """Conflicts that came up in a search on an order."""
    return Q(shortlist__order__isnull=False)


def ordered(actor: Actor, roles: frozenset[str]) -> Q:
    """Those whose need a district has ordered somebody for; of the client, only what a card says."""
    return Q(orders__state__in=(OrderState.PLACED, OrderState.ACCEPTED))


def called_out_or_own(actor: Actor, roles: frozenset[str]) -> Q:
    """Every call that is open, whoever asks: it names nobody; and the own units' that are closed."""
    return Q(state=CallState.OPEN) | own_unit_and_area(actor, roles)


def called_out_or_brokered(actor: Actor, roles: frozenset[str]) -> Q:
    """Every call that is open, and those for searches on an order that are closed."""
    return Q(state=CallState.OPEN) | Q(shortlist__order__isnull=False)


def called_out_by_others(actor: Actor, roles: frozenset[str]) -> Q:
    """Open calls of other units."""
    return Q(state=CallState.OPEN) & ~Q(asks__in=actor.units(roles))


def called_from_own_search(actor: Actor, roles: frozenset[str]) -> Q:
    """Calls of the own units and programme areas for searches in their own pool."""
    return own_unit_and_area(actor, roles) & Q(shortlist__order=None)


def called_from_brokered(actor: Actor, roles: frozenset[str]) -> Q:
    """Calls for searches on an order."""
    return Q(shortlist__order__isnull=False)


RECRUITS = (CONTACT_SECRETARY, RECRUITER)
CASE_WORKERS = (CASE_OFFICER, CONTACT_SECRETARY)
IN_DISTRICT = (CASE_OFFICER, CONTACT_SECRETARY, DISTRICT_MANAGER)

allow("shortlists.view", Shortlist, grant(*IN_DISTRICT, rows=own_search), grant(RECRUITER, rows=brokered))
allow("shortlists.work", Shortlist, grant(*CASE_WORKERS, rows=own_search), grant(RECRUITER, rows=brokered))

allow(
    "conflicts.note", Conflict, grant(*CASE_WORKERS, rows=noted_in_own_search), grant(RECRUITER, rows=noted_in_brokered)
)

allow("needs.plan", Decision, grant(*IN_DISTRICT, rows=own_unit_and_area), grant(RECRUITER, rows=ordered))

allow(
    "calls.view",
    Call,
    grant(*IN_DISTRICT, rows=called_out_or_own),
    grant(RECRUITER, rows=called_out_or_brokered),
)
allow(
    "calls.work", Call, grant(*CASE_WORKERS, rows=called_from_own_search), grant(RECRUITER, rows=called_from_brokered)
)
allow("calls.reply", Call, grant(*RECRUITS, rows=called_out_by_others))

allow("wishes.make", RecruitmentWish, grant(*CASE_WORKERS, rows=own_unit_and_area), grant(RECRUITER, rows=own_unit))
allow("wishes.work", RecruitmentWish, grant(CONTACT_SECRETARY, rows=own_unit_and_area), grant(RECRUITER, rows=own_unit))

allow("proposals.view", Proposal, grant(*IN_DISTRICT, rows=presented), grant(RECRUITER, rows=from_brokered))
allow("proposals.ask", Proposal, grant(*CASE_WORKERS, rows=from_own_search), grant(RECRUITER, rows=from_brokered))
allow("proposals.decide", Proposal, grant(*CASE_WORKERS, rows=presented))

allow(
    "offers.answer",
    Offer,
    grant(*CASE_WORKERS, rows=offered_in_own_search),
    grant(RECRUITER, rows=offered_in_brokered),
    link=True,
)
allow("offers.expire", Offer, system=True)
allow("offers.remind", Offer, system=True)

# When they meet, and what the volunteer is told of the client, is the district's, whoever has found them.
allow("clientmeetings.work", ClientMeeting, grant(*CASE_WORKERS, rows=own_unit_and_area))
allow("disclosures.tell", Disclosure, grant(*CASE_WORKERS, rows=own_unit_and_area))
allow("disclosures.read", Disclosure, link=True)

allow("assignments.view", Assignment, grant(*IN_DISTRICT, rows=own_unit_and_area))
allow("assignments.work", Assignment, grant(*CASE_WORKERS, rows=own_unit_and_area))

allow("assignments.extend", Assignment, grant(CASE_OFFICER, rows=own_unit_and_area))
allow("extensions.decide", Extension, grant(CASE_OFFICER, rows=own_unit_and_area))
allow("extensions.revoke", Extension, grant(CASE_OFFICER, rows=own_unit_and_area))

# Whoever attests has not checked, and whoever checks decides nothing about extra days.
allow("monthreports.open", MonthReport, grant(*CASE_WORKERS, rows=own_unit_and_area), system=True)
allow("monthreports.view", MonthReport, grant(*IN_DISTRICT, rows=own_unit_and_area))
allow("monthreports.fill", MonthReport, grant(*CASE_WORKERS, rows=own_unit_and_area), link=True)
allow("monthreports.remind", MonthReport, system=True)
allow("monthreports.recount", MonthReport, system=True)
allow("monthreports.check", MonthReport, grant(CONTACT_SECRETARY, rows=own_unit_and_area))
allow("monthreports.answer", MonthReport, grant(CASE_OFFICER, rows=own_unit_and_area))
allow("monthreports.attest", MonthReport, grant(DISTRICT_MANAGER, rows=own_unit_and_area))
allow("payrolls.view", Payroll, grant(CONTACT_SECRETARY, DISTRICT_MANAGER, rows=own_unit_and_area))
# Sums by district, service and month, with nobody's name: a page of reports, which also says how few is too few.
allow(
    "payrolls.sum",
    Payroll,
    grant(ECONOMIST, rows=all_for_the_brokerage),
    grant(DISTRICT_MANAGER, rows=own_unit_and_area),
)
allow("payrolls.close", Payroll, grant(DISTRICT_MANAGER, rows=own_unit_and_area))
allow("assignmentlog.work", LogEntry, grant(*CASE_WORKERS, rows=own_unit_and_area))
allow("damages.work", DamageReport, grant(*CASE_WORKERS, rows=own_unit_and_area))
allow("signatures.confirm", Signature, link=True)
allow("mandates.work", Mandate, grant(*CASE_WORKERS, rows=own_unit_and_area))

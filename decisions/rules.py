"""Who may see and do what with clients and decisions: only the unit's own, in one's own programme areas."""

from django.db.models import Q

from brokerage.access import EVERY, Actor, allow, grant
from brokerage.organisation.rules import (
    APPROVER,
    CASE_OFFICER,
    CONTACT_SECRETARY,
    DISTRICT_MANAGER,
    RECRUITER,
    own_unit,
    own_unit_and_area,
)
from decisions.models import (
    Client,
    Consultation,
    Decision,
    Feedback,
    FollowUp,
    Network,
    NetworkMeeting,
    NetworkMember,
    Opinion,
    Plan,
    QuarterReport,
    Reading,
    ReportedCase,
    SelfReview,
    Statement,
    StudyNote,
)


def asked_of_own(actor: Actor, roles: frozenset[str]) -> Q:
    """Questions to the own unit's contact secretaries, in the own programme areas."""
    return own_unit_and_area(actor, roles) & Q(to=Consultation.To.OWN)


def asked_of_brokerage(actor: Actor, roles: frozenset[str]) -> Q:
    """Questions that a district has put to the brokerage: about a need, and nobody's."""
    return Q(to=Consultation.To.BROKERAGE)


def own_networks(actor: Actor, roles: frozenset[str]) -> Q:
    """Networks that one is a member of."""
    return Q(pk__in=NetworkMember.objects.filter(user=actor.user_id, ended_on=None).values("network"))


def of_own_networks(actor: Actor, roles: frozenset[str]) -> Q:
    return Q(network__in=NetworkMember.objects.filter(user=actor.user_id, ended_on=None).values("network"))


WORKS = grant(CASE_OFFICER, CONTACT_SECRETARY, rows=own_unit_and_area)
SEES = grant(CASE_OFFICER, CONTACT_SECRETARY, DISTRICT_MANAGER, rows=own_unit_and_area)

allow("clients.view", Client, SEES)
allow("clients.register", Client, WORKS)
allow("clients.work", Client, WORKS)

allow("decisions.view", Decision, SEES)
allow("decisions.record", Decision, WORKS)
allow("needs.describe", Decision, WORKS)

# A need that is too heavy for a lay person is the manager's to think of, and not of whoever works with it.
allow("needs.weigh", Decision, grant(DISTRICT_MANAGER, rows=own_unit_and_area))

allow("plans.view", Plan, SEES)
allow("plans.work", Plan, WORKS)
allow("readings.view", Reading, SEES)
allow("readings.take", Reading, WORKS)
allow("followups.view", FollowUp, SEES)
allow("followups.work", FollowUp, WORKS)

allow("feedback.view", Feedback, SEES)
allow("feedback.work", Feedback, WORKS)
allow("feedback.answer", Feedback, link=True)

# A board's quarter is one, over all its programme areas: whoever closes it sees the cases of the own ones alone.
allow("causes.state", Decision, SEES)
allow("causes.view", Statement, SEES)
allow("reports.close", QuarterReport, grant(DISTRICT_MANAGER, rows=own_unit))
allow("reports.view", ReportedCase, SEES)
allow("reports.send", ReportedCase, SEES)

# The city's sums: every district's rows are counted, none of them is shown.
COUNTS = grant(RECRUITER, APPROVER, DISTRICT_MANAGER, rows=EVERY)
allow("decisions.count", Decision, COUNTS)
allow("causes.count", Statement, COUNTS)

allow("opinions.view", Opinion, SEES)
allow("opinions.work", Opinion, SEES)

allow("consultations.view", Consultation, SEES, grant(RECRUITER, rows=asked_of_brokerage))
allow("consultations.ask", Consultation, WORKS)
allow(
    "consultations.answer",
    Consultation,
    grant(CONTACT_SECRETARY, rows=asked_of_own),
    grant(RECRUITER, rows=asked_of_brokerage),
)

# A network is about nobody's client: everybody who works with them reads it, and its members meet by turns.
STAFF = (CASE_OFFICER, CONTACT_SECRETARY, DISTRICT_MANAGER)
allow("networks.view", Network, grant(*STAFF, RECRUITER, rows=EVERY))
allow("networks.join", Network, grant(*STAFF, rows=EVERY))
allow("networks.work", Network, grant(*STAFF, rows=own_networks))
allow("networks.meet", NetworkMeeting, grant(*STAFF, rows=of_own_networks))

# How the districts work is held side by side, so that they learn of each other; it is about nobody.
allow("practice.view", SelfReview, grant(*STAFF, RECRUITER, APPROVER, rows=EVERY))
allow("practice.review", SelfReview, grant(DISTRICT_MANAGER, rows=own_unit))
allow("practice.read_notes", StudyNote, grant(*STAFF, RECRUITER, APPROVER, rows=EVERY))
allow("practice.note", StudyNote, grant(*STAFF, rows=own_unit))

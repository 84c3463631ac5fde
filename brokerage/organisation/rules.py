"""Who may see letters and the log; and the two ways in which a row can be somebody's own."""

from django.db.models import Q

from brokerage.access import Actor, allow, grant
from brokerage.audit.models import Event
from brokerage.letters.models import Letter
from brokerage.organisation.models import Role

CASE_OFFICER, CONTACT_SECRETARY, DISTRICT_MANAGER = Role.CASE_OFFICER, Role.CONTACT_SECRETARY, Role.DISTRICT_MANAGER
RECRUITER, APPROVER, ECONOMIST, LOG_REVIEWER = Role.RECRUITER, Role.APPROVER, Role.ECONOMIST, Role.LOG_REVIEWER


def own_unit(actor: Actor, roles: frozenset[str]) -> Q:
    """Those of the own units, and of units that these have taken over."""
    return actor.within(roles)


def own_unit_and_area(actor: Actor, roles: frozenset[str]) -> Q:
    """Those of the own units in the own programme areas; a row without area belongs to the whole unit."""
    return actor.within(roles, area="area")


allow("letters.view", Letter, grant(RECRUITER, rows=own_unit), grant(CONTACT_SECRETARY, rows=own_unit_and_area))


def own_unit_and_common(actor: Actor, roles: frozenset[str]) -> Q:
    """Those of the own units, and what belongs to no unit: the administrators' changes of users and tables."""
    return own_unit(actor, roles) | Q(unit_id=None)


allow("events.view", Event, grant(LOG_REVIEWER, rows=own_unit_and_common))

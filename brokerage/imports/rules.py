"""Who may import: a district manager into the own unit and the own programme areas.

The whole city comes in by `manage.py import_city`, run by whoever runs the system: no role reaches over all units.
"""

from django.db.models import Q

from brokerage.access import ACTIONS, Actor, allow, grant
from brokerage.imports.models import ImportBatch
from brokerage.organisation.models import Unit
from brokerage.organisation.rules import DISTRICT_MANAGER, own_unit_and_area


def own_imports(actor: Actor, roles: frozenset[str]) -> Q:
    """One's own, into the own unit and programme areas: a preview shows what the files say of people."""
    return own_unit_and_area(actor, roles) & Q(uploaded_by=actor.user_id)


allow("imports.view", ImportBatch, grant(DISTRICT_MANAGER, rows=own_imports))
allow("imports.upload", ImportBatch, grant(DISTRICT_MANAGER, rows=own_imports))
allow("imports.apply", ImportBatch, grant(DISTRICT_MANAGER, rows=own_imports))
allow("imports.drop", ImportBatch, grant(DISTRICT_MANAGER, rows=own_imports), system=True)


def seat(actor: Actor) -> tuple[int, str]:
    """Where an import of the actor belongs: the unit, and one of the own programme areas there."""
    standing = actor.holds(ACTIONS["imports.upload"].roles)[0]
    return standing.unit_id, min(standing.areas, default="")


def seats(actor: Actor) -> frozenset[tuple[str, str]]:
    """The units, by name, and programme areas whose rows the actor may put in."""
    held = actor.holds(ACTIONS["imports.upload"].roles)
    names = dict(Unit.objects.filter(pk__in={each.unit_id for each in held}).values_list("pk", "name"))
    return frozenset((names[each.unit_id], area) for each in held for area in each.areas)

"""One of everything in every place, each with a canary: a name that only those may read who may see the row."""

from tests.access.who import DISTRICTS, PLACES
from tests.access.world import (
    billing,
    cases,
    consultations,
    imports,
    matching,
    pay,
    plans,
    recruitment,
    reports,
    seeking,
    volunteers,
)
from tests.access.world.rows import Row, World
from tests.cast import Cast

__all__ = ["Row", "World", "build"]


def build(cast: Cast) -> World:
    """Every place, furnished by every app."""
    world = World(cast)
    for place in PLACES:
        recruitment.furnish(world, place)
        volunteers.furnish(world, place)
    for place in DISTRICTS:
        cases.furnish(world, place)
        matching.furnish(world, place)
        seeking.furnish(world, place)
        pay.furnish(world, place)
        imports.furnish(world, place)
        reports.furnish(world, place)
        consultations.furnish(world, place)
        plans.furnish(world, place)
    for place in billing.PAYERS:
        billing.furnish(world, place)
    return world

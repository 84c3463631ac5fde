"""Who may do what on which rows, and the guards that ask."""

from brokerage.access.actors import Actor, Link, Request, Standing
from brokerage.access.grants import ACTIONS, EVERY, actions_on, allow, grant, holds_role, permits, permitted
from brokerage.access.guards import GUARDS, linked, public, requires, signed_in

__all__ = [
    "ACTIONS",
    "EVERY",
    "GUARDS",
    "Actor",
    "Link",
    "Request",
    "Standing",
    "actions_on",
    "allow",
    "grant",
    "holds_role",
    "linked",
    "permits",
    "permitted",
    "public",
    "requires",
    "signed_in",
]

"""The organisation has no state machine: units, people and memberships are dated, ended and never deleted."""

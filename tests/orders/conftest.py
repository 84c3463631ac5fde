"""Orders stand on decisions: the same children, decisions and needs."""

from tests.decisions.conftest import client_made, decided

__all__ = ["client_made", "decided"]

"""Putting a whole city in at once: the rows that the steps would have made, in a handful of statements."""

from brokerage.imports.workflow.city import put_in

__all__ = ["put_in"]

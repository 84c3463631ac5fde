"""Putting a whole city in at once, and the import of a district from the files to the rows."""

from brokerage.imports.workflow.batches import apply, confirm, drop, drop_stale, look_through, upload
from brokerage.imports.workflow.city import put_in

__all__ = ["apply", "confirm", "drop", "drop_stale", "look_through", "put_in", "upload"]

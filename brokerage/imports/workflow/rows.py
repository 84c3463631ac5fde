"""Saving many rows at once, and the entries of the log that go with them."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import models

from brokerage.access import Actor
from brokerage.audit.recording import Entry, kind_of
from brokerage.workflow.faults import as_sentences

Row = TypeVar("Row", bound=models.Model)
AT_ONCE = 500


def save_all(rows: Iterable[Row]) -> list[Row]:
    """Validate and save new rows of one model, in the order given. Raises ValidationError or Refusal."""
    made = list(rows)
    if not made:
        return made
    model = type(made[0])
    # As a step does: a foreign key in hand was just read or just saved, and constraints are the database's.
    passed = {field.name for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)}
    for row in made:
        row.clean_fields(passed)
    with as_sentences(model):
        model._base_manager.bulk_create(made, batch_size=AT_ONCE)
    return made


def entries(name: str, rows: Iterable[Any], *, by: Actor, number: int, **facts: Any) -> list[Entry]:
    """An entry per row: the verb that a step would have written, and the number of the import."""
    return [
        Entry(
            f"{kind_of(row)}.{name}",
            by=by,
            obj=row,
            about=row.about(),
            unit_id=row.unit_id,
            facts={**facts, "import": number},
        )
        for row in rows
    ]

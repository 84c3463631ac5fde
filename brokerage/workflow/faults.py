"""Why something can't be done: refusals as Swedish sentences, and the database's refusals turned into them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models


@dataclass(frozen=True)
class Problem:
    """A full sentence that says why something can't go on yet (blocking), or what to think of (not blocking)."""

    text: str
    blocking: bool = True
    url: str = ""


class Refusal(Exception):
    """A step that was not done; `sentences` say why, to the person who asked for it."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(*sentences)
        self.sentences = sentences


class NotAllowed(Refusal, PermissionDenied):
    """The actor may not do this on this row."""


class WrongState(Refusal):
    """The row has moved on, or is not there yet."""


class Blocked(Refusal):
    """Problems stand in the way."""


class Stale(Refusal):
    """Somebody else saved the row since the page was opened; `current` is the row as it stands."""

    def __init__(self, current: Any) -> None:
        super().__init__(
            "Någon annan har ändrat uppgifterna sedan du öppnade sidan. "
            "Det du skrev är kvar: läs igenom och spara igen."
        )
        self.current = current


@contextmanager
def as_sentences(model: type[models.Model]) -> Iterator[None]:
    """Turn the violation of a named constraint into its sentence. Raises Refusal."""
    try:
        yield
    except IntegrityError as error:
        sentence = _sentence_for(model, error)
        if not sentence:
            raise
        raise Refusal(sentence) from error


def _sentence_for(model: type[models.Model], error: IntegrityError) -> str:
    diagnosis = getattr(error.__cause__, "diag", None)
    violated = diagnosis.constraint_name if diagnosis else str(error).rpartition("constraint failed: ")[2]
    table = model._meta.db_table
    for constraint in model._meta.constraints:
        # SQLite names a CHECK, but of a UNIQUE only the columns.
        fields: list[Any] = [model._meta.get_field(name) for name in getattr(constraint, "fields", ())]
        if violated in (constraint.name, ", ".join(f"{table}.{field.column}" for field in fields)):
            return str(constraint.get_violation_error_message())
    detail = diagnosis.message_detail or "" if diagnosis else ""
    for field in model._meta.concrete_fields:
        if field.unique and (violated == f"{table}.{field.column}" or f"Key ({field.column})=" in detail):
            return model().unique_error_message(model, (field.name,)).messages[0]
    return ""

"""Tables that the database itself keeps append-only: triggers against UPDATE, DELETE, REPLACE and TRUNCATE.

A table that is frozen lets a few named columns change, such as the state of an invoice, and nothing else.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import connections, models, transaction

APPEND_ONLY: list[type[models.Model]] = []
M = TypeVar("M", bound=type[models.Model])


def append_only(model: M) -> M:
    """Mark a model whose rows may be added and never changed."""
    APPEND_ONLY.append(model)
    return model


FROZEN: dict[type[models.Model], tuple[str, ...]] = {}


def frozen(*but: str) -> Callable[[M], M]:
    """Mark a model whose rows stand as they were written, but for these fields."""

    def mark(model: M) -> M:
        FROZEN[model] = but
        return model

    return mark


_CREATE = {
    "sqlite": (
        "CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {when} "
        "BEGIN SELECT RAISE(ABORT, 'append-only'); END",
        "CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, 'append-only'); END",
        "CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
        "WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$",
        # It compares whole rows: a WHEN that named the columns would stand in the way of the next migration of one.
        "CREATE OR REPLACE FUNCTION refuse_other_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN IF to_jsonb(OLD) - coalesce(TG_ARGV, '{{}}') IS DISTINCT FROM "
        "to_jsonb(NEW) - coalesce(TG_ARGV, '{{}}') THEN RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN NEW; END $$",
        "CREATE OR REPLACE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {refuse}",
        "CREATE OR REPLACE TRIGGER {table}_no_delete BEFORE DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    ),
}
_DROP = {
    "sqlite": ("{table}_no_update", "{table}_no_delete", "{table}_no_replace"),
    "postgresql": ("{table}_no_update", "{table}_no_delete", "{table}_no_truncate"),
}


def install(using: str = "default", **_: Any) -> None:
    """Put the triggers on every table of the kind that exists, as the columns are now; may be run again and again."""
    remove(using)
    _run(using, _CREATE)


def remove(using: str = "default") -> None:
    """Take the triggers away: for pruning whole seals, and for a test's flush."""
    drop = {
        "sqlite": tuple(f"DROP TRIGGER IF EXISTS {name}" for name in _DROP["sqlite"]),
        "postgresql": tuple(f"DROP TRIGGER IF EXISTS {name} ON {{table}}" for name in _DROP["postgresql"]),
    }
    _run(using, drop)


@contextmanager
def lifted(using: str = "default") -> Iterator[None]:
    """A transaction in which append-only rows may be deleted; the triggers are back before it commits."""
    with transaction.atomic(using):
        remove(using)
        yield
        install(using)


def _run(using: str, statements: Mapping[str, tuple[str, ...]]) -> None:
    connection = connections[using]
    existing = set(connection.introspection.table_names())
    locked: list[tuple[type[models.Model], tuple[str, ...] | None]] = [(model, None) for model in APPEND_ONLY]
    locked += FROZEN.items()
    with connection.cursor() as cursor:
        for model, but in locked:
            if model._meta.db_table in existing:
                words = {"table": model._meta.db_table, "same": _same(model)}
                words |= {"when": _when(model, but), "refuse": _refuse(model, but)}
                for statement in statements[connection.vendor]:
                    cursor.execute(statement.format(**words))


def _same(model: type[models.Model]) -> str:
    """A row that a REPLACE would take the place of. Of a frozen table the key alone: there a second row of the same
    number is an ordinary mistake, which the unique index answers in its own words."""
    fields = [field for field in model._meta.concrete_fields if field.unique]
    if model in FROZEN:
        fields = [field for field in fields if field.primary_key]
    return " OR ".join(f"{field.column} = NEW.{field.column}" for field in fields)


def _when(model: type[models.Model], but: tuple[str, ...] | None) -> str:
    """SQLite, of a frozen table: when something else changes than what may. Saving the same again is nothing."""
    if but is None:
        return ""
    kept = [field.column for field in model._meta.concrete_fields if field.name not in but]
    return "WHEN (" + " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in kept) + ")"


def _refuse(model: type[models.Model], but: tuple[str, ...] | None) -> str:
    """PostgreSQL: what refuses, and the columns that it lets pass."""
    if but is None:
        return "refuse_change()"
    free = [f"'{field.column}'" for field in model._meta.concrete_fields if field.name in but]
    return f"refuse_other_change({', '.join(free)})"

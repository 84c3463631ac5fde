"""Tables that the database itself keeps append-only: triggers against UPDATE, DELETE, REPLACE and TRUNCATE."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import connections, models, transaction

APPEND_ONLY: list[type[models.Model]] = []
M = TypeVar("M", bound=type[models.Model])


def append_only(model: M) -> M:
    """Mark a model whose rows may be added and never changed."""
    APPEND_ONLY.append(model)
    return model


_CREATE = {
    "sqlite": (
        "CREATE TRIGGER IF NOT EXISTS {table}_no_update BEFORE UPDATE ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'append-only'); END",
        "CREATE TRIGGER IF NOT EXISTS {table}_no_delete BEFORE DELETE ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'append-only'); END",
        "CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table} "
        "WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) BEGIN SELECT RAISE(ABORT, 'append-only'); END",
    ),
    "postgresql": (
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$",
        "CREATE OR REPLACE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
    ),
}
_DROP = {
    "sqlite": ("{table}_no_update", "{table}_no_delete", "{table}_no_replace"),
    "postgresql": ("{table}_no_change", "{table}_no_truncate"),
}


def install(using: str = "default", **_: Any) -> None:
    """Put the triggers on every append-only table that exists; may be run any number of times."""
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
    with connection.cursor() as cursor:
        for model in APPEND_ONLY:
            if model._meta.db_table in existing:
                same = " OR ".join(f"{f.column} = NEW.{f.column}" for f in model._meta.concrete_fields if f.unique)
                for statement in statements[connection.vendor]:
                    cursor.execute(statement.format(table=model._meta.db_table, same=same))

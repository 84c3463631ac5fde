"""Brings the database up to date: migrations, the reference data that follows them, the cache table."""

import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import DatabaseError, OperationalError, connection


class Command(BaseCommand):
    help = "Brings the database up to date. May be run at any time, and by several at once."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        prepare()


def prepare() -> None:
    """Exits with a sentence when the database can't be reached or written."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        sys.exit(f"Databasen i DATABASE_URL svarar inte: {first_line(error)}")
    try:
        with alone("prepare"):
            call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)
    except OperationalError as error:
        sys.exit(f"Databasen i DATABASE_URL går inte att skriva i: {first_line(error)}")


def first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


@contextmanager
def alone(name: str, *, waiting: str = "", refusal: str = "") -> Iterator[None]:
    """One process of this machine at a time. The next one says `waiting` and waits, or says `refusal` and exits."""
    Path(settings.VAR_DIR).mkdir(mode=0o700, exist_ok=True)
    with (settings.VAR_DIR / f"{name}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if refusal:
                sys.exit(refusal)
            if waiting:
                sys.stdout.write(f"{waiting}\n")
                sys.stdout.flush()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield

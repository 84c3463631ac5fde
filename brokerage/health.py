"""The two pages that machines ask: is the process alive, and can it do its work."""

from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse

from brokerage.access import public

PLAIN = "text/plain; charset=utf-8"


@public
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type=PLAIN)


@public
def readyz(request: HttpRequest) -> HttpResponse:
    """Ready means that the database answers and holds every migration of this release."""
    try:
        missing = newest_migrations() - MigrationRecorder(connection).applied_migrations().keys()
    except DatabaseError:
        return HttpResponse("Databasen svarar inte.\n", status=503, content_type=PLAIN)
    if missing:
        return HttpResponse("Databasen är inte migrerad.\n", status=503, content_type=PLAIN)
    return HttpResponse("ok\n", content_type=PLAIN)


@cache
def newest_migrations() -> frozenset[tuple[str, str]]:
    """The last migration of every app, read from the disk once."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())

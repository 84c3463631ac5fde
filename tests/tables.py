"""What stands in the tables, read past the models: for tests that hold that nothing was written."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Model


def rows_of(models: Iterable[type[Model]]) -> dict[str, list[Any]]:
    """All rows of each model, as the database holds them. Many times quicker than through the models."""
    found = {}
    with connection.cursor() as cursor:
        for model in models:
            table, key = model._meta.db_table, model._meta.pk
            assert key is not None
            cursor.execute(f'SELECT * FROM "{table}" ORDER BY "{key.column}"')
            found[model._meta.label] = cursor.fetchall()
    return found

"""What every test stands on: the cast, the day, a logged-in browser, and a database that keeps its locks."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client, TransactionTestCase
from hypothesis import settings as hypothesis

from brokerage import clock
from brokerage.access import Actor
from brokerage.audit import protection
from brokerage.organisation.models import User
from tests.cast import Cast, gather

DAY = date(2026, 11, 22)

# The same examples in every run: a fault that comes and goes teaches nobody anything.
hypothesis.register_profile("house", deadline=None, derandomize=True, database=None)
hypothesis.load_profile("house")

_teardown = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]


def _teardown_with_locks_lifted(case: TransactionTestCase) -> None:
    """A flush empties the append-only tables too; the migrate signal at its end puts locks and reference data back."""
    for alias in case._databases_names(include_mirrors=False):  # type: ignore[attr-defined]
        protection.remove(alias)
    _teardown(case)


TransactionTestCase._fixture_teardown = _teardown_with_locks_lifted  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def today() -> Iterator[date]:
    """It is noon on Sunday 22 November 2026; a test moves on with `clock.at(...)`."""
    with clock.at(DAY):
        yield DAY


@pytest.fixture
def cast(db: None) -> Cast:
    """Hedda, Anna, Mia, Olle, Lo, Rut, Disa, Eva, Ria and Adam."""
    return gather()


@pytest.fixture
def actor(cast: Cast) -> Callable[[User | str], Actor]:
    """`actor("anna")`: Anna as the one who acts."""
    return cast.actor


@pytest.fixture
def client_of(cast: Cast) -> Callable[..., Client]:
    """`client_of("anna")`: a browser in which Anna is logged in."""

    def log_in(who: User | str, **how: Any) -> Client:
        client = Client(**how)
        client.force_login(cast.people[who] if isinstance(who, str) else who)
        return client

    return log_in

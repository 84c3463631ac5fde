"""The furnished world, and a browser for anybody, logged in or not."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import urls
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.views import defaults

from brokerage import clock
from tests.access.world import World, build
from tests.cast import PEOPLE, Cast, gather
from tests.conftest import DAY

ANYBODY = (*PEOPLE, "anonymous")


@pytest.fixture(scope="module")
def furnished(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Built once for all tests of a file: each of them lies in a transaction of its own inside of this one."""
    with django_db_blocker.unblock():
        outer = transaction.atomic()
        outer.__enter__()
        with clock.at(DAY):
            world = build(gather())
    try:
        yield world
    finally:
        with django_db_blocker.unblock():
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)


@pytest.fixture
def world(furnished: World, db: None) -> World:
    """One of everything in every place."""
    return furnished


@pytest.fixture
def cast(furnished: World, db: None) -> Cast:
    """The same people as in the furnished world."""
    return furnished.cast


class Browser(Client):
    """A client that keeps no record of the templates that were rendered: for thousands of requests."""

    def request(self, **request: Any) -> Any:
        response = self.handler(self._base_environ(**request))  # type: ignore[attr-defined]
        self.cookies.update(response.cookies)
        return response


@pytest.fixture
def browser_of(cast: Cast) -> Callable[..., Browser]:
    """`browser_of("anna")`, `browser_of("anonymous")`."""

    def browser(person: str, **how: Any) -> Browser:
        made = Browser(**how)
        if person != "anonymous":
            made.force_login(cast.people[person])
        return made

    return browser


class Unprinted:
    """A paper that stays markup: what is on it, and to whom it goes, is looked at here; how it prints, elsewhere."""

    def __init__(self, string: str, **how: Any) -> None:
        self.string = string

    def write_pdf(self, **how: Any) -> bytes:
        return self.string.encode()


@pytest.fixture(autouse=True)
def papers_stay_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet takes half a second to lay out, and here thousands are asked for."""
    monkeypatch.setattr("weasyprint.HTML", Unprinted)
    monkeypatch.setattr("weasyprint.CSS", Unprinted)


@pytest.fixture
def refused_in_brief(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of an address the first refusal is the page that people see, and those that follow are bare: they are thousands,
    and know nothing but the address."""
    told: set[tuple[int, str]] = set()

    def brief(status: int, page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        def answer(request: HttpRequest, exception: Exception) -> HttpResponse:
            match = request.resolver_match
            key = (status, match.view_name if match else request.path)
            if key in told:
                return HttpResponse(status=status)
            told.add(key)
            return page(request, exception=exception)

        return answer

    monkeypatch.setattr(urls, "handler403", brief(403, defaults.permission_denied))
    monkeypatch.setattr(urls, "handler404", brief(404, defaults.page_not_found))

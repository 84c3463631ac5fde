"""The furnished world, and a browser for anybody, logged in or not."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.access.world import World, build
from tests.cast import PEOPLE, Cast

ANYBODY = (*PEOPLE, "anonymous")


@pytest.fixture
def world(cast: Cast) -> World:
    """One of everything in every place."""
    return build(cast)


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

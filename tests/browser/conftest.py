"""One chromium for all browser tests, and desks at which somebody sits, logged in or not."""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import BrowserContext

from tests.browser.desk import Desk
from tests.browser.inspecting import HEIGHT, WIDE, Watch
from tests.cast import Cast

CHROMIUM = Path("/usr/bin/chromium")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    if not CHROMIUM.exists():
        pytest.fail(
            f"The browser tests need {CHROMIUM}: apt-get install chromium, or script/setup --dev.", pytrace=False
        )
    return browser_type_launch_args | {"executable_path": str(CHROMIUM), "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    size = {"width": WIDE, "height": HEIGHT}
    return browser_context_args | {"viewport": size, "locale": "sv-SE", "reduced_motion": "reduce"}


@pytest.fixture(autouse=True)
def fresh_rates(transactional_db: None) -> None:
    """A flush leaves the cache as it is, and with it how often this machine has already tried to log in."""
    cache.clear()


@pytest.fixture(scope="session")
def seen() -> dict[str, set[object]]:
    """The kinds of pages that have been inspected, for each person: once in a run will do."""
    return defaultdict(set)


@pytest.fixture
def desk_of(
    new_context: Callable[..., BrowserContext], live_server: Any, cast: Cast, seen: dict[str, set[object]]
) -> Callable[..., Desk]:
    """`desk_of("anna")`: Anna, logged in. `desk_of()`: the public. Each has a browser of their own."""

    def sit_down(who: str = "", *, width: int = WIDE, scripts: bool = True) -> Desk:
        context = new_context(java_script_enabled=scripts)
        if who:
            log_in(context, cast, who, live_server.url)
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": HEIGHT})
        return Desk(page, live_server.url, Watch(context), seen[who] if scripts else None)  # axe is a script

    return sit_down


def log_in(context: BrowserContext, cast: Cast, who: str, url: str) -> None:
    """By a session that is already there: few tests are about the login page."""
    client = Client()
    client.force_login(cast.people[who])
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])

"""What a browser complains of: violations that axe finds, errors, failed requests, requests to elsewhere, overflow."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

WIDE, PHONE, NARROWEST = 1280, 360, 320
HEIGHT = 900
REFUSED = 422  # a form with faults: what the page is for, not a failure
_OF_THE_SERVER = (
    "Failed to load resource: the server responded with a status of"  # told by `_answered` with its address
)
_CONTRAST = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}


class Watch:
    """Collects what goes wrong in a browser context; a test asks for it after each page."""

    def __init__(self, context: BrowserContext) -> None:
        self.faults: list[str] = []
        self._expected: set[int] = {REFUSED}
        context.on("console", self._said)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))
        context.on("request", self._asked)
        context.on("response", self._answered)
        context.on("requestfailed", self._failed)

    @contextmanager
    def expecting(self, status: int) -> Iterator[None]:
        """A page that answers so on purpose."""
        self._expected.add(status)
        yield
        self._expected.discard(status)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not message.text.startswith(_OF_THE_SERVER):
            self.faults.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.hostname not in ("localhost", "127.0.0.1"):
            self.faults.append(f"asks elsewhere: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self._expected:
            self.faults.append(f"{response.status}: {response.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # left for another page, or a download
            self.faults.append(f"{request.failure}: {request.url}")

    def take(self) -> list[str]:
        """What went wrong since the last time."""
        taken, self.faults = self.faults, []
        return taken


def inspect(page: Page) -> list[str]:
    """Whatever is wrong with the page as it stands: in light and dark, and on the narrowest of screens.

    The look of a page does not depend on the database: it is judged in the run on SQLite.
    """
    if connection.vendor != "sqlite":
        return []
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    faults = [_in_words("axe", each) for each in found]
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    dark = page.evaluate(f"axe.run({json.dumps(_CONTRAST)}).then(results => results.violations)")
    faults += [_in_words("axe in the dark", each) for each in dark]
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return faults + overflowing(page)


def overflowing(page: Page) -> list[str]:
    """Whether one has to scroll sideways at 320 px, as at 400 % zoom (WCAG 1.4.10), and because of what."""
    size = page.viewport_size or {"width": WIDE, "height": HEIGHT}
    page.set_viewport_size({"width": NARROWEST, "height": size["height"]})
    found = page.evaluate(
        """() => {
            const room = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= room) return null;
            const all = [...document.body.querySelectorAll('*')];
            const wide = all.filter(element => element.getBoundingClientRect().right > room + 1);
            return wide.slice(-1).map(element => element.outerHTML.slice(0, 160))[0] || 'the page itself';
        }"""
    )
    page.set_viewport_size(size)
    return [f"wider than {NARROWEST} px: {found}"] if found else []


def _in_words(by: str, violation: dict) -> str:
    nodes = "; ".join(node["html"][:160] for node in violation["nodes"][:3])
    return f"{by}: {violation['id']} ({violation['help']}): {nodes}"

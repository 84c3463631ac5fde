"""Somebody at a browser: opens pages, follows links, fills in forms, and reads what the page says."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Locator, Page, expect

from tests.browser.inspecting import Watch, inspect


class Desk:
    """A page and its watch. `seen` is what has been inspected for this person: None where scripts are off."""

    def __init__(self, page: Page, base: str, watch: Watch, seen: set[object] | None) -> None:
        self.page, self.base, self.watch, self.seen = page, base, watch, seen
        page.set_default_timeout(10_000)

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def open(self, path: str, *, status: int = 200) -> "Desk":
        with self.watch.expecting(status):
            response = self.page.goto(self.base + path)
        assert response
        assert response.status == status, f"{path} answers {response.status}"
        return self.look()

    def look(self) -> "Desk":
        """No page may have anything wrong with it. A kind of page is inspected once; empty forms are in test_pages."""
        is_refused = self.page.title().startswith("Rätta")
        kind = (self._view_name(), is_refused)
        is_empty_form = not is_refused and self.page.locator("form[data-guard]").count()
        is_new = self.seen is not None and kind not in self.seen and not is_empty_form
        faults = [*(inspect(self.page) if is_new else []), *self.watch.take()]
        if self.seen is not None:
            self.seen.add(kind)
        assert not faults, f"{self.page.url}:\n" + "\n".join(faults)
        return self

    def _view_name(self) -> str:
        try:
            return resolve(self.path).view_name
        except Resolver404:
            return self.page.title()

    def follow(self, name: str) -> "Desk":
        """The link of that name, in the page itself before the navigation."""
        link = self.main.get_by_role("link", name=name).or_(self.page.get_by_role("link", name=name)).first
        return self._go(link, name)

    def press(self, name: str) -> "Desk":
        return self._go(self.main.get_by_role("button", name=name, exact=True).first, name)

    def _go(self, target: Locator, name: str) -> "Desk":
        if not target.count():
            self._unfold(name)
        with self.page.expect_navigation():
            target.click()
        return self.look()

    def _unfold(self, name: str) -> None:
        """Open the group of the menu, or the menu of further buttons, that holds what is called so."""
        wanted = self.page.locator("a, button", has_text=name)
        folded = self.page.locator(".nav details:not([open]), .more:not([open])").filter(has=wanted)
        folded.first.locator("> summary").click()

    def fill(self, **values: str | bool | Sequence[str]) -> "Desk":
        """Fields by name: text, True for a box, or a list of the values of boxes or buttons to choose."""
        for name, value in values.items():
            field = self.main.locator(f"[name={name}]")
            if value is True:
                field.check()
            elif not isinstance(value, str):
                for each in value or ():
                    self.main.locator(f"[name={name}][value='{each}']").check()
            elif field.first.get_attribute("type") == "radio":
                self.main.locator(f"[name={name}][value='{value}']").check()
            elif field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
        return self

    def reads(self, *texts: str) -> "Desk":
        """Each of these stands on the page, for everybody to see."""
        for text in texts:
            expect(self.main.get_by_text(text).filter(visible=True).first).to_be_visible()
        return self

    def never_reads(self, *texts: str) -> "Desk":
        for text in texts:
            expect(self.main.get_by_text(text)).to_have_count(0)
        return self

    def value_of(self, name: str) -> str:
        return self.main.locator(f"[name={name}]").input_value()

    def log_in(self, email: str, password: str) -> "Desk":
        """Through the real page."""
        self.open("/konto/login/") if self.path != "/konto/login/" else self.look()
        return self.fill(login=email, password=password).press("Logga in")

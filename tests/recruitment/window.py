"""Somebody at their screen, without a browser: opens pages, follows what is written on them, fills in their forms."""

from typing import Any
from urllib.parse import urlencode

from django.test import Client

from tests.reading import pick, read, text_of
from tests.recruitment.made import plain


class Window:
    """The page that is open. Every POST is one of its own forms, with the values that it came with."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.path = ""
        self.page: Any = None
        self.status = 0

    def open(self, path: str, *, status: int = 200) -> "Window":
        return self._take(self.client.get(path, follow=True), status)

    def home(self) -> "Window":
        return self.open("/")

    def waiting(self) -> list[str]:
        """What awaits me, the most urgent first."""
        return [plain(text) for text in text_of(self.home().page, "ul.queue a")]

    def follow(self, text: str) -> "Window":
        """The link that is called so, in the page itself or its head."""
        return self.open(self._one("main a[href]", text).get("href"))

    def press(self, text: str) -> "Window":
        """The button that is called so: of a small form of its own, or a link that looks like one."""
        button = self._one("main form button, main a.button", text)
        if button.tag == "a":
            return self.open(button.get("href"))
        form = next(each for each in button.iterancestors("form"))
        return self._post(form.get("action"), form.form_values())

    def fill(self, *, status: int = 200, **values: Any) -> "Window":
        """Send the form of the page. A list stands for several boxes; a name that the form lacks is a fault."""
        (form,) = pick(self.page, "form.form")
        names = {field.get("name") for field in form.inputs}
        assert set(values) <= names, set(values) - names
        kept = [(name, value) for name, value in form.form_values() if name not in values]
        typed = [(name, each) for name, value in values.items() for each in _each(value)]
        return self._post(self.path, [*kept, *typed], status)

    def reads(self, *texts: str) -> "Window":
        """The page says so."""
        (main,) = pick(self.page, "main")
        said = plain(" ".join(" ".join(main.itertext()).split()))
        for text in texts:
            assert text in said, f"{text!r} is not in: {said}"
        return self

    def badge(self) -> str:
        """The state beside the title."""
        return text_of(self.page, ".page-title .badge")[0]

    def buttons(self) -> list[str]:
        """What can be done, by the buttons of the page's head."""
        return text_of(self.page, ".page-head a.button, .page-head button.button")

    def tasks(self) -> list[str]:
        """The parts that are still to do, as the links of the list of tasks."""
        return text_of(self.page, "ol.tasks a")

    def _one(self, selector: str, text: str) -> Any:
        found = [each for each in pick(self.page, selector) if text in plain(" ".join(each.text_content().split()))]
        assert found, f"{text!r} is not among {text_of(self.page, selector)}"
        return found[0]

    def _post(self, path: str, pairs: list[tuple[str, Any]], status: int = 200) -> "Window":
        kind = "application/x-www-form-urlencoded"
        return self._take(self.client.post(path, urlencode(pairs), content_type=kind, follow=True), status)

    def _take(self, answer: Any, status: int) -> "Window":
        assert answer.status_code == status, f"{answer.status_code}: {text_of(read(answer), 'main')}"
        self.path = answer.redirect_chain[-1][0] if answer.redirect_chain else answer.request["PATH_INFO"]
        if query := answer.request.get("QUERY_STRING"):
            self.path = f"{answer.request['PATH_INFO']}?{query}"
        self.page, self.status = read(answer), answer.status_code
        return self


def _each(value: Any) -> list[Any]:
    if isinstance(value, bool):
        return ["on"] if value else []
    return list(value) if isinstance(value, list | tuple) else [value]

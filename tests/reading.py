"""How tests read a page: as its elements and their words, never as raw text."""

from typing import Any

from cssselect2 import ElementWrapper  # type: ignore[import-untyped]
from django.http import HttpResponse
from lxml import html


def read(response: HttpResponse) -> Any:
    """The page of a response, as an lxml element."""
    return html.fromstring(response.content.decode())


def pick(page: Any, selector: str) -> list[Any]:
    """The elements that a CSS selector finds, in the order of the page."""
    root = ElementWrapper.from_html_root(page.getroottree().getroot())
    found = {wrapper.etree_element for wrapper in root.query_all(selector)}
    return [element for element in page.iter() if element in found and element is not page]


def text_of(page: Any, selector: str) -> list[str]:
    """Their words, with single spaces."""
    return [" ".join(element.text_content().split()) for element in pick(page, selector)]


def value_of(page: Any, name: str) -> str | None:
    """What stands in the field of this name."""
    return pick(page, f"[name={name}]")[0].get("value")


def errors_at(page: Any, name: str) -> list[str]:
    """The sentences beside the field of this name."""
    return text_of(page, f"#id_{name}_error p")

"""How tests read a page: as its elements and their words, never as raw text."""

import io
import re
from typing import Any

import pikepdf
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


def words_on_paper(pdf: bytes) -> str:
    """All that is printed in a PDF, in the order of its marks, with single spaces."""
    printed = []
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        for page in paper.pages:
            letters: dict[bytes, str] = {}
            for step in pikepdf.parse_content_stream(page):
                match str(step.operator):
                    case "Tf":
                        letters = _letters_of(page.Resources.Font[str(step.operands[0])])
                    case "TJ":
                        codes = b"".join(bytes(each) for each in step.operands[0] if isinstance(each, pikepdf.String))
                        printed += [letters.get(codes[at : at + 2], "") for at in range(0, len(codes), 2)]
                    case "ET":
                        printed.append(" ")
    return " ".join("".join(printed).split())


def _letters_of(font: Any) -> dict[bytes, str]:
    """What each glyph of a font stands for."""
    table = font.ToUnicode.read_bytes().decode()
    found = re.findall(r"^<([0-9a-f]{4})> <([0-9a-f]+)>$", table, re.MULTILINE)
    return {bytes.fromhex(code): bytes.fromhex(text).decode("utf-16-be") for code, text in found}

"""A template on paper: PDF, tagged for screen readers, made without touching network or disk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.template.loader import render_to_string

STYLE = "css/paper.css"


@dataclass(frozen=True)
class Attached:
    """A file inside a paper that says the same to a machine."""

    name: str
    content: bytes
    description: str
    at: datetime


def pdf_response(template: str, context: dict[str, Any], filename: str) -> HttpResponse:
    """The template as a file to download. The same template and context give the same bytes.

    The template extends `paper.html` and sees only `context`: neither the request nor who asks.
    Raises RuntimeError where it refers to anything outside of itself, such as an image by its address.
    """
    return file_response(pdf(template, context), filename, "application/pdf")


def file_response(content: bytes, filename: str, kind: str) -> HttpResponse:
    """A file to download."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(filename)}"
    return response


def pdf(template: str, context: dict[str, Any], attached: Sequence[Attached] = ()) -> bytes:
    """The paper itself: PDF/UA, or PDF/A-3 with what is attached to it. Raises RuntimeError like `pdf_response`."""
    from weasyprint import CSS, HTML, Attachment  # noqa: PLC0415 — takes a second or two to import, and papers are rare
    from weasyprint.urls import FatalURLFetchingError, URLFetcher  # noqa: PLC0415

    nothing = URLFetcher(allowed_protocols=(), fail_on_errors=True)
    files = [
        Attachment(
            string=each.content,
            name=each.name,
            description=each.description,
            created=each.at,
            modified=each.at,
            relationship="Alternative",
        )
        for each in attached
    ]
    try:
        style = CSS(string=_style(), url_fetcher=nothing)
        return HTML(string=render_to_string(template, context), url_fetcher=nothing).write_pdf(
            stylesheets=[style], pdf_variant="pdf/a-3a" if files else "pdf/ua-1", attachments=files or None
        )
    except FatalURLFetchingError as error:  # it is no Exception, and would pass by Django's own handling of faults
        raise RuntimeError("A paper fetches nothing: put what it shows into its template.") from error


def _style() -> str:
    return Path(str(finders.find(STYLE))).read_text()

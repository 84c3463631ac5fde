"""A template on paper: PDF, tagged for screen readers, made without touching network or disk."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.template.loader import render_to_string

STYLE = "css/paper.css"


def pdf_response(template: str, context: dict[str, Any], filename: str) -> HttpResponse:
    """The template as a file to download. The same template and context give the same bytes.

    The template extends `paper.html` and sees only `context`: neither the request nor who asks.
    Raises RuntimeError where it refers to anything outside of itself, such as an image by its address.
    """
    response = HttpResponse(_pdf(render_to_string(template, context)), content_type="application/pdf")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(filename)}"
    return response


def _pdf(html: str) -> bytes:
    from weasyprint import CSS, HTML  # noqa: PLC0415 — takes a second or two to import, and papers are rare
    from weasyprint.urls import FatalURLFetchingError, URLFetcher  # noqa: PLC0415

    nothing = URLFetcher(allowed_protocols=(), fail_on_errors=True)
    try:
        style = CSS(string=_style(), url_fetcher=nothing)
        return HTML(string=html, url_fetcher=nothing).write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1")
    except FatalURLFetchingError as error:  # it is no Exception, and would pass by Django's own handling of faults
        raise RuntimeError("A paper fetches nothing: put what it shows into its template.") from error


def _style() -> str:
    return Path(str(finders.find(STYLE))).read_text()

"""What the papers of a month cost beside WeasyPrint alone, for the same pages: the time that is ours."""

import time
from collections.abc import Callable
from statistics import median
from typing import Any
from unittest.mock import patch

from weasyprint import CSS, HTML

from brokerage.invoicing.formats.paper import invoice_paper
from brokerage.invoicing.models import Invoice
from brokerage.pages import pdf as papers

DISTRICTS, ROUNDS = 14, 5
CEILING = 1.2


def ratio() -> tuple[float, float]:
    """CPU of a month's papers against WeasyPrint's own, turn by turn; and the milliseconds of ours."""
    keys = list(Invoice.objects.order_by("-pk").values_list("pk", flat=True)[:DISTRICTS])
    pages = pages_of(keys)
    pairs = [(timed(lambda: ours(keys)), timed(lambda: alone(pages))) for _ in range(ROUNDS + 1)][1:]
    return median(own / beside for own, beside in pairs), median(own for own, _ in pairs)


def ours(keys: list[int]) -> list[bytes]:
    """From the database to the bytes."""
    return [invoice_paper(row) for row in Invoice.objects.filter(pk__in=keys).for_paper()]


def alone(pages: list[str]) -> list[bytes]:
    """As somebody would write it who has the pages already."""
    style = papers._style()
    return [
        HTML(string=page).write_pdf(stylesheets=[CSS(string=style)], pdf_variant="pdf/ua-1") or b"" for page in pages
    ]


def pages_of(keys: list[int]) -> list[str]:
    """The very pages that ours are made of."""
    found: list[str] = []
    render: Callable[..., Any] = papers.render_to_string

    def keep(*given: Any) -> str:
        found.append(render(*given))
        return found[-1]

    with patch.object(papers, "render_to_string", keep):
        ours(keys)
    return found


def timed(act: Callable[[], Any]) -> float:
    start = time.process_time()
    act()
    return (time.process_time() - start) * 1000

"""How recruitment is doing: figures, chart, table."""

from typing import Any

from django.http import HttpResponse

from brokerage import clock, pages
from brokerage.access import Request, permitted, requires
from recruitment.figures import by_month, how_far, standing


@requires("enquiries.view")
def recruitment_report(request: Request, rows: Any) -> HttpResponse:
    """The last twelve months: who came, how far they got, and who is waiting."""
    today = clock.today()
    months = by_month(rows, today)
    return pages.report(
        request,
        "recruitment/recruitment_report.html",
        title="Rekryteringsläget",
        lead="De senaste tolv månaderna.",
        figures=standing(
            rows,
            permitted(request.actor, "vettings.view"),
            permitted(request.actor, "volunteers.view"),
            permitted(request.actor, "meetings.view"),
            today,
        ),
        chart={"title": "Intresseanmälningar per månad", "series": months, "unit": "anmälningar"},
        tables=[
            {
                "caption": "Intresseanmälningar per månad",
                "columns": [{"label": "Månad", "kind": "text"}, {"label": "Anmälningar", "kind": "number"}],
                "rows": months,
            },
            {
                "caption": "Hur långt de har kommit",
                "columns": [{"label": "Steg", "kind": "text"}, {"label": "Antal", "kind": "number"}],
                "rows": how_far(rows, today),
            },
        ],
    )

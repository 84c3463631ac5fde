"""Pages of the log, for the log reviewer: what has happened, and who has seen whom."""

from typing import Any

from django.http import HttpResponse

from brokerage import pages
from brokerage.access import Request, requires
from brokerage.organisation.filters import EventFilter
from brokerage.organisation.people import with_unit_names
from brokerage.pages import Column, Empty, Listing, noun, sentence, who
from brokerage.pages.wording import moment

LISTING = Listing(
    title="Händelselogg",
    lead="Vad som har hänt och vem som har sett vad. Loggen kan inte ändras.",
    columns=(
        Column("När", lambda row: moment(row.at), sort="at"),
        Column("Vem", who),
        Column("Vad", lambda row: sentence(row.verb)),
        Column("Gäller", lambda row: noun(row.object_type)),
        Column("Nummer", lambda row: str(row.object_id or ""), kind="number"),
        Column("Enhet", lambda row: row.unit_name or ""),
    ),
    filterset=EventFilter,
    order="-at",
    counts_to=5000,
    empty=Empty("Inga händelser", "Ingenting i loggen stämmer med det du söker."),
)


@requires("events.view")
def events(request: Request, rows: Any) -> HttpResponse:
    return pages.listing(request, with_unit_names(rows.select_related("user")), LISTING)

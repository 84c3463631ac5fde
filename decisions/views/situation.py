"""How the waiting stands: a report over the districts and areas that one may see."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from brokerage import clock, money, pages
from brokerage.access import ACTIONS, Request, requires
from brokerage.organisation.models import Area, Role
from brokerage.organisation.people import staffing
from decisions.situation import Situation, by_area
from decisions.tables import as_csv, as_workbook
from decisions.views.reports import columns
from decisions.views.statistics import XLSX
from decisions.waiting import NEW_FEES_FROM, fee_range

TITLE = "Läget för besluten"
HEADS = (
    ("Enhet", "text"),
    ("Område", "text"),
    ("Väntar", "number"),
    ("Inom 30 dagar", "number"),
    ("Försenade", "number"),
    ("Längst, dagar", "number"),
    ("Tyst i tre veckor", "number"),
    ("Avgift senast", "date"),
)


@requires("decisions.view")
def situation(request: Request, rows: Any) -> HttpResponse:
    """Who waits, what falls due, what is late, and where nothing has happened for three weeks."""
    today = clock.today()
    waiting = list(rows.waiting().for_situation())
    quiet = set(rows.quiet_on(today).values_list("pk", flat=True))
    lines = by_area(waiting, quiet, today)
    drawn = {"caption": TITLE, "columns": columns(HEADS), "rows": [_cells(each) for each in lines], "stacked": True}
    if answer := _download(request, drawn):
        return answer
    before, now = (fee_range(day) for day in (NEW_FEES_FROM - timedelta(days=1), NEW_FEES_FROM))
    figures = [
        ("Väntar", sum(each.waiting for each in lines)),
        ("Inom 30 dagar", sum(each.soon for each in lines)),
        ("Försenade", sum(each.overdue for each in lines)),
        ("Tyst i tre veckor", sum(each.quiet for each in lines)),
    ]
    return pages.report(
        request,
        "decisions/situation.html",
        title=TITLE,
        lead="Beslut i dina programområden som väntar på att verkställas eller återupptas.",
        figures=figures,
        tables=[*([drawn] if lines else []), _staffing(request)],
        nobody_waits=not lines,
        exports=[("CSV", "?format=csv"), ("Excel", "?format=xlsx")] if lines else [],
        fees={"now": _kronor(now), "before": _kronor(before), "since": NEW_FEES_FROM},
        lists=[
            (label, reverse("decisions:decisions") + f"?state={state}")
            for label, state in (
                ("Inom 30 dagar", "soon"),
                ("Försenade", "overdue"),
                ("Tyst i tre veckor", "quiet"),
            )
        ],
    )


def _cells(line: Situation) -> list[Any]:
    return [
        line.unit,
        line.area,
        line.waiting,
        line.soon,
        line.overdue,
        line.longest,
        line.quiet,
        line.served_by,
    ]


POSTS = (
    (Role.CONTACT_SECRETARY, "Kontaktsekreterare"),
    (Role.CASE_OFFICER, "Handläggare"),
    (Role.DISTRICT_MANAGER, "Enhetschef"),
)


def _staffing(request: Request) -> dict[str, Any]:
    """Who does the work in each of the own units and areas, who stands in, and which posts are vacant."""
    standings = request.actor.holds(ACTIONS["decisions.view"].roles)
    units = {each.unit_id: each.title.partition(", ")[2] for each in standings}
    places = sorted({(each.unit_id, area) for each in standings for area in each.areas})
    held = staffing(places, *(role for role, _ in POSTS))
    return {
        "caption": "Bemanning",
        "stacked": True,
        "columns": columns((("Enhet", "text"), ("Område", "text"), *((label, "text") for _, label in POSTS))),
        "rows": [
            [units[unit], str(Area(area).label), *(_post(held[unit, area, role]) for role, _ in POSTS)]
            for unit, area in places
        ],
    }


def _post(people: list[Any]) -> Any:
    """«Anna Berg», «Per Ek (vikarierar för Anna Berg)»; a badge where nobody is."""
    if not people:
        return {"value": "Vakant", "tone": "bad"}
    return ", ".join(
        f"{each.user} (vikarierar för {each.stands_in_for})" if each.stands_in_for else str(each.user)
        for each in people
    )


def _kronor(amounts: tuple[int, int]) -> str:
    low, high = amounts
    return f"{money.whole(low)}–{money.whole(high)} kr"


def _download(request: Request, drawn: dict[str, Any]) -> HttpResponse | None:
    """The table as a file, when one is asked for. It names nobody."""
    form = request.GET.get("format")
    if form not in ("csv", "xlsx"):
        return None
    content = as_csv([drawn]) if form == "csv" else as_workbook([drawn])
    response = HttpResponse(content, content_type="text/csv; charset=utf-8" if form == "csv" else XLSX)
    response["Content-Disposition"] = f'attachment; filename="beslutslaget-{clock.today():%Y-%m-%d}.{form}"'
    return response

"""Figures of decisions not executed: the customer's table with its trend, and what council and auditors are given."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import Request, requires
from brokerage.organisation.models import Unit
from brokerage.pages.pdf import pdf_response
from brokerage.pages.wording import day
from decisions.forms.reports import NOW, YearForm
from decisions.ledger import Quarter
from decisions.reports import (
    board_of,
    by_district,
    cases_of,
    quarters_of_trend,
    report_of,
    summed,
    totals_of,
    trend_of,
    waited,
)
from decisions.tables import Row, as_csv, as_workbook, by_kind, drawn
from decisions.views.reports import FIRST_YEAR, areas_of, board_in, boards_of, columns, crumbs_to, quarter_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLE = (
    ("Lag", "text"),
    ("Område", "text"),
    ("Insats", "text"),
    *((f"Kvartal {number}", "number") for number in (1, 2, 3, 4)),
    ("Fotnot", "text"),
)
COUNTS = (("Lag", "text"), ("Område", "text"), ("Insats", "text"), ("Kön", "text"), ("Antal", "number"))
EACH = (("Lag", "text"), ("Insats", "text"), ("Kön", "text"), ("Dagar", "number"))
AUDITORS = (
    ("Rapport", "text"),
    ("Beslutsdatum", "date"),
    ("Avbrott", "date"),
    ("Insats", "text"),
    ("Lagrum", "text"),
    ("Skäl i korthet", "text"),
    ("Verkställt eller avslutat", "date"),
)
FORMS = (("CSV", "csv"), ("Excel", "xlsx"), ("PDF", "pdf"))


@requires("decisions.view")
def reports(request: Request, rows: Any) -> HttpResponse:
    """The table of a year over the decisions that one may see, and the trend since 2010."""
    today = clock.today()
    years = list(range(FIRST_YEAR, today.year + 1))
    is_merged = len(boards_of(request)) > 1
    form = YearForm(request.GET or None, years=years, is_merged=is_merged)
    given = form.cleaned_data if form.is_valid() else {}
    year, split = int(given.get("year") or today.year), given.get("districts", "")
    totals = totals_of(rows, quarters_of_trend(years, year, today))
    series = trend_of(summed(totals.values()), years, today)
    title = f"Antal ej verkställda beslut {year}"
    # A nought for what one may not see would be a lie.
    areas = areas_of(request)
    tables = (
        by_district(totals, year, today, now=split == NOW)
        if split
        else [("", drawn(summed(totals.values()), year, today))]
    )
    shown = [
        {
            "caption": f"{district}: {title[0].lower()}{title[1:]}" if district else title,
            "stacked": True,
            "columns": columns(TABLE),
            "rows": [cells(each) for each in lines if each.area in areas],
        }
        for district, lines in tables
    ]
    if answer := download(request, title, shown):
        return answer
    latest = Quarter.of(today).before
    return pages.report(
        request,
        "decisions/reports.html",
        title="Ej verkställda beslut",
        lead="Beslut i dina programområden som har väntat över tre månader på kvartalets sista dag. Streck: "
        "rapporterades inte.",
        filter=YearForm(initial={"year": year, "districts": split}, years=years, is_merged=is_merged),
        chart={"title": "Vid årets sista redovisade kvartal", "series": series, "unit": "beslut"},
        tables=shown,
        exports=exports(f"?year={year}&districts={split}&"),
        latest=latest,
        latest_url=reverse("decisions:quarter", args=[latest.year, latest.number]),
    )


def cells(row: Row) -> list[Any]:
    return [row.law, row.area, row.intervention.capitalize(), *row.texts, row.footnote]


@requires("decisions.view")
def quarter_statistics(request: Request, rows: Any, year: int, number: int) -> HttpResponse:
    """What the council is given of a closed quarter; with `kopia=maskad` as everybody may see it."""
    asked, board = quarter_of(year, number), board_in(request)
    masked = request.GET.get("kopia") == "maskad"
    lead = f"{board}. {'Kopia för spridning: tal under fem visas inte.' if masked else 'Utan namn och nummer.'}"
    copy = "kopia=maskad&" if masked else ""
    other = ("Den fullständiga", "") if masked else ("Kopia för spridning", "kopia=maskad")
    return _of_closed(
        request,
        asked,
        board,
        "decisions/quarter_statistics.html",
        title=f"Till kommunfullmäktige, {asked}",
        lead=lead,
        tables=lambda closed: _council(closed, masked=masked),
        query=copy,
        others=[other],
    )


@requires("decisions.view")
def quarter_auditors(request: Request, rows: Any, year: int, number: int) -> HttpResponse:
    """What the elected auditors are given: each report with its decision's day, kind and reasons (SoL 34:1–2)."""
    asked, board = quarter_of(year, number), board_in(request)
    return _of_closed(
        request,
        asked,
        board,
        "decisions/quarter_auditors.html",
        title=f"Till revisorerna, {asked}",
        lead=f"{board}. Det som har rapporterats till IVO, i korthet och utan namn och nummer.",
        tables=_auditors,
    )


def _of_closed(
    request: Request,
    asked: Quarter,
    board: Unit,
    template: str,
    *,
    title: str,
    lead: str,
    tables: Callable[[list[Any]], list[dict[str, Any]]],
    query: str = "",
    others: Sequence[tuple[str, str]] = (),
) -> HttpResponse:
    """A report of what was copied when the board closed the quarter: nobody can be known by it."""
    closed = report_of(board_of(board), asked)
    drawn = tables(cases_of(closed)) if closed else []
    if closed and (answer := download(request, title, drawn, lead=lead)):
        return answer
    here = f"?namnd={board.pk}&"
    return pages.report(
        request,
        template,
        title=title,
        lead=lead,
        crumbs=crumbs_to(asked, title.split(",")[0]),
        tables=drawn,
        empty={"title": "Kvartalet är inte stängt", "text": "Uppgifterna tas ur de listor som stängs med kvartalet."},
        exports=exports(f"{here}{query}") if closed else [],
        others=[(label, here + more) for label, more in others] if closed else [],
    )


def _council(cases: list[Any], *, masked: bool) -> list[dict[str, Any]]:
    counted = waited(cases)
    found = [
        {
            "caption": "Antal (SoL 34:3, LSS 28 h §)",
            "stacked": True,
            "columns": columns(COUNTS),
            "rows": by_kind(counted, masked=masked),
        }
    ]
    if masked:
        return found
    each = sorted((each.law, each.intervention, each.sex, each.days) for each in counted)
    return [*found, {"caption": "Tid sedan beslutet", "stacked": True, "columns": columns(EACH), "rows": each}]


def _auditors(cases: list[Any]) -> list[dict[str, Any]]:
    lines = [
        (
            each.get_kind_display(),
            each.decided_on,
            each.since if each.since != each.decided_on else None,
            each.intervention.capitalize(),
            f"{each.law} {each.ground}",
            ", ".join(str(cause) for cause in (each.cause, each.secondary) if cause),
            each.until,
        )
        for each in cases
    ]
    return [
        {
            "caption": "Rapporter (SoL 34:1–2, LSS 28 f–g §§)",
            "stacked": True,
            "columns": columns(AUDITORS),
            "rows": lines,
        }
    ]


def exports(query: str) -> list[tuple[str, str]]:
    return [(label, f"{query}format={code}") for label, code in FORMS]


def download(request: Request, title: str, tables: list[dict[str, Any]], *, lead: str = "") -> HttpResponse | None:
    """The tables as a file, when one is asked for. They name nobody."""
    form = request.GET.get("format")
    name = f"{title.lower().replace(',', '').replace(' ', '-')}.{form}"
    if form == "pdf":
        return reports_pdf(title, tables, name, lead=lead)
    if form not in ("csv", "xlsx"):
        return None
    content = as_csv(tables) if form == "csv" else as_workbook(tables)
    response = HttpResponse(content, content_type="text/csv; charset=utf-8" if form == "csv" else XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def reports_pdf(title: str, tables: list[dict[str, Any]], name: str, *, lead: str) -> HttpResponse:
    papers = [
        {
            "caption": each["caption"],
            "heads": [(head["label"], head["kind"]) for head in each["columns"]],
            "rows": [[_printed(cell) for cell in row] for row in each["rows"]],
        }
        for each in tables
    ]
    return pdf_response("decisions/reports_pdf.html", {"title": title, "lead": lead, "tables": papers}, name)


def _printed(cell: Any) -> str:
    return day(cell) if hasattr(cell, "year") else "" if cell is None else str(cell)

"""Pages about payrolls: the list, a month to close, a closed one with its files and statements, the overview."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import Sum
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from brokerage import clock, money, pages
from brokerage.access import Request, holds_role, permitted, requires
from brokerage.access.guards import note_rows
from brokerage.organisation.models import Area
from brokerage.organisation.people import unit_of
from brokerage.pages import Action, Column, Empty, Listing
from brokerage.pages.pdf import file_response, pdf_response
from brokerage.pages.wording import day, month
from brokerage.workflow import Problem, Refusal
from matching.filters import PayrollFilter
from matching.forms.pay import CloseForm, PayMonthForm
from matching.models import PayCode, Payroll
from matching.payfiles import as_csv, name_of, on_paper, overview_csv, overview_xlsx, paxml
from matching.payroll import Draft, draft_of
from matching.views.visits import PAY_COLUMNS, months_back, times
from matching.workflow import payrolls as workflow

CRUMBS = (("Löneunderlag", "/loneunderlag/"),)
FILES = {"paxml": (paxml, "application/xml", "xml"), "csv": (as_csv, "text/csv; charset=utf-8", "csv")}
OVERVIEWS = {
    "csv": (overview_csv, "text/csv; charset=utf-8"),
    "xlsx": (overview_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
FIELDS = ("volunteer", "pay_number", "kind", "first", "last", "price", "quantity", "amount", "turn")
PAYROLLS = Listing(
    title="Löneunderlag",
    lead="Det som har gått till lönesystemet, månad för månad. Ett stängt underlag ändras aldrig.",
    columns=(
        Column("Månad", lambda row: month(row.month).capitalize(), sort="month", link=True),
        Column("Enhet", lambda row: row.unit.name, sub=lambda row: row.get_area_display()),
        Column("Stängt", lambda row: row.closed_on, kind="date", sort="closed_on"),
        Column("Uppdragstagare", lambda row: row.people, kind="number"),
        Column("Rättelser", lambda row: row.corrections or "", kind="number"),
        Column("Belopp, kr", lambda row: row.total, kind="number", sort="total"),
    ),
    order="-month",
    filterset=PayrollFilter,
    empty=Empty("Inga löneunderlag", "När en månad har stängts visas den här."),
)


@requires("payrolls.view", fetch=lambda rows: rows.for_list())
def payrolls(request: Request, rows: Any) -> HttpResponse:
    may_close = holds_role(request.actor, "payrolls.close")
    actions = [Action("Stäng en månad", reverse("matching:payroll_close"), main=True)] if may_close else []
    actions.append(Action("Ersättning per månad", reverse("matching:pay_overview"), icon="chart-column"))
    return pages.listing(request, rows, PAYROLLS, actions=actions)


@requires("payrolls.close", creates=True)
def payroll_close(request: Request) -> HttpResponse:
    """A month as it would go to the payroll, by part of the unit, and the button that closes it."""
    if request.method == "POST":
        return _close(request)
    months = months_back(13)[1:]
    form = PayMonthForm(request.GET or None, months=months)
    chosen = form.cleaned_data["month"] if form.is_valid() else months[0]
    due = permitted(request.actor, "monthreports.attest").due().parts_until(chosen)
    parts = [(unit, area, draft_of(unit, area, chosen)) for unit, area in due]
    return pages.report(
        request,
        "matching/payroll_close.html",
        title="Stäng en månad",
        lead="Det som är attesterat går till lönesystemet, en gång. Det som kommer senare går med nästa månad.",
        crumbs=(*CRUMBS, ("Stäng en månad", None)),
        filter=PayMonthForm(initial={"month": chosen.isoformat()}, months=months),
        parts=[_part(unit, area, draft, chosen) for unit, area, draft in parts if draft.lines or draft.missing],
        nothing={
            "title": f"Inget att stänga för {month(chosen)}",
            "text": "Antingen är allt redan i ett underlag, eller så är ingenting attesterat än.",
            "url": reverse("matching:monthreports"),
            "label": "Visa redovisningarna",
        },
    )


def _part(unit_id: int, area: str, draft: Draft, first: date) -> dict[str, Any]:
    blocking = [Problem(f"Anställningsnummer saknas för {each}.") for each in draft.nameless]
    if clock.today() < draft.cutoff_on:
        blocking.append(Problem(f"Brytdagen är {day(draft.cutoff_on)}: underlaget stängs tidigast då."))
    notes = [f"Kommer inte med. {each}." for each in draft.missing]
    if late := sum(line["report"].month != first for line in draft.lines):
        notes.append("En rad avser en tidigare månad." if late == 1 else f"{late} rader avser en tidigare månad.")
    initial = {"month": first, "unit": unit_id, "area": area, "mark": draft.mark}
    return {
        "heading": f"{unit_of(unit_id)}, {Area(area).label}: {money.kr(draft.total)}",
        "problems": [*blocking, *(Problem(note, blocking=False) for note in notes)],
        "tables": _tables(draft.lines),
        "form": CloseForm(initial=initial) if draft.lines and not blocking else None,
    }


def _tables(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A table for each volunteer."""
    by: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in lines:
        by[", ".join(filter(None, (line["volunteer"].name, line["pay_number"])))].append(line)
    return [
        {
            "caption": name,
            "columns": PAY_COLUMNS,
            "rows": [_line(line) for line in mine],
            "totals": [("Summa", sum((line["amount"] for line in mine), Decimal(0)))],
        }
        for name, mine in by.items()
    ]


def _line(line: dict[str, Any]) -> tuple[Any, Decimal]:
    days = day(line["first"]) if line["first"] == line["last"] else f"{day(line['first'])} till {day(line['last'])}"
    said = f"{days}, {times(line['quantity'], line['price'])}"
    label = PayCode.Kind(line["kind"]).label + (" (rättelse)" if line["turn"] > 1 else "")
    return {"value": label, "sub": said}, line["amount"]


def _close(request: Request) -> HttpResponse:
    form = CloseForm(request.POST)
    back = reverse("matching:payroll_close")
    if not form.is_valid():
        messages.error(request, "Välj vilken månad som ska stängas.")
        return redirect(back)
    given = form.cleaned_data
    try:
        made = workflow.close(
            by=request.actor,
            unit_id=given["unit"],
            area=given["area"],
            first=given["month"],
            mark=given["mark"],
        )
    except Refusal as refusal:
        for sentence in refusal.sentences:
            messages.error(request, sentence)
        return redirect(f"{back}?month={given['month']}")
    messages.success(request, f"{month(made.month).capitalize()} är stängd, {money.kr(made.total)}.")
    return redirect(made.get_absolute_url())


@requires("payrolls.view", read=True, fetch=lambda rows: rows.for_page())
def payroll(request: Request, row: Payroll) -> HttpResponse:
    lines = list(row.lines.all())
    tables = _tables([{name: getattr(line, name) for name in FIELDS} for line in lines])
    people = {line.volunteer: None for line in lines}
    return pages.detail(
        request,
        row,
        "matching/payroll.html",
        title=f"Löneunderlag {month(row.month)}",
        lead=f"{row.unit.name}, {row.get_area_display()}",
        crumbs=(*CRUMBS, (month(row.month), None)),
        has_next=False,
        facts=(
            ("Stängt", row.closed_on),
            ("Av", row.closed_by),
            ("Brytdag", row.cutoff_on),
            ("Betalda", len(people)),
            ("Belopp", money.kr(row.total)),
        ),
        tables=tables,
        files=[(name, reverse("matching:payroll_file", args=[row.pk, name])) for name in FILES],
        statements=[
            (volunteer.name, reverse("matching:payroll_statement_pdf", args=[row.pk, volunteer.pk]))
            for volunteer in people
        ],
    )


@requires("payrolls.view", fetch=lambda rows: rows.for_page())
def payroll_file(request: Request, row: Payroll, form: str) -> HttpResponse:
    """The file for the payroll system; that somebody has taken it is an Event."""
    if form not in FILES:
        raise Http404
    make, kind, ending = FILES[form]
    note_rows(request.actor, "export", [row], names_people=False, format=form)
    response = HttpResponse(make(row), content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name_of(row, ending)}"'
    return response


@requires("payrolls.view", read=True, fetch=lambda rows: rows.for_page())
def payroll_statement_pdf(request: Request, row: Payroll, volunteer: int) -> HttpResponse:
    """What one volunteer is paid for, on paper. It names nobody else."""
    lines = [line for line in row.lines.all() if line.volunteer_id == volunteer]
    if not lines:
        raise Http404
    context = {
        "title": f"Ersättning {month(row.month)}",
        "sender": f"{row.unit.name}, Stockholms stad",
        "receiver": lines[0].volunteer.name,
        "pay_number": lines[0].pay_number,
        "closed_on": row.closed_on,
        "lines": on_paper(lines),
        "total": sum((line.amount for line in lines), Decimal("0.00")),
    }
    return pdf_response("matching/payroll_statement_pdf.html", context, f"ersattning-{row.month:%Y-%m}-{volunteer}.pdf")


@requires("payrolls.view")
def pay_overview(request: Request, rows: Any) -> HttpResponse:
    """What has been paid, by month, and by district where somebody sees more than one."""
    since = clock.months_after(clock.today().replace(day=1), -12)
    sums = rows.filter(month__gte=since).values_list("unit__name", "area", "month").annotate(Sum("total"))
    by_month: dict[date, Decimal] = defaultdict(Decimal)
    by_part: dict[tuple[str, str], dict[date, Decimal]] = defaultdict(dict)
    for unit, area, first, total in sums.order_by("unit__name_key", "area", "month"):
        # SQLite adds in its own way, and forgets the öre that are nought.
        by_month[first] += money.rounded(total)
        by_part[unit, area][first] = money.rounded(total)
    if answer := _download(request, rows.filter(month__gte=since), by_part):
        return answer
    months = sorted(by_month)
    columns = ({"label": "Månad", "kind": "text"}, {"label": "Utbetalt, kr", "kind": "number"})
    tables = [
        {
            "caption": f"{unit}, {Area(area).label}",
            "columns": columns,
            "rows": [(month(first).capitalize(), total) for first, total in paid.items()],
            "totals": [("Summa", sum(paid.values(), Decimal(0)))],
        }
        for (unit, area), paid in by_part.items()
    ]
    series = [(month(first)[:3] + f" {first:%y}", round(float(by_month[first]) / 1000, 1)) for first in months]
    return pages.report(
        request,
        "pages/report.html",
        title="Ersättning per månad",
        lead="Arvoden, omkostnader och milersättning, i den månad då de gick till lönesystemet.",
        crumbs=(*CRUMBS, ("Ersättning per månad", None)),
        figures=[
            ("Det senaste året", money.kr(sum(by_month.values(), Decimal(0)))),
            ("Månader", len(months)),
        ]
        if months
        else [],
        chart={"title": "Utbetalt per månad, tusen kronor", "series": series, "unit": "tusen kronor"}
        if months
        else None,
        tables=tables,
        exports=[("CSV", "?format=csv"), ("Excel", "?format=xlsx")] if months else [],
        empty={"title": "Inget har betalats ut än", "text": "När en månad har stängts visas den här."},
    )


def _download(request: Request, rows: Any, by_part: dict[tuple[str, str], dict[date, Decimal]]) -> HttpResponse | None:
    """The overview as a file, when one is asked for; that somebody has taken it is an Event."""
    form = request.GET.get("format")
    if form not in OVERVIEWS:
        return None
    make, kind = OVERVIEWS[form]
    lines = [
        (unit, str(Area(area).label), first, total)
        for (unit, area), paid in by_part.items()
        for first, total in paid.items()
    ]
    note_rows(request.actor, "export", list(rows), names_people=False, format=form)
    return file_response(make(lines), f"ersattning-per-manad-{clock.today():%Y-%m-%d}.{form}", kind)

"""Pages of imports: files are sent in, looked through with every fault, and then read in or thrown away."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from brokerage import pages
from brokerage.access import Request, requires
from brokerage.imports import blanks, workflow
from brokerage.imports.columns import ASSIGNMENTS, CASES, ENQUIRIES, HISTORIES, VOLUNTEERS
from brokerage.imports.forms import ConfirmForm, UploadForm
from brokerage.imports.known import lists
from brokerage.imports.reading import Reading
from brokerage.imports.states import ImportState
from brokerage.organisation.fields import words
from brokerage.pages import Action, Column, Empty, Listing
from recruitment.models import Kind

TONES = {ImportState.WAITING: "warn", ImportState.APPLIED: "good", ImportState.DROPPED: "calm"}
LISTING = Listing(
    title="Import",
    lead="Uppdragstagare, klienter med beslut och pågående uppdrag från filer, till din enhet.",
    columns=(
        Column("Filer", str, link=True),
        Column("Läge", lambda row: row.get_state_display(), kind="badge", tone=lambda row: TONES[row.state]),
        Column("Inskickad", lambda row: row.uploaded_at, kind="date", sort="uploaded_at"),
        Column("Uppdragstagare", lambda row: row.volunteers, kind="number"),
        Column("Beslut", lambda row: row.decisions, kind="number"),
        Column("Uppdrag", lambda row: row.assignments, kind="number"),
    ),
    order="-uploaded_at",
    empty=Empty("Inget är inläst", "Hämta mallarna, fyll i dem och skicka in."),
)
CRUMBS = (("Import", "/import/"),)
OWN = (VOLUNTEERS, CASES, ASSIGNMENTS, HISTORIES, ENQUIRIES)  # the units are the whole city's
BOOK = "import.xlsx"
TEMPLATES = {BOOK: "Arbetsbok med alla blad", **{f"{sheet.name}.csv": f"{sheet.title}, CSV" for sheet in OWN}}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FAULTS_SHOWN, ROWS_SHOWN = 500, 5
FAULT_COLUMNS = (
    {"label": "Blad", "kind": "text"},
    {"label": "Rad", "kind": "number"},
    {"label": "Kolumn", "kind": "text"},
    {"label": "Fel", "kind": "text"},
)


@requires("imports.view")
def imports(request: Request, rows: Any) -> HttpResponse:
    actions = [Action("Ny import", reverse("imports:import_upload"), main=True, icon="plus")]
    return pages.listing(request, rows.for_list(), LISTING, actions=actions)


@requires("imports.upload", creates=True)
def import_upload(request: Request) -> HttpResponse:
    return pages.verb_page(
        request,
        UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm(),
        lambda given: workflow.upload(by=request.actor, files=[(each.name, each.read()) for each in given["sent"]]),
        title="Ny import",
        lead="Först visas vad filerna innehåller och varje fel. Därefter bestämmer du. Filerna sparas högst ett dygn.",
        crumbs=(*CRUMBS, ("Ny", None)),
        submit=workflow.upload.label,
        back=reverse("imports:imports"),
        done=workflow.upload.done,
        template="imports/import_upload.html",
        templates=TEMPLATES,
    )


@requires("imports.upload", creates=True)
def import_template(request: Request, name: str) -> HttpResponse:
    """A file to fill in: headings, an example, explanations."""
    if name not in TEMPLATES:
        raise Http404
    if name == BOOK:
        content, kind = blanks.workbook(lists(), OWN), XLSX
    else:
        sheet = next(each for each in OWN if f"{each.name}.csv" == name)
        content, kind = blanks.csv_of(sheet), "text/csv; charset=utf-8"
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@requires("imports.view", read=True, fetch=lambda rows: rows.for_page())
def importbatch(request: Request, row: Any) -> HttpResponse:
    """What the files say and what is wrong with them; once they are read in, what came of it."""
    is_waiting = row.state == ImportState.WAITING
    reading = workflow.look_through(row, by=request.actor) if is_waiting else Reading()
    shown, tables = reading.faults[:FAULTS_SHOWN], _tables(reading)
    return pages.detail(
        request,
        row,
        "imports/importbatch.html",
        title=str(row),
        lead="Inget är sparat än." if is_waiting else "",
        crumbs=(*CRUMBS, (str(row), None)),
        status={"text": row.get_state_display(), "tone": TONES[row.state]},
        has_next=bool(tables),
        figures=_figures(reading) if is_waiting else _result(row),
        tables=tables,
        fault_columns=FAULT_COLUMNS,
        faults=[(each.sheet, each.row or "", each.column, each.sentence) for each in shown],
        fault_count=len(reading.faults),
        is_cut=len(reading.faults) > len(shown),
    )


def _figures(reading: Reading) -> list[tuple[str, Any]]:
    city = reading.city
    return [
        ("Rader i filerna", sum(reading.rows.values())),
        ("Uppdragstagare som är rätt", len(city.volunteers)),
        ("Beslut som är rätt", len(city.cases) + len({each.key for each in city.histories})),
        ("Uppdrag som är rätt", len(city.assignments)),
        ("Anmälningar som är rätt", len(city.enquiries)),
        ("Rader med fel", reading.left_out),
    ]


def _result(row: Any) -> list[tuple[str, Any]]:
    if row.state != ImportState.APPLIED:
        return []
    return [
        ("Uppdragstagare", row.volunteers),
        ("Beslut", row.decisions),
        ("Uppdrag", row.assignments),
        ("Intresseanmälningar", row.enquiries),
        ("Rader som inte lästes in", row.left_out),
    ]


def _tables(reading: Reading) -> list[dict[str, Any]]:
    """The first rows of each sheet, as they were understood."""
    city = reading.city
    found: list[tuple[str, tuple[str, ...], list[Any]]] = [
        (
            VOLUNTEERS.title,
            ("Beteckning", "Namn", "Godkänd som", "Till och med"),
            [(each.reference, each.name, words(Kind, each.kinds), each.valid_until) for each in city.volunteers],
        ),
        (
            CASES.title,
            ("Ärende", "Namn", "Omfattning", "Beslutat"),
            [(each.case_reference, each.name, each.extent, each.decided_on) for each in city.cases],
        ),
        (
            ASSIGNMENTS.title,
            ("Ärende", "Uppdragstagare", "Som", "Läge"),
            [
                (each.case_reference, each.volunteer, Kind(each.kind).label, each.state.label)
                for each in city.assignments
            ],
        ),
        (
            HISTORIES.title,
            ("Namn", "Insats", "Beslutat", "Verkställt"),
            [(each.name, each.intervention, each.decided_on, each.executed_on or "") for each in city.histories],
        ),
        (
            ENQUIRIES.title,
            ("Namn", "Vill bli", "Kom in", "Ansvarig"),
            [(each.name, words(Kind, each.kinds), each.received_on, each.owner) for each in city.enquiries],
        ),
    ]
    return [
        {
            "title": title,
            "columns": [{"label": head, "kind": "text"} for head in heads],
            "rows": rows[:ROWS_SHOWN],
            "count": len(rows),
        }
        for title, heads, rows in found
        if rows
    ]


@requires("imports.apply")
def importbatch_apply(request: Request, row: Any) -> HttpResponse:
    def act(given: dict[str, Any]) -> Any:
        return workflow.confirm(row, by=request.actor, good_rows=given["which"] == ConfirmForm.GOOD)

    return pages.verb_page(
        request,
        ConfirmForm(request.POST if request.method == "POST" else None, initial={"which": ConfirmForm.ALL}),
        act,
        title="Läs in",
        lead="Raderna läggs in på en gång, och filerna kastas.",
        crumbs=(*CRUMBS, (str(row), row.get_absolute_url()), ("Läs in", None)),
        submit=workflow.apply.label,
        back=row.get_absolute_url(),
        done=workflow.apply.done,
    )


@requires("imports.drop")
def importbatch_drop(request: Request, row: Any) -> HttpResponse:
    crumbs = (*CRUMBS, (str(row), row.get_absolute_url()), ("Kasta", None))
    return pages.step_page(request, row, workflow.drop, crumbs=crumbs)

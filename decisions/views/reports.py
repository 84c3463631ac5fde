"""Pages about decisions not executed: the table and its trend, a board's quarter, its statistics, and what was sent."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import ACTIONS, Request, holds_role, permitted, requires
from brokerage.organisation.models import Unit
from brokerage.organisation.people import unit_of
from brokerage.pages.wording import day
from brokerage.workflow import Problem
from decisions.forms.reports import SentForm
from decisions.ledger import Quarter
from decisions.models.reports import ENDINGS, KINDS
from decisions.reports import Line, board_of, lines_of, missing_in, report_of, reported_number
from decisions.sheet import sheet
from decisions.workflow import reports as workflow

FIRST_YEAR = 2010
CRUMBS = (("Ej verkställda beslut", "/rapporter/"),)
HEADS = (
    ("Ärende", "text"),
    ("Insats", "text"),
    ("Rapport", "text"),
    ("Dagar", "number"),
    ("Läge", "text"),
    ("Orsak", "text"),
    ("Skickad", "date"),
)


def quarter_of(year: int, number: int) -> Quarter:
    """The quarter of an address. Raises Http404 for one that is not, or has not begun."""
    if number not in (1, 2, 3, 4) or not FIRST_YEAR <= year <= clock.today().year:
        raise Http404
    quarter = Quarter(year, number)
    if quarter.first > clock.today():
        raise Http404
    return quarter


def board_in(request: Request) -> Unit:
    """The board whose quarter is asked for: among the actor's own. Raises Http404."""
    own = [each.unit_id for each in request.actor.holds(ACTIONS["decisions.view"].roles)]
    asked = request.GET.get("namnd", "")
    if asked and asked not in {str(each) for each in own}:
        raise Http404
    return unit_of(int(asked) if asked else own[0])


def areas_of(request: Request) -> set[str]:
    """The programme areas whose decisions the actor may see somewhere."""
    return {area for each in request.actor.holds(ACTIONS["decisions.view"].roles) for area in each.areas}


def boards_of(request: Request) -> set[int]:
    """The boards whose decisions the actor may see, with those that they have taken over."""
    return {pk for each in request.actor.holds(ACTIONS["decisions.view"].roles) for pk in each.unit_ids}


def columns(heads: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"label": label, "kind": kind} for label, kind in heads]


def crumbs_to(quarter: Quarter, *last: str) -> tuple[tuple[str, str | None], ...]:
    url = reverse("decisions:quarter", args=[quarter.year, quarter.number])
    here = str(quarter).capitalize()
    return (*CRUMBS, (here, url if last else None), *((each, None) for each in last))


@requires("decisions.view")
def quarter(request: Request, rows: Any, year: int, number: int) -> HttpResponse:
    """A board's quarter: IVO's list, what is missing, and (once it is closed) what has been sent."""
    asked, board = quarter_of(year, number), board_in(request)
    units = board_of(board)
    closed = report_of(units, asked)
    query = f"?namnd={board.pk}"
    shared: dict[str, Any] = {
        "title": str(asked).capitalize(),
        "crumbs": crumbs_to(asked),
        "statistics_url": reverse("decisions:quarter_statistics", args=[year, number]) + query,
        "auditors_url": reverse("decisions:quarter_auditors", args=[year, number]) + query,
        "earlier": asked.before if asked.before.year >= FIRST_YEAR else None,
        "later": asked.after if asked.after.first <= clock.today() else None,
        "query": query,
        "round_url": "" if closed else reverse("decisions:callround", args=[year, number]) + query,
    }
    if closed:
        cases = list(permitted(request.actor, "reports.view").filter(report=closed).for_page())
        return pages.report(
            request,
            "decisions/quarter.html",
            lead=f"{board}. Stängt {day(closed.closed_on)} av {closed.closed_by}. Listan är den som gällde då.",
            figures=_figures(cases, sent=sum(1 for each in cases if each.sent_on)),
            tables=[
                {
                    "caption": "IVO:s lista",
                    "columns": columns(HEADS),
                    "rows": [_case(each) for each in cases],
                    "stacked": True,
                }
            ]
            if cases
            else [],
            empty={"title": "Inget att rapportera", "text": "Inget beslut i ditt programområde stod på listan."},
            **shared,
        )
    lines = lines_of(rows, asked, units)
    is_over = asked.last < clock.today()
    may_close = is_over and holds_role(request.actor, "reports.close")
    return pages.report(
        request,
        "decisions/quarter.html",
        lead=f"{board}. {'Kvartalet är slut' if is_over else 'Kvartalet pågår'}. "
        f"Rapporteras till IVO senast {day(asked.report_by)}.",
        figures=_figures([line.entry for line in lines], missing=sum(line.lacks_cause for line in lines)),
        problems=[Problem(f"{area}: {count} beslut saknar orsak.") for area, count in missing_in(units, asked)]
        if is_over
        else [],
        tables=[
            {
                "caption": "IVO:s lista",
                "columns": columns(HEADS),
                "rows": [_line(each, asked) for each in lines],
                "stacked": True,
            }
        ]
        if lines
        else [],
        empty={"title": "Inget att rapportera", "text": "Inget beslut i ditt programområde har väntat för länge."},
        close_url=reverse("decisions:quarter_close", args=[year, number]) + query if may_close else "",
        **shared,
    )


def _list_of(rows: list[list[Any]]) -> list[dict[str, Any]]:
    return [{"caption": "IVO:s lista", "columns": columns(HEADS), "rows": rows, "stacked": True}] if rows else []


def _figures(entries: list[Any], **more: int) -> list[tuple[str, Any]]:
    labels = {"missing": "Saknar orsak", "sent": "Skickade till IVO"}
    return [
        ("På IVO:s lista", len(entries)),
        ("Väntar på kvartalets sista dag", sum(each.is_waiting for each in entries)),
        *((labels[name], count) for name, count in more.items()),
    ]


def _standing(entry: Any) -> str:
    """«Verkställt 20 maj 2026», «Väntar, 1 av 2 helger saknas»."""
    said = ENDINGS[entry.ending]
    if entry.until:
        return f"{said} {day(entry.until)}"
    return f"{said}, {entry.missing}" if entry.missing else said


def _line(line: Line, quarter: Quarter) -> list[Any]:
    row, entry = line.decision, line.entry
    url = reverse("decisions:decision_state_cause", args=[row.pk, quarter.year, quarter.number])
    cause = str(line.statement.cause) if line.statement else "Saknas" if line.lacks_cause else "Behövs inte"
    return [
        {"value": row.case_reference, "url": row.get_absolute_url()},
        row.ground.intervention.capitalize(),
        KINDS[entry.kind],
        entry.days,
        _standing(entry),
        {"value": cause, "url": url if line.statement or line.lacks_cause else ""},
        None,
    ]


def _case(case: Any) -> list[Any]:
    return [
        {"value": case.decision.case_reference, "url": case.get_absolute_url()},
        case.intervention.capitalize(),
        case.get_kind_display(),
        case.days,
        _standing(case),
        str(case.cause or ""),
        case.sent_on,
    ]


@requires("reports.close", creates=True)
def quarter_close(request: Request, year: int, number: int) -> HttpResponse:
    asked, board = quarter_of(year, number), board_in(request)
    return pages.verb_page(
        request,
        forms.Form(request.POST if request.method == "POST" else None),
        lambda given: workflow.close_quarter(by=request.actor, unit=board, quarter=asked),
        title=f"Stäng {asked}",
        lead=f"{board}. Listor och tal kopieras och ändras inte mer. Det som läggs in senare hör till nästa kvartal.",
        crumbs=crumbs_to(asked, "Stäng"),
        submit=workflow.close_quarter.label,
        back=reverse("decisions:quarter", args=[year, number]) + f"?namnd={board.pk}",
        done=workflow.close_quarter.done,
        template="pages/confirm.html",
    )


@requires("reports.view", read=True, fetch=lambda rows: rows.for_page())
def reportedcase(request: Request, row: Any) -> HttpResponse:
    """The report of a case in the order of IVO's form, to copy from."""
    client = row.decision.client
    return pages.detail(
        request,
        row,
        "decisions/reportedcase.html",
        title=f"Rapport, {row.decision.case_reference}",
        lead=f"{str(row.report.quarter).capitalize()}, {row.report.unit}. {row.get_kind_display()}.",
        crumbs=crumbs_to(row.report.quarter, row.decision.case_reference),
        status={"text": f"Skickad {day(row.sent_on)}", "tone": "good"}
        if row.sent_on
        else {"text": "Inte skickad", "tone": "warn"},
        problems=[Problem(PROTECTED, blocking=False)] if client.is_protected else [],
        actions=_actions(request, row),
        parts=sheet(row, reported_number(row)),
        is_protected=client.is_protected,
        ledger=row.decision.reported.in_order(),
    )


def _actions(request: Request, row: Any) -> list[pages.Action]:
    found = []
    if not row.decision.client.is_protected:
        url = reverse("decisions:reportedcase_pdf", args=[row.pk])
        found.append(pages.Action("PDF", url, icon="download"))
    if not row.sent_on and holds_role(request.actor, "reports.send"):
        url = reverse("decisions:reportedcase_note_sent", args=[row.pk])
        found.append(pages.Action("Anteckna skickad", url, main=True))
    return found


PROTECTED = (
    "Skyddade personuppgifter: läs på skärmen, skriv inte ut. Rapportera i IVO:s e-tjänst och skriv i rutan för "
    "upplysningar att personen har skyddade personuppgifter. Namn och nummer skickas aldrig med e-post."
)


@requires("reports.send", fetch=lambda rows: rows.for_page())
def reportedcase_note_sent(request: Request, row: Any) -> HttpResponse:
    return pages.edit_page(
        request,
        row,
        workflow.note_sent,
        SentForm,
        initial={"sent_on": clock.today()},
        lead=f"{row.decision.case_reference}, {row.report.quarter}.",
        crumbs=crumbs_to(row.report.quarter, row.decision.case_reference),
    )

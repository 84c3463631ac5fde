"""Pages about why decisions are not executed: one cause, the round of calls of a quarter, and the statistics."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import Request, permitted, requires
from brokerage.organisation.fields import words
from brokerage.organisation.models import Unit
from decisions.causes import by_cause, by_help, by_quarter, by_side, by_unit, in_city, told
from decisions.forms.reports import CauseForm, YearForm
from decisions.ledger import Kind, Quarter
from decisions.models import Cause
from decisions.models.reports import Help, SpokenWith
from decisions.reports import (
    Line,
    board_of,
    lines_of,
    offers_in_words,
    quarters_of_trend,
    summed,
    totals_of,
    trend_of,
)
from decisions.tables import FEWER, FEWEST, drawn
from decisions.views.reports import CRUMBS, FIRST_YEAR, board_in, columns, crumbs_to, quarter_of
from decisions.views.statistics import TABLE, cells, download, exports
from decisions.workflow import reports as workflow

SIDES = tuple(str(label) for label in Cause.Side.labels)
HEADS = (
    ("Ärende", "text"),
    ("Insats", "text"),
    ("Dagar", "number"),
    ("Talade vid", "date"),
    ("Med", "text"),
    ("Orsak", "text"),
)
BY_CAUSE = (
    ("Orsak", "text"),
    ("Sida", "text"),
    *((f"Kvartal {number}", "number") for number in (1, 2, 3, 4)),
    ("Året", "number"),
    ("Som andra orsak", "number"),
)
CITY = (("Orsak", "text"), ("Sida", "text"), ("Året", "number"))
BY_SIDE = (("Sida", "text"), *((f"Kvartal {number}", "number") for number in (1, 2, 3, 4)))
BY_UNIT = (("Stadsdel", "text"), *((side, "number") for side in SIDES), ("Alla", "number"))
BY_HELP = (("Det som skulle hjälpa", "text"), ("Antal", "number"))


@requires("causes.state", read=True, fetch=lambda rows: rows.for_report().select_related("ground"))
def decision_state_cause(request: Request, row: Any, year: int, number: int) -> HttpResponse:
    """Why a decision was not executed in a quarter. What the quarter before said stands there to begin with.

    In a round of calls the next case follows.
    """
    asked, board = quarter_of(year, number), board_in(request)
    in_round = request.GET.get("runda") == "1"
    said = row.statements.upto(asked.year, asked.number).last()
    names = ["cause", "secondary", "words", "consequence", "meanwhile", "done"]
    if said and said.quarter == asked:
        names += ["spoken_on", "spoken_with", "need_now", "helps"]
    initial = {name: getattr(said, name) for name in names} if said else {}
    if in_round and not initial.get("spoken_on"):
        initial["spoken_on"] = clock.today()
    offers = offers_in_words(row)
    return pages.verb_page(
        request,
        CauseForm(
            request.POST if request.method == "POST" else None,
            causes=Cause.in_use(),
            initial={**initial, "version": row.version},
        ),
        lambda given: workflow.state_cause(row, by=request.actor, quarter=asked, **given),
        title="Samtal om orsaker" if in_round else workflow.state_cause.label,
        lead=f"{row}. {str(asked).capitalize()}.",
        crumbs=crumbs_to(asked, row.case_reference),
        submit="Spara och ta nästa" if in_round else "Spara",
        back=_round_url(board, asked) if in_round else row.get_absolute_url(),
        done=workflow.state_cause.done,
        notice={"tone": "", "title": "Det som har prövats", "text": "\n".join(offers)} if offers else None,
        next_url=(lambda done: _next(request, board, asked)) if in_round else None,
    )


def _next(request: Request, board: Unit, quarter: Quarter) -> str:
    """The next case of the round that nobody has spoken about, or the round itself when all are done."""
    lines = lines_of(permitted(request.actor, "causes.state"), quarter, board_of(board))
    left = next((each for each in lines if _is_left(each)), None)
    return _talk_url(left, board, quarter) if left else _round_url(board, quarter)


def _is_left(line: Line) -> bool:
    return line.entry.kind != Kind.NOTICE and (line.statement is None or line.statement.spoken_on is None)


def _round_url(board: Unit, quarter: Quarter) -> str:
    return reverse("decisions:callround", args=[quarter.year, quarter.number]) + f"?namnd={board.pk}"


def _talk_url(line: Line, board: Unit, quarter: Quarter) -> str:
    args = [line.decision.pk, quarter.year, quarter.number]
    return reverse("decisions:decision_state_cause", args=args) + f"?runda=1&namnd={board.pk}"


@requires("causes.state")
def callround(request: Request, rows: Any, year: int, number: int) -> HttpResponse:
    """Everybody on the quarter's list is asked about, one case after the other."""
    asked, board = quarter_of(year, number), board_in(request)
    lines = [each for each in lines_of(rows, asked, board_of(board)) if each.entry.kind != Kind.NOTICE]
    left = [each for each in lines if _is_left(each)]
    rounds = [_round_line(each, board, asked) for each in lines]
    return pages.report(
        request,
        "decisions/callround.html",
        title="Ringrunda om orsaker",
        lead=f"{board}, {asked}. Ring dem som vet varför ingen insats har kommit i gång, ett ärende i taget.",
        crumbs=crumbs_to(asked, "Ringrunda"),
        figures=[("Att gå igenom", len(lines)), ("Klara", len(lines) - len(left)), ("Kvar", len(left))],
        tables=[{"caption": "Ärenden", "columns": columns(HEADS), "rows": rounds, "stacked": True}] if lines else [],
        empty={"title": "Ingen att ringa om", "text": "Inget beslut i ditt programområde har väntat för länge."},
        next_url=_talk_url(left[0], board, asked) if left else "",
        is_begun=len(left) < len(lines),
    )


def _round_line(line: Line, board: Unit, quarter: Quarter) -> list[Any]:
    said = line.statement
    return [
        {"value": line.decision.case_reference, "url": _talk_url(line, board, quarter)},
        line.decision.ground.intervention.capitalize(),
        line.entry.days,
        said.spoken_on if said else None,
        words(SpokenWith, said.spoken_with) if said else "",
        {"value": str(said.cause) if said else "Saknas", "tone": "" if said else "warn"},
    ]


@requires("decisions.count")
def city(request: Request, rows: Any) -> HttpResponse:
    """The whole city in sums: the table of a year with its trend, and why people wait, where nobody can be known."""
    today = clock.today()
    years = list(range(FIRST_YEAR, today.year + 1))
    form = YearForm(request.GET or None, years=years, is_merged=False)
    year = int((form.cleaned_data.get("year") if form.is_valid() else "") or today.year)
    totals = summed(totals_of(rows, quarters_of_trend(years, year, today)).values())
    told_in = [told(each) for each in permitted(request.actor, "causes.count").of_year(year)]
    few: dict[str, Any] = {"few": FEWEST, "fewer": FEWER}
    title = f"Staden i siffror {year}"
    tables = [
        {
            "caption": f"Antal ej verkställda beslut {year}",
            "stacked": True,
            "columns": columns(TABLE),
            "rows": [cells(each) for each in drawn(totals, year, today)],
        }
    ]
    if told_in:
        tables += [
            {
                "caption": "Orsaker under året",
                "stacked": True,
                "columns": columns(CITY),
                "rows": in_city(told_in, **few),
            },
            {
                "caption": "Per sida och kvartal",
                "stacked": True,
                "columns": columns(BY_SIDE),
                "rows": by_quarter(told_in, SIDES, **few),
            },
        ]
    if answer := download(request, title, tables):
        return answer
    return pages.report(
        request,
        "decisions/city.html",
        title="Staden i siffror",
        lead="Alla stadsdelar tillsammans. Orsaker som är färre än fem skrivs inte ut, så att ingen kan kännas igen.",
        filter=YearForm(initial={"year": year}, years=years, is_merged=False),
        chart={
            "title": "Vid årets sista redovisade kvartal",
            "series": trend_of(totals, years, today),
            "unit": "beslut",
        },
        tables=tables,
        exports=exports(f"?year={year}&"),
    )


@requires("causes.view")
def causes(request: Request, rows: Any) -> HttpResponse:
    """Why people wait: by cause and quarter, by side and district, and what would help."""
    today = clock.today()
    years = list(range(FIRST_YEAR, today.year + 1))
    form = YearForm(request.GET or None, years=years, is_merged=False)
    year = int((form.cleaned_data.get("year") if form.is_valid() else "") or today.year)
    found = [told(each) for each in rows.of_year(year)]
    title = f"Orsaker till att beslut inte har verkställts {year}"
    helps = by_help(found, {value: str(label) for value, label in Help.choices})
    tables = [
        {"caption": "Per orsak och kvartal", "stacked": True, "columns": columns(BY_CAUSE), "rows": by_cause(found)},
        {
            "caption": "Per stadsdel och sida",
            "stacked": True,
            "columns": columns(BY_UNIT),
            "rows": by_unit(found, SIDES),
        },
    ]
    if helps:
        tables.append({"caption": "Ur ringrundorna", "stacked": True, "columns": columns(BY_HELP), "rows": helps})
    if found and (answer := download(request, title, tables)):
        return answer
    spoken = sum(each.is_spoken for each in found)
    return pages.report(
        request,
        "decisions/causes.html",
        title="Orsaker",
        lead="Varför beslut i dina programområden inte har verkställts. Varje beslut räknas en gång i varje kvartal "
        "med sin huvudsakliga orsak.",
        crumbs=(*CRUMBS, ("Orsaker", None)),
        filter=YearForm(initial={"year": year}, years=years, is_merged=False),
        figures=[("Angivna orsaker", len(found)), ("Efter samtal", spoken)] if found else [],
        chart={"title": f"Var orsaken ligger, {year}", "series": by_side(found, SIDES), "unit": "orsaker"}
        if found
        else None,
        tables=tables if found else [],
        empty={"title": "Ingen orsak är angiven", "text": f"Ingen har angett någon orsak under {year}."},
        exports=exports(f"?year={year}&") if found else [],
    )

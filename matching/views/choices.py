"""The report of the searches: how many had somebody to choose between, how long it took, and why somebody said no."""

from collections import Counter, defaultdict
from datetime import timedelta
from statistics import median
from typing import Any

from django.http import HttpResponse

from brokerage import clock, pages
from brokerage.access import Request, permitted, requires
from brokerage.pages.wording import day
from matching.models import Offer, Proposal
from matching.shares import ended_since, reasons_in
from matching.states import ShortlistState

BACK = timedelta(days=365)
ENOUGH = 2
HEADS = (
    ("Insats", ""),
    ("Någon utsedd", "number"),
    ("Två eller fler", "number"),
    ("Andel", "number"),
    ("Dagar", "number"),
)
WHY = (("Skäl", ""), ("Antal", "number"))


@requires("shortlists.view")
def choices(request: Request, rows: Any) -> HttpResponse:
    """The year that has been, of the searches that one may see; nobody is named."""
    since = clock.today() - BACK
    ended = ended_since(rows, since)
    done = [each for each in ended if each.state == ShortlistState.DONE]
    refusals, unwilling = reasons_in(permitted(request.actor, "proposals.view"), rows, since)
    asked, said_yes = sum(each.asked for each in ended), sum(each.willing for each in ended)
    return pages.report(
        request,
        "pages/report.html",
        title="Att välja mellan",
        lead=f"Sökningar som har avslutats sedan {day(since)}: hur många hade minst två som hade sagt ja.",
        crumbs=(("Sökningar", "/sokningar/"), ("Att välja mellan", None)),
        figures=pages.chosen(
            (
                ("Någon utsedd", len(done)),
                ("Två eller fler att välja mellan", _share(_enough(done), len(done))),
                ("Bara en hade sagt ja", sum(each.willing < ENOUGH for each in done)),
                ("Dagar till utsedd, median", _days(done)),
                ("Avslutade utan någon", len(ended) - len(done)),
                ("Sa ja av de tillfrågade", _share(said_yes, asked)),
            )
        ),
        tables=[
            table
            for table in (
                _table("Per insats", HEADS, _by_intervention(done)),
                _table("Varför uppdragstagare sa nej", WHY, _told(unwilling, Offer.Reason)),
                _table("Varför klienter tackade nej", WHY, _told(refusals, Proposal.Refusal)),
            )
            if table["rows"]
        ],
        empty={"title": "Ingen sökning har avslutats", "text": "Här syns hur det har gått när någon är utsedd."},
    )


def _enough(rows: list[Any]) -> int:
    return sum(each.willing >= ENOUGH for each in rows)


def _share(part: int, whole: int) -> str:
    return f"{part * 100 // whole}\u00a0%" if whole else ""


def _days(rows: list[Any]) -> str:
    return str(round(median((each.closed_on - each.opened_on).days for each in rows))) if rows else ""


def _by_intervention(rows: list[Any]) -> list[list[Any]]:
    found: defaultdict[str, list[Any]] = defaultdict(list)
    for each in rows:
        found[each.intervention].append(each)
    return [
        [name.capitalize(), len(mine), _enough(mine), _share(_enough(mine), len(mine)), _days(mine)]
        for name, mine in sorted(found.items())
    ]


def _told(counts: Counter[str], kinds: Any) -> list[list[Any]]:
    return [[kinds(code).label, count] for code, count in counts.most_common()]


def _table(caption: str, heads: Any, rows: list[list[Any]]) -> dict[str, Any]:
    return {"caption": caption, "columns": [{"label": label, "kind": kind} for label, kind in heads], "rows": rows}

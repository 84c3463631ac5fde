"""What volunteers have been paid: sums by district, kind of assignment and month, without a name."""

from typing import Any

from django.http import HttpResponse

from brokerage import clock, pages
from brokerage.access import Request, permitted, requires
from brokerage.pages import table_file
from brokerage.pages.wording import MONTHS
from brokerage.reports import compensation as sums
from brokerage.reports import figures
from brokerage.reports.compensation import Part
from brokerage.reports.views.money import YearForm, in_kronor
from brokerage.workflow import Problem
from decisions.tables import FEWER, FEWEST
from recruitment.requirements import Kind

TITLE = "Ersättning till uppdragstagare"
HEADS = ("Indelning", "Del", "Belopp, kr", "Antal uppdragstagare")
BY = (  # how it is divided, what a part is called, by which column
    ("Per månad", "Månad", "month"),
    ("Per stadsdel", "Stadsdel", "unit__name"),
    ("Per insats", "Insats", "lines__report__assignment__kind"),
)
MASKED = (
    f"Den som inte sköter löneunderlagen ser inga belopp för färre än {FEWEST} personer. Sådana delar är sammanslagna, "
    "med den minsta av de andra, och det som stängs under en månad räknas med först när månaden är slut, så att ingens "
    "ersättning kan räknas ut."
)


@requires("payrolls.sum")
def compensation(request: Request, rows: Any) -> HttpResponse:
    """For the economist the city's, without small numbers; for a manager the own payrolls, which she closes herself."""
    today = clock.today()
    is_named = not rows.exclude(pk__in=permitted(request.actor, "payrolls.view").values("pk")).exists()
    if not is_named:
        rows = sums.of_whole_months(rows, today)
    years = figures.years_of(rows, today.year)
    form = YearForm(request.GET or None, years=years)
    year = form.cleaned_data["year"] if form.is_valid() else today.year
    people = sums.people_of(rows, year)
    is_told = is_named or people >= FEWEST
    parts = [_parts(rows, year, by, is_named=is_named) if is_told else [] for _, _, by in BY]
    if request.GET.get("format") in ("csv", "xlsx"):
        lines = [
            (caption, _called(part), part.amount, part.people)
            for (caption, _, _), found in zip(BY, parts, strict=True)
            for part in found
        ]
        return table_file(f"Ersättning {year}", HEADS, lines, request.GET["format"])
    months, *_ = parts
    total = in_kronor(sums.amount_of(months)) if months or is_named else "visas inte"
    return pages.report(
        request,
        "pages/report.html",
        title=TITLE,
        lead=f"{year}: arvoden, omkostnader och milersättning i stängda löneunderlag.",
        crumbs=(("Ekonomi", "/ekonomi/"), (TITLE, None)),
        filter=YearForm(initial={"year": year}, years=years),
        problems=[] if is_named else [Problem(MASKED, blocking=False)],
        figures=(
            ("Utbetalt", total),
            ("Uppdragstagare", people if is_told else FEWER),
        ),
        chart={
            "title": f"Utbetalt per månad {year}, tusen kronor",
            "series": [(MONTHS[first.month - 1][:3], amount) for first, amount in sums.series_of(months)],
            "unit": "tusen kronor",
        }
        if months
        else None,
        tables=[_table(caption, label, found) for (caption, label, _), found in zip(BY, parts, strict=True) if found],
        exports=[("CSV", f"?year={year}&format=csv"), ("Excel", f"?year={year}&format=xlsx")] if months else [],
        empty={
            "title": "Inget att visa",
            "text": f"Summorna visas när månaden då underlagen stängdes är slut, om minst {FEWEST} har fått ersättning."
            if not is_named
            else "När en månads löneunderlag har stängts visas summorna här.",
        },
    )


def _parts(rows: Any, year: int, by: str, *, is_named: bool) -> list[Part]:
    found = sums.paid(rows, year, by)
    return found if is_named else sums.told(found)


def _called(part: Part) -> str:
    if hasattr(part.key, "year"):
        return MONTHS[part.key.month - 1].capitalize()
    return str(dict(Kind.choices).get(part.key, part.key))


def _counted(part: Part) -> str:
    return "" if part.people is None else f"{part.people} uppdragstagare"


def _table(caption: str, label: str, found: list[Part]) -> dict[str, Any]:
    return {
        "caption": caption,
        "columns": (
            {"label": label, "kind": "text"},
            {"label": "Belopp, kr", "kind": "number"},
        ),
        "rows": [({"value": _called(part), "sub": _counted(part)}, part.amount) for part in found],
        "totals": [("Summa", sums.amount_of(found))],
    }

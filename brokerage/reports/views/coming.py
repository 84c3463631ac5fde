"""What a district has ordered or booked and not been charged for: what is to come of the year's cost."""

from typing import Any

from django.http import HttpResponse

from brokerage import clock, pages
from brokerage.access import Request, permitted, requires
from brokerage.charges.problems import over_budget
from brokerage.reports import coming as costs
from brokerage.reports.coming import Cost
from brokerage.reports.views.money import in_kronor
from brokerage.workflow import Problem

TITLE = "Kommande kostnader"


@requires("seats.foresee")
def coming(request: Request, rows: Any) -> HttpResponse:
    """For a district's manager. How many seats are booked is told, and not whose they are."""
    seats = costs.of_seats(rows, permitted(request.actor, "prices.view"))
    services = costs.of_services(permitted(request.actor, "services.place"))
    matches = costs.of_matches(permitted(request.actor, "orders.place"))
    every = [*seats, *services, *matches]
    parts = (("Platser på fortbildning", seats), ("Tjänster", services), ("Förmedlingar", matches))
    return pages.report(
        request,
        "pages/report.html",
        title=TITLE,
        lead="Beställt eller bokat, inte debiterat än, utan moms. En plats debiteras när fortbildningen har hållits, "
        "en tjänst när den har levererats, en förmedling när någon utses, till dagens pris.",
        crumbs=(("Ekonomi", "/ekonomi/"), (TITLE, None)),
        problems=_problems(every),
        figures=(
            ("Summa", in_kronor(costs.sum_of(every))),
            *((name, in_kronor(costs.sum_of(found))) for name, found in parts),
        )
        if every
        else (),
        tables=[_table(name, found) for name, found in parts if found],
        empty={
            "title": "Inget är på väg",
            "text": "Bokade platser, tjänster och förmedlingar som inte är debiterade visas här.",
        },
    )


def _problems(every: list[Cost]) -> list[Problem]:
    """The budgets that will not do; what has no price."""
    day = clock.today()
    found = [problem for unit, due in costs.of_this_year(every).items() for problem in over_budget(unit, due, day)]
    found += [
        Problem(f"Prislistan saknar pris för {each.text}, {each.said}.", blocking=False)
        for each in every
        if each.amount is None
    ]
    return found


def _table(caption: str, found: list[Cost]) -> dict[str, Any]:
    return {
        "caption": caption,
        "columns": ({"label": "Vad", "kind": "text"}, {"label": "Kostnad, kr", "kind": "number"}),
        "rows": [({"value": each.text, "sub": each.said, "url": each.url}, each.amount) for each in found],
        "totals": [("Summa", costs.sum_of(found))],
    }

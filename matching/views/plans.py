"""The page of the plan: the best use of a whole pool for all its open needs. It changes nothing; people decide."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import Request, holds_role, requires
from brokerage.access.guards import note_rows
from brokerage.orders.models import band
from brokerage.orders.states import OrderState
from brokerage.organisation.models import Trait, Unit
from brokerage.pages.wording import days
from decisions.models.decisions import Urgency
from decisions.wording import clock_badge
from matching import reasons
from matching.asks import Planned, kept_plan, names_of, rows_of, with_orders, without_orders
from matching.plan import Line
from matching.ranking import Candidate, match
from matching.views.shortlists import seat_of

SHOWN = 40


@requires("needs.plan")
def plan(request: Request, rows: Any) -> HttpResponse:
    """Needs in the order of their turn, each with up to three to pick from; the brokerage sees its orders' cards."""
    pool = seat_of(request.actor)
    is_brokered = pool.kind == Unit.Kind.BROKERAGE
    rows = with_orders(rows) if is_brokered else without_orders(rows)
    kept = kept_plan(rows, pool, is_brokered=is_brokered, afresh=request.GET.get("om") == "nu")
    words = Trait.all_words().names()
    lines = kept.plan.lines
    found, lacking = (
        [line for line in lines if line.chosen],
        [line for line in lines if not line.chosen and line.ask.room],
    )
    shown = len(lines) if request.GET.get("visa") == "alla" else SHOWN
    can_search = holds_role(request.actor, "shortlists.work")
    told_of = (*found[:shown], *lacking[:shown])
    takers = {key for line in told_of for each in line.passed for key in each.takers}
    named = {pk for line in told_of for pk in line.people}
    keys = {*(line.ask.key for line in told_of), *takers}
    decisions = {key: kept.decisions[key] for key in keys} if kept.decisions else rows_of(rows, keys, pool)
    planned = Planned(kept.plan, decisions, _with_names(kept.people, names_of(named)))
    note_rows(request.actor, "list.read", list(decisions.values()), names_people=True)

    def told(line: Line) -> dict[str, Any]:
        return _line(line, planned, words, is_brokered=is_brokered, can_search=can_search)

    return pages.report(
        request,
        "matching/plan.html",
        title="Plan för poolen",
        lead=(
            "Den bästa fördelningen av alla lediga på alla öppna behov just nu: högst tre till var och en, och ingen "
            "frågas av fler än de har plats för. Planen ändrar ingenting. Ni väljer, rad för rad."
        ),
        figures=pages.chosen(
            (
                ("Öppna behov", len(lines)),
                ("Får minst en", len(found)),
                ("Får minst två", sum(len(line.chosen) > 1 for line in lines)),
                ("Ingen i poolen passar", sum(not line.fulfilling for line in lacking)),
                ("Lediga i poolen", planned.plan.people),
            )
        ),
        made_at=kept.made_at,
        lines=[told(line) for line in found[:shown]],
        more=max(0, len(found) - shown),
        lacking=[told(line) for line in lacking[:shown]],
        lacking_more=max(0, len(lacking) - shown),
        sees_pool=holds_role(request.actor, "volunteers.view"),
    )


def _with_names(people: dict[int, Candidate], names: dict[int, str]) -> dict[int, Candidate]:
    return {pk: one._replace(name=names.get(pk, "Någon")) for pk, one in people.items()}


def _line(
    line: Line, planned: Planned, words: dict[str, str], *, is_brokered: bool, can_search: bool
) -> dict[str, Any]:
    row = planned.decisions[line.ask.key]
    wanted = line.ask.wanted
    waits = days((clock.today() - line.ask.waits_since).days)
    district = row.unit.name if is_brokered and not row.client.is_protected else ""
    about = [row.ground.intervention.capitalize(), band(wanted.age), row.extent, district, f"har väntat {waits}"]
    link, label = _next(row, is_brokered=is_brokered)
    urgency = "" if row.need.urgency == Urgency.PLANNED else row.need.get_urgency_display().split(":")[0]
    return {
        "title": _title(row, is_brokered=is_brokered),
        "about": ", ".join([about[0], *(part[:1].lower() + part[1:] for part in about[1:3]), *filter(None, about[3:])]),
        "urgency": urgency,
        "badge": clock_badge(row),
        "url": link if can_search else "",
        "label": label,
        "chosen": [
            {
                "name": planned.people[each.pk].name,
                "url": reverse("recruitment:volunteer", args=[each.pk]),
                "score": each.score,
                "why": [
                    *reasons.parts(match(wanted, planned.people[each.pk]).parts, words),
                    *reasons.waits(planned.people[each.pk]),
                ],
            }
            for each in line.chosen
        ],
        "passed": [_passed(each, planned, is_brokered=is_brokered) for each in line.passed],
        "why_not": _why_not(line, words),
    }


def _title(row: Any, *, is_brokered: bool) -> str:
    """The number of the order, or the reference of the district's own case."""
    if not is_brokered:
        return row.case_reference
    return row.open_orders[0].number


def _passed(each: Any, planned: Planned, *, is_brokered: bool) -> str:
    """Why somebody who fits better is not proposed here."""
    name = planned.people[each.pk].name
    others = ", ".join(_title(planned.decisions[key], is_brokered=is_brokered) for key in each.takers)
    return f"{name} passar bättre här ({each.score}\u00a0%), men gör mer nytta för {others}."


def _why_not(line: Line, words: dict[str, str]) -> str:
    if line.chosen:
        return ""
    if line.fulfilling:
        there = "eller går till behov som har större brådska eller har väntat längre."
        if line.fulfilling == 1:
            return f"Den enda som uppfyller kraven är tillfrågad redan, {there}"
        return f"De {line.fulfilling} som uppfyller kraven är tillfrågade redan, {there}"
    if line.gains:
        code, count = line.gains[0]
        return (
            f"Ingen ledig i poolen uppfyller kraven. Mest ger det att mildra «{words.get(code, code)}»: {count} till."
        )
    return "Ingen ledig i poolen har rätt godkännande."


def _next(row: Any, *, is_brokered: bool) -> tuple[str, str]:
    """Where somebody picks: the search that goes on, or the page on which one begins."""
    if row.open_searches:
        return row.open_searches[0].get_absolute_url(), "Till sökningen"
    if not is_brokered:
        return reverse("matching:shortlist_open_own", args=[row.pk]), "Börja söka"
    order = row.open_orders[0]
    if order.state == OrderState.ACCEPTED:
        return reverse("matching:shortlist_open_brokered", args=[order.pk]), "Börja söka"
    return reverse("orders:order_card", args=[order.pk]), "Till beställningen"

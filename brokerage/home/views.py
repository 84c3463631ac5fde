"""The work queue, and one's own account."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from brokerage import clock
from brokerage.access import Request, holds_role, signed_in
from brokerage.home.navigation import COUNTS, list_of
from brokerage.invoicing.awaiting import awaiting as awaiting_in_invoicing
from brokerage.orders.awaiting import awaiting as awaiting_in_orders
from brokerage.organisation.people import places
from brokerage.pages import Page, Waiting
from brokerage.pages.wording import day_long, due
from decisions.awaiting import awaiting as awaiting_in_decisions
from matching.awaiting import awaiting as awaiting_in_matching
from recruitment.awaiting import awaiting as awaiting_in_recruitment

SOURCES = (
    awaiting_in_decisions,
    awaiting_in_orders,
    awaiting_in_matching,
    awaiting_in_invoicing,
    awaiting_in_recruitment,
)


MOST = 10  # lines of one kind in a group: no kind may hide the others


@signed_in
def home(request: Request) -> HttpResponse:
    """What awaits me, the most urgent first."""
    today = clock.today()
    items = sorted((item for source in SOURCES for item in source(request.actor)), key=lambda item: item.due)
    counts = _counts(items)
    if request.session.get(COUNTS) != counts:
        request.session[COUNTS] = counts
    page = Page("Väntar på dig", f"{day_long(today).capitalize()}. Det mest brådskande står överst.")
    context = {"page": page, "groups": _groups(items, today), "empty": _instead(request)}
    return TemplateResponse(request, "pages/home.html", context)


def _instead(request: Request) -> dict[str, str]:
    """Where those go whose work is no queue: to the log, or to the settings."""
    if holds_role(request.actor, "events.view"):
        return {
            "text": "Gå igenom loggen: vem har läst om vem, och hör det till arbetet?",
            "url": reverse("organisation:events") + "?what=reads",
            "label": "Granska läsningarna",
        }
    if request.user.is_staff:
        return {
            "text": "Konton, roller, lagrum, orsaker och andra tabeller sköts i inställningarna.",
            "url": reverse("admin:index"),
            "label": "Öppna inställningarna",
        }
    return {}


def _counts(items: list[Waiting]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for item in items:
        for kind in ("all", item.count_as):
            counts[kind] = counts.get(kind, 0) + (item.more or 1)
    return counts


def _groups(items: list[Waiting], today: date) -> list[dict[str, Any]]:
    """Late, today, this week, later; of each the first lines, and which lists hold the rest."""
    groups = (
        ("Försenat", "bad", lambda due_on: due_on < today),
        ("I dag", "", lambda due_on: due_on == today),
        ("Den här veckan", "", lambda due_on: today < due_on <= today + timedelta(days=7)),
        ("Senare", "", lambda due_on: due_on > today + timedelta(days=7)),
    )
    found = []
    for title, tone, belongs in groups:
        shown: list[dict[str, Any]] = []
        of_kind: Counter[str] = Counter()
        left: Counter[str] = Counter()
        for item in (item for item in items if belongs(item.due)):
            if item.more or of_kind[item.count_as] == MOST:
                left[item.count_as] += item.more or 1
            else:
                of_kind[item.count_as] += 1
                badge = due(item.due, today)
                shown.append({"text": item.text, "url": item.url, "sub": item.sub, "badge": badge})
        if shown:
            rest = [{"count": count, **list_of(kind)} for kind, count in left.items()]
            found.append(
                {"title": title, "tone": tone, "items": shown, "rest": rest, "count": len(shown) + left.total()}
            )
    return found


@signed_in
def account(request: Request) -> HttpResponse:
    """Who I am here, and how I log in."""
    facts = (("Namn", request.user.name), ("E-post", request.user.email), ("Roller", places(request.user)))
    return TemplateResponse(request, "organisation/account.html", {"page": Page("Mitt konto"), "facts": facts})

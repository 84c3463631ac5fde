"""What awaits somebody about approvals: those that run out, in good time and then with more weight, and new adults."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from brokerage import clock
from brokerage.access import Actor, holds_role, permitted
from brokerage.pages import Waiting, lines
from brokerage.pages.wording import day

VISIT_WITHIN = timedelta(days=14)
WARN_AT = (30, 7)  # days before: the first warning is the window itself, 90 days


def of_renewals(actor: Actor) -> list[Waiting]:
    """Those whose approval runs out within its window, or has, and whom nobody investigates yet. One query."""
    if not holds_role(actor, "vettings.renew"):
        return []
    rows = permitted(actor, "volunteers.work").to_renew_on(clock.today()).filter(is_renewed=False)
    return lines(rows.order_by("pool_until", "pk"), _renewal)


def _renewal(row: Any) -> Waiting:
    today = clock.today()
    if row.has_new_adult and row.pool_until >= today:
        text, sub, due = f"Utred {row} på nytt", "Ny vuxen i hemmet efter godkännandet", today
    elif row.has_moved and row.pool_until >= today:
        text, due = f"Utred {row} på nytt", row.moved_on + VISIT_WITHIN
        sub = f"Ny adress sedan {day(row.moved_on)}: det som gällde den gamla görs där"
    elif row.pool_until < today:
        text, sub, due = f"Förnya {row}", f"Godkännandet gick ut {day(row.pool_until)}", row.pool_until
        sub += ", och uppdrag pågår" if row.is_busy else ": inga nya uppdrag"
    else:
        text, sub, due = f"Förnya {row}", f"Godkännandet går ut {day(row.pool_until)}", _next_warning(row.pool_until)
    return Waiting(text, reverse("recruitment:volunteer_renew", args=[row.pk]), sub, due, "vettings")


def _next_warning(until: date) -> date:
    """The line weighs more at each: due 30 days before, then 7, then on the last day."""
    today = clock.today()
    marks = [until - timedelta(days=days) for days in WARN_AT]
    return next((mark for mark in marks if mark >= today), until)

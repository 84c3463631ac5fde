"""What awaits somebody in decisions: clocks that run out, needs not described, birthdays that change the law."""

from datetime import timedelta

from django.urls import reverse

from brokerage import clock
from brokerage.access import Actor, holds_role, permitted
from brokerage.pages import Waiting
from brokerage.pages.wording import day
from decisions.consents import birthdays_between
from decisions.wording import clock_badge

MOST = 60
AHEAD = timedelta(days=30)
DESCRIBE_WITHIN = timedelta(days=7)
BIRTHDAYS_AHEAD = timedelta(days=14)


def awaiting(actor: Actor) -> list[Waiting]:
    """Named by case, never by person: the queue is seen by whoever passes the screen."""
    if not holds_role(actor, "decisions.record"):
        return []
    today = clock.today()
    waiting = permitted(actor, "decisions.record").waiting().for_list().select_related("need").order_by("due_on")[:MOST]
    found = []
    for row in waiting:
        what = f"{row.ground.intervention}, {row.extent}"
        if not hasattr(row, "need"):
            url = reverse("decisions:decision_describe_need", args=[row.pk])
            due = min(row.recorded_on + DESCRIBE_WITHIN, row.due_on)
            found.append(
                Waiting(f"Beskriv behovet i {row.case_reference}", url, what, due, "decisions", clock_badge(row))
            )
        elif row.due_on <= today + AHEAD:
            sub = f"{what}; tre månader den {day(row.due_on)}"
            found.append(
                Waiting(
                    f"Verkställ {row.case_reference}",
                    row.get_absolute_url(),
                    sub,
                    row.due_on,
                    "decisions",
                    clock_badge(row),
                )
            )
    return found + _birthdays(actor)


def _birthdays(actor: Actor) -> list[Waiting]:
    today = clock.today()
    last = today + BIRTHDAYS_AHEAD
    years = [last.year - age for age in (12, 15, 18, 20, 21)] + [today.year - age for age in (12, 15, 18, 20, 21)]
    rows = permitted(actor, "clients.work").filter(birth_year__in=set(years)).for_list()
    return [
        Waiting(
            f"{age} år: se över samtycken",
            row.get_absolute_url(),
            f"klient {row.pk} fyller {age} år den {day(on)}",
            on,
            "clients",
        )
        for row in rows
        for age, on in birthdays_between(row.identity.born, today, last)
    ]

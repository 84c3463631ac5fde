"""What awaits somebody in decisions: clocks that run out, needs not described, birthdays that change the law."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from brokerage import clock
from brokerage.access import Actor, holds_role, permitted
from brokerage.pages import Waiting, lines
from brokerage.pages.wording import day
from decisions.consents import birthdays_between
from decisions.wording import clock_words

AHEAD = timedelta(days=30)
DESCRIBE_WITHIN = timedelta(days=7)
BIRTHDAYS_AHEAD = timedelta(days=14)
FOLLOW_UP_AHEAD = timedelta(days=14)


def awaiting(actor: Actor) -> list[Waiting]:
    """Named by case, never by person: the queue is seen by whoever passes the screen."""
    if not holds_role(actor, "decisions.record"):
        return []
    rows = permitted(actor, "decisions.record").to_do_by(clock.today() + AHEAD).for_queue()
    return lines(rows.order_by("due_on"), _decision) + _birthdays(actor) + _follow_ups(actor)


def _decision(row: Any) -> Waiting:
    what = f"{row.ground.intervention.capitalize()} · {row.extent} · Tre månader {day(row.due_on)}"
    if hasattr(row, "need"):
        return Waiting(f"Verkställ {row.case_reference}", row.get_absolute_url(), what, row.due_on, "decisions")
    # Due before the three months are: the badge is of that day, and the clock stands in words.
    return Waiting(
        f"Beskriv behovet i {row.case_reference}",
        reverse("decisions:decision_describe_need", args=[row.pk]),
        f"{what}, {clock_words(row)}",
        min(row.recorded_on + DESCRIBE_WITHIN, row.due_on),
        "decisions",
    )


def _birthdays(actor: Actor) -> list[Waiting]:
    today = clock.today()
    last = today + BIRTHDAYS_AHEAD
    years = [last.year - age for age in (12, 15, 18, 20, 21)] + [today.year - age for age in (12, 15, 18, 20, 21)]
    rows = permitted(actor, "clients.work").filter(birth_year__in=set(years)).for_list()
    return [
        Waiting(
            f"{age} år: se över samtycken",
            row.get_absolute_url(),
            f"Klient {row.pk} fyller {age} år den {day(on)}",
            on,
            "clients",
        )
        for row in rows
        for age, on in birthdays_between(row.identity.born, today, last)
    ]


def _follow_ups(actor: Actor) -> list[Waiting]:
    """One's own that come, and that there are interventions which nobody has planned to follow up (SoL 23:6)."""
    today = clock.today()
    rows = permitted(actor, "followups.work").due_on(today + FOLLOW_UP_AHEAD).owned_by(*actor.acts_for()).for_list()
    found = lines(rows.order_by("planned_on"), _follow_up)
    forgotten = permitted(actor, "decisions.record").without_follow_up().count()
    if forgotten:
        url = reverse("decisions:decisions") + "?state=unfollowed"
        text = f"{forgotten} insatser saknar planerad uppföljning" if forgotten > 1 else "En insats saknar uppföljning"
        found.append(Waiting(text, url, "Planera när, och vem som ansvarar", today + FOLLOW_UP_AHEAD, "followups"))
    return found


def _follow_up(row: Any) -> Waiting:
    sub = f"{row.decision.ground.intervention.capitalize()} · {row.decision.extent}"
    text = f"{row.get_kind_display()} i {row.decision.case_reference}"
    return Waiting(text, row.get_absolute_url(), sub, row.planned_on, "followups")

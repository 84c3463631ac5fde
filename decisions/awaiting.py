"""What awaits somebody in decisions: clocks that run out, needs not described, birthdays that change the law."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from brokerage import clock
from brokerage.access import Actor, holds_role, permitted
from brokerage.organisation.models import Area
from brokerage.pages import Waiting, lines
from brokerage.pages.wording import day, days
from decisions.consents import BIRTHDAYS, LSS_BIRTHDAYS, birthdays_between
from decisions.ledger import Kind, Quarter, list_of
from decisions.models.decisions import IndividualPlan
from decisions.reports import history_of
from decisions.wording import clock_words

AHEAD = timedelta(days=30)
DESCRIBE_WITHIN = timedelta(days=7)
BIRTHDAYS_AHEAD = timedelta(days=14)
EXPIRES_AHEAD = timedelta(days=60)
ANSWER_WITHIN = timedelta(days=7)
FOLLOW_UP_AHEAD = timedelta(days=14)


def awaiting(actor: Actor) -> list[Waiting]:
    """Named by case, never by person: the queue is seen by whoever passes the screen."""
    asked = _consultations(actor) + _heavy(actor) + _networks(actor)
    if not holds_role(actor, "decisions.record"):
        return asked
    rows = permitted(actor, "decisions.record").to_do_by(clock.today() + AHEAD).for_queue()
    return (
        lines(rows.order_by("due_on"), _decision)
        + _reconsidered(actor)
        + _birthdays(actor)
        + _follow_ups(actor)
        + _feedback(actor)
        + _causes(actor)
        + _opinions(actor)
        + asked
    )


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


def _causes(actor: Actor) -> list[Waiting]:
    """When a quarter is over: every decision on its list whose causes nobody has stated."""
    quarter = Quarter.of(clock.today()).before
    rows = permitted(actor, "causes.state").late_between(quarter.first, quarter.last)
    found = {each.pk: each for each in rows.unstated_in(quarter.year, quarter.number)}
    return [
        Waiting(
            f"Ange orsak i {found[each.pk].case_reference}",
            reverse("decisions:decision_state_cause", args=[each.pk, quarter.year, quarter.number]),
            f"{str(quarter).capitalize()} · {days(each.days)}",
            quarter.report_by,
            "reports",
        )
        for each in list_of(map(history_of, found.values()), quarter)
        if each.kind != Kind.NOTICE
    ]


def _consultations(actor: Actor) -> list[Waiting]:
    """Questions before a decision that one can answer, and for a week the answers to one's own."""
    found: list[Waiting] = []
    if holds_role(actor, "consultations.answer"):
        rows = permitted(actor, "consultations.answer").open().select_related("unit")
        found += lines(rows.order_by("asked_on"), _question)
    if holds_role(actor, "consultations.ask"):
        own = permitted(actor, "consultations.ask").asked_by_one_of(*actor.acts_for())
        found += lines(own.answered_since(clock.today() - ANSWER_WITHIN).order_by("answered_on"), _reply)
    return found


def _heavy(actor: Actor) -> list[Waiting]:
    """Needs that are too heavy for a lay person, for the manager to think of before anybody is appointed."""
    rows = permitted(actor, "needs.weigh").too_heavy().select_related("ground").order_by("due_on")
    return lines(rows, _weigh) if holds_role(actor, "needs.weigh") else []


def _weigh(row: Any) -> Waiting:
    text, url = (
        f"Ta ställning till ett tungt behov i {row.case_reference}",
        reverse("decisions:decision_weigh", args=[row.pk]),
    )
    what = f"{row.ground.intervention.capitalize()} · {row.extent}"
    return Waiting(text, url, what, min(clock.today() + ANSWER_WITHIN, row.due_on), "decisions")


def _networks(actor: Actor) -> list[Waiting]:
    """Meetings that the own unit hosts within a month, and those that have been and nobody has noted."""
    if not holds_role(actor, "networks.meet"):
        return []
    rows = permitted(actor, "networks.meet").planned_by(clock.today() + AHEAD)
    units = {each.unit_id for each in actor.standings()}
    return lines(rows.hosted_by(units).for_page().order_by("planned_on"), _meeting)


def _meeting(row: Any) -> Waiting:
    what = "Anteckna träffen i" if row.planned_on < clock.today() else "Ni står värd för"
    sub = row.theme or "Plats och tema"
    return Waiting(f"{what} {row.network}", row.get_absolute_url(), sub, row.planned_on, "networks")


def _question(row: Any) -> Waiting:
    text = f"Svara på en fråga från {row.unit}"
    return Waiting(text, row.get_absolute_url(), f"{row} · {row.extent}", row.asked_on + ANSWER_WITHIN, "consultations")


def _reply(row: Any) -> Waiting:
    text = f"Svar på din fråga: {row.get_answer_display().lower()}"
    due = row.answered_on + ANSWER_WITHIN
    return Waiting(text, row.get_absolute_url(), f"{row} · {row.extent}", due, "consultations")


def _opinions(actor: Actor) -> list[Waiting]:
    """IVO has asked, and the answer has its day."""
    rows = permitted(actor, "opinions.work").due_by(clock.today() + AHEAD).select_related("decision")
    return lines(rows.order_by("answer_by"), _opinion)


def _opinion(row: Any) -> Waiting:
    text = f"Yttrande till IVO i {row.decision.case_reference}"
    return Waiting(text, row.get_absolute_url(), f"Diarienummer {row.reference}", row.answer_by, "reports")


def _reconsidered(actor: Actor) -> list[Waiting]:
    """What the law or the decision itself asks to think of anew: reviews, the end of a time, a plan to offer."""
    today = clock.today()
    rows = permitted(actor, "decisions.record").to_reconsider_by(today + AHEAD, expires_by=today + EXPIRES_AHEAD)
    return lines(rows.select_related("ground").order_by("valid_to"), _reconsideration)


def _reconsideration(row: Any) -> Waiting:
    today, is_lss = clock.today(), row.area == Area.LSS
    review = "Gå igenom den individuella planen i" if is_lss else "Ompröva tvångsbeslutet i"
    tasks = [
        (row.review_on, AHEAD, f"{review} {row.case_reference}", "decisions:decision_review"),
        (row.valid_to, EXPIRES_AHEAD, f"Ompröva {row.case_reference}: tiden går ut", "decisions:decision"),
    ]
    if row.individual_plan == IndividualPlan.NOT_YET:
        offered, url = row.decided_on + DESCRIBE_WITHIN, "decisions:decision_note_individual_plan"
        tasks.append((offered, AHEAD, f"Erbjud individuell plan i {row.case_reference}", url))
    on, _, text, name = min(task for task in tasks if task[0] and task[0] <= today + task[1])
    what = f"{row.ground.intervention.capitalize()} · {row.extent}"
    return Waiting(text, reverse(name, args=[row.pk]), what, on, "decisions")


def _birthdays(actor: Actor) -> list[Waiting]:
    """With what changes that day, in a few words."""
    today = clock.today()
    last = today + BIRTHDAYS_AHEAD
    years = {year - age for age in BIRTHDAYS for year in (today.year, last.year)}
    rows = permitted(actor, "clients.work").filter(birth_year__in=years).for_list()
    return [
        Waiting(
            f"{age} år: {words[age]}",
            row.get_absolute_url(),
            f"Klient {row.pk} fyller {age} år den {day(on)}: se över samtycken och beslut",
            on,
            "clients",
        )
        for row in rows
        for words in [LSS_BIRTHDAYS if row.area == Area.LSS else BIRTHDAYS]
        for age, on in birthdays_between(row.identity.born, today, last)
        if age in words
    ]


def _follow_ups(actor: Actor) -> list[Waiting]:
    """One's own that come, and that there are interventions which nobody has planned to follow up (SoL 23:6)."""
    today = clock.today()
    rows = permitted(actor, "followups.work").due_on(today + FOLLOW_UP_AHEAD).owned_by(*actor.acts_for()).for_list()
    found = lines(rows.order_by("planned_on"), _follow_up)
    yearly = permitted(actor, "decisions.record").to_measure_by(today + AHEAD).select_related("ground")
    found += lines(yearly.order_by("executed_on"), _measure)
    return found + _forgotten(actor)


def _forgotten(actor: Actor) -> list[Waiting]:
    """Interventions that nobody has planned to follow up, and those whose people nobody has asked what they think."""
    today, found = clock.today(), []
    counted, url = permitted(actor, "decisions.record").forgotten_on(today), reverse("decisions:decisions")
    if some := counted["unplanned"]:
        text = f"{some} insatser saknar planerad uppföljning" if some > 1 else "En insats saknar uppföljning"
        sub, due = "Planera när, och vem som ansvarar", today + FOLLOW_UP_AHEAD
        found.append(Waiting(text, f"{url}?state=unfollowed", sub, due, "followups"))
    if some := counted["unheard"]:
        text = f"{some} insatser" if some > 1 else "En insats"
        text, sub = f"{text} där ingen har frågats vad de tycker", "Fråga gärna före nästa uppföljning"
        found.append(Waiting(text, f"{url}?state=unheard", sub, today + AHEAD, "followups"))
    return found


def _feedback(actor: Actor) -> list[Waiting]:
    """Answers to read."""
    rows = permitted(actor, "feedback.work").to_read().select_related("decision").order_by("answered_on")
    return lines(rows, _answer)


def _answer(row: Any) -> Waiting:
    text = f"Läs vad de tycker i {row.decision.case_reference}"
    due = row.answered_on + ANSWER_WITHIN
    return Waiting(text, row.get_absolute_url(), row.get_voice_display(), due, "followups")


def _measure(row: Any) -> Waiting:
    """What was measured at the start is measured again after a year."""
    what = f"{row.ground.intervention.capitalize()} · Samma instrument som vid starten"
    url = reverse("decisions:decision_take_reading", args=[row.pk])
    due = clock.months_after(row.executed_on, 12)
    return Waiting(f"Mät igen efter ett år i {row.case_reference}", url, what, due, "followups")


def _follow_up(row: Any) -> Waiting:
    sub = f"{row.decision.ground.intervention.capitalize()} · {row.decision.extent}"
    text = f"{row.get_kind_display()} i {row.decision.case_reference}"
    return Waiting(text, row.get_absolute_url(), sub, row.planned_on, "followups")

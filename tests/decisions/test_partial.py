"""Partial execution: the clock goes on for what is missing, and stops when everything is there."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client as Browser
from django.urls import reverse

from brokerage import clock
from brokerage.workflow import Refusal, WrongState
from decisions.models import Decision
from decisions.workflow import decisions
from tests.cast import Cast
from tests.reading import read, text_of

HALF = {"done": 1, "granted": 2, "what": "helger"}


@pytest.fixture
def half(decided: Callable[..., Decision], cast: Cast) -> Decision:
    """The worked case: granted 10 March, one weekend of two from 2 May."""
    with clock.at(date(2026, 3, 10)):
        decision = decided()
    with clock.at(date(2026, 5, 4)):
        return decisions.note_partial(decision, by=cast.actor("anna"), since=date(2026, 5, 2), **HALF)


def test_a_part_does_not_stop_the_clock_and_the_whole_does(half: Decision, cast: Cast) -> None:
    assert (half.state, half.waiting_since, half.due_on) == ("waiting", date(2026, 3, 10), date(2026, 6, 10))
    assert half.partial_executions.get().missing == "1 av 2 helger saknas"
    assert Decision.objects.overdue_on(date(2026, 6, 11)).get() == half
    done = decisions.execute(half, by=cast.actor("anna"), executed_on=date(2026, 8, 15))
    assert (done.state, done.due_on) == ("executed", None)
    assert done.partial_executions.get().until == date(2026, 8, 15)


def test_a_later_part_takes_the_place_of_the_earlier(half: Decision, cast: Cast) -> None:
    by = cast.actor("anna")
    with pytest.raises(Refusal, match="verkställd från och med 2026-05-02"):
        decisions.note_partial(half, by=by, since=date(2026, 5, 1), **HALF)
    decisions.note_partial(half, by=by, since=date(2026, 7, 1), done=2, granted=3, what="helger")
    assert [(str(each), each.until) for each in half.partial_executions.all()] == [
        ("1 av 2 helger", date(2026, 7, 1)),
        ("2 av 3 helger", None),
    ]


def test_an_interrupted_intervention_comes_back_in_part(decided: Callable[..., Decision], cast: Cast) -> None:
    by = cast.actor("anna")
    with clock.at(date(2026, 3, 10)):
        decision = decisions.execute(decided(), by=by, executed_on=date(2026, 3, 10))
        with pytest.raises(WrongState):
            decisions.note_partial(decision, by=by, since=date(2026, 3, 10), **HALF)
    decision = decisions.interrupt(decision, by=by, since=date(2026, 6, 1))
    decision = decisions.note_partial(decision, by=by, since=date(2026, 6, 20), **HALF)
    assert decision.due_on == date(2026, 9, 1)
    with pytest.raises(Refusal, match="verkställd från och med"):
        decisions.resume(decision, by=by, resumed_on=date(2026, 6, 19))
    decision = decisions.resume(decision, by=by, resumed_on=date(2026, 7, 1))
    assert (decision.state, decision.partial_executions.get().until) == ("executed", date(2026, 7, 1))


@pytest.mark.parametrize(("done", "granted"), [(0, 2), (2, 2), (3, 2)])
def test_a_part_is_some_and_not_all(decided: Callable[..., Decision], cast: Cast, done: int, granted: int) -> None:
    with pytest.raises(Refusal, match="minst en, och färre"):
        decisions.note_partial(
            decided(), by=cast.actor("anna"), since=clock.today(), done=done, granted=granted, what="helger"
        )


def test_it_is_noted_and_seen_in_the_browser(
    decided: Callable[..., Decision], client_of: Callable[..., Browser]
) -> None:
    decision, browser = decided(), client_of("anna")
    url = reverse("decisions:decision_note_partial", args=[decision.pk])
    assert url in browser.get(decision.get_absolute_url()).content.decode()
    facts = {"version": decision.version, "since": "2026-11-22", "done": "2", "granted": "2", "what": "helger"}
    refused = browser.post(url, facts)
    assert refused.status_code == 422
    assert "anteckna verkställigheten i stället" in refused.content.decode()
    page = read(browser.post(url, facts | {"done": "1"}, follow=True))
    (part,) = [
        each.replace("\N{NO-BREAK SPACE}", " ")
        for each in text_of(page, "ul.queue li > span:first-child")
        if "helger" in each
    ]
    assert part == "1 av 2 helger sedan 22 nov 2026; resten väntar"
    assert "Tremånadersklockan" in " ".join(text_of(page, "h2"))

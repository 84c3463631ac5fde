"""Nothing is granted without an individual assessment, and for whom it is given is said once and counted."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from brokerage import clock
from brokerage.workflow import Blocked, Refusal
from decisions.models import Decision
from decisions.workflow import decisions
from tests.cast import Cast

Make = Callable[..., Any]


def test_the_assessment_comes_first(decided: Make, client_made: Make) -> None:
    """SoL (2025:400) 11:5 p. 1."""
    client = client_made()
    for day in (None, clock.today() + timedelta(days=1)):
        with pytest.raises(Blocked, match="individuella bedömningen"):
            decided(client=client, assessed_on=day)
    made = decided(client=client, assessed_on=clock.today() - timedelta(days=9))
    assert made.assessed_on == clock.today() - timedelta(days=9)


def test_the_form_asks_for_its_day(decided: Make, client_of: Callable[..., Browser]) -> None:
    client = decided().client
    answer = client_of("hedda").post(reverse("decisions:decision_record", args=[client.pk]), {"extent": "Varje lördag"})
    assert 'aria-describedby="id_assessed_on' in answer.content.decode()
    assert "aldrig utan individuell bedömning" in answer.content.decode()


def test_of_an_imported_decision_it_is_noted_afterwards(waits: Make, client_of: Callable[..., Browser]) -> None:
    decision, hedda = waits(), client_of("hedda")
    url = reverse("decisions:decision_note_assessment", args=[decision.pk])
    assert url in hedda.get(decision.get_absolute_url()).content.decode()
    given = {"version": decision.version, "target_groups": ["school", "alone"]}
    late = hedda.post(url, {**given, "assessed_on": "2026-04-02"})
    assert "före beslutet, eller samma dag" in late.content.decode()
    hedda.post(url, {**given, "assessed_on": "2026-03-20"})
    decision.refresh_from_db()
    assert (decision.assessed_on, decision.target_groups) == (date(2026, 3, 20), ["school", "alone"])
    page = " ".join(hedda.get(decision.get_absolute_url()).content.decode().split())
    assert "Familjen har få andra omkring sig, svårt i skolan" in page


def test_of_an_ended_one_nothing_is_noted(decided: Make, cast: Cast) -> None:
    ended = decisions.end(decided(), by=cast.actor("anna"), ended_on=clock.today(), reason="Behövs inte.")
    with pytest.raises(Refusal, match="läget"):
        decisions.note_assessment(ended, by=cast.actor("anna"), assessed_on=clock.today(), target_groups=[])


def test_the_list_finds_those_of_a_group(decided: Make, client_of: Callable[..., Browser]) -> None:
    mine = decided(target_groups=["school"])
    decided(client=mine.client, target_groups=["alone"], case_reference="BRO-2026-0002")
    page = client_of("anna").get(reverse("decisions:decisions"), {"group": "school", "state": "all"}).content.decode()
    assert "BRO-2026-0001" in page
    assert "BRO-2026-0002" not in page
    assert Decision.objects.count() == 2

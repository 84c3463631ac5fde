"""The forms that an assignment takes over time: what each asks for, and where each ends."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from brokerage.workflow import Blocked, Refusal
from matching.variants import Terms, about_jour, gates
from matching.workflow import living
from recruitment.models import Approval
from tests.cast import Cast
from tests.matching.test_living import TODAY, later, running
from tests.reading import errors_at

__all__ = ["running"]
Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


def wrong(variant: str, *, age: int = 9, valid_to: date | None = None, **given: Any) -> str:
    terms = Terms(variant=variant, **{"since": TODAY, **given})
    return " ".join(gates(terms, age=age, decided_on=TODAY, valid_to=valid_to))


@pytest.mark.parametrize(
    ("variant", "given", "said"),
    [
        ("family", {}, ""),
        ("family", {"since": TODAY - timedelta(days=1)}, "före beslutet"),
        ("family", {"until": date(2027, 6, 2), "valid_to": date(2027, 6, 1)}, "kräver ett nytt beslut"),
        ("family", {"until": date(2027, 6, 1), "valid_to": date(2027, 6, 1)}, ""),
        ("short", {}, "till och med vilken dag"),
        ("short", {"until": TODAY + timedelta(days=89)}, ""),  # ninety days, the first and the last included
        ("short", {"until": TODAY + timedelta(days=90)}, "högst 90 dagar"),
        ("short", {"until": date(2028, 11, 21), "weekends_only": True}, ""),
        ("short", {"until": date(2028, 11, 22), "weekends_only": True}, "högst 2 år"),
        ("complement", {}, "två avtal"),
        ("complement", {"parents_terms": "Samtal var vecka."}, ""),
        ("through", {}, "vilken placering"),
        ("extra", {"age": 12}, "13–18 år"),
        ("extra", {"age": 13}, ""),
        ("extra", {"age": 18}, ""),
        ("extra", {"age": 19}, "13–18 år"),
        ("jour", {"until": TODAY}, "SoL 22:4"),
        ("jour", {"until": TODAY, "jour_home_on": TODAY + timedelta(days=1)}, "innan vistelsen börjar"),
        ("jour", {"jour_home_on": TODAY}, "En jour har ett slut"),
        ("jour", {"until": TODAY, "jour_home_on": TODAY}, ""),
    ],
)
def test_each_form_has_its_gate(variant: str, given: dict[str, Any], said: str) -> None:
    found = wrong(variant, **given)
    assert said in found
    assert bool(said) is bool(found)


def test_a_phase_ends_where_the_next_begins(running: Make, window: Make, cast: Cast) -> None:
    assignment = running()
    anna = window("anna").open(f"{assignment.get_absolute_url()}form/").reads("Omfattning enligt beslutet")
    anna.fill(variant="family", extent="Varannan helg").reads("Ny fas.", "Varannan helg", "från 22 nov 2026")
    anna.follow("Ändra form eller omfattning").fill(status=422, variant="jour", since="2026-12-01")
    anna.reads("SoL 22:4").fill(variant="person", extent="En kväll i veckan", why="Tonåring nu.")
    anna.reads("En kväll i veckan", "22 nov 2026–30 nov 2026", "Tonåring nu.")
    facts: dict[str, Any] = {
        "variant": "jour",
        "extent": "x",
        "since": TODAY + timedelta(40),
        "until": TODAY + timedelta(50),
    }
    Approval.objects.update(as_jour=True, decided_on=TODAY, valid_until=TODAY + timedelta(49))
    with pytest.raises(Blocked, match="SoL 22:4"):
        living.begin_phase(assignment, by=cast.actor("anna"), **facts)
    living.begin_phase(assignment, by=cast.actor("anna"), **{**facts, "until": TODAY + timedelta(49)})
    assert assignment.phases.get(variant="jour").jour_home_on == TODAY
    with pytest.raises(Blocked, match="börja efter"):
        living.begin_phase(assignment, by=cast.actor("anna"), variant="family", extent="x", since=date(2026, 12, 1))


@pytest.mark.parametrize(
    ("ended", "until", "on", "said"),
    [
        (None, date(2027, 1, 10), date(2026, 12, 20), ""),
        (None, date(2027, 1, 10), date(2026, 12, 23), "Är barnets utredning avslutad?"),
        (date(2026, 12, 31), date(2027, 1, 10), date(2027, 1, 1), ""),
        (date(2026, 12, 31), date(2027, 3, 1), date(2027, 1, 1), "till och med 28 feb 2027"),  # the day is clamped
        (date(2026, 12, 31), date(2027, 2, 28), date(2027, 1, 29), "slutar senast 28 feb 2027"),
        (date(2026, 12, 31), date(2027, 3, 31), date(2027, 3, 1), "skulle ha slutat 28 feb 2027"),
    ],
)
def test_a_stay_as_jour_lasts_two_months_after_the_childs_investigation(
    ended: date | None, until: date, on: date, said: str
) -> None:
    found = about_jour(since=date(2026, 11, 22), until=until, inquiry_ended_on=ended, on=on)
    assert (said in found.replace("\N{NO-BREAK SPACE}", " ")) if said else found == ""


def test_the_limit_of_a_jour_is_a_task_until_it_is_kept(running: Make, window: Make, cast: Cast) -> None:
    assignment, anna = running(), cast.actor("anna")
    Approval.objects.update(as_jour=True, decided_on=TODAY)
    facts: dict[str, Any] = {"extent": "Hela dygn", "since": TODAY}
    with pytest.raises(Refusal, match="inte jour"):
        living.note_inquiry(assignment, by=anna, inquiry_ended_on=TODAY)
    jour: dict[str, Any] = {**facts, "variant": "jour", "until": TODAY + timedelta(120)}
    with pytest.raises(ValidationError) as wrong:
        living.begin_phase(assignment, by=anna, **jour, inquiry_ended_on=TODAY + timedelta(1))
    assert wrong.value.message_dict == {"inquiry_ended_on": ["Dagen kan inte ligga i framtiden."]}
    living.begin_phase(assignment, by=anna, **jour)
    text = "Se över jouren hos Familjen Åberg"
    with later(40):
        page = window("anna").open(f"{assignment.get_absolute_url()}livet/").reads("Är barnets utredning avslutad?")
        assert any(text in line for line in window("anna").waiting())
        page.follow("Barnets utredning är avslutad")
        page.fill(status=422, inquiry_ended_on=(TODAY + timedelta(41)).isoformat())
        assert errors_at(page.page, "inquiry_ended_on") == ["Dagen kan inte ligga i framtiden."]
        page.fill(inquiry_ended_on=(TODAY + timedelta(39)).isoformat())
        page.reads("Jouren är planerad för länge", "barnets utredning avslutad")
        assert not any(text in line for line in window("anna").waiting())
    with later(80):
        assert any(text in line for line in window("anna").waiting())


def test_the_end_of_a_limited_form_is_a_task(running: Make, window: Make, cast: Cast) -> None:
    assignment = running()
    until = TODAY + timedelta(days=60)
    facts: dict[str, Any] = {"variant": "short", "extent": "Helger", "since": TODAY, "until": until}
    living.begin_phase(assignment, by=cast.actor("anna"), **facts)
    text = "Förläng, ändra eller avsluta hos Familjen Åberg"
    assert not any(text in line for line in window("anna").waiting())
    with later(31):
        anna = window("anna")
        assert any(text in line for line in anna.waiting())
        anna.open(f"{assignment.get_absolute_url()}livet/").reads("Korttidsfamilj under en begränsad tid slutar")

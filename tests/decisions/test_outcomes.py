"""What has come of it: instruments at the start and a year later, goals in all, and counts that do not flatter."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from brokerage import clock
from brokerage.workflow import NotAllowed, Refusal
from decisions.awaiting import awaiting
from decisions.models import Client, Decision, Instrument, Plan, Reading
from decisions.outcomes import (
    GoalResult,
    Pair,
    before_and_after,
    goals_by_domain,
    goals_by_group,
    pairs_by_instrument,
    twice_assessed,
)
from decisions.workflow import decisions, instruments, plans
from tests.cast import Cast
from tests.reading import errors_at, read

Make = Callable[..., Any]
TODAY = date(2026, 11, 22)


@pytest.fixture
def executed(decided: Make, cast: Cast) -> Make:
    def make(**more: Any) -> Decision:
        with clock.at(date(2025, 12, 1)):
            made = decided(**more)
            return decisions.execute(made, by=cast.actor("anna"), executed_on=date(2025, 12, 1))

    return make


def take(cast: Cast, decision: Decision, code: str = "who5", **more: Any) -> Reading:
    given: dict[str, Any] = {"occasion": "start", "on": TODAY, "value": 40, **more}
    scale = Instrument.objects.get(code=code)
    return instruments.take(by=cast.actor("anna"), decision=decision, instrument=scale, **given)


class TestReadings:
    def test_anna_notes_one_in_the_browser(self, executed: Make, client_of: Callable[..., Browser]) -> None:
        decision, anna = executed(), client_of("anna")
        url = reverse("decisions:decision_take_reading", args=[decision.pk])
        assert url in anna.get(decision.get_absolute_url()).content.decode()
        page = anna.get(url).content.decode()
        assert "WHO-5, välbefinnande (0–100)" in page
        assert "UCLA-3" not in page  # from sixteen, and Kajsa is nine
        scale = Instrument.objects.get(code="own-scale")
        given = {"instrument": scale.pk, "occasion": "start", "on": "2026-11-20", "value": "4"}
        wrong = anna.post(url, {**given, "value": "400"})
        assert errors_at(read(wrong), "value")
        assert "går från 0 till 10" in words_of(anna.post(url, {**given, "value": "11"}))
        assert anna.post(url, given).status_code == 302
        assert "4 av 10" in words_of(anna.get(decision.get_absolute_url()))
        assert 'value="year" selected' in anna.get(url).content.decode()
        assert "redan antecknat" in words_of(anna.post(url, given))

    def test_it_belongs_to_a_life_that_has_begun(self, executed: Make, decided: Make, cast: Cast) -> None:
        decision = executed()
        for on in (date(2025, 11, 30), date(2026, 11, 23)):
            with pytest.raises(Refusal, match="mellan beslutsdagen och i dag"):
                take(cast, decision, on=on)
        with pytest.raises(Refusal, match="från 16 års ålder"):
            take(cast, decision, "loneliness", value=5)
        waiting = decided(client=Client.objects.get(), case_reference="B")
        with pytest.raises(Refusal, match="inte verkställd än"):
            take(cast, waiting)

    @pytest.mark.parametrize("who", ["olle", "lo", "mia", "rut"])
    def test_nobody_else_takes_it(self, who: str, executed: Make, cast: Cast) -> None:
        scale = Instrument.objects.get(code="who5")
        with pytest.raises(NotAllowed):
            instruments.take(
                by=cast.actor(who), decision=executed(), instrument=scale, occasion="start", on=TODAY, value=1
            )

    def test_a_year_later_it_awaits_again(self, executed: Make, cast: Cast) -> None:
        decision = executed()
        line = f"Mät igen efter ett år i {decision.case_reference}"
        assert line not in _tasks(cast)  # nothing was measured at the start
        take(cast, decision)
        assert line in _tasks(cast)
        with clock.at(date(2026, 10, 1)):
            assert line not in _tasks(cast)  # two months are left
        take(cast, decision, occasion="year", value=52)
        assert line not in _tasks(cast)


class TestCounts:
    RESULTS = (
        GoalResult(("Kontaktfamilj",), "Fritid", (-1, 1)),
        GoalResult(("Kontaktfamilj",), "Fritid", (0, 0)),
        GoalResult(("Kontaktfamilj",), "Skolarbete", (-2, -1)),
        GoalResult(("Kontaktfamilj", "Två"), "Skolarbete", (2,)),
        GoalResult(("Kontaktfamilj",), "Fritid", ()),
    )

    def test_what_is_not_assessed_is_counted_and_not_averaged(self) -> None:
        (first, second) = goals_by_group(self.RESULTS)
        assert first == ["Kontaktfamilj", 5, 4, 0, 1, 1, 1, 1, "färre än 5"]
        assert second == ["Två", 1, 1, 0, 0, 0, 0, 1, "färre än 5"]
        five = [*self.RESULTS, GoalResult(("Kontaktfamilj",), "Fritid", (-2,))]
        assert goals_by_group(five)[0][-1] == "0,0"

    def test_school_work_stands_for_itself(self) -> None:
        lines = goals_by_domain(self.RESULTS, ["Skolarbete", "Fritid"])
        assert [line[:3] for line in lines] == [["Skolarbete", 2, 2], ["Fritid", 3, 2]]

    def test_before_and_after_are_of_the_same_goals(self) -> None:
        count, first, last = twice_assessed(self.RESULTS)
        assert count == 3
        assert first == [("−2", 1), ("−1", 1), ("0", 1), ("+1", 0), ("+2", 0)]
        assert last == [("−2", 0), ("−1", 1), ("0", 1), ("+1", 1), ("+2", 0)]

    def test_only_those_who_have_both_are_compared(self) -> None:
        scale = ("WHO-5, välbefinnande", 0, 100, True)
        values: list[tuple[int | None, int | None]] = [
            (40, 60),
            (50, 50),
            (60, 40),
            (20, 40),
            (30, 50),
            (90, None),
            (None, 10),
        ]
        pairs = [Pair(("A",), *scale, *each) for each in values]
        assert pairs_by_instrument(pairs) == [["WHO-5, välbefinnande", 6, 6, 5, "40,0", "48,0", 3, 1, 1]]
        assert before_and_after(pairs) == [("WHO-5 före", 40.0), ("WHO-5 efter", 48.0)]
        assert before_and_after(pairs[:4]) == []

    def test_where_less_is_better_less_is_better(self) -> None:
        pair = Pair(("A",), "UCLA-3, ensamhet", 3, 9, False, 8, 5)
        assert pairs_by_instrument([pair])[0][-3:] == [1, 0, 0]


@pytest.mark.parametrize("form", ["", "csv", "xlsx", "pdf"])
@pytest.mark.parametrize(
    ("split", "group"), [("form", "Kontaktfamilj"), ("purpose", "Avlastning för familjen"), ("unit", "Bromma")]
)
def test_the_page(
    executed: Make, cast: Cast, client_of: Callable[..., Browser], split: str, group: str, form: str
) -> None:
    anna, decision = cast.actor("anna"), executed()
    plan = plans.write(by=anna, decision=decision, purpose="Simma.", scheme="Lördagar.")
    plan = plans.add_goal(plan, by=anna, text="Läxorna blir gjorda", domain="school", sign="Tre i veckan")
    plan = plans.agree(plan, by=anna, agreed_on=TODAY, agreed_by="Alla")
    plans.measure(plan, by=anna, goal=plan.goals.get(), on=TODAY, level=-1)
    second = plans.write(by=anna, decision=decision, purpose="Simma.", scheme="Lördagar.")
    second = plans.agree(second, by=anna, agreed_on=TODAY, agreed_by="Alla")
    plans.measure(second, by=anna, goal=second.goals.get(), on=TODAY, level=1)
    take(cast, decision)
    take(cast, decision, occasion="year", value=52)
    assert Plan.objects.count() == 2
    url = reverse("decisions:outcomes")
    answer = client_of("mia").get(url, {"split": split, **({"format": form} if form else {})})
    assert answer.status_code == 200
    if form == "csv":
        told = answer.content.decode()
        assert f"{group};1;1;0;0;0;1;0;färre än 5" in told  # the goal went along into the second version
        assert "Utbildning och skolarbete;1;1;0;0;0;1;0;färre än 5" in told
        assert "WHO-5, välbefinnande;1;1;1;färre än 5;färre än 5;1;0;0" in told
    if not form:
        page = words_of(answer)
        assert "Första bedömningen: 1 mål" in page
        for word in (decision.case_reference, "Kajsa", "Läxorna"):
            assert word not in page
        assert "Inget att redovisa än" in words_of(client_of("olle").get(url))


def _tasks(cast: Cast) -> list[str]:
    return [each.text for each in awaiting(cast.actor("anna"))]


def words_of(answer: Any) -> str:
    return " ".join(read(answer).text_content().split())

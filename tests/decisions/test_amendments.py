"""Decisions that go on: changed, renewed, reviewed; those that end by age; and the individual plan of LSS."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from brokerage import clock, identity
from brokerage.workflow import Blocked, Refusal, WrongState
from decisions.models import Client, Decision, LegalGround
from decisions.workflow import amendments, clients, decisions
from tests.cast import Cast
from tests.decisions.conftest import ADULT
from tests.reading import read, text_of

TODAY = date(2026, 11, 22)
YOUTH = identity.made_up(date(2009, 6, 15), 986)
Decide = Callable[..., Decision]


@pytest.fixture
def renewing(cast: Cast) -> dict[str, Any]:
    """What a renewal of today says."""
    return {
        "by": cast.actor("anna"),
        "decided_on": TODAY,
        "ground": LegalGround.objects.get(code="sol2025-family"),
        "extent": "Varannan helg",
        "valid_to": date(2027, 11, 21),
        "decision_maker": cast.hedda,
        "delegation": "3.2",
        "case_reference": "BRO-2026-0099",
    }


@pytest.fixture
def youth(client_made: Callable[..., Client], cast: Cast) -> Client:
    """Seventeen, who consents."""
    made = client_made(number=YOUTH, name="Ture Tranfågel")
    return clients.record_consent(made, by=cast.actor("anna"), guardian=None, given_on=clock.today())


@pytest.fixture
def adult(client_made: Callable[..., Client], cast: Cast) -> Client:
    """An adult of Lo's, who asks for help under LSS."""
    made = client_made(by="lo", number=ADULT, consents=False)
    return clients.record_consent(made, by=cast.actor("lo"), guardian=None, given_on=clock.today())


class TestRenewing:
    def test_a_wait_goes_on_from_the_first_day(self, decided: Decide, renewing: dict[str, Any]) -> None:
        with clock.at(date(2026, 8, 1)):
            decision = decided(valid_to=date(2026, 12, 1))
        decision = amendments.renew(decision, **renewing)
        assert (decision.state, decision.waiting_since, decision.due_on) == (
            "waiting",
            date(2026, 8, 1),
            date(2026, 11, 1),
        )
        assert decision.valid_to == date(2027, 11, 21)
        assert Decision.objects.overdue_on(TODAY).get() == decision
        (later,) = decision.amendments.all()
        assert (later.kind, later.valid_to_before, later.case_reference) == (
            "renewal",
            date(2026, 12, 1),
            "BRO-2026-0099",
        )

    def test_an_execution_and_an_interruption_are_not_broken(self, decided: Decide, renewing: dict[str, Any]) -> None:
        with clock.at(date(2026, 8, 1)):
            decision = decisions.execute(decided(), by=renewing["by"], executed_on=date(2026, 8, 1))
        decision = amendments.renew(decision, **renewing)
        assert (decision.state, decision.executed_on, decision.due_on) == ("executed", date(2026, 8, 1), None)
        decision = decisions.interrupt(decision, by=renewing["by"], since=date(2026, 11, 1))
        decision = amendments.renew(decision, **{**renewing, "case_reference": "BRO-2026-0100"})
        assert (decision.state, decision.waiting_since) == ("interrupted", date(2026, 11, 1))

    def test_the_consents_are_asked_for_anew(
        self, decided: Decide, client_made: Callable[..., Client], renewing: dict[str, Any]
    ) -> None:
        child = client_made()
        decision = decided(client=child)
        clients.withdraw_consent(child, by=renewing["by"], consent=child.consents.get(), withdrawn_on=TODAY)
        with pytest.raises(Blocked, match="Vårdnadshavarnas samtycke krävs"):
            amendments.renew(decision, **renewing)

    def test_another_intervention_is_another_decision(self, decided: Decide, renewing: dict[str, Any]) -> None:
        decision = decided()
        for code in ("sol2025-person", "sol2025-extra-family"):
            with pytest.raises(Refusal, match="annan insats"):
                amendments.renew(decision, **{**renewing, "ground": LegalGround.objects.get(code=code)})

    def test_an_old_ground_is_renewed_under_the_new_act(
        self, decided: Decide, client_made: Callable[..., Client], renewing: dict[str, Any]
    ) -> None:
        with clock.at(date(2025, 6, 1)):
            decision = decided(ground="sol2001-family")
        decision = amendments.renew(decision, **renewing)
        assert decision.ground.code == "sol2025-family"
        assert decision.decided_on == date(2025, 6, 1)

    def test_what_has_ended_is_not_renewed(self, decided: Decide, renewing: dict[str, Any]) -> None:
        decision = decisions.end(decided(), by=renewing["by"], ended_on=TODAY, reason="Återtagen")
        with pytest.raises(WrongState):
            amendments.renew(decision, **renewing)

    def test_it_is_renewed_in_the_browser_and_found_by_both_references(
        self, decided: Decide, client_of: Callable[..., Browser], cast: Cast
    ) -> None:
        decision, browser = decided(valid_to=date(2026, 12, 1)), client_of("anna")
        url = reverse("decisions:decision_renew", args=[decision.pk])
        assert url in browser.get(decision.get_absolute_url()).content.decode()
        assert 'value="BRO-2026-0001"' not in browser.get(url).content.decode()
        facts = {
            "version": decision.version,
            "decided_on": "2026-11-22",
            "ground": decision.ground_id,
            "extent": "Var tredje helg",
            "valid_to": "2027-11-21",
            "decision_maker": cast.hedda.pk,
            "delegation": "3.2",
            "case_reference": "BRO-2026-0099",
        }
        page = read(browser.post(url, facts, follow=True))
        lines = " ".join(text_of(page, "ul.queue li")).replace("\N{NO-BREAK SPACE}", " ")
        assert "Förnyat beslut 22 nov 2026" in lines
        assert "Var tredje helg, förut Varannan helg" in lines
        for sought in ("BRO-2026-0001", "bro-2026-0099"):
            for name in ("clients", "decisions"):
                found = browser.get(reverse(f"decisions:{name}"), {"q": sought}).content.decode()
                assert "Kajsa" in found, (name, sought)


def test_the_extent_changes_by_a_decision_and_the_clock_does_not(decided: Decide, cast: Cast) -> None:
    decision, by = decided(), cast.actor("anna")
    given = {"decision_maker": cast.hedda, "delegation": "3.2", "case_reference": "BRO-2026-0050"}
    with pytest.raises(Refusal, match="redan den"):
        amendments.change_extent(decision, by=by, decided_on=TODAY, extent="Varannan helg", **given)
    with pytest.raises(Refusal, match="handläggare i enheten"):
        amendments.change_extent(
            decision, by=by, decided_on=TODAY, extent="Varje helg", **{**given, "decision_maker": cast.anna}
        )
    changed = amendments.change_extent(decision, by=by, decided_on=TODAY, extent="Varje helg", **given)
    assert (changed.extent, changed.due_on) == ("Varje helg", decision.due_on)
    assert [(each.extent_before, each.extent) for each in changed.amendments.all()] == [("Varannan helg", "Varje helg")]


def test_a_decision_that_runs_out_is_reconsidered_sixty_days_before(
    decided: Decide, client_of: Callable[..., Browser], renewing: dict[str, Any]
) -> None:
    decision = decided(valid_to=TODAY + timedelta(days=60))
    decision = decisions.execute(decision, by=renewing["by"], executed_on=TODAY)
    told = "Ompröva BRO-2026-0001: tiden går ut"
    assert told in client_of("anna").get("/").content.decode()
    with clock.at(TODAY - timedelta(days=1)):
        assert told not in client_of("anna").get("/").content.decode()
    amendments.renew(decision, **renewing)
    assert told not in client_of("anna").get("/").content.decode()


class TestQualified:
    def test_lvu_needs_a_plan_and_no_consent(self, decided: Decide, client_made: Callable[..., Client]) -> None:
        young = client_made(number=YOUTH, consents=False)
        with pytest.raises(Blocked, match="förutsätter en behandlingsplan"):
            decided(client=young, ground="lvu-qualified")
        with pytest.raises(Blocked, match="förutsätter en behandlingsplan"):
            decided(client=young, ground="lvu-qualified", treatment_on=TODAY + timedelta(days=1))
        decision = decided(client=young, ground="lvu-qualified", treatment_on=TODAY)
        assert decision.review_on == date(2027, 5, 22)
        assert decision.valid_to == date(2029, 6, 14)  # the day before twenty

    def test_it_is_tried_anew_within_six_months_again_and_again(
        self, decided: Decide, youth: Client, cast: Cast, client_of: Callable[..., Browser]
    ) -> None:
        decision = decided(client=youth, ground="lvu-qualified", treatment_on=TODAY)
        told = "Ompröva tvångsbeslutet i BRO-2026-0001"
        with clock.at(date(2027, 4, 21)):
            assert told not in client_of("anna").get("/").content.decode()
        with clock.at(date(2027, 4, 23)):
            browser = client_of("anna")
            assert told in browser.get("/").content.decode()
            url = reverse("decisions:decision_review", args=[decision.pk])
            facts = {"version": decision.version, "on": "2027-04-23", "words": "Ska fortsätta."}
            assert "Ska fortsätta." in browser.post(url, facts, follow=True).content.decode()
            decision.refresh_from_db()
            assert decision.review_on == date(2027, 10, 23)
            assert told not in browser.get("/").content.decode()

    def test_by_sol_it_ends_the_day_before_twentyone(self, decided: Decide, youth: Client) -> None:
        with pytest.raises(Blocked, match="längst gälla till och med 2030-06-14"):
            decided(client=youth, ground="sol2025-qualified", valid_to=date(2030, 6, 15))
        decision = decided(client=youth, ground="sol2025-qualified")
        assert (decision.valid_to, decision.review_on) == (date(2030, 6, 14), None)

    def test_others_are_not_reviewed(self, decided: Decide, cast: Cast) -> None:
        with pytest.raises(Refusal, match="ingen återkommande prövning"):
            amendments.review(decided(), by=cast.actor("anna"), on=TODAY, words="Varför?")


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (12, "fråga barnet självt"),
        (15, "eget samtycke krävs"),
        (18, "vårdnadshavarna bestämmer inte längre"),
        (20, "22 § LVU upphör"),
        (21, "kvalificerad kontaktperson upphör"),
    ],
)
def test_each_birthday_says_what_it_changes(
    age: int, words: str, client_made: Callable[..., Client], client_of: Callable[..., Browser]
) -> None:
    client_made(number=identity.made_up(date(2026 - age, 11, 30), 982), consents=False)
    page = client_of("anna").get("/").content.decode()
    assert f"{age} år: " in page
    assert words in page


class TestIndividualPlan:
    def test_whoever_wants_one_has_it_gone_through_every_year(
        self, decided: Decide, adult: Client, cast: Cast, client_of: Callable[..., Browser]
    ) -> None:
        decision = decided(by="lo", client=adult, ground="lss-person", individual_plan="not_yet")
        assert "Erbjud individuell plan i BRO-2026-0001" in client_of("lo").get("/").content.decode()
        url = reverse("decisions:decision_note_individual_plan", args=[decision.pk])
        facts = {"version": decision.version, "individual_plan": "wanted"}
        refused = client_of("lo").post(url, facts)
        assert refused.status_code == 422
        assert "Ange vilken dag planen erbjöds" in refused.content.decode()
        client_of("lo").post(url, facts | {"individual_plan_on": "2026-11-20"})
        decision.refresh_from_db()
        assert decision.review_on == date(2027, 11, 20)
        assert "Erbjud individuell plan" not in client_of("lo").get("/").content.decode()
        with clock.at(date(2027, 11, 1)):
            assert "Gå igenom den individuella planen i" in client_of("lo").get("/").content.decode()
            decision = amendments.review(decision, by=cast.actor("lo"), on=date(2027, 11, 1), words="Fungerar.")
        assert decision.review_on == date(2028, 11, 1)

    def test_whoever_declines_is_not_asked_every_year(self, decided: Decide, adult: Client) -> None:
        given = {"individual_plan": "declined", "individual_plan_on": TODAY}
        decision = decided(by="lo", client=adult, ground="lss-person", **given)
        assert decision.review_on is None

    def test_sol_has_none(self, decided: Decide, cast: Cast) -> None:
        with pytest.raises(Refusal, match="enligt LSS"):
            amendments.note_individual_plan(
                decided(), by=cast.actor("anna"), individual_plan="offered", individual_plan_on=TODAY
            )

    def test_the_form_of_a_decision_asks_what_its_law_asks(
        self, adult: Client, client_made: Callable[..., Client], client_of: Callable[..., Browser]
    ) -> None:
        lss = client_of("lo").get(reverse("decisions:decision_record", args=[adult.pk])).content.decode()
        sol = client_of("anna").get(reverse("decisions:decision_record", args=[client_made().pk])).content.decode()
        assert "Individuell plan" in lss
        assert "Behandlingsplan" not in lss
        assert "Individuell plan" not in sol
        assert "Behandlingsplan" in sol

    def test_an_advance_decision_holds_six_months(self, decided: Decide, adult: Client) -> None:
        decision = decided(by="lo", client=adult, ground="lss-person", is_advance=True)
        assert decision.valid_to == date(2027, 5, 22)
        assert decision.due_on == date(2027, 2, 22)

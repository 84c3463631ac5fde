"""Decisions: recorded as the law allows, with a clock that runs, stops and runs again."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from brokerage import clock, identity
from brokerage.workflow import CREATES, EFFECTS, Blocked, Refusal, WrongState
from decisions.models import Client, Decision, LegalGround, Need
from decisions.problems import consent_of
from decisions.workflow import clients, decisions
from tests.cast import Cast
from tests.decisions.conftest import ADULT
from tests.reading import read, text_of

TEENAGER = "20110310-9805"


def test_the_clock_runs_from_the_day_of_the_decision(decided: Callable[..., Decision]) -> None:
    decision = decided()
    assert (decision.waiting_since, decision.due_on) == (date(2026, 11, 22), date(2027, 2, 22))
    assert Decision.objects.overdue_on(date(2027, 2, 23)).get() == decision
    assert not Decision.objects.overdue_on(date(2027, 2, 22)).exists()


def test_without_the_guardians_consent_nothing_is_granted(
    decided: Callable[..., Decision], client_made: Callable[..., Client]
) -> None:
    with pytest.raises(Blocked, match="Vårdnadshavarnas samtycke krävs: barnet är 9 år"):
        decided(client=client_made(consents=False))
    assert not Decision.objects.exists()


def test_both_guardians_must_consent(
    decided: Callable[..., Decision], client_made: Callable[..., Client], cast: Cast
) -> None:
    child = client_made()
    clients.add_guardian(child, by=cast.actor("anna"), name="Pelle Pappa", phone="", email="", protection="none")
    with pytest.raises(Blocked, match="Vårdnadshavarnas samtycke"):
        decided(client=child)


def test_one_of_two_guardians_is_enough_where_the_board_has_said_why(
    decided: Callable[..., Decision], client_made: Callable[..., Client], cast: Cast
) -> None:
    """FB 6:13 a; and whoever has no custody any more need not consent."""
    by = cast.actor("anna")
    child = clients.add_guardian(client_made(), by=by, name="Pelle Pappa", phone="", email="", protection="none")
    decision = decided(client=child, one_guardian="Fadern går inte att nå; nämndens beslut den 3 november.")
    assert consent_of(decision, clock.today()).suffices
    clients.withdraw_consent(child, by=by, consent=child.consents.get(), withdrawn_on=clock.today())
    assert not consent_of(Decision.objects.get(), clock.today()).suffices


def test_the_reason_why_it_suits_holds_at_the_appointment_too(
    decided: Callable[..., Decision], client_made: Callable[..., Client], cast: Cast
) -> None:
    with clock.at(date(2025, 7, 1)):
        child = client_made(number=TEENAGER, consents=False)
        child = clients.record_consent(child, by=cast.actor("anna"), guardian=None, given_on=clock.today())
        decision = decided(client=child, suitability="Mogen för sin ålder.")
        assert consent_of(decision, clock.today()).suffices


@pytest.mark.parametrize(("day", "granted"), [(date(2026, 3, 9), True), (date(2026, 3, 10), False)])
def test_at_fifteen_the_guardian_alone_is_not_enough(
    day: date,
    granted: bool,
    decided: Callable[..., Decision],
    client_made: Callable[..., Client],
) -> None:
    """The worked case B: a child of 14 whose guardian alone consents, and the day that it turns 15."""
    with clock.at(day):
        child = client_made(number=TEENAGER)
        if granted:
            assert decided(client=child).state == "waiting"
        else:
            with pytest.raises(Blocked, match="fyllt 15"):
                decided(client=child)


def test_a_teenager_decides_with_suitability_noted(
    decided: Callable[..., Decision], client_made: Callable[..., Client], cast: Cast
) -> None:
    with clock.at(date(2025, 7, 1)):
        child = client_made(number=TEENAGER, consents=False)
        child = clients.record_consent(child, by=cast.actor("anna"), guardian=None, given_on=clock.today())
        with pytest.raises(Blocked, match="lämplig"):
            decided(client=child)
        assert decided(client=child, suitability="Mogen för sin ålder; modern är frihetsberövad.").suitability


def test_the_ground_follows_the_day(decided: Callable[..., Decision]) -> None:
    with pytest.raises(Blocked, match="gällde inte den 2026-11-22"):
        decided(ground="sol2001-family")


def test_lss_and_sol_are_kept_apart(decided: Callable[..., Decision], client_made: Callable[..., Client]) -> None:
    with pytest.raises(Blocked, match="annat programområde"):
        decided(ground="lss-person")
    adult = client_made(by="lo", number=ADULT)
    assert decided(by="lo", client=adult, ground="lss-person").area == "LSS"


def test_a_qualified_contact_person_is_for_those_below_21(
    decided: Callable[..., Decision], client_made: Callable[..., Client]
) -> None:
    adult = client_made(number=identity.made_up(date(2005, 11, 22), 985))
    with pytest.raises(Blocked, match="under 21 år"):
        decided(client=adult, ground="sol2025-qualified")
    younger = client_made(number=identity.made_up(date(2005, 11, 23), 985))
    assert decided(client=younger, ground="sol2025-qualified").pk


def test_the_decision_is_made_by_a_case_officer_of_the_unit(decided: Callable[..., Decision], cast: Cast) -> None:
    with pytest.raises(Refusal, match="handläggare i enheten"):
        decided(decision_maker=cast.anna)


def test_the_worked_case_of_an_interruption(decided: Callable[..., Decision], cast: Cast) -> None:
    """Granted 2025-01-15, executed 02-20; the family quits, interrupted from 2026-02-09, resumed 2026-05-20."""
    by = cast.actor("anna")
    with clock.at(date(2025, 7, 1)):
        decision = decided()
        decision = decisions.execute(decision, by=by, executed_on=date(2025, 7, 1))
        assert decision.due_on is None
    with clock.at(date(2026, 2, 10)):
        decision = decisions.interrupt(decision, by=by, since=date(2026, 2, 9))
        assert decision.due_on == date(2026, 5, 9)
        with pytest.raises(WrongState):
            decisions.interrupt(decision, by=by, since=date(2026, 2, 10))
    assert not Decision.objects.overdue_on(date(2026, 5, 9)).exists()
    assert Decision.objects.overdue_on(date(2026, 5, 10)).exists()
    with clock.at(date(2026, 5, 20)):
        assert decision.day() == 100
        decision = decisions.resume(decision, by=by, resumed_on=date(2026, 5, 20))
    assert decision.state == "executed"
    assert decision.interruptions.get().until == date(2026, 5, 20)


def test_a_decision_that_ends_leaves_no_clock(decided: Callable[..., Decision], cast: Cast) -> None:
    decision = decisions.end(decided(), by=cast.actor("anna"), ended_on=date(2026, 11, 22), reason="Återtagen")
    assert (decision.state, decision.due_on) == ("ended", None)
    with pytest.raises(WrongState):
        decisions.execute(decision, by=cast.actor("anna"), executed_on=date(2026, 11, 22))


def test_days_lie_where_they_can(decided: Callable[..., Decision], cast: Cast) -> None:
    decision, by = decided(), cast.actor("anna")
    with pytest.raises(Refusal, match="framtiden"):
        decisions.execute(decision, by=by, executed_on=date(2026, 11, 23))
    with pytest.raises(Refusal, match="före beslutet"):
        decisions.execute(decision, by=by, executed_on=date(2026, 11, 21))


class TestTheNeed:
    def test_a_description_that_names_the_client_is_refused(self, decided: Callable[..., Decision], cast: Cast) -> None:
        with pytest.raises(Refusal, match="nämner klientens namn"):
            decisions.describe_need(decided(), by=cast.actor("anna"), musts=[], wishes=[], words="Kajsa gillar hundar.")
        assert not Need.objects.exists()

    def test_the_same_word_is_not_both(self, decided: Callable[..., Decision], cast: Cast) -> None:
        with pytest.raises(Refusal, match="bara vara ett av"):
            decisions.describe_need(decided(), by=cast.actor("anna"), musts=["dog"], wishes=["dog"], words="Ett barn.")

    def test_it_is_described_in_the_browser(
        self, decided: Callable[..., Decision], client_of: Callable[..., Browser]
    ) -> None:
        decision = decided()
        browser = client_of("anna")
        url = reverse("decisions:decision_describe_need", args=[decision.pk])
        assert browser.get(url).status_code == 200
        facts = {
            "version": decision.version,
            "words": "Ett barn som gillar djur.",
            "musts": ["smoke-free"],
            "important": ["lang-ar"],
            "wishes": ["dog"],
            "urgency": "soon",
            "together": "2",
            "weight": "ordinary",
        }
        page = browser.post(url, facts, follow=True).content.decode()
        assert "Ett barn som gillar djur." in page
        assert "rökfritt" in page
        need = Need.objects.get()
        assert (need.musts, need.important, need.wishes) == (["smoke-free"], ["lang-ar"], ["dog"])
        assert (need.urgency, need.together) == ("soon", 2)

    def test_a_word_that_is_chosen_twice_is_named_beside_the_table(
        self, decided: Callable[..., Decision], client_of: Callable[..., Browser]
    ) -> None:
        decision = decided()
        url = reverse("decisions:decision_describe_need", args=[decision.pk])
        facts = {"version": decision.version, "words": "Ett barn.", "musts": ["dog"], "important": ["dog"]}
        answer = client_of("anna").post(url, facts)
        assert answer.status_code == 422
        assert "Välj ett av gärna, viktigt och måste för: hund." in answer.content.decode()
        assert not Need.objects.exists()


def test_what_awaits_anna_names_the_case_and_not_the_child(
    decided: Callable[..., Decision], client_of: Callable[..., Browser]
) -> None:
    decided()
    page = client_of("anna").get("/").content.decode()
    assert "Beskriv behovet i BRO-2026-0001" in page
    assert "Kajsa" not in page


def test_a_need_that_is_late_is_late_in_group_and_badge_and_its_clock_stands_beside(
    decided: Callable[..., Decision], client_of: Callable[..., Browser]
) -> None:
    """Recorded today: described within a week, while three months run."""
    decided()
    with clock.at(clock.today() + timedelta(days=12)):
        page = read(client_of("anna").get("/"))
        assert text_of(page, "h2.group-head") == ["Försenat 1"]
        assert text_of(page, "ul.queue .badge") == ["5 dagar försenat"]
        (sub,) = text_of(page, "ul.queue small")
        assert sub.replace("\N{NO-BREAK SPACE}", " ") == (
            "Kontaktfamilj · Varannan helg · Tre månader 22 feb 2027, 80 dagar kvar"
        )


def test_a_birthday_that_changes_the_law_awaits_its_secretary(
    client_made: Callable[..., Client], client_of: Callable[..., Browser]
) -> None:
    client_made(number=identity.made_up(date(2011, 11, 30), 982))
    assert "15 år: eget samtycke krävs" in client_of("anna").get("/").content.decode()
    assert "15 år: eget samtycke krävs" not in client_of("lo").get("/").content.decode()


def test_the_decision_is_recorded_in_the_browser(
    client_made: Callable[..., Client], client_of: Callable[..., Browser], cast: Cast
) -> None:
    child = client_made(consents=False)
    browser = client_of("anna")
    url = reverse("decisions:decision_record", args=[child.pk])
    facts = {
        "assessed_on": "2026-11-18",
        "decided_on": "2026-11-20",
        "ground": LegalGround.objects.get(code="sol2025-family").pk,
        "extent": "Varannan helg",
        "purposes": ["relief"],
        "decision_maker": cast.hedda.pk,
        "delegation": "3.2",
        "case_reference": "BRO-2026-0077",
    }
    refused = browser.post(url, facts)
    assert refused.status_code == 422
    assert "Vårdnadshavarnas samtycke krävs" in refused.content.decode()
    assert "BRO-2026-0077" in refused.content.decode()
    clients.record_consent(child, by=cast.actor("anna"), guardian=child.guardians.get(), given_on=date(2026, 11, 19))
    page = browser.post(url, facts, follow=True).content.decode()
    assert "Tremånadersklockan" in page
    assert "20\N{NO-BREAK SPACE}feb\N{NO-BREAK SPACE}2027" in page


@pytest.mark.parametrize("who", ["olle", "lo", "rut", "disa", "eva", "ria", "adam"])
def test_nobody_else_sees_the_decision(
    who: str, decided: Callable[..., Decision], client_of: Callable[..., Browser]
) -> None:
    decision = decided()
    for url in (reverse("decisions:decisions"), decision.get_absolute_url()):
        assert "BRO-2026-0001" not in client_of(who).get(url).content.decode()


def test_mia_sees_and_changes_nothing(decided: Callable[..., Decision], client_of: Callable[..., Browser]) -> None:
    decision = decided()
    browser = client_of("mia")
    assert browser.get(decision.get_absolute_url()).status_code == 200
    assert (
        browser.post(
            reverse("decisions:decision_end", args=[decision.pk]), {"ended_on": "2026-11-22", "reason": "x"}
        ).status_code
        == 403
    )
    decision.refresh_from_db()
    assert decision.state == "waiting"


class TestNobodyIsGrantedAnythingUnassessed:
    """SoL (2025:400) 11:5 p. 1: contact person and contact family never without an individual assessment."""

    def test_there_is_one_way_in_and_it_is_about_one_client(self) -> None:
        ways = [verb for verb in (*CREATES, *EFFECTS) if verb.startswith("decisions.decision.")]
        assert ways == ["decisions.decision.record"]

    def test_no_ground_rests_on_it(self, db: None) -> None:
        grounds = set(LegalGround.objects.filter(law__startswith="SoL").values_list("ground", flat=True))
        assert grounds == {"4 kap. 1 §", "11 kap. 1 §", "11 kap. 4 §"}

    def test_what_may_be_granted_beside_the_duty_is_not_reported(self, decided: Callable[..., Decision]) -> None:
        """SoL 11:4: whoever waits for it waits, and IVO is told of the others."""
        with clock.at(date(2026, 3, 1)):
            extra = decided(ground="sol2025-extra-family")
        assert extra.due_on == date(2026, 6, 1)
        assert list(Decision.objects.waiting()) == [extra]
        assert not Decision.objects.overdue_on(date(2026, 11, 22)).exists()
        assert not Decision.objects.late_between(date(2026, 7, 1), date(2026, 9, 30)).exists()

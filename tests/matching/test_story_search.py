"""Anna searches in Bromma's pool: two are asked, one says yes, the child chooses, Hedda appoints, and it begins."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from brokerage import clock, identity
from brokerage.audit.models import Event
from brokerage.charges.models import Charge
from brokerage.letters.models import Letter
from brokerage.workflow import Blocked, NotAllowed, Refusal
from decisions.models import Decision
from decisions.workflow import decisions
from matching.models import Assignment, Proposal
from matching.workflow import assignments, offers, proposals, shortlists
from tests.cast import Cast
from tests.matching.conftest import Path

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


def test_the_whole_way_of_the_own_search(searched: Make, pooled: Make, path: Path, cast: Cast) -> None:
    one, two = pooled("Familjen Ett", traits=("smoke-free", "dog")), pooled("Familjen Två", email="tva@post.example")
    shortlist = searched()
    first, second = path.picked(shortlist, one, two)
    assert (first.volunteer, first.met, first.unknown) == (one, ["dog"], ["lang-ar"])
    for each in (first, second):
        path.asked(each)
    letter = Letter.objects.filter(purpose="offer", receiver_key=one.pk).get()
    assert "Kajsa" not in letter.body
    assert "Kanariefågel" not in letter.body
    offers.say_yes(first.offers.get(), by=cast.actor("anna"))
    offers.ask_for_call(second.offers.get(), by=cast.actor("anna"), words="Efter fem")
    first = proposals.choose(
        first, by=cast.actor("anna"), met_on=clock.today(), starts_on=clock.today(), in_clients_home=False, own_view=""
    )
    with pytest.raises(Blocked, match="nämndens slagning saknas för Karin Åberg"):
        path.appointed(first)
    path.checked(first)
    path.appointed(first)
    assignment = Assignment.objects.get()
    assert (assignment.volunteer, assignment.state, assignment.kind) == (one, "planned", "family")
    assert assignment.appointment.decision_maker == cast.hedda
    second.refresh_from_db()
    assert (second.state, second.next_contact_on) == ("released", clock.today() + timedelta(days=30))
    assert second.offers.get().state == "withdrawn"
    assert Letter.objects.filter(purpose="thanks").get().receiver_key == two.pk
    assert not Charge.objects.exists()
    assignments.start(assignment, by=cast.actor("anna"), started_on=clock.today())
    decision = Decision.objects.get()
    assert (decision.state, decision.executed_on, decision.due_on) == ("executed", clock.today(), None)


def test_the_brokered_way_ends_in_one_charge(searched: Make, pooled: Make, path: Path, cast: Cast) -> None:
    one, two = pooled("Familjen Ett", by="rut"), pooled("Familjen Två", by="rut")
    shortlist = searched(ordered=True)
    first, _ = path.picked(shortlist, one, two)
    first = path.chosen(first)
    path.checked(first)
    path.appointed(first)
    charge = Charge.objects.get()
    order = shortlist.order
    order.refresh_from_db()
    shortlist.refresh_from_db()
    assert (charge.unit, charge.amount, charge.text) == (cast.bromma, order.price, f"Beställning {order.number}")
    assert (order.state, shortlist.state) == ("fulfilled", "done")
    assert Event.objects.get(verb="charges.charge.charge", cause__verb="matching.proposal.appoint")


def test_one_alone_needs_a_reason(searched: Make, pooled: Make, cast: Cast) -> None:
    only = pooled()
    shortlist = searched()
    with pytest.raises(Refusal, match="skriv varför"):
        shortlists.pick(shortlist, by=cast.actor("anna"), volunteers=[only.pk], only_one="")
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("who", ["olle", "lo", "rut", "mia", "eva"])
def test_nobody_else_works_annas_search(who: str, searched: Make, pooled: Make, cast: Cast) -> None:
    one, two = pooled("Familjen Ett"), pooled("Familjen Två")
    shortlist = searched()
    with pytest.raises(NotAllowed):
        shortlists.pick(shortlist, by=cast.actor(who), volunteers=[one.pk, two.pk])


def test_a_place_that_is_taken_is_not_given_twice(
    searched: Make, pooled: Make, path: Path, client_made: Make, needed: Make, cast: Cast
) -> None:
    only = pooled()
    first = path.chosen(path.picked(searched(), only)[0])
    other = client_made(name="Bo Bofink", number=identity.made_up(date(2018, 1, 1), 981))
    second = path.chosen(path.picked(searched(decision=needed(client=other, case_reference="BRO-2026-0002")), only)[0])
    path.checked(first)
    path.checked(second)
    path.appointed(first)
    with pytest.raises(Blocked, match="ingen ledig plats"):
        path.appointed(second)


def test_a_no_keeps_the_volunteer_and_a_silence_can_be_asked_again(
    searched: Make, pooled: Make, path: Path, cast: Cast
) -> None:
    first, second = path.picked(searched(), pooled("Familjen Ett"), pooled("Familjen Två"))
    path.asked(first)
    path.asked(second)
    with pytest.raises(Refusal, match="varför"):
        offers.say_no(first.offers.get(), by=cast.actor("anna"), reason="")
    offers.say_no(first.offers.get(), by=cast.actor("anna"), reason="time")
    first.refresh_from_db()
    assert first.next_contact_on == clock.today() + timedelta(days=60)
    with clock.at(clock.today() + timedelta(days=8)):
        assert offers.expire_run_out() == 1
        second.refresh_from_db()
        assert second.state == "silent"
        path.asked(second, answer_by=clock.today())


def test_when_the_family_quits_the_clock_starts_anew(searched: Make, pooled: Make, path: Path, cast: Cast) -> None:
    """Scenario A: decision 2025-01-15, executed 02-20, last stay 2026-02-08 → interrupted from 02-09, due 05-09."""
    with clock.at(date(2025, 1, 15)):
        family = pooled()
        proposal = path.chosen(path.picked(searched(ground="sol2001-family"), family)[0], starts_on=date(2025, 2, 20))
        path.checked(proposal)
        path.appointed(proposal)
    assignment = Assignment.objects.get()
    with clock.at(date(2025, 2, 20)):
        assignments.start(assignment, by=cast.actor("anna"), started_on=clock.today())
    with clock.at(date(2026, 2, 9)):
        facts: dict[str, Any] = {"ended_on": date(2026, 2, 8), "ending": "volunteer"}
        with pytest.raises(Refusal, match="Ingen annan"):
            assignments.end(assignment, by=cast.actor("anna"), decision_then="continues", **facts)
        assignments.end(assignment, by=cast.actor("anna"), decision_then="interrupted", **facts)
    decision = Decision.objects.get()
    assert (decision.state, decision.waiting_since, decision.due_on) == (
        "interrupted",
        date(2026, 2, 9),
        date(2026, 5, 9),
    )
    assert not Assignment.objects.taking_place().exists()


class TestAnEndWhoseDecisionHasMovedAlready:
    """The volunteer's place comes free, whatever has become of the decision since."""

    def running(self, searched: Make, pooled: Make, path: Path, cast: Cast) -> Assignment:
        proposal = path.chosen(path.picked(searched(), pooled())[0])
        path.checked(proposal)
        path.appointed(proposal)
        return assignments.start(Assignment.objects.get(), by=cast.actor("anna"), started_on=clock.today())

    @pytest.mark.parametrize("then", ["interrupted", "ends"])
    @pytest.mark.parametrize("before", ["interrupted", "ended"])
    def test_it_ends(self, before: str, then: str, searched: Make, pooled: Make, path: Path, cast: Cast) -> None:
        assignment, anna = self.running(searched, pooled, path, cast), cast.actor("anna")
        if before == "ended":
            decisions.end(Decision.objects.get(), by=anna, ended_on=clock.today(), reason="Flyttat.")
        else:
            decisions.interrupt(Decision.objects.get(), by=anna, since=clock.today())
        due_on = Decision.objects.get().due_on
        assignments.end(assignment, by=anna, ended_on=clock.today(), ending="client", decision_then=then)
        decision = Decision.objects.get()
        assert decision.state == ("ended" if then == "ends" else before)
        assert decision.due_on == (None if then == "ends" else due_on)
        assert not Assignment.objects.taking_place().exists()

    def test_an_ended_decision_is_not_begun(self, searched: Make, pooled: Make, path: Path, cast: Cast) -> None:
        proposal, anna = path.chosen(path.picked(searched(), pooled())[0]), cast.actor("anna")
        path.checked(proposal)
        path.appointed(proposal)
        decisions.end(Decision.objects.get(), by=anna, ended_on=clock.today(), reason="Flyttat.")
        with pytest.raises(Blocked, match="kan inte börja"):
            assignments.start(Assignment.objects.get(), by=anna, started_on=clock.today())

    def test_another_who_goes_on_keeps_the_decision(self, searched: Make, pooled: Make, path: Path, cast: Cast) -> None:
        first, anna = self.running(searched, pooled, path, cast), cast.actor("anna")
        facts = {"unit": first.unit, "area": first.area, "decision": first.decision, "kind": "family"}
        Assignment.objects.create(
            **facts,
            volunteer=pooled("Familjen Två"),
            starts_on=clock.today(),
            started_on=clock.today(),
            state="running",
        )
        for then in ("interrupted", "ends"):
            with pytest.raises(Refusal, match="varken avbryts eller avslutas"):
                assignments.end(first, by=anna, ended_on=clock.today(), ending="client", decision_then=then)
        assignments.end(first, by=anna, ended_on=clock.today(), ending="client", decision_then="continues")
        assert Decision.objects.get().state == "executed"

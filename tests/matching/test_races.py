"""Two at once: of the last place, of one search and of one answer exactly one gets it, and nothing is half-done."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest

from brokerage import clock, identity
from brokerage.access.actors import Actor, Link
from brokerage.audit.models import Event
from brokerage.charges.models import Charge
from brokerage.letters.models import Letter
from brokerage.workflow import Blocked, Refusal, WrongState
from matching.models import Appointment, Assignment, Offer, Proposal, Shortlist
from matching.workflow import assignments, offers, proposals, shortlists
from tests.cast import Cast
from tests.kernel.test_workflow_races import at_once, one_wins
from tests.matching.conftest import Path

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def another(client_made: Make, searched: Make, needed: Make) -> Callable[..., Shortlist]:
    """`another(1)`: a search for another child."""

    def make(number: int, *, need: dict[str, Any] | None = None, **given: Any) -> Shortlist:
        born = date(2017, 1, 1 + number)
        client = client_made(name=f"Bo Bofink {number}", number=identity.made_up(born, 988))
        reference = f"BRO-2026-01{number:02}"
        return searched(decision=needed(client=client, case_reference=reference, need=need), **given)

    return make


def act(cast: Cast, proposal: Proposal) -> partial[Any]:
    facts = {"decision_maker": cast.hedda, "delegation": "3.4", "decided_on": clock.today()}
    return partial(assignments.appoint, proposal, by=cast.actor("anna"), **facts)


@pytest.mark.parametrize("ordered", [False, True])
def test_two_appoint_for_the_last_place(another: Make, pooled: Make, path: Path, cast: Cast, ordered: bool) -> None:
    """One district, or two orders: one child gets the family; for the other all stands as it stood."""
    for turn in range(3):
        family = pooled(f"Familjen {turn}", by="rut" if ordered else "anna")
        found = []
        for n in (1, 2):
            proposal = path.found(another(2 * turn + n, ordered=ordered), family)
            path.checked(proposal)
            found.append(proposal)
        before = Letter.objects.count(), Event.objects.count()
        results = at_once(*(act(cast, each) for each in found))
        (refusal,) = one_wins(results, Blocked)
        assert refusal.sentences == (f"Familjen {turn} har ingen ledig plats.",)
        winner = results.index("done")
        won, lost = (Proposal.objects.get(pk=each.pk) for each in (found[winner], found[1 - winner]))
        assert (won.state, lost.state) == ("appointed", "chosen")
        assert (won.shortlist.state, lost.shortlist.state) == ("done", "open")
        assert not hasattr(lost, "assignment")
        assert Assignment.objects.taking_place().filter(volunteer=family).get() == won.assignment
        assert Appointment.objects.filter(assignment__volunteer=family).count() == 1
        assert Letter.objects.count() == before[0] + 1
        assert not Event.objects.filter(object_type="matching.proposal", object_id=lost.pk, verb__endswith="appoint")
        if ordered:
            assert Charge.objects.count() == turn + 1
            orders = [each.shortlist.order for each in (won, lost)]
            assert [order.state for order in orders if order] == ["fulfilled", "accepted"]


def test_two_appoint_for_the_same_free_weekend(another: Make, pooled: Make, path: Path, cast: Cast) -> None:
    """There is a place for both children, and only one weekend: one of them gets it."""
    even = {"musts": ["smoke-free", "weekend-even"]}
    family = pooled("Familjen Helg", traits=("smoke-free", "weekend-even"), approval={"places": 2})
    found = []
    for number in (1, 2):
        proposal = path.found(another(number, need=even), family)
        path.checked(proposal)
        found.append(proposal)
    (refusal,) = one_wins(at_once(*(act(cast, each) for each in found)), Blocked)
    assert refusal.sentences == ("Familjen Helg har redan ett uppdrag helgerna jämna veckor.",)
    assert Assignment.objects.taking_place().filter(volunteer=family).count() == 1


def test_two_appoint_the_same_proposal(searched: Make, pooled: Make, path: Path, cast: Cast) -> None:
    proposal = path.found(searched(), pooled(approval={"places": 3}))
    path.checked(proposal)
    one_wins(at_once(act(cast, proposal), act(cast, proposal)), WrongState)
    assert Assignment.objects.count() == Appointment.objects.count() == 1
    assert Letter.objects.filter(purpose="appointed").count() == 1


def test_two_places_are_enough_for_two(another: Make, pooled: Make, path: Path, cast: Cast) -> None:
    family = pooled(approval={"places": 2})
    found = [path.found(another(n), family) for n in (1, 2)]
    for each in found:
        path.checked(each)
    assert at_once(*(act(cast, each) for each in found)) == ["done"] * 2
    assert Assignment.objects.taking_place().count() == 2


def test_two_pick_and_never_more_than_three_are_in_play(searched: Make, pooled: Make, cast: Cast) -> None:
    families = [pooled(f"Familjen {n}") for n in range(4)]
    shortlist = searched()
    picks = [
        partial(shortlists.pick, shortlist, by=cast.actor(who), volunteers=[each.pk for each in pair])
        for who, pair in (("anna", families[:2]), ("hedda", families[2:]))
    ]
    (refusal,) = one_wins(at_once(*picks), Refusal)
    assert refusal.sentences == ("Välj högst 3 åt gången, så att ingen frågas i onödan.",)
    assert shortlist.proposals.count() == 2


def test_two_pick_the_same_family_and_it_stands_there_once(another: Make, pooled: Make, cast: Cast) -> None:
    for n in range(3):
        family, shortlist = pooled(), another(n)
        picks = [
            partial(shortlists.pick, shortlist, by=cast.actor(who), volunteers=[family.pk], only_one="Bara en.")
            for who in ("anna", "hedda")
        ]
        (refusal,) = one_wins(at_once(*picks), Refusal)
        assert refusal.sentences == ("Välj minst en.",)
        assert shortlist.proposals.get().volunteer == family


def test_yes_by_the_link_and_no_on_the_telephone(another: Make, pooled: Make, path: Path, cast: Cast) -> None:
    """The first answer stands, and the proposal says the same as the offer."""
    for n in range(3):
        proposal = path.asked(path.picked(another(n), pooled(f"Familjen {n}"))[0])
        offer = proposal.offers.get()
        one_wins(
            at_once(
                partial(offers.say_yes, offer, by=link_of(offer)),
                partial(offers.say_no, offer, by=cast.actor("anna"), reason="time"),
            ),
            WrongState,
        )
        offer, proposal = Offer.objects.get(pk=offer.pk), Proposal.objects.get(pk=proposal.pk)
        assert (offer.state, offer.way, proposal.state) in [
            ("yes", "link", "willing"),
            ("no", "phone", "unwilling"),
        ]


def test_an_answer_while_the_search_is_closed(another: Make, pooled: Make, path: Path, cast: Cast) -> None:
    """Either the yes came first and she is thanked, or the question is withdrawn and says so."""
    for n in range(4):
        shortlist = another(n)
        proposal = path.asked(path.picked(shortlist, pooled(f"Familjen {n}"))[0])
        offer = proposal.offers.get()
        answered, closed = at_once(
            partial(offers.say_yes, offer, by=link_of(offer)),
            partial(shortlists.close, shortlist, by=cast.actor("anna"), reason="Behovet har ändrats."),
        )
        assert closed == "done"
        offer, proposal = Offer.objects.get(pk=offer.pk), Proposal.objects.get(pk=proposal.pk)
        assert proposal.state == "released"
        assert offer.state == ("yes" if answered == "done" else "withdrawn")


def test_two_choices_of_the_client_at_once(searched: Make, pooled: Make, path: Path, cast: Cast) -> None:
    one, two = path.picked(searched(), pooled("Familjen Ett"), pooled("Familjen Två"))
    one, two = path.willing(one), path.willing(two)
    facts = {"met_on": clock.today(), "starts_on": clock.today(), "in_clients_home": False, "own_view": ""}
    choices = [
        partial(proposals.choose, each, by=cast.actor(who), **facts) for each, who in ((one, "anna"), (two, "hedda"))
    ]
    (refusal,) = one_wins(at_once(*choices), Refusal)
    assert refusal.sentences == ("Klienten har redan valt en annan.",)
    assert sorted(Proposal.objects.values_list("state", flat=True)) == ["chosen", "willing"]


def link_of(offer: Offer) -> Any:
    return Actor.by_link(Link("offers.answer", offer.pk, offer.answer_by))

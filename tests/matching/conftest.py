"""A pool to search in, and a search: the same children, decisions and orders as below."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from brokerage import clock
from brokerage.orders import workflow as orders
from decisions.models import Decision
from decisions.workflow import decisions
from matching.models import CaseCheck, Proposal, Shortlist
from matching.workflow import assignments, offers, proposals, shortlists
from recruitment.models import Approval, Volunteer
from tests.cast import Cast
from tests.decisions.conftest import client_made, decided
from tests.recruitment.made import Made

__all__ = ["client_made", "decided"]

Make = Callable[..., Any]
NEED: dict[str, Any] = {"musts": ["smoke-free"], "wishes": ["dog", "lang-ar"], "words": "Ett barn som gillar djur."}


@pytest.fixture
def made(cast: Cast) -> Made:
    return Made(cast)


@pytest.fixture
def pooled(made: Made, cast: Cast) -> Make:
    """`pooled("Familjen Ek", traits=["dog"])`: approved as contact family for children up to twelve, in Anna's pool."""

    def make(
        name: str = "Familjen Åberg",
        *,
        by: str = "anna",
        traits: tuple[str, ...] = ("smoke-free",),
        approval: dict[str, Any] | None = None,
        **given: Any,
    ) -> Volunteer:
        volunteer = made.volunteer(by=by, name=name, **{"traits": list(traits), **given})
        made.member(volunteer, "partner", "Per Åberg")
        vetting = made.vetting("approved", by=by, volunteer=volunteer)
        scope: dict[str, Any] = {
            "kinds": ["family"],
            "client_areas": ["IoF"],
            "age_from": 0,
            "age_to": 12,
            "places": 1,
            "nights": True,
            "valid_until": date(2028, 11, 21),
            "decided_on": clock.today() - timedelta(days=30),
            **(approval or {}),
        }
        Approval.objects.create(
            vetting=vetting,
            volunteer=volunteer,
            unit=volunteer.unit,
            investigator=vetting.investigator,
            approver=cast.disa if by == "rut" else cast.mia,
            **scope,
        )
        return volunteer

    return make


@pytest.fixture
def needed(decided: Make, cast: Cast) -> Make:
    """`needed()`: a decision whose need is described."""

    def make(*, by: str = "anna", need: dict[str, Any] | None = None, **given: Any) -> Decision:
        decision = decided(by=by, **given)
        return decisions.describe_need(decision, by=cast.actor(by), **{**NEED, **(need or {})})

    return make


@pytest.fixture
def searched(needed: Make, cast: Cast) -> Make:
    """`searched()`: Anna's search in Bromma's pool; with `ordered`, Rut's in the city's."""

    def make(*, ordered: bool = False, decision: Decision | None = None, **given: Any) -> Shortlist:
        decision = decision or needed(**given)
        if not ordered:
            return shortlists.open_own(by=cast.actor("anna"), decision=decision, pool=cast.bromma)
        tried: dict[str, Any] = {"basis": "child", "tried": "Frågat alla.", "choices": 2}
        order = orders.draft(by=cast.actor("anna"), decision=decision, **tried)
        order = orders.accept(orders.place(order, by=cast.actor("mia")), by=cast.actor("rut"))
        return shortlists.open_brokered(by=cast.actor("rut"), order=order, pool=cast.team)

    return make


class Path:
    """The way of a proposal, step by step, each by whoever takes it."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def worker(self, shortlist: Shortlist) -> Any:
        return self.cast.actor("rut" if shortlist.order_id else "anna")

    def picked(self, shortlist: Shortlist, *who: Volunteer) -> list[Proposal]:
        reason = "" if len(who) > 1 else "Bara en fanns."
        shortlists.pick(shortlist, by=self.worker(shortlist), volunteers=[each.pk for each in who], only_one=reason)
        return list(shortlist.proposals.order_by("pk"))

    def asked(self, proposal: Proposal, **given: Any) -> Proposal:
        facts = {"text": "Vi söker någon.", "answer_by": clock.today() + timedelta(days=7), **given}
        return proposals.ask(proposal, by=self.worker(proposal.shortlist), **facts)

    def willing(self, proposal: Proposal) -> Proposal:
        proposal = self.asked(proposal)
        offers.say_yes(proposal.offers.get(state="sent"), by=self.worker(proposal.shortlist))
        return Proposal.objects.get(pk=proposal.pk)

    def chosen(self, proposal: Proposal, **given: Any) -> Proposal:
        facts = {"met_on": clock.today(), "starts_on": clock.today(), "in_clients_home": False, "own_view": "Vill."}
        return proposals.choose(self.willing(proposal), by=self.cast.actor("anna"), **{**facts, **given})

    def checked(self, proposal: Proposal, *, on: date | None = None) -> None:
        for member in proposal.volunteer.members.all():
            facts: dict[str, Any] = {"member": member, "on": on or clock.today(), "outcome": CaseCheck.Outcome.NOTHING}
            proposals.record_check(proposal, by=self.cast.actor("anna"), **facts)

    def appointed(self, proposal: Proposal, **given: Any) -> Proposal:
        facts = {"decision_maker": self.cast.hedda, "delegation": "3.4", "decided_on": clock.today()}
        return assignments.appoint(proposal, by=self.cast.actor("anna"), **{**facts, **given})


@pytest.fixture
def path(cast: Cast) -> Path:
    return Path(cast)

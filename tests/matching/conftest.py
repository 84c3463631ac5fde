"""A pool to search in, and a search: the same children, decisions and orders as below."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from brokerage import clock
from brokerage.orders import workflow as orders
from brokerage.workflow import Blocked
from decisions.models import Decision
from decisions.workflow import decisions
from matching.models import Assignment, CaseCheck, Proposal, Shortlist
from matching.workflow import assignments, offers, proposals, shortlists
from recruitment.models import Approval, Volunteer
from tests.cast import Cast
from tests.decisions.conftest import client_made, decided
from tests.matching.pay import Pay
from tests.recruitment.made import Made
from tests.recruitment.window import Window

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
            by = cast.actor("lo" if decision.area == "LSS" else "anna")
            return shortlists.open_own(by=by, decision=decision, pool=cast.bromma)
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
        return self.cast.actor("rut") if shortlist.order_id else self.district(shortlist)

    def district(self, row: Shortlist | Proposal) -> Any:
        return self.cast.actor("lo" if row.area == "LSS" else "anna")

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
        return proposals.choose(self.willing(proposal), by=self.district(proposal), **{**facts, **given})

    def checked(self, proposal: Proposal, *, on: date | None = None, **given: Any) -> None:
        for member in proposal.volunteer.members.all():
            facts: dict[str, Any] = {"member": member, "on": on or clock.today(), "outcome": CaseCheck.Outcome.NOTHING}
            proposals.record_check(proposal, by=self.district(proposal), **{**facts, **given})

    def appointed(self, proposal: Proposal, **given: Any) -> Proposal:
        facts = {"decision_maker": self.cast.hedda, "delegation": "3.4", "decided_on": clock.today()}
        return assignments.appoint(proposal, by=self.district(proposal), **{**facts, **given})

    def found(self, shortlist: Shortlist, volunteer: Volunteer, **given: Any) -> Proposal:
        """Picked alone, asked, willing and chosen: only the appointment is left."""
        return self.chosen(self.picked(shortlist, volunteer)[0], **given)

    def in_the_way(self, proposal: Proposal, **given: Any) -> list[str]:
        """What an appointment is refused for; nothing when it is made."""
        before = Assignment.objects.count()
        try:
            self.appointed(proposal, **given)
        except Blocked as blocked:
            assert Assignment.objects.count() == before
            return list(blocked.sentences)
        return []


@pytest.fixture
def path(cast: Cast) -> Path:
    return Path(cast)


@pytest.fixture
def window(client_of: Make) -> Make:
    """`window("rut")`: Rut at her screen; `window()`: somebody who is not logged in. CSRF is checked as in earnest."""

    def sit_down(who: str = "") -> Window:
        return Window(client_of(who, enforce_csrf_checks=True) if who else Browser(enforce_csrf_checks=True))

    return sit_down


@pytest.fixture
def pay(cast: Cast, decided: Make, pooled: Make) -> Pay:
    return Pay(cast, decided, pooled)

"""Siblings with the same family come on the same days, each under their own decision: for all of them or for none."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from brokerage import clock
from brokerage.audit.models import Event
from brokerage.workflow import Refusal
from decisions.workflow import clients
from matching.models import Assignment, Visit
from matching.workflow import visits
from tests.cast import Cast
from tests.decisions.conftest import SISTER
from tests.matching.pay import Pay

Make = Callable[..., Any]


@pytest.fixture
def both(decided: Make, client_made: Make, pooled: Make, cast: Cast) -> tuple[Assignment, Assignment]:
    """Kajsa and Svea, who are siblings, with the same family."""
    pay = Pay(cast, decided, pooled)
    kajsa, svea = client_made(), client_made(name="Svea Kanariefågel", number=SISTER)
    clients.link_sibling(svea, by=cast.actor("anna"), number=kajsa.identity.number)
    first = pay.running(decision=decided(client=kajsa))
    again = decided(client=svea, case_reference="BRO-2026-0002")
    return first, pay.running(decision=again, volunteer=first.volunteer)


def stays(assignment: Assignment) -> list[Any]:
    return list(Visit.objects.filter(report__assignment=assignment).values_list("first", "last", "fate"))


def test_anna_plans_the_same_weekend_for_both(both: tuple[Assignment, Assignment], window: Make) -> None:
    kajsa, svea = both
    friday = clock.today() + timedelta(days=5)
    sunday = friday + timedelta(days=2)
    anna = (
        window("anna").open(f"{kajsa.get_absolute_url()}ersattning/planera/").reads("Syskon fött 2014", "BRO-2026-0002")
    )
    assert "Svea" not in anna.page.text_content()
    anna.fill(first=str(friday), last=str(sunday), sort="agreed", siblings=[str(svea.pk)]).reads("Planerat.")
    assert stays(kajsa) == stays(svea) == [(friday, sunday, "planned")]
    told = Event.objects.get(verb="matching.assignment.plan_along")
    assert (told.object_id, told.cause.verb) == (svea.pk, "matching.assignment.plan_visit")


def test_when_it_does_not_go_for_one_it_is_planned_for_nobody(both: tuple[Assignment, Assignment], cast: Cast) -> None:
    kajsa, svea = both
    day = clock.today() + timedelta(days=5)
    visits.plan_visit(svea, by=cast.actor("anna"), first=day, last=day)
    with pytest.raises(Refusal, match=r"För syskonet i BRO-2026-0002 går det inte: .* är redan inskrivet"):
        visits.plan_visit(kajsa, by=cast.actor("anna"), first=day, last=day, siblings=[svea.pk])
    assert stays(kajsa) == []


def test_a_sibling_whose_assignment_ends_in_that_very_moment_is_planned_for_no_more(
    both: tuple[Assignment, Assignment], cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    kajsa, svea = both
    day, plan = clock.today() + timedelta(days=5), visits._plan

    def plan_while_svea_ends(*given: Any) -> None:
        plan(*given)
        Assignment.objects.filter(pk=svea.pk).update(state="ended", ended_on=clock.today(), ending="client")

    monkeypatch.setattr(visits, "_plan", plan_while_svea_ends)
    with pytest.raises(Refusal, match="Syskonets uppdrag i BRO-2026-0002 har avslutats"):
        visits.plan_visit(kajsa, by=cast.actor("anna"), first=day, last=day, siblings=[svea.pk])
    assert stays(kajsa) == []


def test_a_child_that_is_no_sibling_is_not_offered(
    both: tuple[Assignment, Assignment], cast: Cast, window: Make
) -> None:
    kajsa, svea = both
    clients.unlink_sibling(kajsa.decision.client, by=cast.actor("anna"), sibling=svea.decision.client)
    page = window("anna").open(f"{kajsa.get_absolute_url()}ersattning/planera/").page
    assert not page.xpath("//input[@name='siblings']")
    day = clock.today() + timedelta(days=5)
    with pytest.raises(Refusal, match="Syskonet har inget uppdrag hos samma uppdragstagare"):
        visits.plan_visit(kajsa, by=cast.actor("anna"), first=day, last=day, siblings=[svea.pk])
    assert stays(kajsa) == stays(svea) == []

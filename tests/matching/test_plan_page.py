"""The page and the command of the plan: who sees what of whom, and that a line leads to the search."""

from io import StringIO
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.budget import QUERIES
from brokerage import clock
from brokerage.access import permitted
from decisions.models import Decision
from matching import asks
from matching.asks import kept_plan, plan_for, without_orders
from matching.models import Proposal, Shortlist
from matching.workflow import shortlists
from recruitment.models import Transfer, Volunteer
from recruitment.workflow import sharing
from tests.cast import Cast
from tests.decisions.conftest import client_made, decided
from tests.matching.conftest import Make, Path
from tests.reading import pick, read, text_of

__all__ = ["client_made", "decided"]
pytestmark = pytest.mark.django_db
NUMBERS = ("20160103-9819", "20160203-9818", "20160303-9817")


def lines_of(page: Any) -> list[str]:
    return text_of(page, ".candidates > li")


@pytest.fixture
def two_needs(needed: Make, client_made: Make) -> list[Decision]:
    """Two children of Bromma; the second needs somebody at once."""
    second = client_made(name="Lova Lo", number=NUMBERS[0])
    return [needed(), needed(client=second, case_reference="BRO-2026-0002", need={"urgency": "acute", "wishes": []})]


def test_anna_sees_her_needs_in_turn_and_begins_a_search_from_a_line(
    two_needs: list[Decision], pooled: Make, client_of: Make
) -> None:
    pooled("Familjen Ek")
    page = read(client_of("anna").get(reverse("matching:plan")))
    (line,) = lines_of(page)
    assert "BRO-2026-0002" in line
    assert "Akut" in line
    assert "Familjen Ek" in line
    assert "BRO-2026-0001" in " ".join(text_of(page, ".queue li"))
    assert "har större brådska eller har väntat längre" in " ".join(text_of(page, "main"))
    (button,) = pick(page, ".candidates .button")
    assert button.get("href") == reverse("matching:shortlist_open_own", args=[two_needs[1].pk])
    assert not Shortlist.objects.exists()
    assert not Proposal.objects.exists()


def test_the_manager_sees_it_and_searches_for_nobody(two_needs: list[Decision], pooled: Make, client_of: Make) -> None:
    pooled("Familjen Ek")
    page = read(client_of("mia").get(reverse("matching:plan")))
    assert "Familjen Ek" in " ".join(text_of(page, "main"))
    assert not pick(page, ".candidates .button")


def test_neither_neighbour_nor_stranger_sees_a_line_of_it(
    two_needs: list[Decision], pooled: Make, client_of: Make
) -> None:
    pooled("Familjen Ek")
    for who in ("lo", "olle", "rut"):
        page = client_of(who).get(reverse("matching:plan")).content.decode()
        assert "BRO-2026" not in page, who
        assert "Familjen Ek" not in page, who
    for who in ("eva", "ria", "disa", "adam"):
        assert client_of(who).get(reverse("matching:plan")).status_code == 403


def test_rut_sees_the_card_of_an_order_and_nobodys_name(
    searched: Make, pooled: Make, client_made: Make, client_of: Make
) -> None:
    pooled("Familjen Stad", by="rut")
    child = client_made(protection="marked")
    shortlist = searched(ordered=True, client=child)
    page = read(client_of("rut").get(reverse("matching:plan")))
    (line,) = lines_of(page)
    assert shortlist.order.number in line
    assert "Familjen Stad" in line
    assert "Kajsa" not in page.text_content()
    assert "Bromma" not in line
    assert "BRO-2026-0001" not in page.text_content()
    (button,) = pick(page, ".candidates .button")
    assert button.get("href") == shortlist.get_absolute_url()
    assert "Familjen Stad" not in client_of("anna").get(reverse("matching:plan")).content.decode()


def test_who_is_in_play_elsewhere_or_was_asked_here_is_not_proposed_again(
    searched: Make, pooled: Make, path: Path, cast: Cast
) -> None:
    families = [pooled(name) for name in ("Ett", "Två", "Tre")]
    shortlist = searched()
    path.picked(shortlist, *families[:2])
    planned = plan_for(without_orders(Decision.objects.all()), cast.bromma, is_brokered=False, on=clock.today())
    (line,) = planned.plan.lines
    assert [each.pk for each in line.chosen] == [families[2].pk]
    assert line.ask.room == 1


def test_it_asks_as_often_for_one_need_and_for_three(
    needed: Make, pooled: Make, client_made: Make, client_of: Make
) -> None:
    anna, counts = client_of("anna"), []
    for turn, number in enumerate(NUMBERS):
        needed(client=client_made(name=f"Lova{turn} Lo", number=number), case_reference=f"BRO-2026-10{turn}")
        pooled(f"Familjen {turn}")
        anna.get(reverse("matching:plan"))
        with CaptureQueriesContext(connection) as queries:
            anna.get(reverse("matching:plan"))
        counts.append(len(queries))
    assert len(set(counts)) == 1, counts
    assert counts[0] <= QUERIES["matching:plan"]


def test_a_plan_is_kept_for_some_minutes_and_without_names(
    two_needs: list[Decision], pooled: Make, path: Path, client_of: Make, settings: Any, monkeypatch: Any
) -> None:
    settings.PLAN_MINUTES = 15
    family, made, anna = pooled("Familjen Ek"), [], client_of("anna")
    real = asks.plan_for
    monkeypatch.setattr(asks, "plan_for", lambda *args, **given: made.append(real(*args, **given)) or made[-1])
    cache.clear()
    address = reverse("matching:plan")
    assert "Räknad 22" in " ".join(text_of(read(anna.get(address)), "main"))
    family.name = "Familjen Ny"
    family.save()
    (line,) = lines_of(read(client_of("mia").get(address)))
    assert "Familjen Ny" in line
    assert len(made) == 1
    kept = kept_plan(
        without_orders(permitted(path.cast.actor("anna"), "needs.plan")), path.cast.bromma, is_brokered=False
    )
    assert [one.name for one in kept.people.values()] == [""]
    anna.get(f"{address}?om=nu")
    assert len(made) == 2
    pooled("Familjen Två"), pooled("Familjen Tre")
    path.picked(searched_for(two_needs[0], path), family)  # whoever is in play now is in no plan
    assert "Familjen Ny" not in " ".join(lines_of(read(anna.get(address))))
    cache.clear()


def searched_for(decision: Decision, path: Path) -> Shortlist:
    return shortlists.open_own(by=path.cast.actor("anna"), decision=decision, pool=path.cast.bromma)


def test_the_command_tells_of_every_pool_by_number(two_needs: list[Decision], pooled: Make) -> None:
    family = pooled("Familjen Ek")
    out = StringIO()
    call_command("city_plan", pool="Bromma", stdout=out)
    assert "Bromma: 2 öppna behov, 1 lediga, 1 behov får förslag, 1 förslag, 0 kan ingen lösa" in out.getvalue()
    assert f"BRO-2026-0002    {family.pk} (" in out.getvalue()
    assert "Ek" not in out.getvalue()
    with pytest.raises(CommandError, match="Atlantis"):
        call_command("city_plan", pool="Atlantis", stdout=out)


def test_whom_the_districts_share_are_in_the_citys_plan_for_as_long_as_they_do(
    searched: Make, pooled: Make, client_of: Make, cast: Cast, settings: Any
) -> None:
    settings.PLAN_MINUTES = 15
    cache.clear()
    searched(ordered=True)
    shared, anna, rut = pooled("Familjen Delad"), cast.actor("anna"), client_of("rut")
    assert "Familjen Delad" not in rut.get(reverse("matching:plan")).content.decode()
    sharing.share(shared, by=anna, consented_on=clock.today())
    (line,) = lines_of(read(rut.get(reverse("matching:plan"))))
    assert "Familjen Delad" in line
    sharing.unshare(shared, by=anna)  # a kept plan would still name them
    assert "Familjen Delad" not in rut.get(reverse("matching:plan")).content.decode()
    cache.clear()


def test_whom_a_district_borrows_is_planned_for_the_area_of_the_loan(needed: Make, pooled: Make, cast: Cast) -> None:
    decision, lent = needed(), pooled("Familjen Lånad")
    Volunteer.objects.filter(pk=lent.pk).update(unit=cast.farsta)
    loan = Transfer.objects.create(
        unit=cast.bromma, area="LSS", from_unit=cast.farsta, from_area="IoF", volunteer=lent, kind="loan",
        consented_on=clock.today(), offered_by=cast.olle, ends=clock.today(), state="accepted",
    )  # fmt: skip

    def planned(**changes: str) -> list[int]:
        Transfer.objects.filter(pk=loan.pk).update(**changes)
        rows = Decision.objects.filter(pk=decision.pk)
        (line,) = plan_for(rows, cast.bromma, is_brokered=False, on=clock.today()).plan.lines
        return [each.pk for each in line.chosen]

    assert planned(area="LSS") == []
    assert planned(area="IoF") == [lent.pk]
    assert planned(state="ended") == []
    # Bromma's own by now, for any area: a loan for one of them that goes on takes nothing from that.
    Volunteer.objects.filter(pk=lent.pk).update(unit=cast.bromma, area="")
    assert planned(state="accepted", area="LSS") == [lent.pk]

"""What a page asks of the database does not grow with what is on it, and stays within its budget."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.budget import PAGES, QUERIES, Page
from brokerage import clock
from recruitment.models import Invitation, Volunteer
from tests.access.addresses import addresses
from tests.access.who import DISTRICTS
from tests.access.world import (
    World,
    billing,
    cases,
    consultations,
    imports,
    matching,
    pay,
    plans,
    recruitment,
    reports,
    seeking,
    volunteers,
)
from tests.cast import Cast, gather

pytestmark = pytest.mark.django_db
WHERE = {"rut": "team", "eva": "bromma", "anna": "bromma_iof", "mia": "bromma_iof", "ria": "team", "anonymous": "team"}


@pytest.fixture
def cast(db) -> Cast:
    """Everybody, in a world that is not furnished: the rows are counted here."""
    return gather()


@pytest.fixture
def bare(cast) -> World:
    """Everybody, and no rows."""
    return World(cast)


def cost(browser: Any, path: str) -> int:
    """The queries of a page that has been opened before: what is kept for the next time is there."""
    assert browser.get(path).status_code == 200, path
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(path).status_code == 200
    return len(queries)


def within(name: str, counts: list[int]) -> None:
    """The same number every time, and no more than the budget; nor so much less that the budget says nothing."""
    assert len(set(counts)) == 1, f"{name} makes {counts} queries: the number depends on what is on the page."
    assert counts[0] <= QUERIES[name], f"{name} makes {counts[0]} queries, {QUERIES[name]} are its budget."
    assert counts[0] >= QUERIES[name] - 2, f"{name} makes {counts[0]} queries: lower its budget in bench/budget.py."


def decided_client(world: World, place: str) -> Any:
    client = cases.add_client(world, place)
    decision = cases.add_decision(world, place, client)
    cases.add_need(world, place, decision)
    return client, decision


def ordered(world: World, place: str) -> Any:
    _, decision = decided_client(world, place)
    return cases.add_order(world, place, decision, state="placed")


def searched(world: World, place: str) -> Any:
    """A search, with somebody who has been asked."""
    shortlist = matching.add_shortlist(world, place, cases.add_client(world, place))
    matching.add_proposal(world, place, shortlist, state="asked")
    return shortlist


def assigned(world: World, place: str) -> Any:
    shortlist = matching.add_shortlist(world, place, cases.add_client(world, place), state="done")
    return matching.add_assignment(world, place, matching.add_proposal(world, place, shortlist, state="appointed"))


def add_search_in_every_state(world: World, place: str, *, is_brokered: bool = False) -> None:
    """One in which nobody is picked, and one with somebody to ask, to call, to meet, to appoint and to hear of."""
    client = cases.add_client(world, place)
    matching.add_shortlist(world, place, client, is_brokered=is_brokered)
    shortlist = matching.add_shortlist(world, place, client, is_brokered=is_brokered)
    for state in ("picked", "asked", "call", "willing", "chosen", "silent", "released"):
        matching.add_proposal(world, place, shortlist, state=state, next_contact_on=clock.today())
    found = matching.add_proposal(
        world, place, matching.add_shortlist(world, place, client, state="done"), state="appointed"
    )
    matching.add_assignment(world, place, found, state="planned", started_on=None)


# One row more in each list.
MORE: dict[str, Callable[[World, str], Any]] = {
    "recruitment:enquiries": lambda world, at: recruitment.add_enquiry(
        world, at, campaign=recruitment.add_campaign(world, at)
    ),
    "recruitment:meetings": recruitment.add_meeting,
    "recruitment:vettings": recruitment.add_with_vetting,
    "recruitment:volunteers": recruitment.add_with_vetting,
    "recruitment:campaigns": recruitment.add_campaign,
    "recruitment:transfers": volunteers.add_transfer,
    **volunteers.MORE,
    "recruitment:binder_unread": lambda world, at: recruitment.add_volunteer(world, at),
    "recruitment:concerns": lambda world, at: volunteers.add_concern(world, at, recruitment.add_volunteer(world, at)),
    "organisation:letters": lambda world, at: recruitment.add_letter(world, at, recruitment.add_enquiry(world, at)),
    "organisation:events": lambda world, at: world.event(recruitment.add_enquiry(world, at)),
    "decisions:clients": decided_client,
    "decisions:decisions": decided_client,
    "decisions:consultations": consultations.add_consultation,
    "decisions:followups": lambda world, at: plans.add_follow_up(world, at, decided_client(world, at)[1]),
    "decisions:networks": consultations.add_network,
    "orders:orders": ordered,
    "orders:order_cards": lambda world, at: ordered(world, "bromma_iof"),
    "imports:imports": lambda world, at: imports.add_import(world),
    "matching:shortlists": lambda world, at: searched(world, at),
    "matching:assignments": lambda world, at: assigned(world, at),
    **pay.MORE,
    **billing.MORE,
    "orders:services": lambda world, at: cases.add_service(world, "bromma_iof"),
    **seeking.MORE,
    "invoicing:invoices": billing.add_credited,
    "invoicing:charges": lambda world, at: (billing.add_credited(world, at), billing.add_charge(world, at)),
}


def page(name: str) -> Page:
    return next(each for each in PAGES if each.name == name)


def test_every_list_and_every_detail_page_has_a_budget():
    """A page with a model and no gaps but pk, that is no form."""
    shapes = {each.name: each.shape for each in PAGES}
    details = {each.name for each in addresses() if each.route.endswith("/<int:pk>/") and each.guard.action}
    missing = details - set(shapes) - {"recruitment:reference_take"}
    assert not missing, f"Give {sorted(missing)} a budget in bench/budget.py, and more children in GROWING here."
    assert {name for name, shape in shapes.items() if shape == "list"} == set(MORE)
    assert {name for name, shape in shapes.items() if shape == "detail"} <= set(GROWING) | {"organisation:letter"}


@pytest.mark.parametrize("name", MORE)
def test_a_list_of_one_of_three_and_of_thirty(bare, browser_of, name):
    who = page(name).who
    browser, path, counts = browser_of(who), reverse(name), []
    for more in (1, 2, 27):
        for _ in range(more):
            MORE[name](bare, WHERE[who])
        counts.append(cost(browser, path))
    within(name, counts)


# Pages about a row: the first call makes the row with one of everything that hangs on it, every later one adds more.


def grow_enquiry(world: World, at: str, row: Any) -> Any:
    row = row or recruitment.add_enquiry(world, at, campaign=recruitment.add_campaign(world, at))
    recruitment.add_contact(row)
    Invitation.objects.create(meeting=recruitment.add_meeting(world, at, days=-1), enquiry=row, outcome="moved")
    world.event(row)
    return row


def grow_meeting(world: World, at: str, row: Any) -> Any:
    row = row or recruitment.add_meeting(world, at, days=-1)
    Invitation.objects.create(meeting=row, enquiry=recruitment.add_enquiry(world, at, state="invited"))
    world.event(row)
    return row


def grow_campaign(world: World, at: str, row: Any) -> Any:
    row = row or recruitment.add_campaign(world, at)
    recruitment.add_enquiry(world, at, campaign=row)
    world.event(row)
    return row


def grow_order(world: World, at: str, row: Any) -> Any:
    row = row or ordered(world, "bromma_iof")
    world.event(row)
    return row


def grow_shortlist(world: World, at: str, row: Any) -> Any:
    """Ten volunteers more, of whom two can be asked, and one more who is."""
    row = row or searched(world, at)
    for n in range(9):
        volunteers.grow_volunteer(world, at, None)
        if n < 2:
            Volunteer.objects.filter(pk=world.rows[-1].obj.volunteer_id).update(traits=["smoke-free"])
    matching.add_proposal(world, at, row, state="silent")
    world.event(row)
    return row


def grow_proposal(world: World, at: str, row: Any) -> Any:
    """Chosen: everything that an appointment is judged by is asked for."""
    if row is None:
        shortlist = matching.add_shortlist(world, at, cases.add_client(world, at))
        row = matching.add_proposal(world, at, shortlist, state="chosen")
    recruitment.add_member(world, at, row.volunteer, "adult")
    vetting = recruitment.add_vetting(world, at, row.volunteer, "anna", state="approved", closed_on=clock.today())
    recruitment.add_approval(vetting, world.cast.mia, world.word())
    cases.add_guardian(row.shortlist.decision.client, world.person(world.word()))
    matching.add_check(world, row, world.word())
    matching.add_offer(world, at, row, state="no", hidden_from=frozenset())
    world.event(row)
    return row


def grow_assignment(world: World, at: str, row: Any) -> Any:
    row = row or assigned(world, at)
    cases.add_guardian(row.decision.client, world.person(world.word()))
    matching.add_mandate(world, at, row)
    matching.add_life(world, at, row, world.word())
    matching.add_disclosure(world, at, row.proposal)
    world.event(row)
    return row


def grow_invoice(world: World, at: str, row: Any) -> Any:
    row = row or billing.add_credited(world, at)
    billing.add_line(row, billing.add_charge(world, at), holds_charge=False)
    world.event(row)
    return row


def grow_choices(world: World, at: str, row: Any) -> Any:
    """An enquiry, and one campaign and one meeting more to choose from."""
    row = row or recruitment.add_enquiry(world, at)
    recruitment.add_campaign(world, at)
    recruitment.add_meeting(world, at)
    return row


GROWING: dict[str, Callable[[World, str, Any], Any]] = {
    "recruitment:enquiry": grow_enquiry,
    "recruitment:enquiry_edit": grow_choices,
    "recruitment:enquiry_invite": grow_choices,
    "recruitment:enquiry_hand_over": grow_choices,
    "recruitment:meeting": grow_meeting,
    "recruitment:informationmeeting_hold": grow_meeting,
    "recruitment:vetting": recruitment.grow_vetting,
    "recruitment:vetting_propose": recruitment.grow_vetting,
    "recruitment:compilation": recruitment.grow_compilation,
    **volunteers.GROWING,
    "recruitment:campaign": grow_campaign,
    "decisions:client": cases.grow_client,
    "decisions:decision": plans.grow_decision,
    "decisions:plan": plans.grow_plan,
    "decisions:followup": plans.grow_follow_up,
    "decisions:reportedcase": reports.grow_reported_case,
    "decisions:consultation": consultations.grow_consultation,
    "decisions:network": consultations.grow_network,
    "decisions:opinion": reports.grow_opinion,
    "orders:order": grow_order,
    "orders:order_card": grow_order,
    "matching:shortlist": grow_shortlist,
    "matching:proposal": grow_proposal,
    "matching:assignment": grow_assignment,
    "matching:assignment_life": grow_assignment,
    **pay.GROWING,
    **billing.GROWING,
    "orders:service": cases.grow_service,
    **seeking.GROWING,
    "invoicing:invoice": grow_invoice,
}


@pytest.mark.parametrize("name", GROWING)
def test_a_page_about_a_row_with_one_and_with_five_of_everything(bare, browser_of, name):
    who = page(name).who
    browser, row, counts = browser_of(who), None, []
    for more in (1, 4):
        for _ in range(more):
            row = GROWING[name](bare, WHERE[who], row)
        counts.append(cost(browser, reverse(name, args=[row.pk])))  # type: ignore[union-attr]
    within(name, counts)


def test_home_with_one_and_with_twenty_things_to_do(bare, browser_of):
    """Of every kind that can await Rut: calls, meetings to note, vettings, news to tell, orders to take on."""
    browser, counts = browser_of("rut"), []
    for more in (1, 19):
        for _ in range(more):
            recruitment.add_enquiry(bare, "team", campaign=recruitment.add_campaign(bare, "team"))
            recruitment.add_meeting(bare, "team", days=-1)
            recruitment.grow_vetting(bare, "team", None)
            volunteer = recruitment.add_volunteer(bare, "team")
            yesterday = clock.today() - timedelta(days=1)
            recruitment.add_vetting(bare, "team", volunteer, "rut", state="refused", closed_on=yesterday)
            ordered(bare, "bromma_iof")
            add_search_in_every_state(bare, "bromma_iof", is_brokered=True)
        counts.append(cost(browser, "/"))
    within("home", counts)


@pytest.mark.parametrize(
    "name",
    [
        "recruitment:recruitment_report",
        "recruitment:campaign_report",
        "recruitment:enquiry_register",
        "recruitment:vetting_open_named",
        "recruitment:interest",
        "organisation:units",
    ],
)
def test_the_other_main_pages(bare, browser_of, name):
    cache.clear()
    browser, counts = browser_of(page(name).who), []
    for more in (1, 4):
        for _ in range(more):
            grow_enquiry(bare, "team", None)
            recruitment.grow_vetting(bare, "team", None)
        counts.append(cost(browser, reverse(name)))
    within(name, counts)


@pytest.mark.parametrize("name", ["situation", "causes", "city", "outcomes", "reports"])
def test_the_figures_of_decisions(bare, browser_of, name):
    browser, counts, row = browser_of(page(f"decisions:{name}").who), [], None
    for more in (2, 3):
        for _ in range(more):
            row = plans.grow_decision(bare, "bromma_iof", row)
            reports.add_reported_case(bare, "bromma_iof")
            decided_client(bare, "farsta_iof")
        counts.append(cost(browser, reverse(f"decisions:{name}")))
    within(f"decisions:{name}", counts)


def test_the_run_of_a_month(bare, browser_of):
    browser, counts = browser_of("eva"), []
    for more in (1, 9):
        for _ in range(more):
            for place in billing.PAYERS:
                billing.add_charge(bare, place)
        counts.append(cost(browser, reverse("invoicing:invoice_month")))
    within("invoicing:invoice_month", counts)


def test_an_import_with_one_row_and_with_thirty(bare, browser_of):
    browser = browser_of("mia")
    batches = [imports.add_import(bare, rows=rows) for rows in (1, 30)]
    within("imports:importbatch", [cost(browser, batch.get_absolute_url()) for batch in batches])


def test_a_letter(bare, browser_of):
    letter = recruitment.add_letter(bare, "team", recruitment.add_enquiry(bare, "team"))
    within("organisation:letter", [cost(browser_of("rut"), letter.get_absolute_url())])


# What awaits in districts alone: decisions, assignments with their steps, papers and incidents, and months to pay.
IN_DISTRICTS = 12


@pytest.mark.parametrize("person", ["mia", "disa", "hedda", "lo", "olle"])
def test_home_of_the_others_does_not_grow_either(bare, browser_of, person):
    browser, counts = browser_of(person), []
    for more in (1, 9):
        for _ in range(more):
            for place in ("team", "bromma_iof", "bromma_lss", "farsta_iof"):
                volunteer = recruitment.add_volunteer(bare, place)
                recruitment.add_member(bare, place, volunteer, "applicant")
                recruitment.add_vetting(bare, place, volunteer, recruitment.RECRUITS[place], state="proposed")
                grow_enquiry(bare, place, None)
                if place in DISTRICTS:
                    _, decision = decided_client(bare, place)
                    cases.add_order(bare, place, decision, state="draft")
                    add_search_in_every_state(bare, place)
        counts.append(cost(browser, "/"))
    assert len(set(counts)) == 1, counts
    assert counts[0] <= QUERIES["home"] + IN_DISTRICTS

"""The permission matrix: who may do what on which rows, asked in every way that the kernel can be asked."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ImproperlyConfigured
from django.db.models import Q

from brokerage import clock
from brokerage.access import EVERY, Actor, Link, actions_on, allow, grant, holds_role, permits, permitted
from brokerage.access.grants import ACTIONS, knowing
from brokerage.organisation.models import Area, Membership, Role, Unit, User
from brokerage.organisation.rules import own_unit_and_area
from brokerage.workflow import open_steps
from tests.cast import PEOPLE
from tests.testapp import workflow  # noqa: F401 — it brings rules and steps
from tests.testapp.models import Ticket

pytestmark = pytest.mark.django_db
NAMES = ["tickets.view", "tickets.open", "tickets.change", "tickets.send", "tickets.answer", "tickets.close"]
NAMES += ["tickets.thank", "tickets.expire"]


@pytest.fixture
def tickets(cast):
    """A ticket in every unit, area and state, some of them Rut's own; also in a board that was merged into another."""
    rinkeby = Unit.objects.get(name="Rinkeby-Kista")
    return Ticket.objects.bulk_create(
        Ticket(
            unit=unit,
            area=area,
            name=f"{unit}, {area or 'alla'}",
            name_key=f"{unit.pk}{area}",
            code=f"{unit.pk}-{area}-{state}",
            state=state,
            sent_on=date(2026, 1, 1),
            owner=cast.rut if area == Area.LSS else None,
        )
        for unit in (cast.bromma, cast.farsta, cast.team, rinkeby)
        for area in ("", Area.IOF, Area.LSS)
        for state in ("draft", "sent")
    )


def expected(person, action, ticket):
    """The matrix of the test app once more, in the plainest words."""
    at_home = {"anna": "Bromma", "mia": "Bromma", "lo": "Bromma", "olle": "Farsta"}.get(person) == ticket.unit.name
    in_area = ticket.area in ("", Area.LSS if person == "lo" else Area.IOF)
    secretary = person in ("anna", "lo", "olle") and at_home and in_area
    manager = person == "mia" and at_home
    match action:
        case "tickets.view":
            return secretary or manager or person == "ria" or (person == "rut" and ticket.state == "sent")
        case "tickets.open" | "tickets.change":
            return secretary
        case "tickets.send":
            return secretary or (person == "rut" and ticket.owner is not None)
        case "tickets.answer":
            return person == "rut" and ticket.state == "sent"
        case "tickets.close":
            return manager
    return False


@pytest.mark.parametrize("person", PEOPLE)
def test_every_way_of_asking_gives_the_same_answer(cast, tickets, person):
    """The list, the single row, and all actions of a page at once: for every action on every row."""
    actor = cast.actor(person)
    at_once = actions_on(actor, NAMES, tickets)
    rows, note = knowing(actor, Ticket.objects.all())
    brought = list(rows)
    for row in brought:
        note(row)
    assert actions_on(actor, NAMES, brought) == at_once
    for action in NAMES:
        wanted = {ticket.pk for ticket in tickets if expected(person, action, ticket)}
        assert {row.pk for row in permitted(actor, action)} == wanted, action
        assert {row.pk for row in tickets if permits(actor, action, row)} == wanted, action
        assert {pk for pk, actions in at_once.items() if action in actions} == wanted, action
        if wanted:
            assert holds_role(actor, action)


def test_a_row_that_knows_is_not_asked_about_again_by_the_same_actor(cast, tickets, django_assert_num_queries):
    anna, ria = cast.actor("anna"), cast.actor("ria")
    rows, note = knowing(anna, Ticket.objects.filter(pk=tickets[0].pk))
    note(row := rows.get())
    anna.standings(), ria.standings()
    with django_assert_num_queries(0):
        assert "tickets.change" in actions_on(anna, NAMES, [row])[row.pk]
    with django_assert_num_queries(0):  # Ria sees every row, and may do nothing else: her own answer, and not Anna's
        assert actions_on(ria, NAMES, [row])[row.pk] == {"tickets.view"}
    with django_assert_num_queries(1):
        assert actions_on(anna, NAMES, [row, tickets[1]])[row.pk] == actions_on(anna, NAMES, [row])[row.pk]


def test_grants_are_added_to_each_other(cast, tickets):
    before = set(permitted(cast.actor("anna"), "tickets.view"))
    Membership.objects.create(user=cast.anna, unit=cast.team, role=Role.RECRUITER, starts=date(2026, 1, 1))
    both = set(permitted(cast.actor("anna"), "tickets.view"))
    assert both == before | {ticket for ticket in tickets if ticket.state == "sent"}
    assert before < both < set(tickets)


def test_every_row_stays_every_row_beside_a_narrower_grant(cast, tickets):
    """Q() | Q(x) is Q(x): a grant of everything must not be narrowed by another grant."""
    Membership.objects.create(user=cast.ria, unit=cast.team, role=Role.RECRUITER, starts=date(2026, 1, 1))
    ria = cast.actor("ria")
    assert permitted(ria, "tickets.view").count() == len(tickets)
    assert all("tickets.view" in actions for actions in actions_on(ria, ["tickets.view"], tickets).values())


def test_two_roles_of_one_grant_in_two_places_do_not_mix(cast, tickets):
    """Anna, in Bromma for IoF, also works in Farsta for LSS: she sees no LSS of Bromma and no IoF of Farsta."""
    Membership.objects.create(
        user=cast.anna, unit=cast.farsta, role=Role.CONTACT_SECRETARY, areas=[Area.LSS], starts=date(2026, 1, 1)
    )
    seen = {(row.unit.name, row.area) for row in permitted(cast.actor("anna"), "tickets.view")}
    assert seen == {("Bromma", ""), ("Bromma", "IoF"), ("Farsta", ""), ("Farsta", "LSS")}


def test_a_membership_without_areas_opens_no_row_that_has_one(cast, tickets):
    Membership.objects.filter(user=cast.anna).update(areas=[])
    assert {(row.unit.name, row.area) for row in permitted(cast.actor("anna"), "tickets.view")} == {("Bromma", "")}


@pytest.mark.parametrize("person", ["hedda", "eva", "adam", "disa"])
def test_without_a_role_there_is_nothing_and_no_query_about_rows(cast, tickets, person, django_assert_num_queries):
    actor = cast.actor(person)
    with django_assert_num_queries(1):  # the standings
        assert not any(holds_role(actor, name) for name in NAMES)
        assert [list(permitted(actor, name)) for name in NAMES] == [[]] * len(NAMES)
        assert set(map(frozenset, actions_on(actor, NAMES, tickets).values())) == {frozenset()}


def test_nobody_in_particular_may_nothing(tickets):
    nobody = Actor.of(AnonymousUser())
    assert nobody.user_id is None
    assert not any(holds_role(nobody, name) for name in NAMES)
    assert not any(permits(nobody, name, tickets[0]) for name in NAMES)


def test_a_row_that_is_not_saved_is_nobodys(cast):
    assert not permits(cast.actor("ria"), "tickets.view", Ticket(unit=cast.bromma, area=""))


def test_an_unknown_action_is_a_fault_and_not_a_yes(cast):
    with pytest.raises(KeyError):
        permitted(cast.actor("ria"), "tickets.burn")


def test_an_action_stands_once_in_the_matrix():
    with pytest.raises(ImproperlyConfigured, match=r"tickets\.view is already"):
        allow("tickets.view", Ticket)


def test_a_rule_that_forgets_to_narrow_gives_nothing(cast, tickets, monkeypatch):
    """Only EVERY is every row: an empty Q is a mistake, and fails closed."""
    monkeypatch.delitem(ACTIONS, "tickets.view")
    allow("tickets.view", Ticket, grant(Role.CONTACT_SECRETARY, rows=lambda actor, roles: Q()))
    anna = cast.actor("anna")
    assert not permitted(anna, "tickets.view").exists()
    assert actions_on(anna, ["tickets.view"], tickets[:1]) == {tickets[0].pk: set()}


def test_every_is_never_evaluated():
    with pytest.raises(AssertionError):
        EVERY(Actor.system("loop"), frozenset())


# Units that were merged


def places(actor):
    ids = {row.unit_id for row in permitted(actor, "tickets.view")}
    return set(Unit.objects.filter(pk__in=ids).values_list("name", flat=True))


def move(user, unit):
    Membership.objects.filter(user=user).update(unit=Unit.objects.get(name=unit))


def test_the_successor_sees_what_it_has_taken_over(cast, tickets):
    move(cast.anna, "Järva")
    assert places(cast.actor("anna")) == {"Rinkeby-Kista"}
    names = Unit.objects.filter(pk__in=cast.actor("anna").units([Role.CONTACT_SECRETARY])).values_list(
        "name", flat=True
    )
    assert set(names) == {"Järva", "Rinkeby-Kista", "Spånga-Tensta"}


def test_the_predecessor_does_not_see_its_successor_nor_its_fellow(cast, tickets):
    move(cast.anna, "Spånga-Tensta")
    assert places(cast.actor("anna")) == set()
    assert cast.actor("anna").units([Role.CONTACT_SECRETARY]) == {Unit.objects.get(name="Spånga-Tensta").pk}


def test_mergers_of_mergers_are_followed(cast, tickets):
    west = Unit.objects.create(name="Västerort", starts=date(2026, 11, 1))
    Unit.objects.filter(name="Järva").update(successor=west)
    move(cast.anna, "Västerort")
    assert places(cast.actor("anna")) == {"Rinkeby-Kista"}


def test_a_merged_unit_keeps_its_programme_areas_apart(cast, tickets):
    move(cast.lo, "Järva")
    assert {row.area for row in permitted(cast.actor("lo"), "tickets.view")} == {"", Area.LSS}


# Memberships have dates


@pytest.mark.parametrize(
    ("starts", "ends", "may"),
    [
        (-400, None, True),
        (0, None, True),
        (1, None, False),  # starts tomorrow
        (-400, 0, True),  # her last day
        (-400, -1, False),  # ended yesterday
    ],
)
def test_a_role_holds_between_its_dates(cast, tickets, today, starts, ends, may):
    Membership.objects.filter(user=cast.anna).update(
        starts=today + timedelta(days=starts), ends=None if ends is None else today + timedelta(days=ends)
    )
    anna = cast.actor("anna")
    assert holds_role(anna, "tickets.view") is may
    assert permitted(anna, "tickets.view").exists() is may


def test_the_standings_follow_the_clock_over_midnight(cast, tickets, today):
    Membership.objects.filter(user=cast.anna).update(ends=today)
    anna = cast.actor("anna")
    assert permitted(anna, "tickets.view").exists()
    with clock.at(today + timedelta(days=1)):
        assert not permitted(anna, "tickets.view").exists()


def test_standings_can_be_asked_for_another_day(cast):
    anna = cast.actor("anna")
    assert [standing.role for standing in anna.standings(date(2024, 1, 1))] == [Role.CONTACT_SECRETARY]
    assert anna.standings(date(2023, 12, 31)) == []


# Links and the system


def test_a_link_may_do_one_action_to_one_row(tickets, today):
    sent = next(ticket for ticket in tickets if ticket.state == "sent")
    link = Actor.by_link(Link("tickets.answer", sent.pk, today))
    assert [name for name in NAMES if holds_role(link, name)] == ["tickets.answer"]
    assert list(permitted(link, "tickets.answer")) == [sent]
    assert [ticket for ticket in tickets if permits(link, "tickets.answer", ticket)] == [sent]
    assert actions_on(link, NAMES, tickets)[sent.pk] == {"tickets.answer"}
    assert (link.kind, link.user_id, link.code) == ("link", None, "tickets.answer")


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ("tickets.answer", "tickets.thank")])
def test_a_link_does_not_open_what_the_matrix_gives_no_link(tickets, today, name):
    link = Actor.by_link(Link(name, tickets[0].pk, today))
    assert not holds_role(link, name)
    assert not permits(link, name, tickets[0])


def test_the_system_may_only_what_the_matrix_gives_it(tickets):
    loop = Actor.system("due-loop")
    assert [name for name in NAMES if holds_role(loop, name)] == ["tickets.expire"]
    assert permitted(loop, "tickets.expire").count() == len(tickets)
    assert not permitted(loop, "tickets.view").exists()
    assert actions_on(loop, NAMES, tickets[:1]) == {tickets[0].pk: {"tickets.expire"}}


# What it costs


def test_the_standings_cost_one_query_however_much_is_asked(cast, tickets, django_assert_num_queries):
    anna = cast.actor("anna")
    with django_assert_num_queries(1):
        for name in NAMES:
            holds_role(anna, name)
            permitted(anna, name)
        anna.units([Role.CONTACT_SECRETARY])
        anna.within([Role.CONTACT_SECRETARY], area="area")


@pytest.mark.parametrize("person", ["anna", "mia", "rut"])
def test_the_buttons_of_a_page_of_twenty_rows_cost_one_query(cast, tickets, person, django_assert_num_queries):
    actor = cast.actor(person)
    actor.standings()
    with django_assert_num_queries(1):
        found = open_steps(actor, tickets[:20])
    assert len(found) == 20
    for ticket in tickets[:20]:
        wanted = [
            step
            for step, source in (("send", "draft"), ("answer", "sent"), ("close", ticket.state))
            if ticket.state == source and expected(person, f"tickets.{step}", ticket)
        ]
        assert [step.name for step in found[ticket.pk]] == wanted


def test_no_rows_have_no_buttons(cast, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert open_steps(Actor.of(cast.anna), []) == {}


def test_the_way_that_a_row_is_ones_own(cast, tickets):
    """`own_unit_and_area` is a plain condition: it joins nothing, so no row can come twice."""
    condition = own_unit_and_area(cast.actor("anna"), frozenset({Role.CONTACT_SECRETARY}))
    rows = list(Ticket.objects.filter(condition))
    assert len(rows) == len(set(rows)) == 4
    assert not Ticket.objects.filter(own_unit_and_area(cast.actor("rut"), frozenset({Role.CONTACT_SECRETARY}))).exists()


def test_an_account_that_is_closed_logs_nobody_in(client_of, cast, tickets):
    client = client_of("anna")
    User.objects.filter(pk=cast.anna.pk).update(is_active=False)
    response = client.get("/admin/", follow=False)
    assert not response.wsgi_request.user.is_authenticated

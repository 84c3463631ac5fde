"""`step.each`: many rows at once come out as if each had been taken by itself."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brokerage.access import Actor
from brokerage.audit.models import Event
from brokerage.organisation.models import Area
from brokerage.workflow import Blocked, NotAllowed, Refusal, WrongState
from tests.kernel.conftest import everything
from tests.testapp import workflow
from tests.testapp.models import Note, Ticket
from tests.testapp.states import TicketState

pytestmark = pytest.mark.django_db
LOOP = Actor.system("loop")


def traces(rows):
    """Of each row what a step leaves: its values, its notes, its events with their effects and persons."""
    found = []
    for row in Ticket.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk"):
        events = Event.objects.filter(object_type="testapp.ticket", object_id=row.pk)
        found.append(
            {
                "row": (row.state, row.version, row.sent_on, row.kinds, row.owner),
                "notes": list(row.notes.order_by("pk").values_list("text", "version")),
                "events": [(e.verb, e.user, e.unit_id, e.facts, e.cause, e.at) for e in events],
                "about": [(kind, key == row.pk) for e in events for kind, key in e.abouts.values_list("kind", "key")],
                "effects": [
                    (effect.verb, effect.object_id in row.notes.values_list("pk", flat=True), effect.user)
                    for e in events
                    for effect in e.effects.order_by("pk")
                ],
            }
        )
    return found


def test_many_at_once_leave_what_each_by_itself_leaves(tickets, actor):
    given = {"jots": ("ett", "två"), "owned": True, "kind": Area.LSS}
    singly, together = tickets(3), tickets(3)
    for ticket in singly:
        workflow.send(ticket, by=actor("anna"), **given)
    done = workflow.send.each(together, by=actor("anna"), **given)
    assert traces(together) == traces(singly)
    assert {row.state for row in done} == {TicketState.SENT}
    assert [row.pk for row in done] == [row.pk for row in together]


def queries_of(act):
    with CaptureQueriesContext(
        connection,
    ) as caught:
        act()
    return len(caught)


@pytest.mark.parametrize(
    "given", [{}, {"jots": ()}, {"owned": True, "kind": Area.LSS}], ids=["plain", "no effects", "with a foreign key"]
)
def test_thirty_cost_as_many_queries_as_three(tickets, actor, given):
    few, many = tickets(3), tickets(30)
    assert queries_of(lambda: workflow.send.each(few, by=actor("anna"), **given)) == queries_of(
        lambda: workflow.send.each(many, by=actor("anna"), **given)
    )


def test_rows_are_locked_in_the_order_of_their_keys(tickets, actor):
    """Two who take the same rows would else wait for each other for ever."""
    rows = tickets(3)
    with CaptureQueriesContext(connection) as caught:
        workflow.send.each(rows[::-1], by=actor("anna"))
    (locking,) = [query["sql"] for query in caught if query["sql"].startswith('SELECT "testapp_ticket"."id", "test')]
    assert 'ORDER BY "testapp_ticket"."id" ASC' in locking
    if connection.vendor == "postgresql":
        assert locking.endswith('FOR UPDATE OF "testapp_ticket"')


def test_the_due_loop_takes_many(tickets):
    rows = tickets(3, state=TicketState.SENT)
    workflow.expire.each(rows, by=LOOP)
    assert set(Ticket.objects.values_list("state", "version")) == {(TicketState.CLOSED, 1)}
    assert set(Event.objects.values_list("actor_kind", "actor_code", "user")) == {("system", "loop", None)}


def test_none_is_none(actor):
    assert workflow.send.each([], by=actor("anna")) == []
    assert everything() == [[]] * 5


def test_a_row_named_twice_is_taken_once(tickets, actor):
    (ticket,) = tickets()
    workflow.send.each([ticket, ticket], by=actor("anna"))
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    ("odd", "refusal"),
    [
        ({"area": Area.LSS}, NotAllowed),
        ({"state": TicketState.CLOSED}, WrongState),
        ({"text": ""}, Blocked),
        ({"name": "Nr 0", "name_key": "nr00"}, Refusal),
    ],
    ids=["not hers", "closed", "no text", "same name"],
)
def test_one_odd_row_stops_all(tickets, actor, odd, refusal):
    rows = tickets(3) + tickets(1, **odd)
    before = everything()
    with pytest.raises(refusal):
        workflow.send.each(rows, by=actor("anna"), jots=("ett",))
    assert everything() == before


def test_one_row_that_is_not_valid_stops_all(tickets, actor):
    rows = tickets(3)
    before = everything()
    with pytest.raises(ValidationError):
        workflow.send.each(rows, by=actor("anna"), kind="NEJ")
    assert everything() == before


def test_a_row_that_is_gone_stops_all(tickets, actor):
    rows = tickets(2)
    gone = Ticket(pk=rows[-1].pk + 1)
    with pytest.raises(NotAllowed):
        workflow.send.each([*rows, gone], by=actor("anna"))
    assert not Event.objects.exists()


def test_bulk_can_be_an_effect_of_a_step(tickets, actor):
    """Notes that rows of a bulk step leave do not stray to another row's event."""
    rows = tickets(3)
    workflow.send.each(rows, by=actor("anna"), jots=("ett",))
    for note in Note.objects.all():
        effect = Event.objects.filter(object_type="testapp.note", object_id=note.pk)
        assert effect.get(cause__object_type="testapp.ticket", cause__object_id=note.ticket_id)

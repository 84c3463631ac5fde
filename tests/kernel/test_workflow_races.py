"""What the database itself refuses becomes a sentence; and of two who act at once, one wins."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from brokerage.audit.models import Event
from brokerage.charges.models import Charge
from brokerage.organisation.models import Area
from brokerage.workflow import Refusal, Stale, WrongState
from brokerage.workflow.faults import as_sentences
from tests.kernel.conftest import everything
from tests.testapp import workflow
from tests.testapp.models import Ticket
from tests.testapp.states import TicketState

pytestmark = pytest.mark.django_db


def refused(act):
    """The sentences of a refusal that came from the database and left nothing."""
    before = everything()
    with pytest.raises(Refusal) as caught:
        act()
    assert isinstance(caught.value.__cause__, IntegrityError)
    assert everything() == before
    return list(caught.value.sentences)


def test_a_unique_pair_that_is_taken(tickets, actor):
    one, other = tickets(2)
    said = refused(lambda: workflow.change(other, by=actor("anna"), version=0, slot=one.slot))
    assert said == ["Platsen är redan tagen."]


def test_a_unique_field_that_is_taken(tickets, actor):
    one, other = tickets(2)
    said = refused(lambda: workflow.change(other, by=actor("anna"), version=0, code=one.code))
    assert said == ["Koden används redan."]


def test_a_unique_field_that_is_taken_when_a_row_is_made(cast, tickets, actor):
    (one,) = tickets()
    given = {"unit": cast.bromma, "area": Area.IOF, "name": "Ny", "code": one.code, "first_note": "Ringde"}
    assert refused(lambda: workflow.open_ticket(by=actor("anna"), **given)) == ["Koden används redan."]


def test_a_unique_field_without_words_of_its_own_gets_djangos(tickets, actor, today):
    (ticket,) = tickets(state=TicketState.SENT)
    Charge.objects.create(
        unit=ticket.unit, month=today.replace(day=1), text="Svar", amount=1, cause=f"ticket-{ticket.pk}"
    )
    (said,) = refused(lambda: workflow.answer(ticket, by=actor("rut"), text="Så här."))
    assert said.endswith(".")
    assert "%(" not in said
    assert "rsak" in said or "debiter" in said.lower()


def test_what_is_unique_only_in_one_state(tickets, actor):
    one, other = tickets(2, name="Samma", name_key="samma")
    workflow.send(one, by=actor("anna"))
    assert refused(lambda: workflow.send(other, by=actor("anna"))) == ["Ett ärende med det namnet är redan skickat."]


def test_a_check_says_its_sentence(tickets):
    (ticket,) = tickets()
    with pytest.raises(Refusal, match="Ett skickat ärende har en dag"), transaction.atomic(), as_sentences(Ticket):
        Ticket.objects.filter(pk=ticket.pk).update(state=TicketState.SENT)


def test_what_no_sentence_is_known_for_stays_a_fault(tickets):
    (ticket,) = tickets()
    with pytest.raises(IntegrityError), transaction.atomic(), as_sentences(Ticket):
        Ticket.objects.filter(pk=ticket.pk).update(name=None)


# Two at once, in threads with connections of their own


def at_once(*acts):
    """Run them at the same moment; what each came to: "done" or the refusal."""
    gate = threading.Barrier(len(acts))
    results: list[str | Exception] = [""] * len(acts)

    def run(place, act):
        connection.ensure_connection()
        gate.wait(20)
        try:
            act()
            results[place] = "done"
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def one_wins(results, refusal):
    """Exactly one is done, and all others were refused in this way."""
    others = [result for result in results if result != "done"]
    assert len(others) == len(results) - 1, results
    assert all(type(other) is refusal for other in others), results
    return others


@pytest.mark.django_db(transaction=True)
def test_two_send_the_same_ticket_and_one_wins(tickets, actor):
    for _ in range(5):
        (ticket,) = tickets()
        actors = [actor("anna"), actor("anna")]
        one_wins(at_once(*(lambda t=ticket, by=by: workflow.send(t, by=by) for by in actors)), WrongState)
        ticket.refresh_from_db()
        assert (ticket.state, ticket.version) == (TicketState.SENT, 1)
        assert Event.objects.filter(object_id=ticket.pk).count() == 1


@pytest.mark.django_db(transaction=True)
def test_four_edit_the_same_ticket_and_no_edit_is_lost(tickets, actor):
    (ticket,) = tickets()
    texts = ["ett", "två", "tre", "fyra"]
    pairs = [(text, actor("anna")) for text in texts]
    results = at_once(*(lambda t=t, by=by: workflow.change(ticket, by=by, version=0, text=t) for t, by in pairs))
    one_wins(results, Stale)
    ticket.refresh_from_db()
    assert ticket.text == texts[results.index("done")]
    assert ticket.version == 1


@pytest.mark.django_db(transaction=True)
def test_two_take_the_same_slot_and_one_is_told(tickets, actor):
    """Neither sees the other's row: the database refuses the second."""
    one, other = tickets(2, slot=None)
    actors = [actor("anna"), actor("anna")]
    results = at_once(
        lambda: workflow.change(one, by=actors[0], version=0, slot=7),
        lambda: workflow.change(other, by=actors[1], version=0, slot=7),
    )
    (refusal,) = one_wins(results, Refusal)
    assert refusal.sentences == ("Platsen är redan tagen.",)
    assert Ticket.objects.filter(slot=7).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_open_a_ticket_with_the_same_code_and_one_is_told(cast, actor):
    given = {"unit": cast.bromma, "area": Area.IOF, "name": "Ny", "code": "ny"}
    actors = [actor("anna"), actor("anna")]
    results = at_once(*(lambda by=by: workflow.open_ticket(by=by, **given) for by in actors))
    (refusal,) = one_wins(results, Refusal)
    assert refusal.sentences == ("Koden används redan.",)
    assert Event.objects.count() == Ticket.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_bulk_steps_in_opposite_order_do_not_wait_for_each_other_for_ever(tickets, actor):
    rows = tickets(30)
    actors = [actor("anna"), actor("anna")]
    results = at_once(
        lambda: workflow.send.each(rows, by=actors[0]), lambda: workflow.send.each(rows[::-1], by=actors[1])
    )
    one_wins(results, WrongState)
    assert set(Ticket.objects.values_list("state", "version")) == {(TicketState.SENT, 1)}


@pytest.mark.django_db(transaction=True)
def test_many_writers_lose_nothing(tickets, actor):
    rows = tickets(12)
    actors = [actor("anna") for _ in range(4)]

    def work(place):
        for row in rows[place::4]:
            workflow.send(row, by=actors[place], jots=("ett",))

    assert at_once(*(lambda place=place: work(place) for place in range(4))) == ["done"] * 4
    assert Event.objects.filter(verb="testapp.ticket.send").count() == 12
    assert Event.objects.filter(verb="testapp.note.jot").exclude(cause=None).count() == 12

"""Steps, creations, edits and effects: what they do, and that a refusal leaves nothing behind."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from brokerage import clock
from brokerage.access import Actor, Link
from brokerage.audit.models import Event
from brokerage.charges.models import Charge
from brokerage.organisation.models import Area
from brokerage.workflow import CREATES, EDITS, EFFECTS, STEPS, Blocked, NotAllowed, Refusal, Stale, WrongState
from brokerage.workflow.steps import refusals_of
from tests.kernel.conftest import everything
from tests.testapp import workflow
from tests.testapp.models import Note, Ticket
from tests.testapp.states import TICKET, TicketState

pytestmark = pytest.mark.django_db
DRAFT, SENT, ANSWERED, CLOSED = TicketState
WHO = {"send": "anna", "close": "mia"}


# Every state and every step


@pytest.mark.parametrize("name", TICKET)
@pytest.mark.parametrize("state", TicketState)
def test_every_step_from_every_state(tickets, actor, today, state, name):
    (ticket,) = tickets(state=state)
    step, given = STEPS[Ticket][name], {"text": "Så här."} if name == "answer" else {}
    match name:
        case "answer":
            by = Actor.by_link(Link("tickets.answer", ticket.pk, today))
        case "expire":
            by = Actor.system("loop")
        case _:
            by = actor(WHO[name])
    sources, target = TICKET[name]
    if state in sources:
        row = step(ticket, by=by, **given)
        ticket.refresh_from_db()
        assert ticket.state == row.state == target
        assert ticket.version == row.version == 1
        assert Event.objects.filter(cause=None).get().verb == f"testapp.ticket.{name}"
    else:
        before = everything()
        with pytest.raises(WrongState, match=TicketState(state).label):
            step(ticket, by=by, **given)
        assert everything() == before


def test_every_verb_is_known_by_its_name():
    assert list(STEPS[Ticket]) == ["send", "answer", "close", "expire"]
    assert CREATES["testapp.ticket.open_ticket"] is workflow.open_ticket
    assert EDITS["testapp.ticket.change"] is workflow.change
    assert EFFECTS["testapp.note.jot"] is workflow.jot
    assert EFFECTS["testapp.ticket.replace"] is workflow.replace
    assert workflow.send.__doc__ == "The question goes to the one who can answer it."


# A step


def test_anna_sends_a_ticket_and_the_log_tells_of_it(cast, tickets, actor, today):
    (ticket,) = tickets()
    sent = workflow.send(ticket, by=actor("anna"))
    assert sent.sent_on == today
    event = Event.objects.get()
    assert (event.verb, event.user, event.unit_id) == ("testapp.ticket.send", cast.anna, cast.bromma.pk)
    assert (event.object_type, event.object_id, event.facts) == ("testapp.ticket", ticket.pk, {"to": "sent"})
    assert list(event.abouts.values_list("kind", "key")) == [("decisions.client", ticket.pk)]
    assert event.at == clock.now()


def test_what_a_step_says_of_itself_is_a_fact_of_its_event(tickets, actor):
    (ticket,) = tickets()
    workflow.close(ticket, by=actor("mia"), reason="dropped")
    assert Event.objects.get().facts == {"to": "closed", "reason": "dropped"}


def test_the_row_in_the_database_counts_and_not_the_one_in_hand(tickets, actor):
    (ticket,) = tickets()
    ticket.text, ticket.name = "", "Ett annat namn"  # never saved
    sent = workflow.send(ticket, by=actor("anna"))
    assert (sent.text, sent.name) == ("Hur då?", "Nr 0")
    with pytest.raises(WrongState):
        workflow.send(ticket, by=actor("anna"))  # in hand it is still a draft


def test_a_list_that_the_step_added_to_is_saved(tickets, actor):
    (ticket,) = tickets()
    workflow.send(ticket, by=actor("anna"), kind=Area.LSS)
    ticket.refresh_from_db()
    assert ticket.kinds == [Area.LSS]


@pytest.mark.parametrize("person", ["olle", "lo", "hedda", "mia", "adam"])
def test_who_may_not_leaves_nothing(tickets, actor, person):
    (ticket,) = tickets()
    before = everything()
    with pytest.raises(NotAllowed) as caught:
        workflow.send(ticket, by=actor(person))
    assert isinstance(caught.value, PermissionDenied)
    assert refusals_of(caught.value) == ["Du har inte behörighet till det här."]
    assert everything() == before


def test_a_problem_in_the_way_leaves_nothing_and_says_why(tickets, actor):
    (ticket,) = tickets(text="", slot=None)
    before = everything()
    with pytest.raises(Blocked) as caught:
        workflow.send(ticket, by=actor("anna"))
    assert caught.value.sentences == ("Ärendet har ingen text.",)  # and not the warning
    assert everything() == before


def test_a_warning_stops_nothing(tickets, actor):
    (ticket,) = tickets(slot=None)
    assert workflow.send(ticket, by=actor("anna")).state == SENT


def test_what_is_not_valid_leaves_nothing(tickets, actor):
    (ticket,) = tickets()
    before = everything()
    with pytest.raises(ValidationError) as caught:
        workflow.send(ticket, by=actor("anna"), kind="NEJ", jots=("Skickat",))
    assert caught.value.message_dict == {"kinds": ["Okänt val: NEJ."]}
    assert everything() == before


def test_a_refusal_in_the_middle_takes_its_effects_with_it(tickets, actor):
    (ticket,) = tickets(state=SENT)
    before = everything()
    with pytest.raises(Refusal, match="Det är inget svar"):
        workflow.answer(ticket, by=actor("rut"), text="vet inte")
    assert everything() == before


def test_who_may_not_is_told_so_before_anything_else(tickets, actor):
    """The state and the problems of a row are not for those who may not see it."""
    (ticket,) = tickets(state=CLOSED, text="")
    with pytest.raises(NotAllowed):
        workflow.send(ticket, by=actor("olle"))


# Effects


def test_an_effect_points_to_its_cause(cast, tickets, actor, today):
    """Anna could not charge anybody herself: the answer does."""
    (ticket,) = tickets(state=SENT)
    workflow.answer(ticket, by=actor("rut"), text="Så här.")
    cause = Event.objects.get(verb="testapp.ticket.answer")
    effects = Event.objects.filter(cause=cause).order_by("pk")
    assert [event.verb for event in effects] == ["testapp.note.jot", "charges.charge.charge"]
    assert all(event.user == cast.rut and event.unit_id == cast.bromma.pk for event in effects)
    assert cause.cause is None
    charge = Charge.objects.get()
    assert (charge.unit, charge.month, charge.cause) == (cast.bromma, today.replace(day=1), f"ticket-{ticket.pk}")
    assert effects[1].object_id == charge.pk


def test_an_effect_runs_only_inside_a_step(tickets, actor):
    (ticket,) = tickets()
    for _ in range(2):
        with pytest.raises(RuntimeError, match="jot is an effect"):
            workflow.jot(ticket, by=actor("anna"), text="Ensam")
        with pytest.raises(NotAllowed):
            workflow.send(ticket, by=actor("olle"), jots=("Nej",))  # and a failed step does not leave the door open
    assert not Note.objects.exists()


def test_an_effect_can_move_another_row(tickets, actor):
    old, new = tickets(2)
    workflow.send(old, by=actor("anna"))
    workflow.send(new, by=actor("anna"), instead_of=old)
    old.refresh_from_db()
    assert (old.state, old.text, old.version) == (CLOSED, "", 2)
    moved = Event.objects.get(verb="testapp.ticket.replace", cause__object_id=new.pk)
    assert moved.object_id == old.pk
    assert list(moved.abouts.values_list("key", flat=True)) == [old.pk]


def test_an_effect_obeys_the_table_of_moves(tickets, actor):
    old, new = tickets(2)
    before = everything()
    with pytest.raises(WrongState, match="Utkast"):
        workflow.send(new, by=actor("anna"), instead_of=old)
    assert everything() == before


# Creations


def plain(cast, **given):
    return {"unit": cast.bromma, "area": Area.IOF, "name": "Frågan", "code": "fragan"} | given


def test_anna_opens_a_ticket_with_its_first_note(cast, actor):
    ticket = workflow.open_ticket(by=actor("anna"), **plain(cast, first_note="Ringde"))
    assert (ticket.state, ticket.version, ticket.name_key) == (DRAFT, 0, "frz2gan")
    assert Note.objects.get().ticket == ticket
    event = Event.objects.get()
    assert (event.verb, event.object_id, event.user) == ("testapp.ticket.open_ticket", ticket.pk, cast.anna)


@pytest.mark.parametrize("given", [{"area": Area.LSS}, {"unit": "farsta"}], ids=["other area", "other unit"])
def test_the_rule_is_asked_about_the_new_row_and_a_refusal_takes_it_back(cast, actor, given):
    given = {name: getattr(cast, value) if name == "unit" else value for name, value in given.items()}
    with pytest.raises(NotAllowed):
        workflow.open_ticket(by=actor("anna"), **plain(cast, first_note="Ringde", **given))
    assert everything() == [[]] * 5


def test_a_creation_is_validated(cast, actor):
    with pytest.raises(ValidationError) as caught:
        workflow.open_ticket(by=actor("anna"), **plain(cast, name="", code="å ä"))
    assert sorted(caught.value.message_dict) == ["code", "name"]
    assert everything() == [[]] * 5


def test_a_child_that_is_not_valid_takes_its_parent_with_it(cast, actor):
    with pytest.raises(ValidationError):
        workflow.open_ticket(by=actor("anna"), **plain(cast, first_note="x" * 21))
    assert everything() == [[]] * 5


# Edits


def test_an_edit_saves_the_named_fields_and_says_which(tickets, actor):
    (ticket,) = tickets()
    changed = workflow.change(ticket, by=actor("anna"), version=0, text="Varför då?", name="Nr 0")
    ticket.refresh_from_db()
    assert (ticket.text, ticket.version, changed.version) == ("Varför då?", 1, 1)
    assert Event.objects.get().facts == {"fields": ["text"]}


def test_an_edited_name_can_be_searched_for(tickets, actor):
    (ticket,) = tickets()
    workflow.change(ticket, by=actor("anna"), version=0, name="Åsas fråga")
    ticket.refresh_from_db()
    assert ticket.name_key == "z2sas0frz2ga"


def test_the_body_of_an_edit_does_what_goes_beyond_the_fields(tickets, actor):
    (ticket,) = tickets()
    workflow.change(ticket, by=actor("anna"), version=0, text="Varför då?", shout=True)
    ticket.refresh_from_db()
    assert ticket.text == "VARFÖR DÅ?"
    assert Event.objects.get().facts == {"fields": ["text"], "shouted": True}


def test_a_stale_edit_is_refused_and_shows_what_stands_there_now(tickets, actor):
    """Anna and a colleague have the same page open."""
    (ticket,) = tickets()
    workflow.change(ticket, by=actor("anna"), version=0, text="Den enas text")
    before = everything()
    with pytest.raises(Stale, match="Det du skrev är kvar") as caught:
        workflow.change(ticket, by=actor("anna"), version=0, text="Den andras text")
    assert (caught.value.current.text, caught.value.current.version) == ("Den enas text", 1)
    assert everything() == before
    workflow.change(ticket, by=actor("anna"), version=1, text="Den andras text")


def test_a_step_makes_an_open_edit_page_stale(tickets, actor):
    (ticket,) = tickets()
    workflow.send(ticket, by=actor("anna"))
    with pytest.raises(Stale):
        workflow.change(ticket, by=actor("anna"), version=0, text="För sent")


def test_an_edit_has_its_states(tickets, actor):
    (ticket,) = tickets(state=ANSWERED)
    before = everything()
    with pytest.raises(WrongState, match="Besvarat"):
        workflow.change(ticket, by=actor("anna"), version=0, text="För sent")
    assert everything() == before


@pytest.mark.parametrize("person", ["olle", "lo", "mia"])
def test_an_edit_has_its_rule(tickets, actor, person):
    (ticket,) = tickets()
    before = everything()
    with pytest.raises(NotAllowed):
        workflow.change(ticket, by=actor(person), version=0, text="Nej")
    assert everything() == before


def test_an_edit_can_move_a_row_out_of_ones_sight(tickets, actor):
    """Anna moves a ticket to LSS, and can do no more with it."""
    (ticket,) = tickets()
    workflow.change(ticket, by=actor("anna"), version=0, area=Area.LSS)
    with pytest.raises(NotAllowed):
        workflow.change(ticket, by=actor("anna"), version=1, area=Area.IOF)


def test_an_edit_is_validated(tickets, actor):
    (ticket,) = tickets()
    before = everything()
    with pytest.raises(ValidationError) as caught:
        workflow.change(ticket, by=actor("anna"), version=0, name="", kinds=["NEJ"])
    assert sorted(caught.value.message_dict) == ["kinds", "name"]
    assert everything() == before

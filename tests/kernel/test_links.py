"""The guards of pages, and the links in letters: who is let in, who is turned away and how."""

from datetime import timedelta

import pytest
from django.core import signing
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import include, path, reverse

from brokerage import clock
from brokerage.access import linked, links, public, requires, signed_in
from brokerage.access.checks import addresses, every_address_has_a_guard
from brokerage.audit.models import Event
from brokerage.organisation.models import Area, Membership
from tests.testapp.models import Ticket
from tests.testapp.states import TicketState

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.testapp.urls")]
PAGES = ["ticket", "ticket_change", "ticket_send"]


def url(name, *args):
    return reverse(f"testapp:{name}", args=args)


# Pages behind a login


@pytest.mark.parametrize("name", ["tickets", "ticket_open", "ticket_report", "mine"])
def test_who_is_not_logged_in_is_asked_to(cast, name):
    response = Client().get(url(name))
    assert response.status_code == 302
    assert response["Location"] == f"/konto/login/?next={url(name)}"


@pytest.mark.parametrize("name", PAGES)
def test_who_is_not_logged_in_learns_nothing_of_a_row(tickets, name):
    (ticket,) = tickets()
    there, nowhere = (Client().get(url(name, pk)) for pk in (ticket.pk, ticket.pk + 1))
    assert there.status_code == nowhere.status_code == 302
    assert ticket.name not in there.content.decode()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("person", "status"), [("anna", 200), ("olle", 404), ("lo", 404), ("hedda", 403), ("eva", 403), ("adam", 403)]
)
def test_ones_own_row_a_strangers_row_and_no_role(tickets, client_of, name, person, status):
    (ticket,) = tickets(name="Kanariefågel")
    response = client_of(person).get(url(name, ticket.pk))
    assert response.status_code == status
    assert ("Kanariefågel" in response.content.decode()) == (status == 200)


@pytest.mark.parametrize("pk", [0, 4711, 99999999999999999999])
def test_a_row_that_is_not_there_looks_like_a_strangers(cast, client_of, pk):
    assert client_of("anna").get(url("ticket", pk)).status_code == 404


@pytest.mark.parametrize(("person", "status"), [("anna", 200), ("lo", 200), ("mia", 403), ("rut", 403), ("eva", 403)])
def test_a_page_that_makes_something_new_asks_for_the_role(client_of, person, status):
    assert client_of(person).get(url("ticket_open")).status_code == status


def test_a_list_holds_only_ones_own_rows(cast, tickets, client_of):
    tickets(name="Annas fråga")
    tickets(name="Los fråga", area=Area.LSS)
    tickets(name="Olles fråga", unit=cast.farsta, slot=None)
    seen = {
        person: [name for name in ("Annas", "Los", "Olles") if name in client_of(person).get(url("tickets")).text]
        for person in ("anna", "lo", "olle", "mia", "ria")
    }
    assert seen == {
        "anna": ["Annas"],
        "lo": ["Los"],
        "olle": ["Olles"],
        "mia": ["Annas", "Los"],
        "ria": ["Annas", "Los", "Olles"],
    }


def test_a_role_that_has_ended_lets_nobody_in(cast, tickets, client_of, today):
    client = client_of("anna")
    assert client.get(url("tickets")).status_code == 200
    Membership.objects.filter(user=cast.anna).update(ends=today - timedelta(days=1))
    assert client.get(url("tickets")).status_code == 403


def test_a_page_about_oneself_is_for_everybody_who_is_logged_in(client_of):
    assert client_of("adam").get(url("mine")).content.decode() == "Adam Nor"


def test_a_public_page_is_for_everybody(db):
    assert Client().get(url("anybody")).content.decode() == "Välkommen"


def test_a_write_is_guarded_like_its_page(tickets, client_of):
    (ticket,) = tickets()
    for person, status in (("olle", 404), ("hedda", 403)):
        assert client_of(person).post(url("ticket_send", ticket.pk)).status_code == status
    assert not Event.objects.exists()


# Reads are written down


def test_a_look_at_somebody_is_an_event(cast, tickets, client_of):
    (ticket,) = tickets()
    client_of("anna").get(url("ticket", ticket.pk))
    event = Event.objects.get()
    assert (event.verb, event.user, event.unit_id) == ("testapp.ticket.read", cast.anna, cast.bromma.pk)
    assert Event.objects.about("decisions.client", ticket.pk).reads().get() == event


def test_a_look_that_was_refused_is_none(tickets, client_of):
    (ticket,) = tickets()
    client_of("olle").get(url("ticket", ticket.pk))
    client_of("hedda").get(url("ticket", ticket.pk))
    Client().get(url("ticket", ticket.pk))
    assert not Event.objects.exists()


def test_a_list_is_no_look_at_anybody(tickets, client_of):
    tickets(3)
    client_of("anna").get(url("tickets"))
    assert not Event.objects.exists()


# Links in letters


@pytest.fixture
def sent(tickets, today):
    (ticket,) = tickets(state=TicketState.SENT)
    return ticket


def link_to(ticket, day, action="tickets.answer"):
    return url("ticket_answer", links.make(action, ticket, until=day))


def test_a_link_opens_its_row_without_a_login(sent, today):
    response = Client().get(link_to(sent, today))
    assert response.content.decode() == f"Svara på {sent.name}"
    assert response["Referrer-Policy"] == "strict-origin"  # no address; and a form that a browser can send


def test_a_look_by_a_link_changes_nothing_and_its_button_does(sent, today):
    """Mail scanners open links: only the button acts."""
    client, address = Client(), link_to(sent, today)
    client.get(address)
    assert not Event.objects.exists()
    client.post(address)
    sent.refresh_from_db()
    assert sent.state == TicketState.ANSWERED
    event = Event.objects.get(cause=None)
    assert (event.actor_kind, event.user, event.actor_code) == ("link", None, "tickets.answer")


def test_a_link_holds_through_its_day(sent, today):
    address = link_to(sent, today + timedelta(days=14))
    with clock.at(today + timedelta(days=14)):
        assert Client().get(address).status_code == 200
    with clock.at(today + timedelta(days=15)):
        response = Client().get(address)
    assert response.status_code == 410
    assert sent.name not in response.content.decode()


def test_a_link_is_cut_off_or_changed_at_any_place(sent, today):
    token = links.make("tickets.answer", sent, until=today)
    for place in range(len(token)):
        other = "A" if token[place] != "A" else "B"
        for wrong in (token[:place], token[:place] + other + token[place + 1 :]):
            with pytest.raises(links.BadLink):
                links.read(wrong, "tickets.answer")


@pytest.mark.parametrize("token", ["x", "ÅÄÖ", "a:b:c", "%00", "." * 300])
def test_nonsense_is_not_found(cast, token):
    assert Client().get(url("ticket_answer", token)).status_code == 404


def test_a_link_for_something_else_does_not_open_this(sent, today):
    assert Client().get(link_to(sent, today, action="tickets.view")).status_code == 404
    with pytest.raises(links.BadLink):
        links.read(links.make("tickets.answer", sent, until=today), "tickets.view")


def test_a_link_to_a_row_that_is_gone_is_not_found(sent, today):
    address = link_to(sent, today)
    Ticket.objects.all().delete()
    assert Client().get(address).status_code == 404


def test_a_token_signed_for_another_use_is_no_link(sent, today):
    forged = signing.dumps(["tickets.answer", sent.pk, today.isoformat()], salt="django.contrib.messages")
    with pytest.raises(links.BadLink):
        links.read(forged, "tickets.answer")


def test_a_link_gives_its_holder_nothing_else(sent, today):
    client = Client()
    client.get(link_to(sent, today))
    for name in ("tickets", "mine"):
        assert client.get(url(name)).status_code == 302
    assert client.get(url("ticket", sent.pk)).status_code == 302


def test_a_link_gives_the_one_who_is_logged_in_no_more_than_anybody(cast, sent, today, client_of):
    """Ria opens the link in her browser: she acts as the link, and the log says so."""
    client_of("ria").post(link_to(sent, today))
    assert Event.objects.get(cause=None).user is None


@override_settings(BASE_URL="https://formedlingen.example/")
def test_the_address_in_a_letter_is_whole(sent, today):
    address = links.address("testapp:ticket_answer", "tickets.answer", sent, until=today)
    assert address.startswith("https://formedlingen.example/prov/svar/")
    assert Client().get(address.removeprefix("https://formedlingen.example")).status_code == 200


# The check at the start


def a_view(request):
    return HttpResponse()


class Rooms:
    """Throw-away maps of a site."""

    unguarded = [path("hemligt/", a_view)]
    nested = [path("rum/", include([path("inre/", include([path("hemligt/", a_view)]))]))]
    wrapped = [path("hemligt/", lambda request: requires("tickets.view")(a_view)(request))]
    unknown = [
        path("hemligt/", requires("tickets.burn")(a_view)),
        path("brev/<token>/", linked("tickets.singe")(a_view)),
    ]
    good = [
        path("a/", requires("tickets.view")(a_view)),
        path("b/<token>/", linked("tickets.answer")(a_view)),
        path("c/", public(a_view)),
        path("d/", signed_in(a_view)),
        path("admin/", include([path("x/", a_view)])),
        path("konto/", include([path("x/", a_view)])),
    ]
    not_admin = [path("rum/admin/", a_view), path("administration/", a_view)]


def faults(urls):
    with override_settings(ROOT_URLCONF=urls):
        return [(fault.id, fault.msg) for fault in every_address_has_a_guard(None)]


@pytest.fixture
def site():
    """A URLconf of its own for each list of addresses."""
    return lambda name: type(name, (), {"urlpatterns": getattr(Rooms, name)})


def test_an_address_without_a_guard_stops_the_start(site):
    assert faults(site("unguarded")) == [("access.E001", "/hemligt/ has no guard.")]
    assert faults(site("nested")) == [("access.E001", "/rum/inre/hemligt/ has no guard.")]
    assert faults(site("wrapped")) == [("access.E001", "/hemligt/ has no guard.")]


def test_only_the_rooms_of_others_are_left_out(site):
    assert faults(site("not_admin")) == [
        ("access.E001", "/rum/admin/ has no guard."),
        ("access.E001", "/administration/ has no guard."),
    ]


def test_a_guard_for_an_unknown_action_stops_the_start(site):
    assert faults(site("unknown")) == [
        ("access.E002", "/hemligt/ asks for tickets.burn, which no rules.py allows."),
        ("access.E002", "/brev/<token>/ asks for tickets.singe, which no rules.py allows."),
    ]


def test_a_guarded_site_starts(site):
    assert faults(site("good")) == []


def test_this_site_starts():
    assert faults("brokerage.urls") == []
    assert faults("tests.testapp.urls") == []


def test_the_map_knows_every_address():
    assert "prov/<int:pk>/andra/" in [address for address, _ in addresses()]

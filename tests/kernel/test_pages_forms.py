"""The detail and form shapes: buttons, problems, history; refusals beside their fields, and nothing typed is lost."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django import forms
from django.contrib.admin import site
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from lxml import html

from brokerage import clock
from brokerage.access import Actor
from brokerage.audit.models import Event
from brokerage.charges.forms import PriceForm
from brokerage.orders.forms import DeliverForm
from brokerage.pages import Action, Page, put_errors, sentence
from brokerage.pages.fields import FigureField
from brokerage.workflow import Refusal
from matching.models import Rate
from tests.kernel.conftest import everything
from tests.reading import errors_at, pick, read, text_of, value_of
from tests.testapp import workflow
from tests.testapp.forms import ChangeForm
from tests.testapp.models import Ticket
from tests.testapp.states import TicketState

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.testapp.urls")]


# Detail


def buttons(response):
    return text_of(read(response), ".page-head .buttons a, .page-head .buttons button")


@pytest.mark.parametrize(
    ("person", "state", "labels"),
    [
        ("anna", TicketState.DRAFT, ["Skicka"]),
        ("anna", TicketState.SENT, []),
        ("mia", TicketState.DRAFT, ["Stäng"]),
        ("mia", TicketState.CLOSED, []),
        ("ria", TicketState.DRAFT, []),
        ("rut", TicketState.SENT, ["Besvara"]),
    ],
)
def test_a_page_has_the_buttons_of_who_looks_and_of_its_state(tickets, client_of, person, state, labels, monkeypatch):
    monkeypatch.setattr("brokerage.pages.shapes.step_url", lambda row, name: f"/prov/{row.pk}/{name}/")
    (ticket,) = tickets(state=state)
    assert buttons(client_of(person).get(f"/prov/{ticket.pk}/")) == labels


def test_of_many_buttons_the_next_and_one_more_stand_in_the_head_and_the_rest_are_folded():
    few = [Action("Avsluta", "/", risky=True), Action("Ändra", "/"), Action("Nästa", "/", main=True)]
    page = Page("Ärende", actions=few)
    assert [each.label for each in page.first_actions] == ["Nästa", "Ändra", "Avsluta"]
    assert page.more_actions == []
    page = Page("Ärende", actions=[*few, Action("Skriv ut", "/")])
    assert [each.label for each in page.first_actions] == ["Nästa", "Ändra"]
    assert [each.label for each in page.more_actions] == ["Skriv ut", "Avsluta"]
    page = Page("Ärende", actions=[Action(word, "/", risky=True) for word in ("Ett", "Två", "Tre", "Fyra")])
    assert page.first_actions == []
    assert len(page.more_actions) == 4


def test_a_page_says_what_is_missing_and_what_to_think_of(tickets, client_of):
    (ticket,) = tickets(text="", slot=None)
    page = read(client_of("anna").get(f"/prov/{ticket.pk}/"))
    missing, to_think_of = pick(page, "main .notice")
    assert text_of(missing, "li") == ["Ärendet har ingen text."]
    assert text_of(to_think_of, "li") == ["Ärendet har ingen plats."]


def test_the_history_says_what_was_done_by_whom_and_leaves_out_the_looks(cast, tickets, client_of, actor, today):
    (ticket,) = tickets()
    client_of("anna").get(f"/prov/{ticket.pk}/")
    workflow.change(ticket, by=actor("anna"), version=0, text="Varför?")
    with clock.at(today + timedelta(days=1)):
        workflow.send(ticket, by=actor("anna"), jots=("ett",))
    with clock.at(today + timedelta(days=2)):
        workflow.expire(ticket, by=Actor.system("loop"))
    lines = text_of(read(client_of("anna").get(f"/prov/{ticket.pk}/")), ".timeline li")
    assert [line.split("2")[0] for line in lines] == ["Förfallet", "Antecknat", "Skickat", "Ändrat"]
    assert lines[0].endswith("systemet")
    assert lines[2].endswith("Anna Berg")
    assert "23 nov 2026 kl. 12.00" in lines[2].replace("\N{NO-BREAK SPACE}", " ")


def test_every_verb_has_its_swedish_word():
    assert sentence("testapp.ticket.open_ticket") == "Upplagt"
    assert sentence("testapp.ticket.read") == "Läst"
    assert sentence("testapp.ticket.export") == "Exporterad"
    assert sentence("charges.charge.charge") == "Debiterad"


def test_a_long_history_costs_as_many_queries_as_a_short(tickets, client_of, actor):
    (ticket,) = tickets()
    client, counts = client_of("anna"), []
    client.get(f"/prov/{ticket.pk}/")
    for more in (1, 20):
        for _ in range(more):
            ticket.refresh_from_db()
            workflow.change(ticket, by=actor("anna"), version=ticket.version, text=f"Nr {ticket.version}")
        with CaptureQueriesContext(connection) as caught:
            client.get(f"/prov/{ticket.pk}/")
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_a_report_shows_its_figures(tickets, client_of):
    tickets(3)
    page = read(client_of("anna").get("/prov/laget/"))
    assert text_of(page, "dl.figures dt, dl.figures dd") == ["Ärenden", "3"]


# Forms


def open_ticket(client, **given):
    return client.post("/prov/nytt/", {"name": "Frågan", "code": "fragan", "area": "IoF"} | given)


def test_a_form_that_is_right_leads_to_what_it_made(client_of):
    client = client_of("anna")
    response = open_ticket(client)
    ticket = Ticket.objects.get()
    assert (response.status_code, response["Location"]) == (302, f"/prov/{ticket.pk}/")
    assert "Upplagt." in client.get(response["Location"]).content.decode()


def test_a_form_with_something_missing_says_it_beside_the_field_and_keeps_the_rest(client_of):
    response = open_ticket(client_of("anna"), name="", code="min-kod")
    page = read(response)
    assert response.status_code == 422
    assert errors_at(page, "name") == ["Detta fält måste fyllas i."]
    assert value_of(page, "code") == "min-kod"
    assert pick(page, "[name=area] option[selected]")[0].get("value") == "IoF"
    assert pick(page, "[role=alert] a[href='#id_name']")
    assert pick(page, "title")[0].text.startswith("Rätta:")
    assert everything() == [[]] * 5


def test_what_the_verb_finds_wrong_stands_beside_its_field_too(client_of):
    """The form takes any text for a code, the model does not."""
    page = read(open_ticket(client_of("anna"), code="å ä"))
    assert len(errors_at(page, "code")) == 1
    assert value_of(page, "code") == "å ä"
    assert everything() == [[]] * 5


def test_what_the_database_refuses_stands_on_top(tickets, client_of):
    (ticket,) = tickets()
    response = open_ticket(client_of("anna"), code=ticket.code)
    page = read(response)
    assert response.status_code == 422
    assert text_of(page, "[role=alert] li") == ["Koden används redan."]
    assert value_of(page, "name") == "Frågan"
    assert Ticket.objects.count() == 1


def test_what_one_may_not_make_is_refused_and_kept(client_of):
    response = open_ticket(client_of("anna"), area="LSS")
    assert response.status_code == 422
    assert text_of(read(response), "[role=alert] li") == ["Du har inte behörighet att lägga upp det här."]
    assert everything() == [[]] * 5


class Numbers(forms.Form):
    hours = FigureField(min_value=Decimal("0.25"), max_value=40, max_digits=6, decimal_places=2, required=False)
    days = forms.IntegerField(min_value=0, max_value=90, required=False)


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("hours", "0", "Ange minst 0,25."),
        ("hours", "41", "Ange högst 40."),
        ("hours", "1.234", "Skriv högst 2 siffror efter kommat."),
        ("hours", "tre", "Skriv ett tal med siffror."),
        ("days", "-1", "Ange minst 0."),
        ("days", "91", "Ange högst 90."),
        ("days", "1.5", "Skriv ett helt tal med siffror."),
    ],
)
def test_every_number_field_says_plainly_what_is_wrong(name, typed, said):
    assert Numbers({name: typed}).errors[name] == [said]


@pytest.mark.parametrize(
    "typed",
    ["1250,5", "1250.5", "1 250,50", "1\N{NO-BREAK SPACE}250,50", "1\N{NARROW NO-BREAK SPACE}250,5 kr"],
)
def test_a_figure_is_read_with_a_comma_or_a_point(typed):
    assert FigureField(max_digits=6, decimal_places=2).clean(typed) == Decimal("1250.50")


@pytest.mark.parametrize(
    "typed", ["1.250,50", "1,250.50", "1,2,3", "12 kr 50", "nan", "−", "1e5", "1E-1", "1_000", "١٢"]
)
def test_what_is_no_figure_or_can_be_read_in_two_ways_is_refused(typed):
    with pytest.raises(ValidationError, match="Skriv ett tal med siffror"):
        FigureField(max_digits=6, decimal_places=2).clean(typed)


def test_a_figure_is_shown_as_a_swede_writes_it_and_kept_as_it_was_typed():
    class Sum(forms.Form):
        sum = FigureField(max_digits=8, decimal_places=2)

    first, again = Sum(initial={"sum": Decimal("18000.50")}), Sum({"sum": "18.000,5"})
    assert value_of(html.fromstring(str(first)), "sum") == "18\N{NO-BREAK SPACE}000,50"
    assert value_of(html.fromstring(str(again)), "sum") == "18.000,5"
    assert not Sum({"sum": "18 000,50"}, initial={"sum": Decimal("18000.50")}).has_changed()


def test_every_form_of_the_house_reads_figures_so():
    """Also those of models, where Django would put a field of its own; and those of the administration."""
    homes = ("brokerage.", "recruitment.", "decisions.", "matching.")
    todo, found = [forms.BaseForm], set()
    while todo:
        todo += (each := todo.pop()).__subclasses__()
        if each.__module__.startswith(homes):
            fields = getattr(each, "base_fields", {}).items()
            found |= {f"{each.__name__}.{name}" for name, field in fields if type(field) is forms.DecimalField}
    assert not found
    rate = site._registry[Rate].get_form(RequestFactory().get("/"))
    assert rate({"amount": "1 234,5"}).fields["amount"].clean("1 234,5") == Decimal("1234.50")


def test_and_those_of_a_model_the_same():
    """The database's own field would say it in Django's words; where a form says something else, that stands."""
    assert PriceForm({"guarantee_days": "-1", "amount": "1.234"}).errors["guarantee_days"] == ["Ange minst 0."]
    assert DeliverForm({"delivered": "0", "on": "2026-11-22"}).errors["delivered"] == ["Skriv hur mycket: mer än noll."]


def test_a_fault_of_a_field_that_the_form_lacks_stands_on_top():
    form = ChangeForm({"version": "0", "name": "x", "code": "x"})
    form.is_valid()
    put_errors(form, ValidationError({"name": ["Fel."], "kinds": ["Välj minst ett."]}))
    assert form.errors == {"name": ["Fel."], "__all__": ["Välj minst ett."]}
    form = ChangeForm({"version": "0", "name": "x", "code": "x"})
    form.is_valid()
    put_errors(form, Refusal("Ett.", "Två."))
    assert form.non_field_errors() == ["Ett.", "Två."]


# Steps


def test_a_step_has_a_page_with_a_button(tickets, client_of):
    (ticket,) = tickets(slot=None)
    client = client_of("anna")
    page = read(client.get(f"/prov/{ticket.pk}/skicka/"))
    assert text_of(page, "main form .button.main") == ["Skicka"]
    assert text_of(page, "main .notice li") == ["Ärendet har ingen plats."]
    ticket.refresh_from_db()
    assert ticket.state == TicketState.DRAFT  # a look changes nothing
    response = client.post(f"/prov/{ticket.pk}/skicka/")
    assert (response.status_code, response["Location"]) == (302, f"/prov/{ticket.pk}/")
    ticket.refresh_from_db()
    assert ticket.state == TicketState.SENT


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"text": ""}, "Ärendet har ingen text."),
        ({"state": TicketState.CLOSED}, "Det går inte längre: läget är «Stängt»."),
    ],
)
def test_a_step_that_is_refused_says_why(tickets, client_of, given, sentence):
    (ticket,) = tickets(**given)
    before = everything()
    response = client_of("anna").post(f"/prov/{ticket.pk}/skicka/")
    assert response.status_code == 422
    assert sentence in text_of(read(response), "[role=alert] li")
    assert everything() == before


def test_a_step_with_a_form_keeps_what_was_typed_when_it_is_refused(tickets, client_of):
    (ticket,) = tickets(state=TicketState.CLOSED)
    page = read(client_of("mia").post(f"/prov/{ticket.pk}/stang/", {"reason": "dropped"}))
    assert value_of(page, "reason") == "dropped"
    assert text_of(page, "[role=alert] li") == ["Det går inte längre: läget är «Stängt»."]


# Two with the same page open


def test_a_stale_page_tells_what_stands_there_now_keeps_what_was_typed_and_lets_save_again(tickets, client_of, actor):
    (ticket,) = tickets(text="Först", slot=3)
    client, url = client_of("anna"), f"/prov/{ticket.pk}/andra/"
    opened = read(client.get(url))
    assert (value_of(opened, "text"), value_of(opened, "version")) == ("Först", "0")
    workflow.change(ticket, by=actor("anna"), version=0, text="Den andras", slot=None)

    typed = {"name": ticket.name, "code": ticket.code, "slot": "3", "text": "Min"}
    response = client.post(url, typed | {"version": value_of(opened, "version")})
    page = read(response)
    assert response.status_code == 422
    assert any("Någon annan har ändrat" in line for line in text_of(page, "[role=alert] li"))
    assert value_of(page, "text") == "Min"
    assert errors_at(page, "text") == ["Sparat är nu: Den andras"]
    assert errors_at(page, "slot") == ["Sparat är nu: tomt"]
    assert errors_at(page, "name") == []
    ticket.refresh_from_db()
    assert (ticket.text, ticket.version) == ("Den andras", 1)

    again = client.post(url, typed | {"version": value_of(page, "version")})
    assert again.status_code == 302
    ticket.refresh_from_db()
    assert (ticket.text, ticket.slot, ticket.version) == ("Min", 3, 2)
    assert Event.objects.filter(verb="testapp.ticket.change").count() == 2


def test_a_form_without_its_version_is_refused(tickets, client_of):
    (ticket,) = tickets()
    response = client_of("anna").post(f"/prov/{ticket.pk}/andra/", {"name": "Ny", "code": "ny"})
    assert response.status_code == 422
    ticket.refresh_from_db()
    assert ticket.name == "Nr 0"

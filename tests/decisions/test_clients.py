"""Clients: Anna registers them, and nobody outside Bromma's children's area sees anything of them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from brokerage import clock
from brokerage.access import permitted
from brokerage.audit.models import Event, EventAbout
from brokerage.workflow import Refusal
from decisions.models import Client, ClientPlace
from decisions.workflow import clients
from tests.cast import Cast
from tests.decisions.conftest import ADULT, CHILD

CANARY = "Kajsa Kanariefågel"
STAFF = ["rut", "disa", "eva", "ria", "adam", "olle", "lo"]


def test_anna_registers_a_client_and_the_number_tells_year_and_sex(client_made: Callable[..., Client]) -> None:
    made = client_made()
    assert (made.birth_year, made.sex, made.area) == (2017, "woman", "IoF")
    assert made.identity.number == CHILD
    event = Event.objects.filter(verb="decisions.client.register").get()
    assert list(event.abouts.values_list("kind", "key")) == [("decisions.client", made.pk)]


@pytest.mark.parametrize("who", STAFF)
def test_nobody_else_sees_the_client(
    who: str, cast: Cast, client_made: Callable[..., Client], client_of: Callable[..., Browser]
) -> None:
    made = client_made()
    assert not permitted(cast.actor(who), "clients.view").exists()
    for url in (reverse("decisions:clients"), made.get_absolute_url(), "/"):
        answer = client_of(who).get(url)
        assert CANARY not in answer.content.decode()
        assert answer.status_code in (200, 403, 404)


@pytest.mark.parametrize("who", ["hedda", "anna", "mia"])
def test_her_own_see_the_client_and_every_look_is_an_event(
    who: str, client_made: Callable[..., Client], client_of: Callable[..., Browser], cast: Cast
) -> None:
    made = client_made()
    browser = client_of(who)
    assert CANARY in browser.get(made.get_absolute_url()).content.decode()
    assert CANARY in browser.get(reverse("decisions:clients")).content.decode()
    looks = Event.objects.about("decisions.client", made.pk).reads()
    assert sorted(looks.values_list("verb", flat=True)) == ["decisions.client.list.read", "decisions.client.read"]
    assert set(looks.values_list("user_id", flat=True)) == {cast.people[who].pk}


def test_an_export_of_clients_is_an_event_about_everybody_in_it(
    client_made: Callable[..., Client], client_of: Callable[..., Browser]
) -> None:
    made = client_made()
    answer = client_of("anna").get(reverse("decisions:clients") + "?format=csv")
    assert CANARY in answer.content.decode()
    event = Event.objects.get(verb="decisions.client.export")
    assert EventAbout.objects.filter(event=event, kind="decisions.client", key=made.pk).exists()


def test_the_same_person_twice_in_one_area_is_refused_and_in_two_is_not(
    client_made: Callable[..., Client],
) -> None:
    client_made(number=ADULT, consents=False)
    client_made(by="lo", number=ADULT, consents=False)
    with pytest.raises(Refusal, match="finns redan som klient"):
        client_made(number=ADULT, consents=False)


def test_a_protected_client_has_no_place(client_made: Callable[..., Client], cast: Cast) -> None:
    made = client_made()
    by = cast.actor("anna")
    facts: dict[str, Any] = {"name": CANARY, "phone": "", "email": ""}
    made = clients.edit(made, by=by, street="Hemliga gatan 1", postcode="168 50", town="Bromma", **facts)
    assert ClientPlace.objects.filter(client=made).exists()
    with pytest.raises(Refusal, match="skrivs inte in"):
        clients.edit(made, by=by, protection="registered", street="Hemliga gatan 1", **facts)
    clients.edit(made, by=by, protection="registered", **facts)
    assert not ClientPlace.objects.exists()


def test_clients_are_found_by_name_number_or_case_alone(
    client_made: Callable[..., Client], client_of: Callable[..., Browser]
) -> None:
    """Förordning (2001:637) 15 §: nobody browses for parts of names, nor for what people are like."""
    client_made(name="Åsa Öberg", communication="epilepsi")
    browser = client_of("anna")

    def finds(text: str) -> bool:
        return "Åsa Öberg" in browser.get(reverse("decisions:clients"), {"q": text}).content.decode()

    assert finds("åsa öberg")
    assert finds("Öberg, Åsa")
    assert not finds("öberg")
    assert not finds("Åsa")
    assert finds(CHILD.replace("-", ""))
    assert not finds("epilepsi")
    assert not finds("berglund")


def test_a_consent_is_withdrawn_from_a_day_and_not_twice(client_made: Callable[..., Client], cast: Cast) -> None:
    made = client_made()
    by = cast.actor("anna")
    consent = made.consents.get()
    with clock.at(date(2026, 11, 25)):
        with pytest.raises(Refusal, match="mellan den dag"):
            clients.withdraw_consent(made, by=by, consent=consent, withdrawn_on=date(2026, 11, 21))
        clients.withdraw_consent(made, by=by, consent=consent, withdrawn_on=date(2026, 11, 24))
        with pytest.raises(Refusal, match="redan återtaget"):
            clients.withdraw_consent(made, by=by, consent=consent, withdrawn_on=date(2026, 11, 25))


def test_what_was_typed_is_kept_beside_a_clear_sentence(client_of: Callable[..., Browser]) -> None:
    answer = client_of("anna").post(
        reverse("decisions:client_register"),
        {"name": "Kim Fel", "number": "20170402-9999", "area": "IoF", "protection": "none"},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "kontrollsiffran är fel" in page
    assert "Kim Fel" in page
    assert not Client.objects.exists()


def test_anna_cannot_register_outside_her_area(client_of: Callable[..., Browser]) -> None:
    facts = {"name": "Kim Fel", "number": CHILD, "area": "LSS", "protection": "none"}
    assert client_of("anna").post(reverse("decisions:client_register"), facts).status_code == 422
    assert not Client.objects.exists()

"""What happens around every request: the idle time-out, and the second factor where it is required."""

from datetime import timedelta

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.test import Client, override_settings

from brokerage import clock

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.testapp.urls")]
MINE = "/prov/mitt/"


def after(**time):
    return clock.at(clock.now() + timedelta(**time))


# Away too long


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_who_was_away_too_long_is_logged_out_and_told(client_of):
    client = client_of("anna")
    client.get(MINE)
    with after(minutes=30, seconds=1):
        response = client.get(MINE)
        assert response["Location"] == "/konto/login/"
        assert said(response) == ["Du har loggats ut eftersom du varit borta en stund."]
        assert client.get(MINE)["Location"] == f"/konto/login/?next={MINE}"
    assert client.get(MINE).status_code == 302  # for good: another look at the clock does not bring her back


def test_who_keeps_working_stays_logged_in(client_of):
    client = client_of("anna")
    client.get(MINE)
    for minutes in (29, 58, 87):
        with after(minutes=minutes):
            assert client.get(MINE).status_code == 200


@override_settings(IDLE_MINUTES=5)
def test_how_long_is_a_setting(client_of):
    client = client_of("anna")
    client.get(MINE)
    with after(minutes=5):
        assert client.get(MINE).status_code == 200
    with after(minutes=11):
        assert client.get(MINE).status_code == 302


def test_the_session_is_written_at_most_once_a_minute(client_of, django_assert_num_queries):
    client = client_of("anna")
    client.get(MINE)
    with after(seconds=60), django_assert_num_queries(2):  # the session and the user
        client.get(MINE)
    with after(seconds=61):
        client.get(MINE)
        assert client.session["seen_at"] == int(clock.now().timestamp())


# The second factor


@override_settings(MFA_REQUIRED=True)
@pytest.mark.parametrize("address", [MINE, "/", "/prov/", "/admin/", "/prov/mitt/?a=/konto/"])
def test_nobody_works_on_a_password_alone(client_of, address):
    response = client_of("adam").get(address)
    assert response.status_code == 302
    assert response["Location"] == "/konto/2fa/"
    assert "Lägg till tvåstegsinloggning och logga sedan in igen." in said(response)


@override_settings(MFA_REQUIRED=True)
def test_nothing_is_written_either(client_of):
    assert client_of("anna").post("/prov/nytt/", {"name": "x"})["Location"] == "/konto/2fa/"


@override_settings(MFA_REQUIRED=True)
@pytest.mark.parametrize("address", ["/konto/2fa/", "/healthz", "/readyz"])
def test_the_way_to_a_second_factor_stays_open(client_of, address):
    response = client_of("anna").get(address)
    assert response.status_code != 302 or response["Location"].startswith("/konto/")


@override_settings(MFA_REQUIRED=True)
@pytest.mark.parametrize("kind", ["totp", "webauthn", "recovery_codes"])
def test_who_has_shown_a_second_factor_works_and_the_question_costs_nothing(
    cast, client_of, kind, django_assert_num_queries
):
    client = client_of("anna")
    request = HttpRequest()
    request.session = session = client.session
    record_authentication(request, cast.anna, "password")
    record_authentication(request, cast.anna, "mfa", type=kind)
    session["seen_at"] = int(clock.now().timestamp())
    session.save()
    with django_assert_num_queries(2):  # the session and the user
        assert client.get(MINE).status_code == 200


@override_settings(MFA_REQUIRED=True)
def test_who_is_not_logged_in_is_asked_for_the_password_first(db):
    assert Client().get(MINE)["Location"] == f"/konto/login/?next={MINE}"


def test_in_the_demo_a_password_is_enough(client_of):
    assert client_of("anna").get(MINE).status_code == 200


@pytest.mark.urls("brokerage.urls")
def test_what_somebody_has_seen_is_not_kept_by_the_browser(client_of):
    """After log-out, Back on a shared computer shows nothing; the public form may be kept."""
    assert client_of("rut").get("/")["Cache-Control"] == "no-store"
    assert "no-store" not in Client().get("/anmal/").get("Cache-Control", "")

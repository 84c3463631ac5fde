"""The doors around every page: login and its limits, closed sign-up, second factor, idle time-out, headers."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver

from brokerage import clock
from brokerage.organisation.models import User
from tests.access.addresses import visits
from tests.access.answers import LOGIN, leaks, told, unsafe
from tests.cast import PASSWORD, PEOPLE

pytestmark = pytest.mark.django_db
SECOND = "/konto/2fa/"


@pytest.fixture(autouse=True)
def _no_attempts_yet(db):
    cache.clear()


def log_in(browser, person, password=PASSWORD):
    return browser.post(LOGIN, {"login": f"{person}@formedlingen.example", "password": password})


def logged_in_by(browser, user, *records):
    """The browser, with a session in which this user has logged in by these means."""
    session = browser.session
    session["account_authentication_methods"] = list(records)
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return browser


BY_PASSWORD = {"method": "password"}
BY_CODE = {"method": "mfa", "type": "totp"}
BY_PASSKEY = {"method": "mfa", "type": "webauthn", "passwordless": True}


# Login


@pytest.mark.parametrize("person", PEOPLE)
def test_everybody_logs_in_with_mail_and_password(cast, browser_of, person):
    browser = browser_of("anonymous")
    assert log_in(browser, person).url == "/"
    response = browser.get("/")
    assert response.status_code == 200
    assert PEOPLE[person][0] in response.content.decode()


def test_a_wrong_password_and_an_unknown_address_give_the_same_answer(cast, browser_of):
    browser = browser_of("anonymous")
    answers = [log_in(browser, "anna", "fel lösenord"), log_in(browser, "nobody", "fel lösenord")]
    lines = [
        [line for line in answer.content.decode().split("\n") if "csrf" not in line and 'name="login"' not in line]
        for answer in answers
    ]
    assert lines[0] == lines[1]
    assert browser.get("/").status_code == 302


def test_an_account_that_is_closed_does_not_open(cast, browser_of):
    User.objects.filter(pk=cast.anna.pk).update(is_active=False)
    browser = browser_of("anonymous")
    log_in(browser, "anna")
    assert browser.get("/").status_code == 302


def test_guessing_is_stopped(cast, browser_of):
    """After five wrong passwords for one account in five minutes the right one does not help either."""
    browser = browser_of("anonymous")
    for _ in range(5):
        assert log_in(browser, "anna", "fel lösenord").status_code == 200
    stopped = log_in(browser, "anna")
    assert stopped.status_code in (200, 429)
    assert browser.get("/").status_code == 302, "The right password still opened after five wrong ones."
    assert log_in(browser_of("anonymous"), "rut").url == "/", "Another account is not shut by it."


def test_login_leads_nowhere_else(cast, browser_of):
    browser = browser_of("anonymous")
    given = {"login": "anna@formedlingen.example", "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert browser.post(LOGIN, given).url == "/"


# Sign-up


@pytest.mark.parametrize("path", ["signup/", "signup/passkey/"])
def test_nobody_signs_up(cast, browser_of, path):
    """Whatever is sent: no form, and no account."""
    given = {"email": "new@elsewhere.example", "password1": "en lång fras för oss", "password2": "en lång fras för oss"}
    browser = browser_of("anonymous")
    assert b"password1" not in browser.get(f"/konto/{path}").content
    browser.post(f"/konto/{path}", given)
    assert browser.get("/").status_code == 302
    assert User.objects.count() == len(PEOPLE)


def test_there_is_no_other_way_to_sign_up():
    ways = {path for path, _ in all_paths() if "signup" in path}
    assert ways == {"konto/signup/"}, "Shut it, and name it in the test above."


def all_paths(resolver=None, path=""):
    for entry in (resolver or get_resolver()).url_patterns:
        here = path + str(entry.pattern)
        yield from all_paths(entry, here) if isinstance(entry, URLResolver) else [(here, entry)]


# The second factor


@pytest.mark.parametrize("person", ["anna", "adam"])
def test_a_password_alone_opens_nothing_where_a_second_factor_is_required(world, browser_of, settings, person):
    """Every page sends to enrolment and says nothing; the public pages stay as they are."""
    settings.MFA_REQUIRED = True
    browser, canaries = browser_of(person), world.canaries()
    faults = []
    for visit in visits(world, person):
        for response in (browser.get(visit.path), browser.post(visit.path, {"x": "1"})):
            found = leaks(response, person, canaries, visit.told) + unsafe(response)
            if visit.address.guard.kind in ("public", "linked"):
                found += [] if response.status_code in (200, 404, 410, 422) else [str(response.status_code)]
            elif (response.status_code, response.headers.get("Location")) != (302, SECOND):
                found.append(f"{response.status_code} {response.headers.get('Location')} instead of {SECOND}")
            elif response.content:
                found.append("it says something")
            faults.append((visit, found))
    assert not told(faults), told(faults)
    for path in ("/admin/", "/admin/organisation/user/", "/finns-inte/"):
        assert browser.get(path).url == SECOND


def test_enrolment_itself_is_open(cast, browser_of, settings):
    settings.MFA_REQUIRED = True
    browser = browser_of("anna")
    assert browser.get(SECOND).status_code == 200
    assert browser.post("/konto/logout/").status_code == 302
    assert browser.get("/").url.startswith(LOGIN)


@pytest.mark.parametrize(
    ("records", "status"),
    [([], 302), ([BY_PASSWORD], 302), ([BY_PASSWORD, BY_CODE], 200), ([BY_PASSKEY], 200)],
)
def test_what_the_session_says_decides(cast, browser_of, settings, records, status):
    settings.MFA_REQUIRED = True
    browser = logged_in_by(browser_of("anna"), cast.anna, *records)
    assert browser.get("/rekrytering/anmalningar/").status_code == status


def test_somebody_elses_second_factor_does_not_count(cast, browser_of, settings):
    settings.MFA_REQUIRED = True
    browser = logged_in_by(browser_of("anna"), cast.rut, BY_PASSWORD, BY_CODE)
    assert browser.get("/rekrytering/anmalningar/").url == SECOND


def test_a_code_from_the_phone_opens(cast, browser_of, settings, monkeypatch):
    """Anna has enrolled: after the password she is nobody yet, after the code she is in."""
    settings.MFA_REQUIRED = True
    counter = next(totp.yield_hotp_counters_from_time())
    monkeypatch.setattr(totp, "yield_hotp_counters_from_time", lambda: iter([counter]))  # the half minute does not end
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(cast.anna, secret)
    browser = browser_of("anonymous")
    assert log_in(browser, "anna").url == f"{SECOND}authenticate/"
    assert browser.get("/").url.startswith(LOGIN)
    code = totp.format_hotp_value(totp.hotp_value(secret, counter))
    assert browser.post(f"{SECOND}authenticate/", {"code": code}).url == "/"
    assert browser.get("/rekrytering/anmalningar/").status_code == 200


def test_the_second_factor_costs_no_query(cast, browser_of, settings):
    counts = []
    for settings.MFA_REQUIRED in (False, True):
        browser = logged_in_by(browser_of("anna"), cast.anna, BY_PASSWORD, BY_CODE)
        browser.get("/rekrytering/anmalningar/")
        with CaptureQueriesContext(connection) as queries:
            assert browser.get("/rekrytering/anmalningar/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


# Idle


def test_whoever_has_been_away_is_logged_out(cast, browser_of, settings, today):
    settings.IDLE_MINUTES = 30
    browser = browser_of("anna")
    noon = clock.now()
    assert browser.get("/").status_code == 200
    for minutes, status in ((29, 200), (58, 200), (88, 200), (119, 302)):  # the last gap is 31 minutes
        with clock.at(noon + timedelta(minutes=minutes)):
            assert browser.get("/rekrytering/anmalningar/").status_code == status, minutes
    with clock.at(noon + timedelta(minutes=119)):
        response = browser.get("/rekrytering/anmalningar/")
        assert response.url.startswith(LOGIN)
        page = browser.get(LOGIN).content.decode()
    assert "Du har loggats ut eftersom du varit borta en stund." in page
    assert "Anna Berg" not in page


def test_a_session_that_never_said_when_it_was_seen_is_not_old(cast, browser_of):
    browser = browser_of("anna")
    assert "seen_at" not in browser.session
    assert browser.get("/").status_code == 200
    assert browser.session["seen_at"] == int(clock.now().timestamp())


def test_a_page_a_second_is_no_write_a_second(cast, browser_of):
    """The session is written at most once a minute."""
    browser = browser_of("anna")
    noon = clock.now()
    browser.get("/")
    written = []
    for seconds in (1, 59, 61, 62):
        with clock.at(noon + timedelta(seconds=seconds)), CaptureQueriesContext(connection) as queries:
            browser.get("/mitt-konto/")
        written.append(any("UPDATE" in query["sql"] and "session" in query["sql"] for query in queries))
    assert written == [False, False, True, False]


# Headers, on the pages that the matrix leaves out


def test_the_policy_holds_on_the_pages_of_login_and_administration(cast, browser_of):
    anonymous, anna, adam = browser_of("anonymous"), browser_of("anna"), browser_of("adam")
    pages = [
        *((anonymous, path) for path in (LOGIN, "/konto/signup/", "/konto/password/reset/", "/finns-inte/")),
        *((anna, f"/konto/{path}") for path in ("logout/", "password/change/", "email/", "2fa/", "reauthenticate/")),
        *((anna, path) for path in ("/finns-inte/", "/admin/")),
        *(
            (adam, f"/admin/{path}")
            for path in ("", "organisation/user/", "organisation/user/add/", "decisions/cause/")
        ),
    ]
    faults = [(path, unsafe(browser.get(path))) for browser, path in pages]
    assert not told(faults), told(faults)


def test_a_page_with_a_stranger_on_the_line(cast, browser_of):
    """An unknown address is 404 to who is logged in; to others the way in is the login, whatever they asked for."""
    assert browser_of("anna").get("/finns-inte/").status_code == 404
    assert browser_of("anonymous").get("/finns-inte/").status_code in (302, 404)


def test_a_faked_session_is_nobody(cast, browser_of):
    browser = browser_of("anonymous")
    browser.cookies["sessionid"] = "a" * 32
    assert browser.get("/").url.startswith(LOGIN)


def test_cookies_are_kept_from_scripts_and_from_other_sites(cast, browser_of):
    browser = browser_of("anonymous")
    session = log_in(browser, "anna").cookies["sessionid"]
    assert (session["httponly"], session["samesite"]) == (True, "Lax")
    assert not session["max-age"], "On a shared computer the session ends with the browser."

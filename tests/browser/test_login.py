"""Logging in with more than a password: passkeys, codes from an app, recovery codes; and where that is required."""

import base64
import hashlib
import hmac
import struct
import time
from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from playwright.sync_api import expect

from tests.browser.desk import Desk
from tests.cast import PASSWORD, Cast

RUT = "rut@formedlingen.example"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def code(secret: str) -> str:
    """What an app shows now for this secret (RFC 6238), worked out without the code under test."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def connect_an_app(desk: Desk) -> str:
    """From the page of one's login to the recovery codes; the secret that the app now shares."""
    desk.follow("Anslut en app")
    desk.reads("Visa att det är du").fill(password=PASSWORD).press("Fortsätt")
    secret = desk.main.locator("code").inner_text()
    desk.fill(code="000000").press("Anslut").reads("En uppgift behöver rättas")
    desk.fill(code=code(secret)).press("Anslut").reads("Reservkoder")
    return secret


def log_out(desk: Desk) -> None:
    with desk.page.expect_navigation():
        desk.page.get_by_role("button", name="Logga ut").click()
    desk.look().reads("Logga in")


def test_a_passkey_instead_of_a_password(desk_of: Callable[..., Desk], cast: Cast) -> None:
    rut = desk_of()
    cdp = rut.page.context.new_cdp_session(rut.page)
    cdp.send("WebAuthn.enable")
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    rut.open("/").log_in(RUT, PASSWORD).follow("Mitt konto").follow("Tvåstegsinloggning och passkeys")
    rut.follow("Lägg till nyckel").fill(password=PASSWORD).press("Fortsätt")
    rut.fill(name="Jobbdatorn", passwordless=True).press("Lägg till")
    rut.open("/konto/2fa/webauthn/").reads("Jobbdatorn", "Ersätter lösenordet")

    log_out(rut)
    rut.press("Logga in med passkey").reads("Väntar på dig")


def test_where_a_second_factor_is_required(desk_of: Callable[..., Desk], cast: Cast, settings: Any) -> None:
    settings.MFA_REQUIRED = True
    rut = desk_of()
    rut.open("/").log_in(RUT, PASSWORD).reads("Inloggning i två steg", "Inte påslagen")
    for path in ("/", "/rekrytering/anmalningar/", "/mitt-konto/", "/admin/"):
        rut.open(path)
        assert rut.path == "/konto/2fa/", f"A password alone opens {path}"

    secret = connect_an_app(rut)
    spare = rut.main.locator(".codes li").all_inner_texts()
    assert len(set(spare)) == 10
    rut.open("/").reads("logga sedan in igen")

    log_out(rut)
    rut.log_in(RUT, PASSWORD).reads("Steg två").fill(code="000000").press("Logga in").reads("En uppgift behöver rättas")
    cache.clear()  # a code is good once, and the next one comes in half a minute
    rut.fill(code=code(secret)).press("Logga in").reads("Väntar på dig")
    expect(rut.page.get_by_role("navigation", name="Huvudmeny")).to_be_visible()

    log_out(rut)  # the phone is lost: a recovery code, once
    rut.log_in(RUT, PASSWORD).fill(code=spare[0]).press("Logga in").reads("Väntar på dig")
    log_out(rut)
    rut.log_in(RUT, PASSWORD).fill(code=spare[0]).press("Logga in").reads("En uppgift behöver rättas")

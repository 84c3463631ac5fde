"""What happens around every request: who acts, the idle time-out, and a second factor where it is required."""

from collections.abc import Callable

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from brokerage import clock
from brokerage.access.actors import Actor
from brokerage.access.guards import GUARDS

GetResponse = Callable[[HttpRequest], HttpResponse]
_SEEN = "seen_at"


def actor_middleware(get_response: GetResponse) -> GetResponse:
    """Set `request.actor`; and keep what somebody has seen out of the memory of a shared computer."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.actor = Actor.of(request.user)  # type: ignore[attr-defined]
        response = get_response(request)
        if request.user.is_authenticated:
            response.setdefault("Cache-Control", "no-store")
        return response

    return middleware


def idle_middleware(get_response: GetResponse) -> GetResponse:
    """Log out who has been away for IDLE_MINUTES; the session is written at most once a minute."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            moment = int(clock.now().timestamp())
            seen = request.session.get(_SEEN, moment)
            if moment - seen > settings.IDLE_MINUTES * 60:
                logout(request)
                messages.info(request, "Du har loggats ut eftersom du varit borta en stund.")
                return redirect("account_login")
            if _SEEN not in request.session or moment - seen > 60:
                request.session[_SEEN] = moment
        return get_response(request)

    return middleware


def _is_for_anybody(path: str) -> bool:
    """The public's pages, and those behind the link of a letter."""
    try:
        guard = GUARDS.get(resolve(path).func)
    except Resolver404:
        return False
    return guard is not None and guard.kind in ("public", "linked")


def second_factor_middleware(get_response: GetResponse) -> GetResponse:
    """With MFA_REQUIRED nobody works on a password alone. Decides from the session, without a query.

    One's own account pages (enrolment, log-out) stay open, and what anybody may open without logging in.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        open_to_all = request.path.startswith("/konto/") or _is_for_anybody(request.path_info)
        if settings.MFA_REQUIRED and not open_to_all and request.user.is_authenticated:
            records = get_authentication_records(request, request.user)
            if not any(record.get("method") == "mfa" for record in records):
                messages.warning(request, "Lägg till tvåstegsinloggning och logga sedan in igen.")
                return redirect("mfa_index")
        return get_response(request)

    return middleware

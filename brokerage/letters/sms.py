"""How an SMS leaves the machine: nowhere, to the screen, to a list that tests read, or through a provider by HTTP.

The provider takes `from`, `to` and `message` as a form with a name and a password, as 46elks and its likes do.
"""

import base64
import re
import sys
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

TIMEOUT = 20  # seconds, as for mail
OUTBOX: list[tuple[str, str]] = []  # what the backend «memory» was given: number and text
_MOBILE = re.compile(r"\+467[02369]\d{7}|\+(?!46)[1-9]\d{6,14}")


class NotSent(OSError):
    """No provider is set up, or the provider did not take it. It carries no text: that could hold a number."""


def is_set_up() -> bool:
    """Whether an SMS can be sent at all."""
    return bool(settings.SMS_BACKEND)


def number_of(phone: str) -> str:
    """«070-174 06 05» as «+46701740605»; empty for what is no mobile number."""
    digits = re.sub(r"[^\d+]", "", phone)
    digits = re.sub(r"^00", "+", digits)
    digits = re.sub(r"^0(?=[1-9])", "+46", digits)
    return digits if _MOBILE.fullmatch(digits) else ""


def send(number: str, text: str) -> None:
    """Hand over one SMS. Raises OSError when it was not taken, and ValueError for what is no mobile number."""
    to = number_of(number)
    if not to:
        raise ValueError
    match settings.SMS_BACKEND:
        case "memory":
            OUTBOX.append((to, text))
        case "console":
            sys.stdout.write(f"SMS {to}: {text}\n")
        case "dummy":
            return
        case "http":
            _post({"from": settings.SMS_FROM, "to": to, "message": text})
        case _:
            raise NotSent


class _NoRedirect(HTTPRedirectHandler):
    """The password goes to the provider and to nobody else."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        return None


def _post(fields: dict[str, str]) -> None:
    key = base64.b64encode(f"{settings.SMS_USER}:{settings.SMS_PASSWORD}".encode()).decode()
    headers = {"Authorization": f"Basic {key}"}
    request = Request(settings.SMS_ADDRESS, data=urlencode(fields).encode(), headers=headers)
    with build_opener(_NoRedirect).open(request, timeout=TIMEOUT) as answer:
        if not 200 <= answer.status < 300:
            raise NotSent

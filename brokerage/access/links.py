"""Signed links in letters: made, and read back."""

import re
from datetime import date

from django.conf import settings
from django.core import signing
from django.db.models import Model
from django.urls import reverse

from brokerage import clock
from brokerage.access.actors import Link

_SALT = "brokerage.access.links"
_TOKEN = re.compile(r"[\w-]{8,}:[\w-]{5,}:[\w-]{20,}", re.ASCII)
HIDDEN = "[mottagarens nyckel]"


class BadLink(Exception):
    """The link was cut off, changed or made for something else."""


class ExpiredLink(Exception):
    """The link was right once."""


def make(action: str, row: Model, *, until: date) -> str:
    """A token that may do one action to one row through the end of a day."""
    return signing.dumps([action, row.pk, until.isoformat()], salt=_SALT)


def address(name: str, action: str, row: Model, *, until: date) -> str:
    """The whole address of a linked page, for a letter."""
    return settings.BASE_URL.rstrip("/") + reverse(name, args=[make(action, row, until=until)])


def without_tokens(text: str) -> str:
    """A letter as others than its receiver may read it: whoever has a token acts in the receiver's name."""
    return _TOKEN.sub(HIDDEN, text)


def read(token: str, action: str) -> Link:
    """Raises BadLink or ExpiredLink."""
    try:
        made_for, pk, until = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        raise BadLink from None
    if made_for != action:
        raise BadLink
    link = Link(action, pk, date.fromisoformat(until))
    if clock.today() > link.until:
        raise ExpiredLink
    return link

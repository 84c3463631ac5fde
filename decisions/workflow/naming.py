"""Texts that are about nobody: refused where they hold an identity number, or the name of a client of the unit."""

from collections.abc import Iterable
from itertools import pairwise

from brokerage import identity, names
from brokerage.workflow import Refusal
from decisions.models import ClientIdentity


def check_nobody_is_told(text: str, units: Iterable[int]) -> None:
    """Raises Refusal where the text tells who it is about."""
    if identity.mentions(text):
        raise Refusal("Texten innehåller ett personnummer. Skriv så att ingen kan kännas igen.")
    told = names.key(text).split("0")
    pairs = {"0".join(pair) for one, two in pairwise(told) for pair in ((one, two), (two, one))}
    if pairs and ClientIdentity.objects.filter(unit__in=list(units), name_key__in=pairs).exists():
        raise Refusal("Texten nämner en klient vid namn. Skriv så att ingen kan kännas igen.")

"""What may not stand in a text that others read than those who work with the client."""

from brokerage import names
from brokerage.identity import mentions
from brokerage.workflow import Refusal
from matching.models import Shortlist


def must_name_nobody(shortlist: Shortlist, text: str) -> None:
    """Neither a number nor the client's name nor, of a protected person, the district's. Raises Refusal."""
    client = shortlist.decision.client
    if mentions(text):
        raise Refusal("Texten innehåller något som ser ut som ett personnummer. Ta bort det.")
    told = names.key(text).split("0")
    if any(len(part) > 2 and part in told for part in names.key(client.identity.name).split("0")):
        raise Refusal("Texten nämner klientens namn. Skriv så att ingen kan kännas igen.")
    if client.is_protected and shortlist.unit.name.lower() in text.lower():
        raise Refusal("Texten nämner stadsdelen. Klienten har skyddade personuppgifter.")

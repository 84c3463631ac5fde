"""What is done with the people around a client: noted, put right, their consent taken back, no longer there."""

from datetime import date
from typing import Any

from brokerage import clock
from brokerage.access import Actor
from brokerage.pages.wording import day
from brokerage.workflow import Refusal, edits, insert
from decisions import rules as rules  # fills the matrix before a verb names an action of it
from decisions.models import Client, Contact


@edits("clients.work", label="Lägg till kontakt", done="Kontakten tillagd")
def add_contact(client: Client, *, by: Actor, **fields: Any) -> dict[str, int]:
    """Somebody around the client, and what may be told to them."""
    contact = Contact(client=client, **fields)
    _check(client, contact)
    insert(contact)
    return {"shares": len(contact.scope)}


@edits("clients.work", label="Ändra kontakt", done="Kontakten ändrad")
def edit_contact(client: Client, *, by: Actor, contact: Contact, **fields: Any) -> dict[str, int]:
    """What is known is put right, or another consent is given; one that was taken back holds again from its new day."""
    _of(client, contact)
    anew = fields.get("consent_on")
    if anew and contact.withdrawn_on and anew != contact.consent_on:
        if anew < contact.withdrawn_on:
            raise Refusal(f"Samtycket återtogs {day(contact.withdrawn_on)}: ett nytt gäller tidigast från den dagen.")
        contact.withdrawn_on = None
    for name, value in fields.items():
        setattr(contact, name, value)
    _check(client, contact)
    insert(contact)
    return {"shares": len(contact.scope)}


@edits("clients.work", label="Återta samtycket", done="Samtycket återtaget")
def withdraw_contact(client: Client, *, by: Actor, contact: Contact) -> None:
    """From today nothing more is said to them."""
    _of(client, contact)
    if not contact.shares_on(clock.today()):
        raise Refusal("Det finns inget samtycke att återta.")
    contact.withdrawn_on = clock.today()
    insert(contact)


@edits("clients.work", label="Inte längre aktuell", done="Kontakten avslutad")
def end_contact(client: Client, *, by: Actor, contact: Contact) -> None:
    """They are not around the client any more, and nothing is said to them."""
    _of(client, contact)
    contact.ended_on = clock.today()
    insert(contact)


def forget_places(client: Client) -> None:
    """A client's identity is protected from now on: where others around them are found is taken away at once."""
    Contact.objects.filter(client=client).update(place="", email="")


def _check(client: Client, contact: Contact) -> None:
    if client.is_protected and (contact.place or contact.email):
        raise Refusal("Klienten har skyddade personuppgifter: skriv inte var kontakten finns, och ingen e-postadress.")
    if contact.scope and not (contact.consent_on and contact.consent_by):
        raise Refusal("Något delas bara med samtycke: ange när och av vem.")
    _not_ahead(contact.consent_on)


def _not_ahead(day: date | None) -> None:
    if day and day > clock.today():
        raise Refusal("Samtycket kan inte ligga i framtiden.")


def _of(client: Client, contact: Contact) -> None:
    if contact.client_id != client.pk:
        raise Refusal("Kontakten hör till en annan klient.")
    if contact.ended_on:
        raise Refusal("Kontakten är inte längre aktuell.")

"""The rows of the districts' cases: clients, decisions, needs, and orders to the brokerage."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from brokerage import clock, identity
from brokerage.orders.models import Message, Order, ServiceOrder
from decisions.models import (
    Client,
    ClientIdentity,
    ClientPlace,
    Consent,
    Decision,
    Guardian,
    LegalGround,
    Need,
    Siblings,
)
from tests.access.who import BROKERAGE, FARSTA
from tests.access.world.rows import World


def furnish(world: World, place: str) -> None:
    """A client with guardian and consent, and a decision for each order: one still written, one placed."""
    client = add_client(world, place)
    for state in ("draft", "placed"):
        decision = add_decision(world, place, client)
        add_need(world, place, decision)
        order = add_order(world, place, decision, state=state)
        for row in (client, decision, order):
            world.event(row)
    service = add_service(world, place)
    add_message(world, place, service)


def add_client(world: World, place: str) -> Client:
    """A client; everybody in a place is a sibling of the first one there."""
    word, address = world.word(), world.word()
    born = date(2016, 1, 1) + timedelta(days=world.number)
    number = identity.made_up(born, 980 + world.number % 20)
    client = Client.objects.create(**world.at(place), birth_year=born.year, sex="woman", communication=f"Tecken {word}")
    ClientIdentity(client=client, **world.at(place), **world.person(word), number=number).save()
    ClientPlace.objects.create(client=client, street=f"Gatan {address}")
    add_guardian(client, world.person(word))
    client.contacts.create(
        circle="school",
        part="Mentor",
        **world.person(word),
        scope=["going"],
        consent_by="own",
        consent_on=clock.today(),
    )
    if eldest := next((row.obj for row in world.of_model(Client) if row.place == place), None):
        Siblings.objects.create(first=eldest, second=client)
    return world.keep("client", place, client, word, secrets=(number, address))


def add_guardian(client: Client, person: dict[str, str]) -> Guardian:
    """Somebody who decides for the client, and has consented."""
    made = Guardian.objects.create(client=client, **person)
    Consent.objects.create(client=client, guardian=made, given_on=clock.today())
    return made


def add_decision(world: World, place: str, client: Client, **given: Any) -> Decision:
    word, today = world.word(), clock.today()
    fields: dict[str, Any] = {
        "ground": LegalGround.objects.get(code="sol2025-family"),
        "extent": "Varannan helg",
        "purposes": ["relief"],
        "decided_on": today,
        "decision_maker": world.cast.hedda,
        "delegation": f"3.2 {word}",
        "case_reference": f"Ärende {word}",
        "suitability": f"Därför {word}",
        "recorded_by": world.cast.anna,
        "waiting_since": today,
        "due_on": today + timedelta(days=91),
    }
    made = Decision.objects.create(client=client, **world.at(place), **(fields | given))
    return world.keep("decision", place, made, word)


def add_need(world: World, place: str, decision: Decision) -> Need:
    """What the brokerage is told: its words have no canary of their own, since an order's card shows them."""
    return Need.objects.create(
        decision=decision, **world.at(place), musts=["smoke-free"], wishes=["dog"], words="Vill vara ute mycket."
    )


def add_order(world: World, place: str, decision: Decision, *, state: str) -> Order:
    word, today = world.word(), clock.today()
    fields: dict[str, Any] = {"drafted_by": world.cast.anna, "basis": "child", "number": word, "tried": f"Ringt {word}"}
    if state != "draft":
        fields |= {"placed_by": world.cast.mia, "placed_on": today, "price": Decimal("15000.00")}
    if state in ("accepted", "fulfilled"):
        fields |= {"broker": world.cast.rut}
    made = Order.objects.create(decision=decision, **world.at(place), state=state, **fields)
    return world.keep("order", place, made, word, hidden_from=BROKERAGE if state == "draft" else frozenset())


def add_service(world: World, place: str) -> ServiceOrder:
    """Hours of help with routines, which the brokerage has taken on; in Farsta support that runs by the month."""
    word, today = world.word(), clock.today()
    what = {"service": "routine-hour", "state": "accepted"}
    if place in FARSTA:
        first = today.replace(day=1)
        what = {"service": "support-month", "state": "running", "starts": first, "until": first}
    made = ServiceOrder.objects.create(
        **world.at(place),
        **what,
        number=word,
        quantity=3,
        words=f"Tre timmar {word}",
        price=Decimal("850.00"),
        drafted_by=world.cast.anna,
        placed_by=world.cast.mia,
        placed_on=today,
        broker=world.cast.rut,
    )
    return world.keep("service", place, made, word)


def add_message(world: World, place: str, order: ServiceOrder) -> Message:
    """From the brokerage to the district."""
    word = world.word()
    made = Message.objects.create(
        **world.at(place), service_order=order, from_brokerage=True, words=f"När? {word}", written_by=world.cast.rut
    )
    return world.keep("message", place, made, word)


def grow_service(world: World, at: str, row: Any) -> Any:
    row = row or add_service(world, "bromma_iof")
    add_message(world, "bromma_iof", row)
    world.event(row)
    return row


def grow_client(world: World, at: str, row: Any) -> Any:
    """A sibling, a guardian and a decision more."""
    row = row or add_client(world, at)
    add_client(world, at)
    add_guardian(row, world.person(world.word()))
    add_decision(world, at, row)
    world.event(row)
    return row

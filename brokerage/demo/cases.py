"""Clients with decisions in every stage of the three-month clock, for the demo city."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from brokerage import clock
from brokerage.access import Actor
from brokerage.orders import workflow as orders
from brokerage.organisation.models import Unit
from decisions.models import Client, Decision, LegalGround
from decisions.workflow import clients, decisions

if TYPE_CHECKING:
    from brokerage.demo.city import Builder

# Days since the decision, what has become of it since, and whether the need is described.
STAGES = (
    (118, "waiting", True),
    (97, "waiting", True),
    (84, "waiting", True),
    (71, "waiting", True),
    (40, "waiting", True),
    (12, "waiting", False),
    (4, "waiting", False),
    (200, "executed", True),
    (330, "executed", True),
    (400, "interrupted", True),
    (260, "ended", True),
)
WORDS = {
    "IoF": "Ett barn som tycker om djur och natur och som behöver lugn och fasta rutiner. Avlastning varannan helg.",
    "LSS": "Någon att göra saker med: bio, simning, en promenad. Behöver tid på sig och tydliga besked.",
}
ORDERED = (0, 1, 2)
MANAGERS = {("Bromma", "IoF"): "mia", ("Bromma", "LSS"): "moa", ("Farsta", "IoF"): "per"}
MUSTS = {"IoF": ["weekend-even", "smoke-free"], "LSS": ["weekday-evening"]}
WISHES = {"IoF": ["animals", "nature", "npf", "same-age", "homework"], "LSS": ["autism", "swimming", "film", "car"]}
EXTENTS = {
    "IoF": ("Varannan helg, fredag till söndag", "En helg i månaden"),
    "LSS": ("Tre timmar i veckan", "Två kvällar i månaden"),
}


def cases(builder: "Builder", key: str, area: str, officer: str) -> None:
    """One secretary's cases in her own programme area."""
    by = builder.cast.actor(key)
    unit = Unit.objects.get(pk=by.standings()[0].unit_id)
    for number, (ago, fate, is_described) in enumerate(STAGES):
        with builder.on(builder.back(ago), 9):
            client = _client(builder, by, unit, area, number)
            decision = _decision(builder, by, client, officer, number)
        if is_described:
            with builder.on(builder.back(max(ago - 3, 0)), 15):
                decision = decisions.describe_need(
                    decision, by=by, musts=MUSTS[area], wishes=WISHES[area], words=WORDS[area]
                )
        if number in ORDERED and fate == "waiting":
            _order(builder, by, decision, number)
        _fate(builder, by, decision, fate, builder.back(ago))


def _order(builder: "Builder", by: Actor, decision: Decision, number: int) -> None:
    """The district asks the brokerage: one draft awaits the manager, one the brokerage, one is being worked on."""
    basis = "disability" if decision.area == "LSS" else "child"
    manager = builder.cast.actor(MANAGERS[decision.unit.name, decision.area])
    with builder.on(builder.back(9 - 2 * number)):
        order = orders.draft(
            by=by, decision=decision, basis=basis, tried="Har frågat alla i den egna poolen.", choices=2
        )
        if number > 0:
            order = orders.place(order, by=manager)
        if number > 1:
            orders.accept(order, by=builder.cast.actor("rut"))


def _client(builder: "Builder", by: Actor, unit: Unit, area: str, number: int) -> Client:
    first, last = builder.people.name()
    is_child = area == "IoF"
    client = clients.register(
        by=by,
        unit=unit,
        area=area,
        name=f"{first} {last}",
        number=builder.people.number(5, 14) if is_child else builder.people.number(20, 60),
        protection="registered" if number == 3 else "none",
        interpreter=None,
        communication="Bildstöd" if number % 5 == 4 else "",
        phone="" if is_child else builder.people.phone(),
    )
    if is_child:
        client = clients.add_guardian(
            client,
            by=by,
            name=f"{builder.people.name()[0]} {last}",
            phone=builder.people.phone(),
            email="",
            protection="none",
        )
        client = clients.record_consent(client, by=by, guardian=client.guardians.get(), given_on=clock.today())
    if not is_child or client.identity.age() >= 12:
        client = clients.record_consent(client, by=by, guardian=None, given_on=clock.today())
    return client


def _decision(builder: "Builder", by: Actor, client: Client, officer: str, number: int) -> Decision:
    today = clock.today()
    word = "familj" if client.area == "IoF" else "person"
    grounds = LegalGround.for_area(client.area).on(today).reportable()
    ground = next(each for each in grounds if each.intervention == f"kontakt{word}")
    return decisions.record(
        by=by,
        client=client,
        ground=ground,
        decided_on=today,
        decision_maker=builder.cast.users[officer],
        extent=builder.dice.choice(EXTENTS[client.area]),
        purposes=["relief", "change"] if client.area == "IoF" else ["companion"],
        valid_to=clock.months_after(today, 12) if number % 2 else None,
        delegation="3.2",
        case_reference=f"{client.unit.name[:3].upper()}-{today.year}-{client.pk:04}",
    )


def _fate(builder: "Builder", by: Actor, decision: Decision, fate: str, decided_on: date) -> None:
    if fate == "waiting":
        return
    if fate == "ended":
        with builder.on(decided_on + timedelta(days=50)):
            decisions.end(decision, by=by, ended_on=clock.today(), reason="Ansökan återtogs.")
        return
    with builder.on(decided_on + timedelta(days=62)):
        decision = decisions.execute(decision, by=by, executed_on=clock.today())
    if fate == "interrupted":
        with builder.on(builder.back(38)):
            decisions.interrupt(decision, by=by, since=clock.today())

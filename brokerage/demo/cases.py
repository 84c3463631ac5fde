"""Clients whose decisions the cast has in hand: registered, agreed, decided and described, step by step."""

from dataclasses import dataclass
from random import Random
from typing import Any

from brokerage import clock
from brokerage.access import Actor
from brokerage.demo import telling
from brokerage.demo.builder import Builder
from brokerage.demo.caseload import AGES, ground
from brokerage.orders import workflow as orders
from brokerage.orders.models import Order
from brokerage.organisation.models import Role
from decisions.models import Client, Decision, LegalGround
from decisions.models.decisions import Urgency
from decisions.workflow import clients, decisions

# Days since the decision, and whether the need is described. The first two were late when the last quarter ended.
WAITING = ((286, True), (196, True), (84, True), (71, True), (40, True), (12, False), (4, False))
PLACES = (("Bromma", "IoF"), ("Bromma", "LSS"), ("Farsta", "IoF"))
DRAFTED, PLACED, ACCEPTED = "drafted", "placed", "accepted"
BASES = {"IoF": "child", "LSS": "disability", "SP": "consent"}


@dataclass(frozen=True)
class Grant:
    """A case to be: whose, for what, and how many days since the decision."""

    unit: str
    area: str
    kind: str
    ago: int
    is_described: bool = True
    is_protected: bool = False
    musts: tuple[str, ...] | None = None  # None: as the dice fall

    def secretary(self, builder: Builder) -> Actor:
        return builder.actor(self.unit, self.area, Role.CONTACT_SECRETARY)


def waiting() -> list[Grant]:
    """What the three secretaries have had on their desks for a while, or since yesterday."""
    return [
        Grant(unit, area, "family" if area == "IoF" else "person", ago, is_described, is_protected=number == 3)
        for unit, area in PLACES
        for number, (ago, is_described) in enumerate(WAITING)
    ]


def build_waiting(builder: Builder) -> None:
    """Of each three that wait longest, one order is a draft, one is placed, and one is being worked on."""
    for number, grant in enumerate(waiting()):
        decision = build(builder, grant)
        stage = dict(enumerate((DRAFTED, PLACED, ACCEPTED))).get(number % len(WAITING))
        if stage:
            order(builder, grant, decision, stage, ago=9 - 2 * (number % len(WAITING)))


def build(builder: Builder, grant: Grant) -> Decision:
    """The client and the decision on its day, and the need some days later."""
    by = grant.secretary(builder)
    with builder.on(builder.back(grant.ago), 9):
        client = _client(builder, by, grant)
        decision = _decision(builder, by, client, grant)
    if grant.is_described:
        need = telling.need(builder.dice, grant.area, grant.kind)
        if grant.musts is not None:
            need["musts"] = grant.musts
        wishes = [code for code in need["wishes"] if code not in need["musts"]]
        told = Random(decision.case_reference)  # of its own: the city's dice do not turn with it
        important = [wishes.pop()] if told.random() < 0.5 else []
        urgency = told.choices(Urgency.values, (1, 3, 8))[0]
        with builder.on(builder.back(max(grant.ago - 1, 0)), 15):
            decision = decisions.describe_need(
                decision,
                by=by,
                musts=list(need["musts"]),
                important=important,
                wishes=wishes,
                words=need["words"],
                urgency=urgency,
            )
    return decision


def order(builder: Builder, grant: Grant, decision: Decision, stage: str, *, ago: int) -> Order:
    """The district asks the brokerage, as far as the stage says."""
    manager = builder.actor(grant.unit, grant.area, Role.DISTRICT_MANAGER)
    tried = "Har frågat alla i den egna poolen."
    with builder.on(builder.back(ago)):
        made = orders.draft(
            by=grant.secretary(builder), decision=decision, basis=BASES[grant.area], tried=tried, choices=2
        )
        if stage != DRAFTED:
            made = orders.place(made, by=manager)
        if stage == ACCEPTED:
            made = orders.accept(made, by=builder.acting("rut"))
    return made


def _client(builder: Builder, by: Actor, grant: Grant) -> Client:
    ages = AGES[grant.area, grant.kind]
    # Young enough to be a child on the day of the appointment too.
    low, high = ages[0] if grant.area == "LSS" else builder.dice.choice(ages)
    number = builder.people.number_at(clock.today(), low, min(high, 16) if grant.area != "SP" else high)
    name = builder.people.name_for(number)
    is_child = grant.area != "SP"
    client = clients.register(
        by=by,
        unit=builder.units[grant.unit],
        area=grant.area,
        name=name,
        number=number,
        protection="registered" if grant.is_protected else "none",
        interpreter=None,
        communication="Bildstöd" if grant.area == "LSS" and builder.dice.random() < 0.3 else "",
        phone="" if is_child or grant.is_protected else builder.people.phone(),
    )
    if is_child:
        guardian: dict[str, Any] = {
            "name": builder.people.full_name(name.split()[-1], is_woman=builder.dice.random() < 0.6),
            "phone": "" if grant.is_protected else builder.people.phone(),
            "protection": "registered" if grant.is_protected else "none",
        }
        client = clients.add_guardian(client, by=by, email="", **guardian)
        client = clients.record_consent(client, by=by, guardian=client.guardians.get(), given_on=clock.today())
    if client.identity.age() >= 12:
        client = clients.record_consent(client, by=by, guardian=None, given_on=clock.today())
    return client


def _decision(builder: Builder, by: Actor, client: Client, grant: Grant) -> Decision:
    today = clock.today()
    return decisions.record(
        by=by,
        client=client,
        ground=LegalGround.objects.get(code=ground(grant.area, grant.kind, today)),
        decided_on=today,
        assessed_on=today,
        target_groups=list(builder.dice.choice(telling.TARGET_GROUPS[grant.area])),
        decision_maker=builder.who(grant.unit, grant.area, Role.CASE_OFFICER),
        extent=builder.dice.choice(telling.EXTENTS[grant.kind]),
        purposes=list(builder.dice.choice(telling.PURPOSES[grant.area])),
        valid_to=clock.months_after(today, 18) if builder.dice.random() < 0.5 else None,
        delegation="3.2",
        case_reference=builder.case_reference(grant.unit),
    )

"""A client, guardians and decisions, made through the verbs themselves."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser

from brokerage import clock, identity
from decisions.models import Client, ClientIdentity, Decision, LegalGround
from decisions.workflow import clients, decisions
from tests.cast import Cast
from tests.recruitment.window import Window

SISTER = identity.made_up(date(2014, 5, 6), 984)
CHILD = identity.made_up(date(2017, 4, 2), 980)
ADULT = identity.made_up(date(1988, 9, 9), 991)


@pytest.fixture
def window(client_of: Callable[..., Any]) -> Callable[..., Window]:
    """`window("anna")`: Anna at her screen."""
    return lambda who="": Window(client_of(who) if who else Browser())


@pytest.fixture
def client_made(cast: Cast) -> Callable[..., Client]:
    """`client_made()`: a child of nine in Bromma, whose mother consents; `by` and the rest can differ."""

    def make(
        *, by: str = "anna", name: str = "Kajsa Kanariefågel", number: str = CHILD, consents: bool = True, **fields: Any
    ) -> Client:
        actor = cast.actor(by)
        standing = actor.standings()[0]
        unit = cast.farsta if by == "olle" else cast.bromma
        given: dict[str, Any] = {
            "area": min(standing.areas),
            "protection": "none",
            "interpreter": None,
            "communication": "",
            **fields,
        }
        made = clients.register(by=actor, unit=unit, name=name, number=number, **given)
        if made.identity.age() < 18:
            made = clients.add_guardian(
                made, by=actor, name="Moa Mor", phone="070-174 06 05", email="", protection="none"
            )
        if consents:
            guardian = made.guardians.first()
            made = clients.record_consent(made, by=actor, guardian=guardian, given_on=clock.today())
        return made

    return make


@pytest.fixture
def decided(cast: Cast, client_made: Callable[..., Client]) -> Callable[..., Decision]:
    """`decided()`: a contact family granted today to the child of nine."""

    def make(
        *, by: str = "anna", client: Client | None = None, ground: str = "sol2025-family", **fields: Any
    ) -> Decision:
        given: dict[str, Any] = {
            "decided_on": clock.today(),
            "assessed_on": fields.get("decided_on") or clock.today(),
            "decision_maker": cast.hedda,
            "extent": "Varannan helg",
            "purposes": ["relief"],
            "delegation": "3.2",
            "case_reference": "BRO-2026-0001",
            **fields,
        }
        found = LegalGround.objects.get(code=ground)
        return decisions.record(by=cast.actor(by), client=client or client_made(by=by), ground=found, **given)

    return make


@pytest.fixture
def waits(cast: Cast, decided: Callable[..., Decision]) -> Callable[..., Decision]:
    """`waits()`: a child for whom nobody has been found since 1 April."""

    def make(name: str = "Kajsa Kanariefågel", **fields: Any) -> Decision:
        turn = Decision.objects.count()
        area = "LSS" if fields.get("by") == "lo" else "IoF"
        ground = "lss-short-family" if area == "LSS" else "sol2025-family"
        with clock.at(date(2026, 4, 1)):
            client = Client.objects.create(
                unit=cast.bromma,
                area=area,
                birth_year=2017,
                sex="woman",
                protection=fields.pop("protection", "none"),
            )
            ClientIdentity.objects.create(
                client=client,
                unit=cast.bromma,
                area=area,
                name=name,
                number=identity.made_up(date(2017, 4, 2) + timedelta(days=turn), 980),
            )
            client.consents.create(given_on=date(2026, 4, 1))
            return Decision.objects.create(
                unit=cast.bromma,
                area=area,
                client=client,
                ground=LegalGround.objects.get(code=fields.pop("ground", ground)),
                extent="Varannan helg",
                purposes=["relief"],
                decided_on=date(2026, 4, 1),
                waiting_since=date(2026, 4, 1),
                due_on=date(2026, 7, 1),
                decision_maker=cast.hedda,
                delegation="3.2",
                case_reference=f"BRO-2026-{turn + 1:04}",
                recorded_by=cast.anna,
            )

    return make

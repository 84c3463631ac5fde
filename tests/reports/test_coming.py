"""What is to come of the year's cost: Mia sees what is booked and ordered, before anything is charged."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.budget import QUERIES
from brokerage import clock
from brokerage.charges.models import Budget, Charge
from brokerage.orders import workflow as orders
from brokerage.orders.workflow import service_orders
from recruitment.models import Training
from recruitment.workflow import training
from tests.cast import Cast
from tests.decisions.conftest import client_made, decided
from tests.orders.test_orders import drafted
from tests.orders.test_service_orders import ordered
from tests.reading import pick, read
from tests.recruitment.made import Made

__all__ = ["client_made", "decided", "drafted", "ordered"]
Make = Callable[..., Any]
pytestmark = pytest.mark.django_db
PAGE = "/ekonomi/kommande/"
NOVEMBER = date(2026, 11, 1)
EVENING = datetime(2026, 12, 3, 18, 0, tzinfo=clock.STOCKHOLM)


@pytest.fixture
def made(cast: Cast) -> Made:
    return Made(cast)


@pytest.fixture
def evening(cast: Cast) -> Training:
    facts: dict[str, Any] = {"title": "Om autism", "kind": "evening", "starts_at": EVENING, "place": "Hus 4"}
    return training.plan_training(by=cast.actor("rut"), unit=cast.team, themes=["autism"], is_open=True, **facts)


@pytest.fixture
def booked(cast: Cast, made: Made, evening: Training) -> Callable[..., Any]:
    def make(by: str, name: str) -> Any:
        return training.book(by=cast.actor(by), volunteer=made.volunteer(by=by, name=name), training=evening)

    return make


def rows_of(client: Any) -> list[str]:
    return [" ".join(" ".join(row.itertext()).split()) for row in pick(read(client.get(PAGE)), "tbody tr")]


def test_seats_services_and_searches_before_they_are_charged(
    booked: Make, ordered: Make, drafted: Make, cast: Cast, client_of: Make
) -> None:
    """Two of Bromma's families are booked and one has cancelled; Olle's is Farsta's to pay."""
    booked("anna", "Familjen Ek")
    booked("anna", "Familjen Alm")
    booked("olle", "Familjen Bo")
    training.unbook(booked("anna", "Familjen Dal"), by=cast.actor("anna"))
    service = ordered(accepted=True)
    order = orders.place(drafted(), by=cast.actor("mia"))
    page = read(client_of("mia").get(PAGE))
    assert rows_of(client_of("mia")) == [
        "Om autism 2 platser, 3 dec 2026 1 300,00",
        f"{service.number} Hjälp att bygga upp rutiner 2 550,00",
        f"{order.number} Kontaktfamilj 18 000,00",
    ]
    assert "21 850 kr" in page.text_content().replace("\N{NO-BREAK SPACE}", " ")
    assert "Familjen" not in page.text_content()
    assert not Charge.objects.exists()
    for who in ("anna", "hedda", "rut", "eva"):
        assert client_of(who).get(PAGE).status_code == 403


def test_what_is_charged_is_no_longer_to_come(booked: Make, evening: Training, cast: Cast, client_of: Make) -> None:
    seat = booked("anna", "Familjen Ek")
    assert rows_of(client_of("mia")) == ["Om autism 1 plats, 3 dec 2026 650,00"]
    with clock.at(datetime(2026, 12, 3, 21, 0, tzinfo=clock.STOCKHOLM)):
        training.hold(evening, by=cast.actor("rut"), came=[seat.pk])
        assert rows_of(client_of("mia")) == []
    assert Charge.objects.get().amount == 650


def test_of_support_by_the_month_what_is_left_is_to_come(ordered: Make, cast: Cast, client_of: Make) -> None:
    order = service_orders.begin(ordered("support-month", "6"), by=cast.actor("rut"), starts=date(2026, 11, 1))
    before = Decimal(6) * order.price
    charged = sum((each.amount for each in Charge.objects.all()), Decimal(0))
    (row,) = rows_of(client_of("mia"))
    left = before - charged
    assert f"{left:,.2f}".replace(",", " ").replace(".", ",") in row.replace("\N{NO-BREAK SPACE}", " ")


def test_the_budget_that_will_not_do_is_told(booked: Make, cast: Cast, client_of: Make) -> None:
    Budget.objects.create(unit=cast.bromma, year=2026, amount=Decimal(600))
    booked("anna", "Familjen Ek")
    said = read(client_of("mia").get(PAGE)).text_content().replace("\N{NO-BREAK SPACE}", " ")
    assert "Med det här blir det 50,00 kr för mycket" in said


def test_what_falls_in_another_year_is_not_held_against_this_years_budget(
    booked: Make, ordered: Make, evening: Training, cast: Cast, client_of: Make
) -> None:
    """Of six months from November, one is charged and one is left of the year."""
    order = service_orders.begin(ordered("support-month", "6"), by=cast.actor("rut"), starts=NOVEMBER)
    budget = Budget.objects.create(unit=cast.bromma, year=2026, amount=2 * order.price)
    Training.objects.update(starts_at=datetime(2027, 1, 14, 18, 0, tzinfo=clock.STOCKHOLM))
    booked("anna", "Familjen Ek")
    assert len(rows_of(client_of("mia"))) == 2
    assert "för mycket" not in read(client_of("mia").get(PAGE)).text_content()
    Budget.objects.filter(pk=budget.pk).update(amount=2 * order.price - 1)
    said = read(client_of("mia").get(PAGE)).text_content().replace("\N{NO-BREAK SPACE}", " ")
    assert "Med det här blir det 1,00 kr för mycket" in said


def test_more_of_it_takes_no_more_queries(booked: Make, client_of: Make) -> None:
    mia, counts = client_of("mia"), []
    for name in ("Familjen Ek", "Familjen Alm"):
        booked("anna", name)
        mia.get(PAGE)
        with CaptureQueriesContext(connection) as queries:
            mia.get(PAGE)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= QUERIES["reports:coming"]

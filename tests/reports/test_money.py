"""The money at a glance: Eva sees the city's, Mia her own, to the öre, and whether the year bears its cost."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brokerage import clock
from brokerage.access import permitted
from brokerage.charges.models import Budget, Charge, YearCost
from brokerage.invoicing import workflow
from brokerage.orders.models import Order
from brokerage.reports import figures
from tests.cast import Cast
from tests.decisions.conftest import client_made, decided
from tests.invoicing.conftest import NOVEMBER, SEPTEMBER, charged, credit, run
from tests.orders.test_orders import drafted
from tests.reading import pick, read, text_of

__all__ = ["charged", "client_made", "credit", "decided", "drafted", "run"]
Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


@pytest.fixture
def books(cast: Cast, charged: Make, run: Make, credit: Make) -> None:
    """September: Bromma 18 000 (paid), Farsta 9 000 (credited). October: Bromma 650 and 1 000, of which 1 000 back."""
    charged("Bromma", "18000.00", month=SEPTEMBER, name="Förmedlad kontaktfamilj")
    charged("Farsta", "9000.00", month=SEPTEMBER, name="Förmedlad kontaktperson")
    bromma, farsta = run(SEPTEMBER)
    workflow.settle(bromma, by=cast.actor("eva"), on=clock.today())
    credit(farsta, again=False)
    charged("Bromma", "650.00", name="Plats på fortbildning")
    charged("Bromma", "1000.00", name="Plats på fortbildning")
    (invoice,) = run()
    line = invoice.lines.get(position=2)
    workflow.credit_lines(invoice, by=cast.actor("eva"), lines=[line.pk], reason="amount", again=False)
    charged("Bromma", "42.00", month=NOVEMBER)


def seen_by(cast: Cast, who: str, name: str = "invoices.view") -> Any:
    return permitted(cast.actor(who), name)


def test_the_year_in_sums(books: None, cast: Cast) -> None:
    found = figures.year_of(seen_by(cast, "eva"), seen_by(cast, "eva", "creditnotes.view"), 2026)
    assert found.all.row() == (Decimal(28650), Decimal(-10000), Decimal(18650), Decimal(650))
    assert found.months[SEPTEMBER].row() == (Decimal(27000), Decimal(-9000), Decimal(18000), Decimal(0))
    assert found.months[date(2026, 10, 1)].row() == (Decimal(1650), Decimal(-1000), Decimal(650), Decimal(650))
    assert [*found.districts] == ["Bromma", "Farsta"]
    assert sum((each.net for each in found.months.values()), Decimal()) == found.all.net
    assert sum((each.net for each in found.districts.values()), Decimal()) == found.all.net


def test_by_service(books: None, cast: Cast) -> None:
    assert figures.by_service(seen_by(cast, "eva", "invoicelines.view"), 2026) == [
        ("Förmedlad kontaktfamilj", 1, Decimal(18000), Decimal(0)),
        ("Förmedlad kontaktperson", 1, Decimal(9000), Decimal(-9000)),
        ("Plats på fortbildning", 2, Decimal(1650), Decimal(-1000)),
    ]


def test_mia_sees_her_own_alone(books: None, client_of: Make) -> None:
    page = client_of("mia").get("/ekonomi/").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "Bromma" in page
    assert "Farsta" not in page
    assert "19 650 kr" in page
    assert "42 kr" in page
    assert "Ange årets kostnad" not in page


def test_what_a_match_and_a_decision_cost(cast: Cast, drafted: Make, decided: Make, client_made: Make) -> None:
    """Two matches for one decision, the second under the guarantee, and one for another; a withdrawal is a cost too."""
    first, second = (
        drafted(),
        drafted(decision=decided(client=client_made(name="Ola Orm", number="20160101-9803"), case_reference="B-2")),
    )
    rows = (("matching.assignment:1", first, 18000), ("matching.assignment:2", first, 0))
    rows += (("matching.assignment:3", second, 18000), ("orders.order:9", second, 3000))
    for cause, order, amount in rows:
        fields: dict[str, Any] = {"unit": cast.bromma, "month": date(2026, 11, 1), "text": "x"}
        Charge.objects.create(
            cause=cause, order_number=order.number, amount=amount, code="match-contact-family", **fields
        )
    costs = figures.costs_of(seen_by(cast, "eva", "charges.view"), 2026)
    assert (costs.matches, costs.decisions, costs.amount) == (3, 2, Decimal(39000))
    assert (costs.per_match(), costs.per_decision()) == (Decimal(13000), Decimal(19500))
    assert Order.objects.count() == 2
    assert figures.costs_of(seen_by(cast, "eva", "charges.view"), 2025).per_match() is None


def test_the_year_against_its_own_cost(books: None, cast: Cast, client_of: Make) -> None:
    eva = client_of("eva")
    eva.post("/arskostnad/", {"unit": cast.team.pk, "year": "2026", "amount": "37300"})
    page = eva.get("/ekonomi/").content.decode()
    assert "50 % av självkostnaden" in page
    cost = YearCost.objects.get()
    eva.post(f"/arskostnad/{cost.pk}/andra/", {"amount": "10000"})
    assert "mer än självkostnaden: se över priserna" in eva.get("/ekonomi/?year=2026").content.decode()


def test_the_budget_is_shown_to_whose_it_is(books: None, cast: Cast, client_of: Make) -> None:
    Budget.objects.create(unit=cast.bromma, year=2026, amount=Decimal(20000))
    for who, sees in (("mia", True), ("eva", False)):
        page = client_of(who).get("/ekonomi/").content.decode().replace("\N{NO-BREAK SPACE}", " ")
        assert ("19 692,00 kr av årets budget 20 000,00 kr" in page) is sees


def test_a_chart_and_its_table_say_the_same(books: None, client_of: Make) -> None:
    page = read(client_of("eva").get("/ekonomi/"))
    assert pick(page, ".chart-scroll svg")
    captions = text_of(page, "caption")
    assert captions == ["Per månad", "Per stadsdel", "Per tjänst, utan moms"]


def test_a_year_that_is_none_is_this_one(books: None, client_of: Make) -> None:
    for wrong in ("?year=abc", "?year=1900", "?year="):
        page = client_of("eva").get(f"/ekonomi/{wrong}")
        assert page.status_code == 200
        assert "2026" in page.content.decode()


def test_more_invoices_take_no_more_queries(books: None, charged: Make, run: Make, client_of: Make) -> None:
    eva, counts = client_of("eva"), []
    for unit in ("Farsta", "Skarpnäck"):
        eva.get("/ekonomi/")
        with CaptureQueriesContext(connection) as queries:
            eva.get("/ekonomi/")
        counts.append(len(queries))
        charged(unit)
        run()
    assert counts[0] == counts[1] <= 16

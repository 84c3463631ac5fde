"""What volunteers are paid, as sums: Eva sees the city's, and never a sum that could be one of them; Mia her own."""

import csv
import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from bench.budget import QUERIES
from brokerage import clock
from brokerage.organisation.models import Unit
from brokerage.reports.compensation import TOGETHER, Part, amount_of, told
from matching.models import PayLine, Payroll
from tests.cast import Cast
from tests.decisions.conftest import client_made, decided
from tests.matching.conftest import made, pay, pooled
from tests.matching.pay import Pay
from tests.reading import pick, read, text_of
from tests.recruitment.made import Made, plain

__all__ = ["client_made", "decided", "made", "pay", "pooled"]
Make = Callable[..., Any]
PAGE = "/ekonomi/ersattning/"
SEPTEMBER = date(2026, 9, 1)
CLOSED = date(2026, 10, 5)
WEEKEND = date(2026, 9, 18), date(2026, 9, 20)


def rows_of(page: Any) -> list[str]:
    return [" ".join(" ".join(row.itertext()).split()) for row in pick(page, "tbody tr")]


def part(key: Any, people: int, amount: int) -> Part:
    return Part(key, people, Decimal(amount))


def test_a_small_part_is_told_with_the_smallest_of_the_others() -> None:
    parts = [part("Bromma", 9, 9000), part("Farsta", 2, 1500), part("Järva", 6, 7000), part("Kista", 1, 100)]
    assert told(parts) == [part("Bromma", 9, 9000), Part(TOGETHER, None, Decimal(8600))]
    assert told([part("Bromma", 9, 9000), part("Järva", 5, 7000)]) == [part("Bromma", 9, 9000), part("Järva", 5, 7000)]
    assert told([part("Bromma", 4, 9000), part("Järva", 3, 7000)]) == []


PARTS = st.lists(st.tuples(st.integers(1, 12), st.integers(-500, 90_000)), min_size=1, max_size=9)


@given(PARTS)
def test_whatever_is_paid_no_sum_of_fewer_than_five_can_be_found(rows: list[tuple[int, int]]) -> None:
    """Nothing told is of fewer than five; what is told adds up to the whole, unless nothing is told at all."""
    parts = [part(number, people, amount) for number, (people, amount) in enumerate(rows)]
    found = told(parts)
    assert all(each.people is None or each.people >= 5 for each in found)
    assert amount_of(found) == (amount_of(parts) if found else 0)
    hidden = [each for each in parts if each not in found]
    assert not hidden or not found or sum(each.people or 0 for each in hidden) > 5


@pytest.fixture
def paid(pay: Pay, cast: Cast, made: Made) -> Make:
    """`paid(6)`: so many families of Bromma had a weekend of September, 1,550 kronor each; `paid(2, cast.farsta)`."""
    with clock.at(CLOSED):
        pay.attested(pay.visit(pay.running(starts=SEPTEMBER, terms={"fee": Decimal(250)}), *WEEKEND))
        first = pay.closed(SEPTEMBER)
    lines, keys = list(first.lines.all()), count(10_000)  # no key of a visit

    def make(people: int, unit: Unit | None = None, closed_on: date = CLOSED) -> Payroll:
        facts = {"cutoff_on": first.cutoff_on, "closed_on": closed_on, "closed_by": cast.mia, "total": first.total}
        rows = Payroll.objects.get_or_create(unit=unit or cast.bromma, area="IoF", month=SEPTEMBER, defaults=facts)[0]
        for _ in range(people - (unit is None)):
            family, key = made.volunteer(by="anna", name=f"Familjen {next(keys)}"), next(keys)
            for line in lines:
                line.pk, line.key, line.volunteer, line.payroll = None, key, family, rows
                PayLine.objects.bulk_create([line])
        return rows

    return make


@pytest.mark.django_db
class TestThePage:
    def test_eva_sees_sums_by_month_district_and_service_and_nobodys_name(
        self, paid: Make, cast: Cast, client_of: Make
    ) -> None:
        paid(6)
        paid(5, cast.farsta)
        page = read(client_of("eva").get(PAGE))
        assert text_of(page, "caption") == ["Per månad", "Per stadsdel", "Per insats"]
        rows = rows_of(page)
        assert rows == [
            "September 11 uppdragstagare 17 050,00",
            "Bromma 6 uppdragstagare 9 300,00",
            "Farsta 5 uppdragstagare 7 750,00",
            "Kontaktfamilj 11 uppdragstagare 17 050,00",
        ]
        assert "Familjen" not in page.text_content()
        assert pick(page, ".chart-scroll svg")

    def test_what_could_be_one_of_them_is_not_told(self, paid: Make, cast: Cast, client_of: Make) -> None:
        """Two in Farsta: with Bromma's six they are one part, and neither sum stands alone."""
        paid(6)
        paid(2, cast.farsta)
        eva = client_of("eva")
        page = read(eva.get(PAGE))
        assert "Övriga tillsammans 12 400,00" in rows_of(page)
        for way in ("", "?format=csv"):
            text = plain(eva.get(PAGE + way).content.decode())
            for word in (
                "9 300",
                "9\N{NO-BREAK SPACE}300",
                "3 100",
                "3\N{NO-BREAK SPACE}100",
                "9300",
                "3100",
                "Farsta",
            ):
                assert word not in text, word

    def test_of_fewer_than_five_in_all_nothing_is_told(self, paid: Make, client_of: Make) -> None:
        paid(4)
        page = read(client_of("eva").get(PAGE))
        assert "visas inte" in page.text_content()
        assert "1 550" not in page.text_content()
        assert "6 200" not in page.text_content()
        assert "Inget att visa" in page.text_content()

    def test_what_is_closed_in_a_month_is_told_together(self, paid: Make, cast: Cast, client_of: Make) -> None:
        """What Farsta adds when it closes would be no difference to read: it waits for the month to be over."""
        paid(6)
        late = paid(1, cast.farsta, closed_on=clock.today())
        page = read(client_of("eva").get(PAGE))
        assert rows_of(page)[0] == "September 6 uppdragstagare 9 300,00"
        assert "först när månaden är slut" in page.text_content()
        with clock.at(date(2026, 10, 31)):
            assert "Inget att visa" in read(client_of("eva").get(PAGE)).text_content()
            assert rows_of(read(client_of("mia").get(PAGE)))[0] == "September 6 uppdragstagare 9 300,00"
        with clock.at(date(2026, 12, 1)):
            assert rows_of(read(client_of("eva").get(PAGE)))[0] == "September 6 uppdragstagare 9 300,00"
            assert paid(4, cast.farsta) == late
            assert rows_of(read(client_of("eva").get(PAGE)))[0] == "September 11 uppdragstagare 17 050,00"

    def test_mia_closes_them_herself_and_sees_her_own_alone(self, paid: Make, cast: Cast, client_of: Make) -> None:
        paid(1)
        paid(6, cast.farsta)
        page = read(client_of("mia").get(PAGE))
        assert rows_of(page) == [
            f"{part} 1 uppdragstagare 1 550,00" for part in ("September", "Bromma", "Kontaktfamilj")
        ]
        assert client_of("anna").get(PAGE).status_code == 403
        assert client_of("rut").get(PAGE).status_code == 403

    def test_as_a_file(self, paid: Make, client_of: Make) -> None:
        paid(6)
        answer = client_of("eva").get(f"{PAGE}?year=2026&format=csv")
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        assert [row[:2] for row in rows] == [
            ["Indelning", "Del"],
            ["Per månad", "September"],
            ["Per stadsdel", "Bromma"],
            ["Per insats", "Kontaktfamilj"],
        ]
        assert {row[3] for row in rows[1:]} == {"6"}

    def test_more_payrolls_take_no_more_queries(self, paid: Make, cast: Cast, client_of: Make) -> None:
        eva, counts = client_of("eva"), []
        for unit in (None, cast.farsta):
            paid(6, unit)
            eva.get(PAGE)
            with CaptureQueriesContext(connection) as queries:
                eva.get(PAGE)
            counts.append(len(queries))
        assert counts[0] == counts[1] <= QUERIES["reports:compensation"]

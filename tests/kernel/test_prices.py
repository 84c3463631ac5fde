"""The price list, charges by hand, and the budget: Eva sets and strikes, Mia sees and is warned."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from brokerage import clock
from brokerage.charges import workflow
from brokerage.charges.models import Budget, Charge, PriceItem
from brokerage.charges.problems import over_budget
from brokerage.invoicing.queries import not_invoiced
from brokerage.invoicing.workflow import run_month
from brokerage.workflow import Blocked, NotAllowed, Refusal

pytestmark = pytest.mark.django_db
TERMS = {"name": "Plats på fortbildning", "amount": Decimal("700.00"), "per": "plats", "vat": "S", "vat_reason": ""}


@pytest.fixture
def seat(cast):
    return lambda starts: workflow.set_price(by=cast.actor("eva"), code="training-seat", starts=starts, **TERMS)


@pytest.fixture
def added(cast):
    """`added(month=...)`: Eva charges Bromma for two places by hand."""

    def add(month=date(2026, 10, 1), **given):
        asked = {"unit": cast.bromma, "code": "training-seat", "quantity": Decimal(2), "reason": "Efteranmälan"}
        return workflow.add(by=cast.actor("eva"), month=month, **(asked | given))

    return add


def of_seats():
    rows = PriceItem.objects.filter(code="training-seat").order_by("starts")
    return [(row.amount, row.starts, row.ends) for row in rows]


def test_a_new_price_ends_the_one_before_it(seat):
    seat(date(2027, 1, 1))
    assert of_seats() == [
        (Decimal("650.00"), date(2026, 1, 1), date(2026, 12, 31)),
        (Decimal("700.00"), date(2027, 1, 1), None),
    ]
    seat(date(2026, 12, 1))  # in between: it lasts until the one that is set already
    assert [(starts, ends) for _, starts, ends in of_seats()] == [
        (date(2026, 1, 1), date(2026, 11, 30)),
        (date(2026, 12, 1), date(2026, 12, 31)),
        (date(2027, 1, 1), None),
    ]


def test_a_price_is_not_set_backwards(seat):
    with pytest.raises(Refusal, match="inte bakåt"):
        seat(date(2026, 11, 21))
    assert len(of_seats()) == 1


def test_what_is_charged_is_as_it_was(seat, added):
    before = added()
    seat(clock.today())
    before.refresh_from_db()
    assert (before.price, before.amount) == (Decimal("650.00"), Decimal("1300.00"))
    assert added().amount == Decimal("1400.00")


@pytest.mark.parametrize("who", ["mia", "anna", "rut", "adam"])
def test_nobody_but_the_economist_sets_adds_or_strikes(cast, added, who):
    made = added()
    with pytest.raises(NotAllowed):
        workflow.set_price(by=cast.actor(who), code="ny", starts=clock.today(), **TERMS)
    with pytest.raises(NotAllowed):
        workflow.strike(made, by=cast.actor(who), reason="x")
    assert not PriceItem.objects.filter(code="ny").exists()


def test_a_charge_is_struck_with_a_reason_and_never_invoiced(cast, added):
    made = workflow.strike(added(), by=cast.actor("eva"), reason="Dubbelt anmäld")
    assert (made.state, made.struck_by, made.struck_because) == ("struck", cast.eva, "Dubbelt anmäld")
    assert not not_invoiced(Charge.objects.all()).exists()
    assert run_month(date(2026, 10, 1), by=cast.actor("eva")) == []


def test_what_stands_on_an_invoice_is_credited_instead(cast, added):
    made = added()
    run_month(date(2026, 10, 1), by=cast.actor("eva"))
    with pytest.raises(Blocked, match="Kreditera raden"):
        workflow.strike(made, by=cast.actor("eva"), reason="x")


def test_in_the_browser(cast, client_of):
    eva, mia = client_of("eva"), client_of("mia")
    asked = {"unit": cast.bromma.pk, "code": "vetting", "quantity": "1", "month": "2026-11-01", "reason": "Muntligt"}
    assert eva.post(reverse("charges:charge_add"), asked | {"reason": ""}).status_code == 422
    assert "personnummer" in eva.post(reverse("charges:charge_add"), asked | {"reason": "160503-9850"}).content.decode()
    eva.post(reverse("charges:charge_add"), asked)
    made = Charge.objects.get()
    page = mia.get(made.get_absolute_url()).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "12 000,00 kr" in page
    assert "Stryk" not in page
    assert mia.get(reverse("charges:charge_strike", args=[made.pk])).status_code == 403
    assert client_of("olle").get(made.get_absolute_url()).status_code == 403
    eva.post(reverse("charges:charge_strike", args=[made.pk]), {"reason": "Redan betald"})
    assert "Redan betald" in mia.get(made.get_absolute_url()).content.decode()


def test_the_list_shows_what_holds_today_and_what_comes(seat, client_of):
    seat(date(2027, 1, 1))
    page = client_of("anna").get(reverse("charges:prices")).content.decode()
    assert ["Gäller" in page, "Kommande" in page, "Sätt ett pris" in page] == [True, True, False]
    assert "Sätt ett pris" in client_of("eva").get(reverse("charges:prices")).content.decode()


def test_a_price_that_is_exempt_says_why(client_of):
    form = {"code": "ny", "name": "Ny", "amount": "10", "per": "styck", "account": "3510", "vat": "E"}
    form |= {"guarantee_days": "0", "withdrawal_percent": "0", "starts": "2026-12-01", "vat_reason": ""}
    page = client_of("eva").post(reverse("charges:price_set"), form).content.decode()
    assert "Skriv varför tjänsten är undantagen från moms." in page
    client_of("eva").post(reverse("charges:price_set"), form | {"vat": "S"})
    assert PriceItem.objects.get(code="ny").vat_reason == ""


class TestBudget:
    def test_mia_is_warned_and_not_hindered(self, cast, added):
        assert over_budget(cast.bromma.pk, Decimal(10**6), clock.today()) == []
        workflow.set_budget(by=cast.actor("mia"), unit=cast.bromma, year=2026, amount=Decimal(1500))
        added()
        assert over_budget(cast.bromma.pk, Decimal(200), clock.today()) == []
        (problem,) = over_budget(cast.bromma.pk, Decimal("200.01"), clock.today())
        assert not problem.blocking
        assert "0,01" in problem.text

    def test_of_another_year_or_unit_it_is_another(self, cast, added):
        workflow.set_budget(by=cast.actor("mia"), unit=cast.bromma, year=2026, amount=Decimal(0))
        assert over_budget(cast.farsta.pk, Decimal(1), clock.today()) == []
        assert over_budget(cast.bromma.pk, Decimal(1), date(2027, 1, 1)) == []

    def test_once_a_year_and_of_ones_own_unit(self, cast, client_of):
        mia, url = client_of("mia"), reverse("charges:budget_set")
        mia.post(url, {"unit": cast.bromma.pk, "year": "2026", "amount": "100000"})
        again = mia.post(url, {"unit": cast.bromma.pk, "year": "2026", "amount": "5"})
        assert "redan en budget för året" in again.content.decode()
        assert mia.post(url, {"unit": cast.farsta.pk, "year": "2026", "amount": "5"}).status_code == 422
        budget = Budget.objects.get()
        change = reverse("charges:budget_change", args=[budget.pk])
        mia.post(change, {"amount": "120000"})
        budget.refresh_from_db()
        assert budget.amount == Decimal(120000)


@pytest.mark.parametrize("number", ["Kajsa", "Kajsa 2026", "2026-0001 Moa", "160503-9850", "2026-1"])
def test_what_stands_on_an_invoice_is_a_number_and_no_name(number, cast, client_of):
    asked = {"unit": cast.bromma.pk, "code": "vetting", "quantity": "1", "month": "2026-11-01", "reason": "Muntligt"}
    page = client_of("eva").post(reverse("charges:charge_add"), asked | {"order_number": number[:12]})
    assert page.status_code == 422
    client_of("eva").post(reverse("charges:charge_add"), asked | {"order_number": "t2026-0007"})
    assert Charge.objects.get().text == "Beställning T2026-0007"

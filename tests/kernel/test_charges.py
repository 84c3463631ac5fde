"""A charge arises from a step, once, by the price of the day."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from brokerage import clock
from brokerage.audit.models import Event
from brokerage.charges.models import Charge, PriceItem
from brokerage.charges.workflow import charge
from brokerage.workflow import EFFECTS, Refusal
from tests.kernel.conftest import everything
from tests.testapp import workflow
from tests.testapp.states import TicketState

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(tickets, actor):
    """`answered()`: a ticket is answered, and its unit is charged for an hour."""

    def answer():
        (ticket,) = tickets(state=TicketState.SENT)
        workflow.answer(ticket, by=actor("rut"), text="Så här.")
        return Charge.objects.get(cause=f"ticket-{ticket.pk}")

    return answer


def new_price(amount, starts):
    PriceItem.objects.create(code="routine-hour", name="Stöd", amount=Decimal(amount), per="timme", starts=starts)


def test_the_unit_is_charged_by_the_price_of_the_day(cast, answered):
    made = answered()
    made.refresh_from_db()
    assert (made.unit, made.amount, made.month, made.text) == (
        cast.bromma,
        Decimal("850.00"),
        date(2026, 11, 1),
        "Svar",
    )
    assert made.created_at == clock.now()


def test_a_new_price_holds_from_its_first_day_and_changes_nothing_before(answered):
    new_price("900.50", date(2026, 12, 1))
    with clock.at(date(2026, 11, 30)):
        before = answered()
    with clock.at(date(2026, 12, 1)):
        after = answered()
    before.refresh_from_db()
    assert (before.amount, after.amount) == (Decimal("850.00"), Decimal("900.50"))
    assert after.month == date(2026, 12, 1)


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2027, 1, 1)])
def test_without_a_price_for_the_day_nothing_is_done(tickets, actor, day):
    PriceItem.objects.update(ends=date(2026, 12, 31))
    (ticket,) = tickets(state=TicketState.SENT)
    before = everything()
    with clock.at(day), pytest.raises(Refusal) as caught:
        workflow.answer(ticket, by=actor("rut"), text="Så här.")
    assert caught.value.sentences == (f"Prislistan saknar pris för «routine-hour» den {day}.",)
    assert everything() == before


def test_the_last_day_of_a_price_is_a_day_of_it(answered):
    PriceItem.objects.update(ends=date(2026, 11, 22))
    assert answered().amount == Decimal("850.00")


def test_the_same_thing_is_charged_once(cast, tickets, actor, today):
    (ticket,) = tickets(state=TicketState.SENT)
    Charge.objects.create(unit=cast.bromma, month=today.replace(day=1), text="x", amount=1, cause=f"ticket-{ticket.pk}")
    before = everything()
    with pytest.raises(Refusal):
        workflow.answer(ticket, by=actor("rut"), text="Så här.")
    assert everything() == before


def test_nobody_charges_by_hand(cast, actor, today):
    with pytest.raises(RuntimeError, match="only inside a step"):
        charge("routine-hour", by=actor("eva"), unit=cast.bromma, on=today, text="x", cause="x")
    assert not Charge.objects.exists()


def test_the_log_says_what_the_charge_came_from(answered):
    made = answered()
    event = Event.objects.get(object_type="charges.charge", object_id=made.pk, cause__verb="testapp.ticket.answer")
    assert event.facts == {}  # neither the text nor the sum
    assert EFFECTS["charges.charge.charge"].done == "Debiterad"


def test_a_charge_is_of_a_month(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Charge.objects.create(unit=cast.bromma, month=date(2026, 11, 2), text="x", amount=1, cause="x")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"amount": Decimal("-1")}, "Ett pris kan inte vara negativt."),
        ({"ends": date(2025, 12, 31)}, "Priset kan inte upphöra före sin första dag."),
        ({"code": "vetting"}, "Priset har redan en rad från den dagen."),
    ],
)
def test_a_price_that_cannot_be_is_refused_in_words_and_by_the_database(given, sentence):
    plain = {"code": "ny", "name": "Ny", "amount": Decimal(1), "per": "styck", "starts": date(2026, 1, 1)}
    price = PriceItem(**plain | given)
    with pytest.raises(ValidationError) as caught:
        price.full_clean()
    assert caught.value.messages == [sentence]
    with pytest.raises(IntegrityError), transaction.atomic():
        price.save()

"""The other services: Mia orders hours and months, Rut delivers, the unit pays once; and they write to each other."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from brokerage import clock, identity
from brokerage.charges import workflow as prices
from brokerage.charges.models import Budget, Charge, PriceItem
from brokerage.letters.models import Letter
from brokerage.orders import workflow as orders
from brokerage.orders.awaiting import awaiting
from brokerage.orders.models import Message, ServiceOrder
from brokerage.orders.workflow import messages
from brokerage.orders.workflow import service_orders as workflow
from brokerage.workflow import NotAllowed, Refusal, WrongState
from decisions.workflow import decisions
from tests.cast import Cast
from tests.orders.test_orders import NAME, drafted
from tests.recruitment.made import plain

__all__ = ["drafted"]
Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


@pytest.fixture
def ordered(cast: Cast) -> Make:
    """`ordered(placed=True)`: three hours of help with routines, 850 kr each."""

    def make(
        service: str = "routine-hour", quantity: str = "3", *, placed: bool = True, accepted: bool = False
    ) -> ServiceOrder:
        made = workflow.draft(
            by=cast.actor("anna"),
            unit=cast.bromma,
            area="IoF",
            service=service,
            quantity=Decimal(quantity),
            words="Tre timmar.",
        )
        if placed or accepted:
            made = workflow.place(made, by=cast.actor("mia"))
        return workflow.accept(made, by=cast.actor("rut")) if accepted else made

    return make


class TestServices:
    def test_delivered_it_is_charged_at_the_price_that_was_seen(self, ordered: Make, cast: Cast) -> None:
        order = ordered(accepted=True)
        PriceItem.objects.update(amount=Decimal(1))
        done = workflow.deliver(order, by=cast.actor("rut"), delivered=Decimal(2), on=clock.today())
        made = Charge.objects.get()
        assert (done.state, made.amount, made.quantity) == ("delivered", Decimal("1700.00"), Decimal(2))
        assert (made.text, made.order_number, made.vat) == ("Beställning T2026-0001", "T2026-0001", "S")

    def test_it_is_confirmed_in_writing_with_what_it_costs(self, ordered: Make, cast: Cast) -> None:
        ordered(accepted=True)
        workflow.begin(ordered("support-month", "6"), by=cast.actor("rut"), starts=date(2026, 11, 1))
        hours, months = Letter.objects.filter(purpose="order-confirmation").order_by("pk")
        assert "Antal: 3. Pris: 850,00" in plain(hours.body)
        assert "2 550,00 kr i allt utan moms" in plain(hours.body)
        assert "månader, 1 200,00 kr i månaden" in plain(months.body)

    def test_more_than_was_ordered_is_asked_for_first(self, ordered: Make, cast: Cast) -> None:
        with pytest.raises(Refusal, match="mer än vad som beställdes"):
            workflow.deliver(ordered(accepted=True), by=cast.actor("rut"), delivered=Decimal(4), on=clock.today())
        assert not Charge.objects.exists()

    def test_hours_are_charged_by_the_quarter(self, ordered: Make, cast: Cast) -> None:
        order = ordered("routine-hour", "2.75", accepted=True)
        workflow.deliver(order, by=cast.actor("rut"), delivered=Decimal("2.75"), on=clock.today())
        assert Charge.objects.get().amount == Decimal("2337.50")

    @pytest.mark.parametrize(
        ("service", "accepted", "cost"),
        [
            ("vetting", True, "9000.00"),
            ("routine-hour", True, None),
            ("vetting", False, None),
        ],
    )
    def test_a_withdrawal_costs_what_was_said(
        self, ordered: Make, cast: Cast, service: str, accepted: bool, cost: str | None
    ) -> None:
        order = ordered(service, accepted=accepted)
        PriceItem.objects.update(withdrawal_percent=100)  # too late for this one
        workflow.withdraw(order, by=cast.actor("mia"))
        assert [each.amount for each in Charge.objects.all()] == ([Decimal(cost)] if cost else [])
        with pytest.raises((WrongState, NotAllowed)):
            workflow.deliver(order, by=cast.actor("rut"), delivered=Decimal(1), on=clock.today())

    def test_a_match_that_is_withdrawn_when_the_search_has_begun(self, drafted: Make, cast: Cast) -> None:
        PriceItem.objects.update(withdrawal_percent=20)
        order = orders.accept(orders.place(drafted(), by=cast.actor("mia")), by=cast.actor("rut"))
        orders.withdraw(order, by=cast.actor("anna"))
        made = Charge.objects.get()
        assert (made.amount, made.text) == (Decimal("3600.00"), "Beställning 2026-0001, återtagen")

    @pytest.mark.parametrize("who", ["anna", "hedda", "olle", "lo", "rut", "eva"])
    def test_nobody_but_the_manager_places(self, ordered: Make, cast: Cast, who: str) -> None:
        with pytest.raises(NotAllowed):
            workflow.place(ordered(placed=False), by=cast.actor(who))

    def test_rut_sees_it_when_it_is_placed_and_the_strangers_never(self, ordered: Make, client_of: Make) -> None:
        order = ordered(placed=False)
        url = order.get_absolute_url()
        assert client_of("rut").get(url).status_code == 404
        for who in ("olle", "lo"):
            assert client_of(who).get(url).status_code == 404
        assert client_of("anna").get(url).status_code == 200

    def test_the_whole_way_in_the_browser(self, cast: Cast, client_of: Make) -> None:
        anna, mia, rut = client_of("anna"), client_of("mia"), client_of("rut")
        page = anna.get(reverse("orders:service_draft")).content.decode().replace("\N{NO-BREAK SPACE}", " ")
        assert "Hjälp att bygga upp rutiner, 850,00 kr per timme" in page
        assert "Platser på fortbildning" not in page  # these are booked, and charged by the seat
        number = identity.made_up(date(2014, 2, 3), 983)
        asked = {"unit": cast.bromma.pk, "area": "IoF", "service": "routine-hour", "quantity": "2"}
        refused = anna.post(reverse("orders:service_draft"), asked | {"words": f"För {number}"})
        assert "ser ut som ett personnummer" in refused.content.decode()
        anna.post(reverse("orders:service_draft"), asked | {"words": "Två timmar i höst."})
        order = ServiceOrder.objects.get()
        assert f"Lägg beställning {order.number}" in mia.get("/").content.decode()
        Budget.objects.create(unit=cast.bromma, year=2026, amount=Decimal(1000))
        place = reverse("orders:serviceorder_place", args=[order.pk])
        page = mia.get(place).content.decode().replace("\N{NO-BREAK SPACE}", " ")
        assert "2 × 850,00 kr = 1 700,00 kr" in page
        assert "700,00 kr för mycket" in page
        mia.post(place)
        assert f"Ta på dig beställning {order.number}" in rut.get("/").content.decode()
        rut.post(reverse("orders:serviceorder_accept", args=[order.pk]))
        rut.post(reverse("orders:serviceorder_deliver", args=[order.pk]), {"delivered": "2", "on": "2026-11-22"})
        page = mia.get(order.get_absolute_url()).content.decode().replace("\N{NO-BREAK SPACE}", " ")
        assert "1 700,00 kr" in page
        assert "Det här har beställningen kostat" in page
        assert Charge.objects.get().amount == Decimal("1700.00")


class TestMonthlySupport:
    """It runs from a month on, and each month that begins is charged once."""

    @pytest.fixture
    def running(self, ordered: Make, cast: Cast) -> Make:
        def make(months: str = "6", starts: date = date(2026, 11, 1)) -> ServiceOrder:
            return workflow.begin(ordered("support-month", months), by=cast.actor("rut"), starts=starts)

        return make

    def test_the_month_that_has_begun_is_charged_with_the_beginning(self, running: Make) -> None:
        order = running()
        made = Charge.objects.get()
        assert (made.amount, made.month, made.text) == (
            Decimal("1200.00"),
            date(2026, 11, 1),
            "Handledning november 2026",
        )
        assert (made.cause, made.order_number) == (f"support-month:{order.unit_id}:2026-11", order.number)
        assert (order.state, order.until) == ("running", date(2027, 4, 1))

    def test_the_job_twice_a_minute_and_after_two_months_away_charges_each_month_once(self, running: Make) -> None:
        order = running()
        PriceItem.objects.update(amount=Decimal(1))  # what was agreed holds
        assert workflow.charge_support() == 0
        for day in (date(2026, 12, 1), date(2026, 12, 1), date(2026, 12, 31), date(2027, 2, 14), date(2027, 2, 14)):
            with clock.at(day):
                workflow.charge_support()
        charged = Charge.objects.order_by("month").values_list("month", "amount")
        months = [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)]
        assert list(charged) == [(each, Decimal("1200.00")) for each in months]
        assert ServiceOrder.objects.get(pk=order.pk).charged_until == date(2027, 2, 1)

    def test_it_is_over_when_what_was_ordered_is(self, running: Make) -> None:
        order = running("2")
        with clock.at(date(2027, 3, 5)):
            workflow.charge_support()
            assert workflow.charge_support() == 0
        order.refresh_from_db()
        assert (order.state, order.delivered, order.delivered_on) == ("delivered", 2, date(2027, 3, 5))
        assert Charge.objects.count() == 2

    def test_mia_stops_it_and_pays_the_month_that_has_begun(self, running: Make, cast: Cast, client_of: Make) -> None:
        order = running()
        with clock.at(date(2026, 12, 2)):  # the job has not been here since
            mia = client_of("mia")
            url = reverse("orders:serviceorder_stop", args=[order.pk])
            assert "Därefter debiteras inget mer" in mia.get(url).content.decode()
            mia.post(url)
        with clock.at(date(2027, 2, 1)):
            workflow.charge_support()
        order.refresh_from_db()
        assert (order.state, order.delivered) == ("delivered", 2)
        page = mia.get(order.get_absolute_url()).content.decode().replace("\N{NO-BREAK SPACE}", " ")
        assert "Handledning december 2026" in page
        assert "2 400,00 kr" in page

    def test_a_unit_has_one_at_a_time_and_never_pays_a_month_twice(
        self, running: Make, ordered: Make, cast: Cast
    ) -> None:
        first = running()
        rut = cast.actor("rut")
        other = ordered("support-month", "3")
        with pytest.raises(Refusal, match="redan handledning som löper"):
            workflow.begin(other, by=rut, starts=date(2026, 11, 1))
        workflow.stop(first, by=rut)
        workflow.begin(other, by=rut, starts=date(2026, 11, 1))
        assert Charge.objects.get().order_number == first.number

    def test_what_is_struck_does_not_come_back(self, running: Make, cast: Cast) -> None:
        running()
        prices.strike(Charge.objects.get(), by=cast.actor("eva"), reason="Ingen handledare fanns.")
        with clock.at(date(2026, 12, 1)):
            workflow.charge_support()
        states = Charge.objects.order_by("month").values_list("month", "state")
        assert list(states) == [(date(2026, 11, 1), "struck"), (date(2026, 12, 1), "standing")]

    def test_it_begins_later_and_is_stopped_before_it_costs_anything(self, running: Make, cast: Cast) -> None:
        order = running(starts=date(2027, 1, 1))
        assert workflow.charge_support() == 0
        assert workflow.stop(order, by=cast.actor("mia")).delivered == 0
        assert not Charge.objects.exists()

    @pytest.mark.parametrize(
        ("service", "quantity", "why"),
        [("support-month", "1.5", "helt antal"), ("support-month", "37", "högst 36"), ("vetting", "0.5", "helt antal")],
    )
    def test_months_and_investigations_are_whole(self, ordered: Make, service: str, quantity: str, why: str) -> None:
        with pytest.raises(ValidationError, match=why):
            ordered(service, quantity, placed=False)

    def test_it_is_begun_and_not_taken_on_or_delivered(self, ordered: Make, running: Make, cast: Cast) -> None:
        rut = cast.actor("rut")
        with pytest.raises(NotAllowed):
            workflow.accept(ordered("support-month", "2"), by=rut)
        with pytest.raises(NotAllowed):
            workflow.begin(ordered("routine-hour", "2"), by=rut, starts=date(2026, 11, 1))
        with pytest.raises(Refusal, match="före beställningen"):
            workflow.begin(ordered("support-month", "2"), by=rut, starts=date(2026, 10, 1))


class TestMessages:
    def test_each_side_sees_that_the_other_has_written_until_it_has_answered(self, ordered: Make, cast: Cast) -> None:
        order = ordered(accepted=True)
        messages.write(by=cast.actor("rut"), on=order, words="När passar det?")
        (item,) = [each for each in awaiting(cast.actor("anna")) if each.text.startswith("Läs meddelande")]
        assert item.sub == "Från Resursteamen"
        assert not [each for each in awaiting(cast.actor("rut")) if "meddelande" in each.text]
        messages.write(by=cast.actor("anna"), on=order, words="På torsdag.")
        assert not [each for each in awaiting(cast.actor("anna")) if "meddelande" in each.text]
        (item,) = [each for each in awaiting(cast.actor("rut")) if "meddelande" in each.text]
        message = Message.objects.get(from_brokerage=False)
        with pytest.raises(NotAllowed):
            messages.note_read(message, by=cast.actor("anna"))
        messages.note_read(message, by=cast.actor("rut"))
        assert not [each for each in awaiting(cast.actor("rut")) if "meddelande" in each.text]

    def test_on_a_match_the_brokerage_reads_it_on_its_card(self, drafted: Make, cast: Cast, client_of: Make) -> None:
        order = orders.accept(orders.place(drafted(), by=cast.actor("mia")), by=cast.actor("rut"))
        url = reverse("orders:order_write", args=[order.pk])
        for words in (f"{NAME.split()[0]} vill ha en hund.", f"Hör av er till {NAME}", f"KAJSA, {NAME}"):
            assert "nämner klientens namn" in client_of("anna").post(url, {"words": words}).content.decode(), words
        client_of("anna").post(url, {"words": "Barnet vill ha en hund."})
        rut = client_of("rut")
        home = rut.get("/").content.decode()
        assert "Läs meddelande om beställning 2026-0001" in home
        card = rut.get(reverse("orders:order_card", args=[order.pk])).content.decode()
        assert "Barnet vill ha en hund." in card
        rut.post(reverse("orders:order_card_write", args=[order.pk]), {"words": "Vi letar."})
        assert "Vi letar." in client_of("mia").get(order.get_absolute_url()).content.decode()

    def test_the_strangers_write_and_read_nothing(self, ordered: Make, cast: Cast, client_of: Make) -> None:
        order = ordered(accepted=True)
        for who in ("olle", "lo"):
            assert (
                client_of(who).post(reverse("orders:service_write", args=[order.pk]), {"words": "x"}).status_code == 404
            )
            with pytest.raises(NotAllowed):
                messages.write(by=cast.actor(who), on=order, words="x")

    def test_before_it_is_placed_the_brokerage_writes_nothing(self, ordered: Make, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            messages.write(by=cast.actor("rut"), on=ordered(placed=False), words="x")

    def test_what_the_district_has_tried_names_nobody_either(self, drafted: Make, decided: Make, cast: Cast) -> None:
        decision = decided()
        with pytest.raises(ValidationError, match="nämner klientens namn"):
            orders.draft(by=cast.actor("anna"), decision=decision, basis="child", tried=f"{NAME} nekade.", choices=2)

    def test_who_writes_does_not_give_away_the_district_of_somebody_protected(
        self, drafted: Make, decided: Make, client_made: Make, cast: Cast, client_of: Make
    ) -> None:
        decision = decided(client=client_made(protection="registered"))
        order = orders.accept(orders.place(drafted(decision=decision), by=cast.actor("mia")), by=cast.actor("rut"))
        for words, why in (("Ett barn i bromma.", "stadsdelen"), ("Ring 20170402-9808.", "personnummer")):
            with pytest.raises(Refusal, match=why):
                decisions.describe_need(decision, by=cast.actor("anna"), musts=[], wishes=[], words=words)
        for words in ("Vi i Bromma undrar.", "Ring bromma!"):
            with pytest.raises(ValidationError, match="nämner stadsdelen"):
                messages.write(by=cast.actor("anna"), on=order, words=words)
        messages.write(by=cast.actor("anna"), on=order, words="Har ni någon?")
        messages.write(by=cast.actor("rut"), on=order, words="Snart.")
        card = client_of("rut").get(reverse("orders:order_card", args=[order.pk])).content.decode()
        assert "Har ni någon?" in card
        assert cast.anna.name not in card
        own = client_of("mia").get(order.get_absolute_url()).content.decode()
        assert cast.anna.name in own

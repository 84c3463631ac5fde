"""The other services: Mia orders places and hours, Rut delivers, the unit pays once; and they write to each other."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from brokerage import clock, identity
from brokerage.charges.models import Budget, Charge, PriceItem
from brokerage.orders import workflow as orders
from brokerage.orders.awaiting import awaiting
from brokerage.orders.models import Message, ServiceOrder
from brokerage.orders.workflow import messages
from brokerage.orders.workflow import service_orders as workflow
from brokerage.workflow import NotAllowed, Refusal, WrongState
from decisions.workflow import decisions
from tests.cast import Cast
from tests.orders.test_orders import NAME, drafted

__all__ = ["drafted"]
Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


@pytest.fixture
def ordered(cast: Cast) -> Make:
    """`ordered(placed=True)`: three places at a training, 650 kr each."""

    def make(
        service: str = "training-seat", quantity: str = "3", *, placed: bool = True, accepted: bool = False
    ) -> ServiceOrder:
        made = workflow.draft(
            by=cast.actor("anna"),
            unit=cast.bromma,
            area="IoF",
            service=service,
            quantity=Decimal(quantity),
            words="Tre platser.",
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
        assert (done.state, made.amount, made.quantity) == ("delivered", Decimal("1300.00"), Decimal(2))
        assert (made.text, made.order_number, made.vat) == ("Beställning T2026-0001", "T2026-0001", "S")

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
            ("training-seat", True, "1950.00"),
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
        assert "Platser på fortbildning, 650,00 kr per plats" in page
        number = identity.made_up(date(2014, 2, 3), 983)
        asked = {"unit": cast.bromma.pk, "area": "IoF", "service": "training-seat", "quantity": "2"}
        refused = anna.post(reverse("orders:service_draft"), asked | {"words": f"För {number}"})
        assert "ser ut som ett personnummer" in refused.content.decode()
        anna.post(reverse("orders:service_draft"), asked | {"words": "Två platser i höst."})
        order = ServiceOrder.objects.get()
        assert f"Lägg beställning {order.number}" in mia.get("/").content.decode()
        Budget.objects.create(unit=cast.bromma, year=2026, amount=Decimal(1000))
        place = reverse("orders:serviceorder_place", args=[order.pk])
        page = mia.get(place).content.decode().replace("\N{NO-BREAK SPACE}", " ")
        assert "2 × 650,00 kr = 1 300,00 kr" in page
        assert "300,00 kr för mycket" in page
        mia.post(place)
        assert f"Ta på dig beställning {order.number}" in rut.get("/").content.decode()
        rut.post(reverse("orders:serviceorder_accept", args=[order.pk]))
        rut.post(reverse("orders:serviceorder_deliver", args=[order.pk]), {"delivered": "2", "on": "2026-11-22"})
        page = mia.get(order.get_absolute_url()).content.decode().replace("\N{NO-BREAK SPACE}", " ")
        assert "1 300,00 kr" in page
        assert Charge.objects.get().amount == Decimal("1300.00")


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

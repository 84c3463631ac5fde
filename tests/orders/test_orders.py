"""Orders: Anna asks, Mia sees the price and places, Rut sees a card that names nobody."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from brokerage import clock, identity
from brokerage.access import permitted
from brokerage.audit.models import Event
from brokerage.charges.models import PriceItem
from brokerage.letters.models import Letter
from brokerage.orders import workflow
from brokerage.orders.models import BANDS, Order, band
from brokerage.workflow import Blocked, NotAllowed, Refusal, WrongState
from decisions.models import Decision
from decisions.workflow import clients, decisions
from tests.cast import Cast
from tests.decisions.conftest import ADULT

NAME, CASE = "Kajsa Kanariefågel", "BRO-2026-0001"
Make = Callable[..., Any]


@pytest.fixture
def drafted(cast: Cast, decided: Make) -> Make:
    """`drafted()`: Anna's order for a contact family, with the need described."""

    def make(
        *, by: str = "anna", decision: Decision | None = None, basis: str = "child", described: bool = True
    ) -> Order:
        actor = cast.actor(by)
        decision = decision or decided(by=by)
        if described:
            facts: dict[str, Any] = {"musts": ["smoke-free"], "wishes": ["dog"], "words": "Ett barn som gillar djur."}
            decision = decisions.describe_need(decision, by=actor, **facts)
        return workflow.draft(by=actor, decision=decision, basis=basis, tried="Frågat alla.", choices=2)

    return make


def test_the_manager_places_at_the_price_of_the_day(drafted: Make, cast: Cast) -> None:
    order = workflow.place(drafted(), by=cast.actor("mia"))
    assert (order.state, order.price, order.placed_by) == ("placed", Decimal("18000.00"), cast.mia)
    PriceItem.objects.update(amount=Decimal("1.00"))
    order.refresh_from_db()
    assert order.price == Decimal("18000.00")


def test_who_placed_it_gets_it_confirmed_in_writing(drafted: Make, cast: Cast) -> None:
    """A letter to Mia with number, price, guarantee and what a withdrawal costs; the client is not in it."""
    order = workflow.accept(workflow.place(drafted(), by=cast.actor("mia")), by=cast.actor("rut"))
    letter = Letter.objects.get(purpose="order-confirmation")
    said = letter.body.replace("\N{NO-BREAK SPACE}", " ")
    assert (letter.address, letter.subject) == (cast.mia.email, f"Orderbekräftelse {order.number}")
    for words in ("Hej Mia Sjögren!", "kontaktfamilj", "18 000,00 kr utan moms", "inom 90 dagar", "ingenting"):
        assert words in said
    for word in (*NAME.split(), order.decision.case_reference):
        assert word not in said


@pytest.mark.parametrize("who", ["anna", "hedda", "olle", "lo", "rut", "eva"])
def test_nobody_but_the_manager_places(who: str, drafted: Make, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        workflow.place(drafted(), by=cast.actor(who))


def test_without_a_price_nothing_is_placed(drafted: Make, cast: Cast) -> None:
    PriceItem.objects.all().delete()
    with pytest.raises(Refusal, match="saknar pris"):
        workflow.place(drafted(), by=cast.actor("mia"))


def test_without_a_described_need_nothing_is_placed(drafted: Make, cast: Cast) -> None:
    with pytest.raises(Blocked, match="Behovet är inte beskrivet"):
        workflow.place(drafted(described=False), by=cast.actor("mia"))


def test_a_decision_has_one_open_order(drafted: Make, cast: Cast) -> None:
    order = drafted()
    with pytest.raises(Refusal, match="redan en öppen beställning"):
        drafted(decision=order.decision, described=False)
    workflow.withdraw(order, by=cast.actor("anna"))
    assert drafted(decision=order.decision, described=False).number == "2026-0002"


class TestTheSharingBasis:
    """OSL 26:9 for those under 18, 26:9 c for LSS and disability, else consent."""

    def test_a_child(self, drafted: Make) -> None:
        assert drafted(basis="child").pk

    def test_a_child_in_social_services_is_not_shared_as_disability(self, drafted: Make) -> None:
        with pytest.raises(Blocked, match="9 c §"):
            drafted(basis="disability")

    def test_an_adult_in_lss(self, drafted: Make, decided: Make, client_made: Make) -> None:
        adult = client_made(by="lo", number=ADULT)
        decision = decided(by="lo", client=adult, ground="lss-person")
        with pytest.raises(Blocked, match="myndig"):
            drafted(by="lo", decision=decision, basis="child")
        assert drafted(by="lo", decision=decision, basis="disability", described=False).area == "LSS"

    def test_consent_must_be_noted_and_not_withdrawn(
        self, drafted: Make, decided: Make, client_made: Make, cast: Cast
    ) -> None:
        adult = client_made(number=ADULT)
        decision = decided(client=adult, ground="sol2025-person")
        clients.withdraw_consent(adult, by=cast.actor("anna"), consent=adult.consents.get(), withdrawn_on=clock.today())
        with pytest.raises(Blocked, match="Inget samtycke"):
            drafted(decision=decision, basis="consent")


class TestTheCard:
    def placed(self, drafted: Make, cast: Cast) -> Order:
        return workflow.place(drafted(), by=cast.actor("mia"))

    def test_rut_sees_a_card_without_name_number_or_case(
        self, drafted: Make, cast: Cast, client_of: Callable[..., Browser]
    ) -> None:
        order = self.placed(drafted, cast)
        browser = client_of("rut")
        number = order.decision.client.identity.number
        for url in (reverse("orders:order_cards"), reverse("orders:order_card", args=[order.pk]), "/"):
            page = browser.get(url).content.decode()
            assert order.number in page
            for secret in (NAME, "Kajsa", number, CASE, "Moa Mor"):
                assert secret not in page
        page = browser.get(reverse("orders:order_card", args=[order.pk])).content.decode()
        assert "7–9 år" in page
        assert "Ett barn som gillar djur." in page
        assert "Bromma" in page

    def test_of_a_protected_person_no_district_is_shown(
        self, drafted: Make, decided: Make, client_made: Make, cast: Cast, client_of: Callable[..., Browser]
    ) -> None:
        decision = decided(client=client_made(protection="registered"))
        order = workflow.place(drafted(decision=decision), by=cast.actor("mia"))
        for url in (reverse("orders:order_cards"), reverse("orders:order_card", args=[order.pk])):
            assert "Bromma" not in client_of("rut").get(url).content.decode()

    def test_the_look_at_a_card_is_an_event_about_the_client(
        self, drafted: Make, cast: Cast, client_of: Callable[..., Browser]
    ) -> None:
        order = self.placed(drafted, cast)
        client_of("rut").get(reverse("orders:order_card", args=[order.pk]))
        looks = Event.objects.about("decisions.client", order.decision.client_id).reads()
        assert looks.get(verb="orders.order.read").user == cast.rut

    def test_rut_does_not_see_the_order_the_decision_or_the_client(
        self, drafted: Make, cast: Cast, client_of: Callable[..., Browser]
    ) -> None:
        order = self.placed(drafted, cast)
        browser = client_of("rut")
        for url in (
            order.get_absolute_url(),
            order.decision.get_absolute_url(),
            order.decision.client.get_absolute_url(),
        ):
            assert browser.get(url).status_code == 403

    def test_a_draft_is_not_the_brokerages_business(
        self, drafted: Make, cast: Cast, client_of: Callable[..., Browser]
    ) -> None:
        order = drafted()
        assert not permitted(cast.actor("rut"), "orders.broker").exists()
        assert client_of("rut").get(reverse("orders:order_card", args=[order.pk])).status_code == 404

    def test_rut_takes_it_on_once(self, drafted: Make, cast: Cast) -> None:
        order = workflow.accept(self.placed(drafted, cast), by=cast.actor("rut"))
        assert (order.state, order.broker) == ("accepted", cast.rut)
        with pytest.raises(WrongState):
            workflow.accept(order, by=cast.actor("rut"))


def test_the_whole_way_in_the_browser(decided: Make, cast: Cast, client_of: Callable[..., Browser]) -> None:
    """Anna describes and asks; it awaits Mia, who places; it awaits Rut, who takes it on."""
    decision = decided()
    anna, mia, rut = client_of("anna"), client_of("mia"), client_of("rut")
    facts = {"version": decision.version, "words": "Ett barn som gillar djur.", "wishes": ["dog"], "weight": "ordinary"}
    page = anna.post(
        reverse("decisions:decision_describe_need", args=[decision.pk]), facts, follow=True
    ).content.decode()
    assert "Beställ av Resursteamen" in page
    draft_url = reverse("orders:order_draft", args=[decision.pk])
    refused = anna.post(draft_url, {"basis": "disability", "tried": "Frågat alla.", "choices": "2"})
    assert refused.status_code == 422
    assert "Frågat alla." in refused.content.decode()
    anna.post(draft_url, {"basis": "child", "tried": "Frågat alla.", "choices": "2"})
    order = Order.objects.get()
    assert f"Lägg beställning {order.number}" in mia.get("/").content.decode()
    assert f"beställning {order.number}" not in rut.get("/").content.decode()
    place_url = reverse("orders:order_place", args=[order.pk])
    assert "18\N{NO-BREAK SPACE}000,00\N{NO-BREAK SPACE}kr" in mia.get(place_url).content.decode()
    assert anna.post(place_url).status_code == 403
    mia.post(place_url)
    assert f"Ta dig an beställning {order.number}" in rut.get("/").content.decode()
    page = rut.post(reverse("orders:order_accept", args=[order.pk]), follow=True).content.decode()
    assert "Beställningen söks" in page
    order.refresh_from_db()
    assert order.state == "accepted"


@pytest.mark.parametrize("who", ["olle", "lo"])
def test_neighbour_and_stranger_see_nothing(
    who: str, drafted: Make, cast: Cast, client_of: Callable[..., Browser]
) -> None:
    order = workflow.place(drafted(), by=cast.actor("mia"))
    browser = client_of(who)
    assert order.number not in browser.get(reverse("orders:orders")).content.decode()
    assert browser.get(order.get_absolute_url()).status_code == 404


@given(st.integers(0, 110))
def test_every_age_has_one_band_of_some_years(age: int) -> None:
    assert sum(low <= age <= high for low, high in BANDS) == (age <= 65)
    assert str(age) not in band(age).split("–")[0] or any(low == age for low, _ in BANDS)


def test_an_adults_age_is_counted_from_the_year_of_birth_alone(
    drafted: Make, client_made: Make, decided: Make, cast: Cast
) -> None:
    """The card knows only the year: a birthday later in the year does not show."""
    born = identity.made_up(date(2017, 12, 30), 984)
    order = workflow.place(drafted(decision=decided(client=client_made(number=born))), by=cast.actor("mia"))
    assert order.decision.client.birth_year == 2017

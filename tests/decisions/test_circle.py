"""Those around a client: on a map, and told only what somebody has consented to."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from brokerage import clock
from brokerage.audit.models import Event
from brokerage.workflow import NotAllowed, Refusal
from decisions.circle import MOST, Person, drawn
from decisions.models import Client, Contact
from decisions.workflow import clients
from decisions.workflow import contacts as workflow
from tests.cast import Cast
from tests.decisions.conftest import SISTER
from tests.recruitment.window import Window

Make = Callable[..., Any]
MENTOR: dict[str, Any] = {"circle": "school", "part": "Mentor", "name": "Karin Ek", "place": "Björkskolan"}
SAID: dict[str, Any] = {"scope": ["going", "volunteer"], "consent_by": "guardians", "consent_on": date(2026, 11, 20)}


@pytest.fixture
def known(client_made: Make, cast: Cast) -> Callable[..., Contact]:
    def make(*, client: Client | None = None, **more: Any) -> Contact:
        row = client or client_made()
        workflow.add_contact(row, by=cast.actor("anna"), **{**MENTOR, **more})
        return Contact.objects.latest("pk")

    return make


class TestConsent:
    @pytest.mark.parametrize("lacks", ["consent_by", "consent_on"])
    def test_nothing_is_shared_without_it(self, known: Make, lacks: str) -> None:
        with pytest.raises(Refusal, match="bara med samtycke"):
            known(**{**SAID, lacks: None if lacks == "consent_on" else ""})

    def test_it_holds_until_its_last_day_and_not_before_its_first(self, known: Make) -> None:
        until = clock.today() + timedelta(days=9)
        contact = known(**SAID, consent_until=until)
        days = [SAID["consent_on"] - timedelta(days=1), clock.today(), until, until + timedelta(days=1)]
        assert [contact.shares_on(each) for each in days] == [False, True, True, False]
        assert not known(client=contact.client).shares_on(clock.today())

    def test_taken_back_it_ends_that_day_and_can_be_given_anew(self, known: Make, cast: Cast) -> None:
        anna, contact = cast.actor("anna"), known(**SAID)
        workflow.withdraw_contact(contact.client, by=anna, contact=contact)
        contact.refresh_from_db()
        assert not contact.shares_on(clock.today())
        with pytest.raises(Refusal, match="inget samtycke"):
            workflow.withdraw_contact(contact.client, by=anna, contact=contact)
        workflow.edit_contact(contact.client, by=anna, contact=contact, **SAID, phone="070-174 06 11")
        contact.refresh_from_db()
        assert not contact.shares_on(clock.today())  # what was taken back is not given by another phone number
        for days in (0, 5):
            with clock.at(clock.today() + timedelta(days=days)):
                before = {**SAID, "consent_on": contact.withdrawn_on - timedelta(days=1)}
                with pytest.raises(Refusal, match="ett nytt gäller tidigast"):
                    workflow.edit_contact(contact.client, by=anna, contact=contact, **before)
                again = {**SAID, "consent_on": clock.today()}
                workflow.edit_contact(contact.client, by=anna, contact=contact, **again)
                contact.refresh_from_db()
                assert contact.shares_on(clock.today())
                workflow.withdraw_contact(contact.client, by=anna, contact=contact)

    def test_it_is_not_of_tomorrow(self, known: Make) -> None:
        with pytest.raises(Refusal, match="framtiden"):
            known(**{**SAID, "consent_on": clock.today() + timedelta(days=1)})


class TestProtection:
    def test_of_a_protected_client_no_place_is_kept(self, known: Make, client_made: Make) -> None:
        hidden = client_made(protection="registered")
        for more in ({}, {"place": "", "email": "mentor@bjorkskolan.example"}):
            with pytest.raises(Refusal, match="skriv inte var"):
                known(client=hidden, **more)
        assert known(client=hidden, place="").place == ""

    def test_whoever_becomes_protected_leaves_none_behind(self, known: Make, cast: Cast) -> None:
        contact = known(email="mentor@bjorkskolan.example", phone="070-174 06 10")
        given = {"name": "Kajsa", "phone": "", "email": "", "protection": "marked"}
        clients.edit(contact.client, by=cast.actor("anna"), **given)
        contact.refresh_from_db()
        assert (contact.place, contact.email, contact.name) == ("", "", "Karin Ek")

    def test_the_form_does_not_ask_for_it(self, client_made: Make, window: Callable[..., Window]) -> None:
        hidden = client_made(protection="registered")
        page = (
            window("anna").open(reverse("decisions:client_add_contact", args=[hidden.pk])).reads("Ingen plats sparas")
        )
        assert not page.page.xpath("//input[@name='place' or @name='email']")


def test_anna_draws_the_map_in_the_browser(client_made: Make, window: Callable[..., Window]) -> None:
    child = client_made()
    anna = window("anna").open(child.get_absolute_url()).follow("Runt klienten").reads("Ingen är antecknad än")
    anna.follow("Lägg till kontakt").fill(**MENTOR, scope=["going"], status=422).reads("Ange vem som samtycker")
    anna.fill(consent_by="guardians", consent_on="2026-11-20", coordinates="on")
    anna.reads("Kontakten tillagd.", "Mentor, Karin Ek", "Hur det går", "Mentor, Karin Ek samordnar.", "Moa Mor")
    texts = [each.text for each in anna.page.xpath("//*[local-name()='svg']//*[local-name()='text']")]
    assert {"Kajsa", "Mentor, Karin Ek", "Vårdnadshavare, Moa Mor"} <= set(texts)
    anna.follow("Återta samtycket").fill().reads("Ingenting får berättas.")
    anna.follow("Inte längre aktuell").fill().reads("Ingen är antecknad än")
    assert Contact.objects.get().ended_on == clock.today()
    told = Event.objects.filter(verb__startswith="decisions.client", verb__endswith="contact").values_list(
        "facts", flat=True
    )
    assert [set(facts) for facts in told] == [{"fields", "shares"}, {"fields"}, {"fields"}]  # of whom, not of what


def test_a_consent_that_runs_out_is_said(known: Make, window: Callable[..., Window]) -> None:
    contact = known(**SAID, consent_until=clock.today() + timedelta(days=20))
    url = reverse("decisions:client_circle", args=[contact.client_id])
    window("mia").open(url).reads("Samtycket för Mentor, Karin Ek går ut")


@pytest.mark.parametrize("who", ["olle", "lo", "mia", "rut"])
def test_nobody_else_writes(who: str, client_made: Make, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        workflow.add_contact(client_made(), by=cast.actor(who), **MENTOR)


def test_a_contact_of_another_client_is_refused(known: Make, client_made: Make, cast: Cast) -> None:
    contact, other = known(), client_made(name="Svea Svala", number=SISTER)
    with pytest.raises(Refusal, match="annan klient"):
        workflow.end_contact(other, by=cast.actor("anna"), contact=contact)


@given(st.lists(st.integers(0, 12), max_size=8))
def test_the_boxes_lie_on_the_drawing_and_never_on_each_other(sizes: list[int]) -> None:
    found = drawn([(f"Del {n}", [Person("Någon", "x" * 60)] * size) for n, size in enumerate(sizes)])
    boxes = [(float(b.x), float(b.y), float(b.width), float(b.height)) for b in found.boxes]
    assert len(boxes) == sum(size > 0 for size in sizes)
    assert all(
        y >= 0 and y + tall <= float(found.height) and x + wide <= float(found.width) for x, y, wide, tall in boxes
    )
    for n, (x, y, _, tall) in enumerate(boxes):
        assert all(x != a or y + tall <= b or b + c <= y for a, b, _, c in boxes[n + 1 :])
    assert all(len(box.lines) <= MOST for box in found.boxes)

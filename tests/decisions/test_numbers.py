"""A child without a personnummer: a temporary number by IVO's rule, and what happens when the real one comes."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from brokerage import clock, identity
from brokerage.workflow import Refusal
from decisions.models import Client, Decision
from decisions.reports import reported_number
from decisions.workflow import clients as workflow
from tests.cast import Cast
from tests.decisions.stating import close, state
from tests.reading import errors_at, read, value_of

BORN = date(2015, 6, 7)
REAL = identity.made_up(date(2015, 6, 8), 981)


@given(born=st.dates(date(1920, 1, 1), date(2026, 11, 22)), is_woman=st.booleans(), held=st.integers(0, 30))
def test_every_temporary_number_is_free_and_tells_day_and_sex(born: date, is_woman: bool, held: int) -> None:
    taken: set[str] = set()
    for _ in range(held + 1):
        number = identity.temporary(born, is_woman=is_woman, taken=taken)
        known = identity.parse(number, temporary=True)
        assert (known.kind, known.born, known.is_woman) == ("tillfälligt", born, is_woman)
        assert (int(number.partition("-")[2][2]) % 2 == 0) is is_woman  # T1[2]3
        assert number not in taken
        taken.add(number)


def test_when_all_are_taken_it_says_so() -> None:
    every = {f"20150607-T{place:03}" for place in range(1000)}
    with pytest.raises(ValueError, match="taken"):
        identity.temporary(BORN, is_woman=True, taken=every)


GIVEN: dict[str, Any] = {"name": "Nadja Näktergal", "area": "IoF", "protection": "none"}


@pytest.mark.django_db
class TestWithoutANumber:
    def test_anna_registers_two_sisters_and_a_boy(self, cast: Cast, client_of: Callable[..., Browser]) -> None:
        anna = client_of("anna")
        for name, sex in (("Nadja", "woman"), ("Nora", "woman"), ("Nils", "man")):
            given = {**GIVEN, "name": f"{name} Näktergal", "born": str(BORN), "sex": sex}
            assert anna.post(reverse("decisions:client_register"), given).status_code == 302
        numbers = Client.objects.order_by("pk").values_list("identity__number", "birth_year", "sex")
        assert list(numbers) == [
            ("20150607-T001", 2015, "woman"),
            ("20150607-T002", 2015, "woman"),
            ("20150607-T010", 2015, "man"),
        ]

    def test_one_or_the_other_is_needed(self, client_of: Callable[..., Browser]) -> None:
        answer = client_of("anna").post(reverse("decisions:client_register"), {**GIVEN, "born": str(BORN)})
        assert answer.status_code == 422
        page = read(answer)
        assert errors_at(page, "number") == ["Ange numret, eller födelsedag och kön för den som saknar nummer."]
        assert value_of(page, "name") == GIVEN["name"]
        assert value_of(page, "born") == str(BORN)

    def test_nobody_is_born_tomorrow(self, cast: Cast) -> None:
        facts: dict[str, Any] = {**GIVEN, "interpreter": None, "communication": ""}
        with pytest.raises(Refusal, match="framtiden"):
            workflow.register(by=cast.actor("anna"), unit=cast.bromma, born=date(2026, 11, 23), sex="man", **facts)


@pytest.mark.django_db
class TestTheNumberThatComes:
    @pytest.fixture
    def waited(self, waits: Callable[..., Decision]) -> Decision:
        decision = waits()
        type(decision.client.identity).objects.update(number="20170402-T001")
        return Decision.objects.get()

    def test_what_is_reported_goes_on_under_the_temporary_one(
        self, cast: Cast, waited: Decision, client_of: Callable[..., Browser]
    ) -> None:
        state(cast, waited)
        close(cast)
        client, case = waited.client, waited.reported.get()
        anna = client_of("anna")
        with clock.at(date(2026, 11, 23)):
            url = reverse("decisions:client_give_number", args=[client.pk])
            assert anna.post(url, {"number": REAL, "version": client.version}).status_code == 302
            person = Client.objects.get().identity
            assert (person.number, person.temporary) == (REAL, "20170402-T001")
            assert Client.objects.get().birth_year == 2015
            sheet = anna.get(case.get_absolute_url()).content.decode()
            assert "20170402-T001" in sheet
            assert REAL not in sheet
            found = anna.get(reverse("decisions:clients"), {"q": "20170402-T001"}).content.decode()
            assert REAL in found

    def test_what_was_never_reported_is_reported_under_the_real_one(self, cast: Cast, waited: Decision) -> None:
        with clock.at(date(2026, 11, 21)):
            workflow.give_number(waited.client, by=cast.actor("anna"), version=waited.client.version, number=REAL)
        state(cast, Decision.objects.get())
        close(cast)
        assert reported_number(Decision.objects.get().reported.get()) == REAL

    def test_who_has_a_number_keeps_it(self, cast: Cast, waits: Callable[..., Decision]) -> None:
        client = waits().client
        with pytest.raises(Refusal, match="redan ett personnummer"):
            workflow.give_number(client, by=cast.actor("anna"), version=client.version, number=REAL)

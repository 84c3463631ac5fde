"""Before she decides, Hedda asks whether anybody could be found: of the own secretaries, or of the brokerage."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from brokerage import clock
from brokerage.audit.models import Event
from brokerage.workflow import NotAllowed, Refusal, WrongState
from decisions.awaiting import awaiting
from decisions.models import Client, Consultation
from decisions.workflow import consultations as workflow
from tests.cast import Cast
from tests.reading import errors_at, pick, read

GIVEN: dict[str, Any] = {
    "to": "own",
    "area": "IoF",
    "form": "family",
    "ages": "school",
    "extent": "Varannan helg",
    "traits": ["smoke-free"],
    "words": "En familj utan djur, med vana vid oro.",
}


@pytest.fixture
def asked(cast: Cast) -> Callable[..., Consultation]:
    def make(*, by: str = "hedda", **more: Any) -> Consultation:
        return workflow.ask(by=cast.actor(by), unit=cast.bromma, **{**GIVEN, **more})

    return make


def test_hedda_asks_and_anna_answers_in_the_browser(cast: Cast, client_of: Callable[..., Browser]) -> None:
    hedda, anna = client_of("hedda"), client_of("anna")
    url = reverse("decisions:consultation_ask")
    wrong = hedda.post(url, {**GIVEN, "extent": ""})
    assert errors_at(read(wrong), "extent")
    assert GIVEN["words"] in wrong.content.decode()
    assert hedda.post(url, GIVEN).status_code == 302
    made = Consultation.objects.get()
    assert "Svara på en fråga från Bromma" in words_of(anna.get("/"))
    reply = reverse("decisions:consultation_answer", args=[made.pk])
    assert reply in anna.get(made.get_absolute_url()).content.decode()
    given = {"answer": "search", "weeks": "6", "answer_words": "Två i poolen har vana."}
    assert anna.post(reply, given).status_code == 302
    page = words_of(hedda.get(made.get_absolute_url()))
    for words in ("Kanske, efter en sökning", "6 veckor", "Två i poolen har vana.", "Anna Berg", "rökfritt"):
        assert words in page
    assert "avgör inte om någon har rätt till insatsen" in page
    assert "Svar på din fråga: kanske, efter en sökning" in words_of(hedda.get("/"))
    with clock.at(date(2026, 12, 1)):
        assert "Svar på din fråga" not in [each.text[:17] for each in awaiting(cast.actor("hedda"))]


def test_it_is_logged_and_about_nobody(asked: Callable[..., Consultation]) -> None:
    made = asked()
    event = Event.objects.get(verb="decisions.consultation.ask")
    assert [(each.kind, each.key) for each in event.abouts.all()] == [("decisions.consultation", made.pk)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Gäller 20170402-2380.", "personnummer"),
        ("Gäller 170402 2380", "personnummer"),
        ("Kajsa Kanariefågel behöver någon.", "vid namn"),
        ("Någon till Kanariefågel, Kajsa", "vid namn"),
        ("Hon gillar kanariefåglar och har gått i klass 3 sedan 2024.", ""),
    ],
)
def test_nobody_is_told_of(
    asked: Callable[..., Consultation], client_made: Callable[..., Client], words: str, said: str
) -> None:
    client_made()
    if not said:
        assert asked(words=words).words == words
        return
    for name in ("words", "extent"):
        with pytest.raises(Refusal, match=said):
            asked(**{name: words})


class TestWho:
    def test_the_brokerage_sees_what_it_is_asked_and_nothing_else(
        self, asked: Callable[..., Consultation], client_of: Callable[..., Browser]
    ) -> None:
        own, theirs = asked(), asked(to="brokerage", extent="Varje lördag")
        rut = client_of("rut")
        page = words_of(rut.get(reverse("decisions:consultations")))
        assert "Varje lördag" in page
        assert "Varannan helg" not in page
        assert rut.get(own.get_absolute_url()).status_code == 404
        assert not pick(read(rut.get(reverse("decisions:consultations"))), f"a[href='{own.get_absolute_url()}']")
        reply = reverse("decisions:consultation_answer", args=[theirs.pk])
        assert rut.post(reply, {"answer": "yes"}).status_code == 302

    @pytest.mark.parametrize(("to", "who"), [("own", "rut"), ("own", "hedda"), ("own", "olle"), ("own", "lo")])
    def test_who_was_not_asked_does_not_answer(
        self, to: str, who: str, asked: Callable[..., Consultation], cast: Cast
    ) -> None:
        with pytest.raises(NotAllowed):
            workflow.answer(asked(to=to), by=cast.actor(who), answer="yes")

    def test_annas_own_answer_is_not_the_brokerages(self, asked: Callable[..., Consultation], cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            workflow.answer(asked(to="brokerage"), by=cast.actor("anna"), answer="yes")

    @pytest.mark.parametrize("who", ["olle", "lo", "rut", "eva"])
    def test_nobody_asks_for_bromma_but_bromma(self, who: str, asked: Callable[..., Consultation]) -> None:
        with pytest.raises(NotAllowed):
            asked(by=who)


def test_it_is_answered_once_and_taken_back_before_that(asked: Callable[..., Consultation], cast: Cast) -> None:
    made = workflow.answer(asked(), by=cast.actor("anna"), answer="no")
    for late in (
        lambda: workflow.withdraw(made, by=cast.actor("hedda")),
        lambda: workflow.answer(made, by=cast.actor("anna"), answer="yes"),
    ):
        with pytest.raises(WrongState):
            late()
    gone = workflow.withdraw(asked(), by=cast.actor("hedda"))
    assert gone.state == "withdrawn"
    assert not [each for each in awaiting(cast.actor("anna")) if "fråga" in each.text]


def words_of(answer: Any) -> str:
    return " ".join(read(answer).text_content().split())

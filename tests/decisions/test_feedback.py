"""After a time they are asked what they think of it: the child, the young person, the guardians; in their own words."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from brokerage import clock, identity
from brokerage.access import Actor, Link
from brokerage.audit.models import Event
from brokerage.letters.models import Letter
from brokerage.workflow import NotAllowed, Refusal
from decisions.awaiting import awaiting
from decisions.models import Decision, Feedback, Guardian
from decisions.voices import Said, Voice, counted, voice_of
from decisions.workflow import clients, decisions
from decisions.workflow import feedback as workflow
from tests.cast import Cast
from tests.recruitment.window import Window

Make = Callable[..., Any]
MAIL = "moa@post.example"
TEEN = identity.made_up(date(2012, 5, 6), 985)
LATER = timedelta(days=14)


@pytest.fixture
def running(decided: Make, client_made: Make, cast: Cast) -> Callable[..., Decision]:
    """`running()`: a contact family that the child has met today, and a mother with a mail address."""

    def make(**client: Any) -> Decision:
        child = client_made(**client)
        Guardian.objects.filter(client=child).update(email=MAIL)
        return decisions.execute(decided(client=child), by=cast.actor("anna"), executed_on=clock.today())

    return make


def asked(decision: Decision, cast: Cast, **more: Any) -> Feedback:
    given = {"guardian": decision.client.guardians.first(), "answer_by": clock.today() + LATER, **more}
    return workflow.ask(by=cast.actor("hedda"), decision=decision, **given)


def link_in(letter: Letter) -> str:
    return re.search(r"https?://[^/]+(/\S+)", letter.body)[1]  # type: ignore[index]


class TestTheLetter:
    def test_the_mother_answers_behind_its_link_and_hedda_reads(
        self, running: Make, cast: Cast, window: Callable[..., Window]
    ) -> None:
        decision = running()
        asked(decision, cast)
        letter = Letter.objects.get(purpose="feedback")
        assert (letter.address, letter.subject) == (MAIL, "Hur är det?")
        for told in ("Kajsa", "Kanariefågel", "familj", decision.case_reference):
            assert told not in letter.body.replace("Moa Mor", "")
        mother = window().open(link_in(letter)).reads("Har ditt barn nytta av insatsen?")
        assert not {"Kajsa", "Moa"} & set(mother.page.text_content().split())
        mother.fill(good="Han är gladare.", status=422).reads("Svara på den här frågan")
        old_tab = window().open(link_in(letter))
        mother.fill(benefit="2", goes_on="yes").reads("Tack för ditt svar")
        window().open(link_in(letter)).reads("Tack för ditt svar")
        old_tab.fill(benefit="0").reads("Du har redan svarat", "inte sparat")
        assert Feedback.objects.get().benefit == 2
        assert Event.objects.get(verb="decisions.feedback.answer").facts == {"to": "answered"}  # not what she said
        assert "Läs vad de tycker i BRO-2026-0001" in [each.text for each in awaiting(cast.actor("anna"))]
        hedda = window("hedda").open(decision.get_absolute_url()).follow("Med egna ord: vad de tycker om insatsen")
        hedda.reads("Moa Mor", "Ganska mycket", "Han är gladare.").follow("Markera som läst: Moa Mor")
        hedda.fill()
        assert Feedback.objects.get().state == "read"
        assert "Läs vad de tycker i BRO-2026-0001" not in [each.text for each in awaiting(cast.actor("anna"))]

    def test_the_same_question_waits_once(self, running: Make, cast: Cast) -> None:
        decision = running()
        asked(decision, cast)
        with pytest.raises(Refusal, match="redan en fråga"):
            asked(decision, cast)

    def test_a_question_that_nobody_answered_in_time_is_asked_anew(self, running: Make, cast: Cast) -> None:
        decision = running()
        first = asked(decision, cast)
        with clock.at(clock.today() + LATER), pytest.raises(Refusal, match="redan en fråga"):
            asked(decision, cast)  # its last day
        with clock.at(clock.today() + LATER + timedelta(days=1)):
            assert asked(decision, cast).state == "asked"
        first.refresh_from_db()
        assert first.state == "withdrawn"

    def test_a_small_child_is_asked_when_we_meet(self, running: Make, cast: Cast) -> None:
        with pytest.raises(Refusal, match="Barn under 12 år"):
            asked(running(), cast, guardian=None)
        assert not Letter.objects.filter(purpose="feedback").exists()

    def test_a_young_person_gets_a_letter_of_their_own(self, running: Make, cast: Cast) -> None:
        decision = running(number=TEEN, email="kajsa@post.example")
        made = asked(decision, cast, guardian=None)
        assert (made.voice, Letter.objects.get(purpose="feedback").address) == ("child", "kajsa@post.example")

    def test_without_an_address_it_is_told(self, running: Make, cast: Cast) -> None:
        decision = running()
        Guardian.objects.update(email="")
        with pytest.raises(Refusal, match="ingen e-postadress"):
            asked(decision, cast)

    def test_a_mother_is_no_guardian_of_whoever_is_of_age(
        self, running: Make, cast: Cast, window: Callable[..., Window]
    ) -> None:
        decision = running(number=TEEN)
        mother, url = Guardian.objects.get(), reverse("decisions:decision_ask_feedback", args=[decision.pk])
        with clock.at(date(2030, 5, 5)):
            assert decision.client.guardians_on(clock.today()) == [mother]
            assert window("hedda").open(url).page.xpath(f"//option[@value='{mother.pk}']")
        with clock.at(date(2030, 5, 6)):
            assert decision.client.guardians_on(clock.today()) == []
            assert not window("hedda").open(url).page.xpath(f"//option[@value='{mother.pk}']")
            with pytest.raises(Refusal, match="vårdnadshavare i dag"):
                asked(decision, cast)
            page = window("hedda").open(reverse("decisions:client_circle", args=[decision.client_id])).page
            assert "Moa Mor" not in page.text_content()

    def test_before_it_has_begun_there_is_nothing_to_ask(self, decided: Make, cast: Cast) -> None:
        decision = decided()
        Guardian.objects.update(email=MAIL)
        with pytest.raises(Refusal, match="inte kommit i gång"):
            asked(decision, cast)


class TestProtection:
    def test_nothing_is_written_to_somebody_protected(self, running: Make, cast: Cast) -> None:
        with pytest.raises(Refusal, match="skyddade personuppgifter"):
            asked(running(protection="registered"), cast)

    def test_a_link_closes_when_somebody_becomes_protected(
        self, running: Make, cast: Cast, window: Callable[..., Window]
    ) -> None:
        decision = running()
        asked(decision, cast)
        given = {"name": "Kajsa Kanariefågel", "phone": "", "email": "", "protection": "marked"}
        clients.edit(decision.client, by=cast.actor("anna"), **given)
        page = window().open(link_in(Letter.objects.get(purpose="feedback"))).reads("Ring oss i stället")
        assert not page.page.xpath("//form[@class='form']")

    def test_a_link_closes_with_the_custody(self, running: Make, cast: Cast, window: Callable[..., Window]) -> None:
        question = asked(running(), cast)
        Guardian.objects.update(ended_on=clock.today())
        window().open(link_in(Letter.objects.get(purpose="feedback"))).reads("Ring oss i stället")
        with pytest.raises(Refusal, match="Ring oss"):
            workflow.answer(question, by=Actor.by_link(Link("feedback.answer", question.pk, clock.today())), benefit=3)

    def test_what_they_tell_is_entered(self, running: Make, cast: Cast, window: Callable[..., Window]) -> None:
        decision = running(protection="registered")
        page = window("hedda").open(f"{decision.get_absolute_url()}egna-ord/").follow("Skriv in ett svar")
        page.fill(benefit="3", good="Vi badar.", status=200).reads("Barnet", "Vi badar.", "Läst")
        assert Feedback.objects.get().way == "told"

    @pytest.mark.parametrize("who", ["olle", "lo", "mia", "rut"])
    def test_nobody_else_asks(self, who: str, running: Make, cast: Cast) -> None:
        decision = running()
        given = {"guardian": decision.client.guardians.first(), "answer_by": clock.today() + LATER}
        with pytest.raises(NotAllowed):
            workflow.ask(by=cast.actor(who), decision=decision, **given)


def test_half_a_year_later_somebody_is_to_be_asked(running: Make, cast: Cast, window: Callable[..., Window]) -> None:
    decision, line = running(), "En insats där ingen har frågats vad de tycker"
    with clock.at(date(2027, 5, 21)):
        assert line not in [each.text for each in awaiting(cast.actor("hedda"))]
    with clock.at(date(2027, 5, 22)):
        assert line in [each.text for each in awaiting(cast.actor("hedda"))]
        window("hedda").open(reverse("decisions:decisions") + "?state=unheard").reads("BRO-2026-0001")
        made = asked(decision, cast)
        assert line not in [each.text for each in awaiting(cast.actor("hedda"))]
        workflow.withdraw(made, by=cast.actor("hedda"))  # then nobody has been asked after all
        assert line in [each.text for each in awaiting(cast.actor("hedda"))]
        window("hedda").open(reverse("decisions:decisions") + "?state=unheard").reads("BRO-2026-0001")


def test_it_is_counted_and_names_nobody(running: Make, cast: Cast, window: Callable[..., Window]) -> None:
    decision = running()
    decisions.note_assessment(
        decision, by=cast.actor("hedda"), assessed_on=decision.assessed_on, target_groups=["school", "alone"]
    )
    hedda = cast.actor("hedda")
    workflow.enter(by=hedda, decision=decision, guardian=None, on=clock.today(), benefit=3, goes_on="changed")
    page = window("mia").open(reverse("decisions:feedback")).reads("Barnet", "Svårt i skolan", "färre än 5")
    page.reads("Insatser per målgrupp")
    assert "Vill fortsätta" not in [each.text for each in page.page.xpath("//dt")]  # one answer is no sum
    assert "Kajsa" not in page.page.text_content()
    assert "BRO-2026-0001" not in page.page.text_content()


def test_counting_tells_a_mean_of_five_and_puts_nobody_away() -> None:
    four = [Said(("Skola",), 3, None, "yes")] * 4
    assert counted(four) == [["Skola", 4, "–", "–", "–", "–", "färre än 5", "–", "–"]]
    assert counted([*four, Said(("Skola", "Ensam"), 0, 2, "no")]) == [
        ["Ensam", 1, "–", "–", "–", "–", "färre än 5", "färre än 5", "–"],
        ["Skola", 5, 1, 0, 0, 4, "2,4", "färre än 5", 4],
    ]


@pytest.mark.parametrize(("age", "voice"), [(0, "child"), (14, "child"), (15, "young"), (17, "young"), (18, "adult")])
def test_whose_voice_it_is(age: int, voice: str) -> None:
    assert voice_of(age) == Voice(voice)

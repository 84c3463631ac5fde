"""The investigation as one text: frozen in versions, read and approved behind a link, or told what is wrong with."""

import re
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from brokerage import clock
from brokerage.workflow import Refusal
from recruitment.compilations import compiled
from recruitment.models import Approval, Compilation, HouseholdMember, Vetting
from recruitment.workflow import compilations, vettings
from tests.reading import read, text_of
from tests.recruitment.made import PROPOSAL, PROPOSED, everything, letters, plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(made):
    """Everything is done, and the assessment is written; nothing is proposed yet."""
    return made.vetting(is_done=True, **PROPOSED | {"scope_valid_until": date(2028, 11, 21)})


@pytest.fixture
def sent(done, rut):
    """Karin and Per have the letter."""
    return compilations.send(compilations.put_together(by=rut, vetting=done), by=rut)


def link(letter):
    return re.search(r"https?://[^/]+(/\S+)", letter.body).group(1)


def text(vetting):
    parts = compiled(Vetting.objects.for_page().get(pk=vetting.pk), {})
    return plain("\n".join(f"{heading}: {label}: {words}" for heading, lines in parts for label, words in lines))


def test_the_text_says_who_what_and_when_and_keeps_quiet_of_the_rest(done, made):
    """No number, no outcome that tells of a note, no promised name, no client."""
    numbers = list(HouseholdMember.objects.exclude(identity_number="").values_list("identity_number", flat=True))
    done.questions.update(outcome="no_obstacle")
    sven = done.references.get(name="Sven Öhman")
    sven.is_promised, sven.relation = True, "neighbour"
    sven.save()
    said = text(done)
    for here in (
        "Hushållet: Karin Åberg: Sökande",
        "Kontroller: Eget registerutdrag för poolen: Per Åberg: Visat 22 nov 2026",
        ": Karin Åberg: Inget hinder, 22 nov 2026",
        "Referenser: Berit Nyström, arbetskamrat eller chef: 22 nov 2026. Rekommenderar.",
        "Referenser: En referens som har lovats att inte namnges: 22 nov 2026. Rekommenderar.",
        "Intervju: 22 nov 2026: Lugnt samtal.",
        "Bedömning: Bedömning: Trygg vardag. Lämplig.",
        "Förslag: Gäller till och med: 21 nov 2028",
    ):
        assert here in said
    for nowhere in (*numbers, "Noterat", "Sven", "granne", "BRO-2026"):
        assert nowhere not in said, nowhere


def test_of_a_named_assignment_the_client_is_not_in_it(made):
    said = text(made.named(is_done=True))
    assert "BRO-2026-0417" not in said
    assert "2017" not in said


def test_what_has_not_passed_is_not_in_it(done):
    done.questions.update(outcome="obstacle")
    assert "Socialregistret" not in text(done)


def test_read_and_approved_behind_the_link(sent, client, window):
    (letter,) = letters()
    assert letter.purpose == "investigation"
    assert "Lämplig" not in letter.body
    before = everything()
    page = client.get(link(letter))
    assert "Trygg vardag. Lämplig." in page.content.decode()
    assert everything() == before
    paper = client.get(f"{link(letter)}?format=pdf")
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    assert text_of(read(client.post(link(letter), {"answer": "yes"})), "h1") == ["Tack!"]
    sent.refresh_from_db()
    assert (sent.state, sent.answered_on) == ("agreed", date(2026, 11, 22))
    assert "Familjen Åberg har läst och godkänt utredningen" in window("rut").waiting()
    desk = window("rut").open(sent.get_absolute_url())
    assert desk.badge() == "Läst och godkänd"
    desk.press("Jag har läst svaret").fill()
    assert not [line for line in window("rut").waiting() if "har läst och godkänt" in line]


def test_what_is_wrong_comes_back_and_a_new_version_follows(sent, done, client, window, rut):
    first = link(letters()[0])
    assert client.post(first, {"answer": "no"}).status_code == 422
    client.post(first, {"answer": "no", "words": "Vi har två hundar."})
    sent.refresh_from_db()
    assert (sent.state, sent.words) == ("objected", "Vi har två hundar.")
    assert "Läs vad Familjen Åberg vill ändra i utredningen" in window("rut").waiting()
    with pytest.raises(Refusal, match="Inget har ändrats sedan version 1"):
        compilations.put_together(by=rut, vetting=done)
    done.assessment = "Trygg vardag, två hundar."
    done.save()
    desk = window("rut").open(done.get_absolute_url()).reads("Utredningen har ändrats sedan dess")
    desk.press("Sammanställ").fill()
    assert list(Compilation.objects.order_by("number").values_list("number", "state")) == [(1, "lapsed"), (2, "made")]
    old = client.get(first)
    assert text_of(read(old), "h1") == ["Länken gäller inte längre"]
    assert "Trygg vardag" not in old.content.decode()


def test_the_link_ends_with_the_consent_and_with_the_vetting(sent, done, client, window, rut):
    (letter,) = letters()
    page = window("rut").open(done.get_absolute_url()).press("Medgivandet återtaget").fill()
    page.reads("Medgivande till socialregister", "Saknas")
    answer = client.post(link(letter), {"answer": "yes"})
    assert text_of(read(answer), "h1") == ["Länken gäller inte längre"]
    assert Compilation.objects.get().state == "lapsed"
    with pytest.raises(Refusal, match="Medgivandet saknas"):
        compilations.put_together(by=rut, vetting=done)


def test_a_vetting_that_has_ended_shows_nothing_behind_its_link(sent, done, client, rut):
    vettings.withdraw(done, by=rut, reason="De flyttar.")
    page = client.get(link(letters()[0]))
    assert text_of(read(page), "h1") == ["Länken gäller inte längre"]
    assert "Lämplig" not in page.content.decode()


def test_who_is_silent_is_called(sent, window):
    with clock.at(date(2026, 12, 7)):
        assert "Ring Familjen Åberg" in window("rut").waiting()


def test_to_somebody_protected_no_letter_goes_and_the_answer_is_noted(done, rut):
    done.volunteer.protection = "marking"
    done.volunteer.save()
    version = compilations.put_together(by=rut, vetting=done)
    with pytest.raises(Refusal, match="skyddade personuppgifter"):
        compilations.send(version, by=rut)
    noted = compilations.note_agreed(version, by=rut)
    assert (noted.state, noted.noted_by) == ("agreed", rut.user)
    assert letters() == []


def test_whoever_decides_sees_whether_it_was_read_and_so_does_the_approval(done, sent, made, window, actor, rut):
    vettings.propose(done, by=rut, **PROPOSAL)
    deciding = f"/rekrytering/utredningar/{done.pk}/godkann/"
    window("disa").open(deciding).reads("Sökanden har inte läst den sammanställda utredningen.")
    compilations.note_agreed(sent, by=rut)
    assert "Sökanden har inte läst" not in window("disa").open(deciding).page.text_content()
    vettings.approve(done, by=actor("disa"))
    approval = Approval.objects.get()
    window("disa").open(approval.volunteer.get_absolute_url()).reads("Läst av sökanden version 1, godkänd 22 nov 2026")


def test_the_assessment_is_written_before_anything_is_proposed(made, window):
    vetting = made.vetting(is_done=True)
    desk = window("rut").open(vetting.get_absolute_url()).press("Skriv bedömning och förslag")
    desk.fill(assessment="Varmt hem.", scope_valid_until="2028-11-21")
    vetting.refresh_from_db()
    assert (vetting.state, vetting.assessment, vetting.proposed_on) == ("open", "Varmt hem.", None)
    desk.press("Sammanställ").reads("Varmt hem.").fill()
    desk.reads("Varmt hem.", "Karin Åberg", "Skicka till sökanden")


def test_the_database_keeps_a_version_as_it_was(sent):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE recruitment_compilation SET number = 9")

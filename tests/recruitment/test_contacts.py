"""Talking with volunteers: a draft is never lost, a break comes back on its day, and silence is somebody's to break."""

from datetime import date, timedelta

import pytest

from brokerage import clock
from brokerage.workflow import NotAllowed
from recruitment.awaiting import awaiting
from recruitment.models import ContactDraft, Pause
from recruitment.workflow import contacts, volunteers
from tests.reading import pick, read, text_of
from tests.recruitment.made import last_event, plain

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def waits(who):
    return [plain(item.text) for item in awaiting(who)]


def test_what_rut_typed_is_there_when_she_comes_back(made, client_of):
    """Without script: the button «Spara utkast». She alone sees it, and it is gone when it stands in the log."""
    volunteer = made.volunteer()
    path = f"{volunteer.get_absolute_url()}kontakt/"
    rut = client_of("rut")
    half = {"way": "visit", "on": "", "note": "De har fått en valp, och"}
    assert rut.post(f"{path}?utkast", half).status_code == 302
    page = read(rut.get(path))
    assert pick(page, "[name=note]")[0].text_content().strip() == "De har fått en valp, och"
    assert pick(page, "[name=way][value=visit]")[0].get("checked") is not None
    assert "Fortsätt på utkastet" in read(rut.get(volunteer.get_absolute_url())).text_content()
    assert "valp" not in client_of("disa").get(volunteer.get_absolute_url()).content.decode()
    rut.post(path, {"way": "visit", "on": "2026-11-20", "note": "De har fått en valp, och trivs."})
    assert not ContactDraft.objects.exists()
    volunteer.refresh_from_db()
    assert volunteer.last_contact_on == date(2026, 11, 20)
    assert text_of(read(rut.get(volunteer.get_absolute_url())), "#kontakter .lines") == [
        "De har fått en valp, och trivs."
    ]


def test_the_script_saves_while_she_types(made, client_of):
    path = f"{made.volunteer().get_absolute_url()}kontakt/?utkast"
    answer = client_of("rut").post(path, {"note": "Ringde"}, headers={"X-Draft": "1"})
    assert plain(answer.content.decode()) == "Utkastet sparades 22 nov 2026 kl. 12.00."
    client_of("rut").post(path, {"note": "Ringde i dag"}, headers={"X-Draft": "1"})
    assert ContactDraft.objects.get().note == "Ringde i dag"
    client_of("rut").post(path, {"note": " "}, headers={"X-Draft": "1"})
    assert not ContactDraft.objects.exists()


def test_a_draft_of_the_day_before_waits_to_be_finished(made, rut):
    made_of = made.volunteer(traits=["dog"])
    contacts.keep_draft(made_of, by=rut, way="phone", on=None, note="Ringde")
    with clock.at(TODAY + timedelta(days=1)):
        assert waits(rut) == ["Gör klart anteckningen om Familjen Åberg"]


def test_nobody_writes_drafts_about_a_strangers_family(made, anna):
    with pytest.raises(NotAllowed):
        contacts.keep_draft(made.volunteer(), by=anna, way="phone", on=None, note="x")


def test_a_break_has_a_reason_and_a_day_to_ask_again(made, rut):
    volunteer = volunteers.pause(
        made.volunteer(traits=["dog"]), by=rut, reason="moving", ask_again_on=date(2027, 1, 10), words="Till april."
    )
    assert last_event("volunteer.pause").facts["reason"] == "moving"
    assert waits(rut) == []
    with clock.at(date(2027, 1, 8)):
        assert waits(rut) == ["Fråga Familjen Åberg om de är tillbaka"]
    with clock.at(date(2027, 1, 10)):
        volunteer = volunteers.prolong(volunteer, by=rut, ask_again_on=date(2027, 4, 1))
        assert waits(rut) == []
    with clock.at(date(2027, 4, 1)):
        volunteer = volunteers.resume(volunteer, by=rut)
        assert waits(rut) == []
    assert Pause.objects.get().ended_on == date(2027, 4, 1)


def test_the_page_says_why_they_pause(made, rut, client_of):
    volunteer = made.volunteer()
    volunteers.pause(volunteer, by=rut, reason="health", ask_again_on=date(2027, 1, 10))
    text = plain(read(client_of("rut").get(volunteer.get_absolute_url())).text_content())
    assert "Hälsan" in text
    assert "10 jan 2027" in text


def test_a_draft_with_what_no_database_takes_is_kept_without_it(made, rut, client_of):
    volunteer = made.volunteer()
    client_of("rut").post(f"{volunteer.get_absolute_url()}kontakt/?utkast=1", {"note": "Ring\0de"})
    assert volunteer.drafts.get().note == "Ringde"

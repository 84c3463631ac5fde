"""A seat at an information meeting: taken or given up behind a link, waited for, reminded of, and in one's calendar."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from brokerage import clock
from brokerage.workflow import Refusal
from recruitment.ics import calendar_file
from recruitment.models import Enquiry, Invitation
from recruitment.workflow import enquiries, meetings, signups
from tests.reading import pick, read, text_of
from tests.recruitment.made import at, everything, letters, plain

pytestmark = pytest.mark.django_db


def page_of(letter):
    """The path of the link in a letter."""
    return re.search(r"https?://[^/]+(/\S+)", letter.body).group(1)


@pytest.fixture
def karin(made, rut):
    """Karin, who is invited to Thursday's meeting, and the link of her letter."""
    enquiry = enquiries.invite(made.enquiry("contacted"), by=rut, meeting=made.meeting())
    return enquiry, page_of(letters()[0])


def seats(enquiry):
    return dict(enquiry.invitations.values_list("meeting__place", "outcome"))


def test_karin_says_that_she_comes(karin, made, client, window):
    enquiry, link = karin
    before = everything()
    page = read(client.get(link))
    assert everything() == before
    assert "Din plats: torsdag 26 november 2026 kl. 18.00, Swedenborgsgatan 20." in plain(page.text_content())
    meeting = enquiry.invitations.get().meeting
    page = read(client.post(link, {"answer": "yes", "meeting": meeting.pk}))
    assert text_of(page, "h1") == ["Välkommen!"]
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.last_contact_on) == ("invited", date(2026, 11, 22))
    window("rut").open(meeting.get_absolute_url()).reads("Karin Åberg Kommer", "Har tackat ja 1")


def test_she_chooses_another_day_and_the_first_seat_is_free(karin, made, client):
    enquiry, link = karin
    later = made.meeting(in_days=11, place="Hus 4")
    client.post(link, {"answer": "yes", "meeting": later.pk})
    enquiry.refresh_from_db()
    assert seats(enquiry) == {"Swedenborgsgatan 20": "moved", "Hus 4": "invited"}
    assert enquiry.next_contact_on == date(2026, 12, 4)


def test_she_can_not_come_and_somebody_calls(karin, client, window):
    enquiry, link = karin
    page = read(client.post(link, {"answer": "no"}))
    assert text_of(page, "h1") == ["Tack för att du sa till"]
    enquiry.refresh_from_db()
    assert (enquiry.state, enquiry.next_contact_on) == ("contacted", date(2026, 11, 27))
    assert seats(enquiry) == {"Swedenborgsgatan 20": "moved"}


def test_what_the_link_does_not_offer(karin, made, client):
    enquiry, link = karin
    for wrong in (
        made.meeting(by="anna", place="Bromma"),
        made.meeting(in_days=-1, place="I går"),
        made.meeting("cancelled", place="Inställd"),
        made.meeting(is_single=True, capacity=1, place="Någon annans samtal"),
    ):
        page = client.post(link, {"answer": "yes", "meeting": wrong.pk})
        assert page.status_code == 422
        assert wrong.place not in page.content.decode()
    assert client.post(link, {"answer": "yes"}).status_code == 422
    assert client.post(link, {}).status_code == 422
    assert seats(enquiry) == {"Swedenborgsgatan 20": "invited"}


def test_whoever_has_gone_on_meanwhile_changes_nothing_by_the_link(karin, client):
    enquiry, link = karin
    Enquiry.objects.filter(pk=enquiry.pk).update(state="vetting", next_contact_on=None)
    before = everything()
    page = client.post(link, {"answer": "yes", "meeting": enquiry.invitations.get().meeting_id})
    assert page.status_code == 422
    assert everything() == before


# The waiting list


def test_who_waits_gets_the_first_seat_that_is_free(karin, made, client, rut, window):
    enquiry, link = karin
    small = made.meeting(in_days=9, capacity=1, place="Hus 4")
    maj = made.enquiry("invited", meeting=small, name="Maj", email="")
    assert "fullt: du ställs på väntelistan" in client.get(link).content.decode()
    page = read(client.post(link, {"answer": "yes", "meeting": small.pk}))
    assert text_of(page, "h1") == ["Du står på väntelistan"]
    assert seats(enquiry) == {"Swedenborgsgatan 20": "invited", "Hus 4": "waiting"}
    enquiries.miss(enquiry, by=rut)  # the first came to nothing, and she still waits
    olle = made.enquiry("contacted", name="Olle", email="olle@post.example")
    desk = window("rut").open(olle.get_absolute_url()).follow("Väntelista").fill(meeting=small.pk)
    desk.open(small.get_absolute_url()).reads("Väntelista", "Karin Åberg Väntar", "Olle Väntar")
    assert signups.fill_seats() == 0

    enquiries.uninvite(maj, by=rut)
    assert signups.fill_seats() == 1
    assert seats(enquiry)["Hus 4"] == "invited"
    assert letters()[-1].subject == "Du har fått en plats på informationsträffen"
    assert seats(olle) == {"Hus 4": "waiting"}
    assert signups.fill_seats() == 0  # one seat, and not two


def test_a_waiting_list_ends_with_its_meeting(made, rut):
    meeting = made.meeting(in_days=-1, capacity=1)
    karin = made.enquiry("contacted")
    Invitation.objects.create(enquiry=karin, meeting=meeting, outcome="waiting")
    assert signups.fill_seats() == 0
    enquiries.close(karin, by=rut, reason="withdrew")
    assert seats(karin) == {"Swedenborgsgatan 20": "moved"}


# Reminders


def test_everybody_invited_is_reminded_once_two_days_before(karin, made):
    made.enquiry("invited", meeting=karin[0].invitations.get().meeting, is_protected=True, lives_in=None)
    assert signups.remind_invited() == 0
    with clock.at(at(date(2026, 11, 24), 18)):
        assert signups.remind_invited() == 2
        assert signups.remind_invited() == 0
    (_, letter) = letters()  # whoever is protected is called
    assert (letter.purpose, letter.subject) == ("reminder", "Påminnelse: informationsträffen är snart")
    assert "torsdag 26 november 2026 kl. 18.00" in plain(letter.body)


@pytest.mark.parametrize(("state", "in_days"), [("held", 1), ("cancelled", 1), ("planned", -1), ("planned", 4)])
def test_of_what_nobody_is_reminded(made, state, in_days):
    made.enquiry("invited", meeting=made.meeting(state, in_days=in_days))
    assert signups.remind_invited() == 0


# The calendar


def test_the_file_says_when_and_where(karin, client, client_of):
    enquiry, link = karin
    answer = client.get(f"{link}kalender.ics")
    assert answer["Content-Type"].startswith("text/calendar")
    lines = answer.content.decode().split("\r\n")
    assert {"DTSTART:20261126T170000Z", "DTEND:20261126T183000Z", "LOCATION:Swedenborgsgatan 20"} <= set(lines)
    assert "Karin" not in answer.content.decode()
    meeting = enquiry.invitations.get().meeting
    assert client_of("rut").get(f"{meeting.get_absolute_url()}kalender.ics").content.decode().startswith("BEGIN:VCAL")
    client.post(link, {"answer": "no"})
    assert client.get(f"{link}kalender.ics").status_code == 410


def test_long_lines_are_folded_and_signs_escaped():
    moment = datetime(2026, 7, 1, 16, tzinfo=UTC)
    place = "Medborgarhuset, sal 3; ingång från gården \\ " + "å" * 60
    content = calendar_file(uid="x", title="Träff", place=place, starts_at=moment, minutes=60, stamp=moment)
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    unfolded = content.decode().replace("\r\n ", "")
    assert "LOCATION:Medborgarhuset\\, sal 3\\; ingång från gården \\\\ ååå" in unfolded


# Many at once


def test_as_many_as_there_are_seats_are_chosen_beforehand(made, window):
    meeting = made.meeting(capacity=3)
    made.enquiry("invited", meeting=meeting, name="Maj")
    waiting = [
        made.enquiry("contacted", name=f"Nr {n}", email=f"nr{n}@post.example", received_on=date(2026, 11, n))
        for n in (4, 2, 3)
    ]
    made.enquiry("met", name="Har redan varit")
    missed = made.enquiry("contacted", name="Kom inte", last_contact_on=date(2026, 11, 1))
    Invitation.objects.create(enquiry=missed, meeting=made.meeting("held", in_days=-4), outcome="absent")
    called = made.enquiry("contacted", name="Nr 9", received_on=date(2026, 11, 9), last_contact_on=date(2026, 11, 21))
    Invitation.objects.create(enquiry=called, meeting=made.meeting("held", in_days=-4), outcome="absent")
    made.enquiry("contacted", by="anna", name="I Bromma")
    desk = window("rut").open(meeting.get_absolute_url()).press("Bjud in")
    names = [plain(text).partition(",")[0] for text in text_of(desk.page, "form.form label")]
    assert [name for name in names if name.startswith("Nr")] == ["Nr 2", "Nr 3", "Nr 4", "Nr 9"]
    assert not [name for name in names if name == "Kom inte"]  # somebody calls first
    assert len(pick(desk.page, "input[type=checkbox][checked]")) == 2
    keys = [each.pk for each in waiting]
    desk.fill(enquiries=keys, status=422).reads("Träffen har 2 lediga platser, och du har valt fler.")
    desk.fill(enquiries=keys[1:])
    assert Enquiry.objects.filter(state="invited").count() == 3
    assert [letter.purpose for letter in letters()] == ["invitation", "invitation"]
    desk.open(f"{meeting.get_absolute_url()}bjud-in/").fill(enquiries=keys[:1], status=422).reads("Träffen har 0")


def test_seats_and_queue_stand_in_the_report(made, client_of):
    made.meeting(capacity=5)
    made.meeting(capacity=9, in_days=30)
    made.enquiry("contacted")
    page = plain(" ".join(read(client_of("rut").get("/rekrytering/lage/")).text_content().split()))
    assert "Väntar på inbjudan1" in page.replace(" 1", "1")
    assert "Lediga platser på träffar inom två veckor5" in page.replace(" 5", "5")


def test_an_hour_later_it_is_over(karin, client):
    with clock.at(at(date(2026, 11, 26), 19) + timedelta(minutes=1)):
        page = client.get(karin[1])
        assert "Ja, jag kommer" not in page.content.decode()
    with clock.at(date(2026, 11, 27)):
        assert client.get(karin[1]).status_code == 410


def test_whoever_waits_for_two_meetings_gets_one_seat_and_the_loop_goes_on(made):
    karin, per = made.enquiry("contacted"), made.enquiry("contacted", name="Per Ek", email="per@post.example")
    for days in (4, 11):
        meeting = made.meeting(in_days=days, place=f"Om {days} dagar")
        Invitation.objects.create(enquiry=karin, meeting=meeting, outcome="waiting")
    Invitation.objects.create(enquiry=per, meeting=meeting, outcome="waiting")
    assert signups.fill_seats() == 2
    assert seats(karin) == {"Om 4 dagar": "invited", "Om 11 dagar": "moved"}
    assert seats(per) == {"Om 11 dagar": "invited"}


def test_whoever_has_been_at_a_meeting_waits_for_no_other(made, rut):
    karin = made.enquiry("invited")
    Invitation.objects.create(enquiry=karin, meeting=made.meeting(in_days=11, place="Hus 4"), outcome="waiting")
    enquiries.attend(karin, by=rut)
    assert signups.fill_seats() == 0
    assert Enquiry.objects.get(pk=karin.pk).state == "met"


def test_nobody_here_gets_the_key_to_answer_in_her_name(karin, window):
    """Whoever reads the letter in the system reads all of it but the key: it signs, answers and reports as her."""
    _, link = karin
    letter = letters()[0]
    token = link.strip("/").rpartition("/")[2]
    for path in (letter.get_absolute_url(), "/brev/"):
        assert token not in window("rut").client.get(path).content.decode()
    window("rut").open(letter.get_absolute_url()).reads("Välkommen", "/svar/traff/[mottagarens nyckel]/")
    assert token in letter.body  # to her it is sent


def test_nobody_is_invited_to_a_meeting_that_has_been(made, rut, window):
    over = made.meeting(in_days=-1)
    made.enquiry("contacted")
    window("rut").open(f"{over.get_absolute_url()}bjud-in/").reads("Träffen har varit eller är inställd.")
    with pytest.raises(Refusal, match="Träffen har redan börjat"):
        meetings.invite_many(over, by=rut, enquiries=list(Enquiry.objects.all()))

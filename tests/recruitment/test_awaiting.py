"""What awaits whom, in which order, and what the navigation counts."""

from datetime import date, timedelta

import pytest

from brokerage import clock
from brokerage.organisation.models import Membership
from recruitment.awaiting import awaiting
from recruitment.workflow import vettings
from tests.cast import PEOPLE
from tests.reading import pick, read, text_of
from tests.recruitment.made import plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def waits(actor):
    """`waits("rut")`: what awaits her, as (text, day)."""
    return lambda who: sorted((plain(item.text), item.due) for item in awaiting(actor(who)))


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("new", "Ring Karin Åberg"),
        ("contacted", "Hör av dig till Karin Åberg"),
        ("invited", "Följ upp Karin Åberg"),
        ("met", "Fråga Karin Åberg"),
    ],
)
def test_an_open_enquiry_awaits_its_owner(made, waits, today, state, text):
    made.enquiry(state)
    assert waits("rut") == [(text, today)]


@pytest.mark.parametrize("state", ["vetting", "joined", "closed"])
def test_an_enquiry_that_is_not_open_awaits_nobody(made, waits, state):
    made.enquiry(state)
    assert waits("rut") == []


@pytest.mark.parametrize(("days", "shown"), [(-40, True), (0, True), (7, True), (8, False)])
def test_a_contact_shows_a_week_ahead(made, waits, today, days, shown):
    made.enquiry("contacted", next_contact_on=today + timedelta(days=days))
    assert bool(waits("rut")) is shown


def test_what_belongs_to_a_colleague_awaits_her_and_not_rut(cast, made, waits):
    Membership.objects.create(user=cast.eva, unit=cast.team, role="recruiter", starts=date(2024, 1, 1))
    made.enquiry(owner=cast.eva)
    made.vetting(investigator=cast.eva)
    assert waits("rut") == []
    assert [text for text, _ in waits("eva")] == ["Ring Karin Åberg", "Utred Familjen Åberg"]


def test_what_somebody_left_behind_awaits_all_who_recruit_there(cast, made, waits):
    membership = Membership.objects.create(user=cast.eva, unit=cast.team, role="recruiter", starts=date(2024, 1, 1))
    made.enquiry(owner=cast.eva)
    made.vetting(investigator=cast.eva)
    membership.ends = date(2026, 11, 21)
    membership.save()
    assert [text for text, _ in waits("rut")] == ["Ring Karin Åberg", "Utred Familjen Åberg"]
    assert waits("anna") == waits("olle") == []


def test_a_stand_in_sees_the_queue_of_the_one_who_is_away(cast, made, waits):
    made.enquiry(by="anna")
    assert waits("olle") == []
    Membership.objects.create(
        user=cast.olle,
        unit=cast.bromma,
        role="contact_secretary",
        areas=["IoF"],
        starts=date(2026, 11, 1),
        ends=date(2026, 11, 30),
        stands_in_for=cast.anna,
    )
    assert [text for text, _ in waits("olle")] == ["Ring Karin Åberg"]
    with clock.at(date(2026, 12, 1)):
        assert waits("olle") == []


def test_a_meeting_awaits_a_note_from_the_moment_it_begins(made, waits):
    meeting = made.meeting(in_days=0)  # tonight at six
    assert waits("rut") == []
    with clock.at(meeting.starts_at):
        assert waits("rut") == [("Anteckna vilka som kom 22 nov 2026 kl. 18.00", date(2026, 11, 22))]
    assert waits("anna") == []


def test_a_vetting_awaits_its_investigator_with_what_is_missing(made, actor, today):
    made.vetting(opened_on=today - timedelta(days=20))
    (item,) = awaiting(actor("rut"))
    assert (item.text, item.due) == ("Utred Familjen Åberg", today - timedelta(days=6))  # two weeks
    assert item.sub.startswith("Medgivandet till socialregister saknas.")
    assert "12 till" in item.sub


def test_a_vetting_of_which_all_is_done_is_to_be_proposed(made, waits):
    made.vetting(is_done=True)
    assert [text for text, _ in waits("rut")] == ["Föreslå Familjen Åberg"]


def test_a_proposal_awaits_all_who_may_decide_and_never_its_investigator(cast, made, waits, today):
    Membership.objects.create(user=cast.rut, unit=cast.team, role="approver", starts=date(2024, 1, 1))
    made.vetting("proposed", is_done=True, proposed_on=today - timedelta(days=3))
    assert waits("disa") == [("Besluta om Familjen Åberg", today + timedelta(days=4))]
    assert waits("rut") == []
    assert waits("mia") == []


def test_what_was_sent_back_says_so_until_it_is_proposed_again(made, actor, waits):
    vetting = made.vetting("proposed", is_done=True)
    vettings.send_back(vetting, by=actor("disa"), reason="Berätta mer.")
    (item,) = awaiting(actor("rut"))
    assert item.text == "Komplettera Familjen Åberg"
    assert "Disa Holm" in item.sub


@pytest.mark.parametrize("state", ["approved", "refused"])
def test_a_decision_is_told_the_next_day(made, waits, today, state):
    made.vetting(state)
    assert waits("rut") == [("Ge Familjen Åberg besked", today + timedelta(days=1))]


def test_whoever_has_no_part_in_it_has_nothing_waiting(made, waits):
    for by in ("rut", "anna"):
        made.enquiry(by=by)
        made.vetting("proposed", by=by, is_done=True)
        made.meeting(by=by, in_days=-1)
    idle = [name for name in PEOPLE if not waits(name)]
    assert idle == ["hedda", "olle", "lo", "eva", "ria", "adam"]


# The page and the navigation


def test_home_puts_the_late_first_and_counts_each_group(made, client_of, today):
    for name, days in (("Maj", 5), ("Ali", -2), ("Tim", 0), ("Eli", -9)):
        made.enquiry(name=name, next_contact_on=today + timedelta(days=days))
    made.vetting(is_done=True, opened_on=today)
    page = read(client_of("rut").get("/"))
    assert text_of(page, "h2.group-head") == ["Försenat 2", "I dag 1", "Den här veckan 1", "Senare 1"]
    assert text_of(page, "ul.queue a") == ["Ring Eli", "Ring Ali", "Ring Tim", "Ring Maj", "Föreslå Familjen Åberg"]
    assert plain(text_of(page, "ul.queue .badge")[0]).startswith("9 dagar")


def test_a_long_queue_says_how_many_more_and_where_they_stand(made, client_of, today):
    """Ten of each kind in a group, so that no kind hides the others; the numbers are those of all."""
    for number in range(33):
        made.enquiry(name=f"Nr {number:02}", next_contact_on=today - timedelta(days=1))
        made.meeting(in_days=-2)
    rut = client_of("rut")
    page = read(rut.get("/"))
    assert text_of(page, "h2.group-head") == ["Försenat 66"]
    lines = text_of(page, "ul.queue li")
    assert len(lines) == 20 + 2
    assert lines[-2:] == ["Och 23 till i Informationsträffar", "Och 23 till i Intresseanmälningar"]
    further = [link.get("href") for link in pick(page, "ul.queue a")[-2:]]
    assert further == ["/rekrytering/traffar/", "/rekrytering/anmalningar/"]
    counted = text_of(read(rut.get("/rekrytering/kampanjer/")), "nav.nav .count")
    assert [text.split()[0] for text in counted] == ["66", "66", "33", "33"]  # all, the group, and its pages


def test_every_line_begins_with_a_capital_and_its_badge_is_of_its_own_day(made, client_of, today):
    made.enquiry(next_contact_on=today - timedelta(days=2))
    made.meeting(in_days=-1)
    made.vetting(is_done=True, opened_on=today - timedelta(days=14))
    made.volunteer(joined_on=today)
    page = read(client_of("rut").get("/"))
    assert all(text[0].isupper() for text in text_of(page, "ul.queue small"))
    badges = [plain(text) for text in text_of(page, "ul.queue .badge")]
    assert badges == ["2 dagar försenat", "1 dag försenat", "I dag", "14 dagar kvar"]


def test_the_navigation_counts_what_was_last_seen_at_home(made, client_of):
    made.enquiry()
    made.meeting(in_days=-1)
    made.vetting(is_done=True)
    rut = client_of("rut")
    rut.get("/")
    page = read(rut.get("/rekrytering/kampanjer/"))
    counted = {
        next(link.iter("a")).text_content().strip().split()[0]: count.text.strip()
        for link in pick(page, "nav.nav li")
        for count in pick(link, ".count")
    }
    assert counted == {"Väntar": "3", "Intresseanmälningar": "1", "Informationsträffar": "1", "Utredningar": "1"}


def test_the_navigation_shows_what_a_person_may_open(cast, client_of):
    shown = {
        name: text_of(read(client_of(name).get("/")), "nav.nav a")
        for name in ("rut", "anna", "mia", "disa", "hedda", "eva")
    }
    recruits = {"Intresseanmälningar", "Informationsträffar", "Utredningar", "Uppdragstagare", "Kampanjer"}
    for name in ("rut", "anna"):
        assert recruits <= set(shown[name])
        assert "Rekryteringsläget" in shown[name]
    for name in ("mia", "disa"):
        assert recruits & set(shown[name]) == {"Utredningar", "Uppdragstagare"}
    for name in ("hedda", "eva"):
        assert not recruits & set(shown[name])


def test_an_empty_queue_says_so(cast, client_of):
    assert text_of(read(client_of("rut").get("/")), ".empty h2") == ["Inget väntar på dig just nu"]

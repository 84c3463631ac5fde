"""Campaigns and information meetings: planned, held, cancelled; and who came."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from brokerage import clock
from brokerage.workflow import NotAllowed, Refusal, Stale
from recruitment.models import Campaign, Enquiry, InformationMeeting, Invitation
from recruitment.workflow import campaigns, enquiries, meetings
from tests.recruitment.made import about, at, everything, last_event, letters, plain

pytestmark = pytest.mark.django_db
THURSDAY = at(date(2026, 11, 26))


def test_rut_plans_a_meeting(cast, rut):
    meeting = meetings.plan_meeting(
        by=rut, unit=cast.team, area="", starts_at=THURSDAY, place="Swedenborgsgatan 20", capacity=25, is_single=False
    )
    assert (meeting.state, meeting.capacity) == ("planned", 25)
    assert str(meeting) == "26/11 kl. 18.00, Swedenborgsgatan 20"
    assert about(last_event("informationmeeting.plan_meeting")) == {("informationmeeting", meeting.pk)}


def test_a_meeting_for_one_has_one_place_whatever_was_typed(cast, rut):
    given = {"unit": cast.team, "area": "", "starts_at": THURSDAY, "place": "Kontoret", "capacity": 12}
    assert meetings.plan_meeting(by=rut, is_single=True, **given).capacity == 1


def test_a_meeting_is_never_planned_backwards(cast, rut):
    given = {"unit": cast.team, "area": "", "place": "Kontoret", "capacity": 12, "is_single": False}
    for starts_at in (clock.now(), at(date(2026, 11, 21))):
        with pytest.raises(Refusal, match="Träffen måste ligga framåt i tiden"):
            meetings.plan_meeting(by=rut, starts_at=starts_at, **given)
    assert not InformationMeeting.objects.exists()


def test_olle_plans_nothing_in_bromma(cast, actor):
    given = {"starts_at": THURSDAY, "place": "Kontoret", "capacity": 12, "is_single": False}
    with pytest.raises(NotAllowed):
        meetings.plan_meeting(by=actor("olle"), unit=cast.bromma, area="IoF", **given)
    assert not InformationMeeting.objects.exists()


@pytest.fixture
def yesterday(made):
    """Yesterday's meeting, to which Ali, Maj and Tim were invited."""
    meeting = made.meeting(in_days=-1)
    return meeting, *(made.enquiry("invited", meeting=meeting, name=name) for name in ("Ali", "Maj", "Tim"))


def test_rut_notes_who_came_and_everybody_gets_a_next_contact(rut, yesterday, today):
    meeting, ali, _, tim = yesterday
    meetings.hold(meeting, by=rut, came=[ali.pk, tim.pk])
    found = Enquiry.objects.order_by("name").values_list("name", "state", "last_contact_on", "next_contact_on")
    assert list(found) == [
        ("Ali", "met", today, date(2026, 11, 27)),
        ("Maj", "contacted", None, date(2026, 11, 27)),
        ("Tim", "met", today, date(2026, 11, 27)),
    ]
    assert dict(Invitation.objects.values_list("enquiry__name", "outcome")) == {
        "Ali": "came",
        "Maj": "absent",
        "Tim": "came",
    }
    event = last_event("informationmeeting.hold")
    assert event.facts == {"to": "held", "came": 2, "absent": 1}
    assert about(last_event("enquiry.attend")) == {("enquiry", tim.pk)}


def test_a_meeting_that_has_not_begun_is_not_held(made, rut):
    meeting = made.meeting()
    before = everything()
    with pytest.raises(Refusal, match="Träffen har inte börjat än"):
        meetings.hold(meeting, by=rut, came=())
    assert everything() == before
    with clock.at(THURSDAY):
        assert meetings.hold(meeting, by=rut, came=()).state == "held"


def test_whoever_was_moved_or_closed_is_neither_here_nor_absent(made, rut, yesterday):
    meeting, ali, maj, _ = yesterday
    enquiries.uninvite(ali, by=rut)
    enquiries.close(maj, by=rut, reason="withdrew")
    meetings.hold(meeting, by=rut, came=[ali.pk, maj.pk])
    states = dict(Enquiry.objects.values_list("name", "state"))
    assert states == {"Ali": "contacted", "Maj": "closed", "Tim": "contacted"}
    assert last_event("informationmeeting.hold").facts == {"to": "held", "came": 0, "absent": 1}


def test_a_number_that_was_not_invited_changes_nobody(made, rut, yesterday):
    other = made.enquiry("invited", name="Eli")
    meetings.hold(yesterday[0], by=rut, came=[other.pk, 99_999])
    other.refresh_from_db()
    assert other.state == "invited"


def test_one_who_cannot_be_moved_holds_up_the_whole_meeting(made, rut, yesterday):
    """A row of another pool among the invited: nothing is half-done."""
    meeting, ali, *_ = yesterday
    stranger = made.enquiry("contacted", by="anna", name="Eli")
    Invitation.objects.create(meeting=meeting, enquiry=stranger)
    Enquiry.objects.filter(pk=stranger.pk).update(state="invited")
    before = everything()
    with pytest.raises(NotAllowed):
        meetings.hold(meeting, by=rut, came=[ali.pk])
    assert everything() == before


def test_a_cancelled_meeting_brings_everybody_back_into_the_queue(made, rut):
    meeting = made.meeting()
    made.enquiry("invited", meeting=meeting, name="Ali")
    made.enquiry("invited", meeting=meeting, name="Maj")
    meetings.cancel(meeting, by=rut)
    assert set(Enquiry.objects.values_list("state", "next_contact_on")) == {("contacted", date(2026, 11, 27))}
    assert set(Invitation.objects.values_list("outcome", flat=True)) == {"moved"}
    assert last_event("informationmeeting.cancel").facts == {"to": "cancelled", "invited": 2}


def test_a_cancelled_meeting_is_told_to_those_who_were_invited_by_letter(made, rut):
    meeting = made.meeting(place="Swedenborgsgatan 20")
    made.enquiry("invited", meeting=meeting, name="Ali", email="ali@post.example")
    made.enquiry("invited", meeting=meeting, name="Maj", email="")
    made.enquiry("invited", meeting=meeting, name="Eli", email="eli@post.example", is_protected=True, lives_in=None)
    meetings.cancel(meeting, by=rut)
    (letter,) = letters()
    assert (letter.address, letter.subject) == ("ali@post.example", "Informationsträffen är inställd")
    assert "torsdag 26 november 2026 kl. 18.00" in plain(letter.body)
    assert letter.body.startswith("Hej Ali!")
    assert not any(name in letter.body for name in ("Maj", "Eli"))


# Campaigns

AUTUMN = {"name": "Höstkampanjen", "channel": "poster", "code": "host-26", "starts": date(2026, 9, 1), "ends": None}


def test_anna_starts_a_campaign_in_bromma(cast, anna):
    campaign = campaigns.start_campaign(by=anna, unit=cast.bromma, area="IoF", **AUTUMN)
    assert (campaign.unit, campaign.area, campaign.name_key) == (
        cast.bromma,
        "IoF",
        "ho".replace("o", "z4") + "stkampanjen",
    )
    assert about(last_event("campaign.start_campaign")) == {("campaign", campaign.pk)}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"ends": date(2026, 8, 31)}, "Kampanjen kan inte sluta före sin första dag"),
        ({"code": "host-26"}, "Koden används av en annan kampanj"),
    ],
)
def test_what_a_campaign_cannot_be_is_said(cast, made, anna, wrong, sentence):
    made.campaign(code="host-26")
    with pytest.raises(Refusal, match=sentence):
        campaigns.start_campaign(by=anna, unit=cast.bromma, area="IoF", **AUTUMN | {"code": "ny"} | wrong)
    assert Campaign.objects.count() == 1


def test_a_campaign_is_prolonged_but_keeps_its_printed_code(made, rut):
    campaign = made.campaign(ends=date(2026, 11, 30))
    changed = campaigns.edit_campaign(campaign, by=rut, version=0, ends=date(2026, 12, 31))
    assert (changed.ends, changed.code) == (date(2026, 12, 31), "host-26")
    with pytest.raises(TypeError):
        campaigns.edit_campaign(campaign, by=rut, version=1, code="ny")
    with pytest.raises(Stale):
        campaigns.edit_campaign(campaign, by=rut, version=0, ends=None)


def test_a_campaign_counts_those_who_came_and_those_who_stayed(made):
    campaign, other = made.campaign(), made.campaign(code="annan", name="Annan")
    for state in ("new", "closed", "joined", "joined"):
        made.enquiry(state, campaign=campaign)
    made.enquiry("joined")
    counted = {each.pk: (each.answered, each.joined) for each in Campaign.objects.with_counts()}
    assert counted == {campaign.pk: (4, 2), other.pk: (0, 0)}


def test_a_campaign_of_today_has_begun_and_not_ended(made, today):
    for number, (starts, ends) in enumerate([(0, None), (0, 0), (-9, -1), (1, None)]):
        days = [today + timedelta(days=each) if each is not None else None for each in (starts, ends)]
        made.campaign(code=f"k-{number}", starts=days[0], ends=days[1])
    assert list(Campaign.objects.on(today).order_by("code").values_list("code", flat=True)) == ["k-0", "k-1"]


def test_a_meeting_without_room_cannot_stand_in_the_database(made):
    meeting = made.meeting()
    with pytest.raises(IntegrityError), transaction.atomic():
        InformationMeeting.objects.filter(pk=meeting.pk).update(capacity=0)


def test_a_meeting_counts_who_is_invited_and_who_came(made):
    meeting = made.meeting()
    for outcome in ("invited", "came", "absent", "moved"):
        made.enquiry("contacted", meeting=meeting)
        Invitation.objects.filter(pk=Invitation.objects.latest("pk").pk).update(outcome=outcome)
    found = InformationMeeting.objects.with_counts().get()
    assert (found.invited, found.came) == (3, 1)

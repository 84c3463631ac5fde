"""From an offer to help to a vetting: each step of an enquiry, what it saves, and what it refuses."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from brokerage import clock
from brokerage.access import Actor
from brokerage.organisation.models import Membership
from brokerage.workflow import NotAllowed, Refusal, Stale, WrongState
from recruitment.models import Contact, Enquiry, HouseholdMember, Invitation, Vetting, Volunteer
from recruitment.workflow import enquiries
from tests.cast import SINCE
from tests.reading import read, text_of
from tests.recruitment.made import about, everything, last_event, letters, number, plain

pytestmark = pytest.mark.django_db
NEXT_WEEK = date(2026, 11, 29)
WEB = Actor.system("web")
KARIN = {"name": "Karin Åberg", "email": "karin@post.example", "phone": "", "kinds": ["family"]}


# It comes in


def test_karin_writes_through_the_web_and_rut_is_responsible(cast, today):
    enquiry = enquiries.arrive(by=WEB, unit=cast.team, **KARIN)
    assert (enquiry.state, enquiry.source, enquiry.received_on) == ("new", "web", today)
    assert (enquiry.owner, enquiry.next_contact_on) == (cast.rut, date(2026, 11, 27))
    event = last_event("enquiry.arrive")
    assert (event.actor_kind, event.actor_code, event.user, event.unit_id) == ("system", "web", None, cast.team.pk)
    assert about(event) == {("enquiry", enquiry.pk)}


def test_karin_is_thanked_with_the_day_when_somebody_calls(cast):
    enquiry = enquiries.arrive(by=WEB, unit=cast.team, **KARIN)
    (letter,) = letters()
    assert (letter.address, letter.subject) == ("karin@post.example", "Tack för din intresseanmälan")
    assert letter.body.startswith("Hej Karin Åberg!\n")
    assert "senast 27 nov 2026" in plain(letter.body)
    assert letter.body.endswith("Resursteamen\nStockholms stad\n")
    assert (letter.receiver_kind, letter.receiver_key) == ("recruitment.enquiry", enquiry.pk)
    assert (letter.unit_id, letter.area) == (cast.team.pk, "")


def test_whoever_left_only_a_number_is_called_and_gets_no_letter(cast):
    enquiries.arrive(by=WEB, unit=cast.team, **KARIN | {"email": "", "phone": "070-174 06 05"})
    assert letters() == []


def test_the_one_with_the_fewest_open_enquiries_becomes_responsible(cast, made):
    Membership.objects.create(user=cast.eva, unit=cast.team, role="recruiter", starts=SINCE)
    made.enquiry(by="rut", email="maj@post.example")
    made.enquiry("closed", by="rut", owner=cast.eva, email="")  # closed ones weigh nothing
    assert enquiries.arrive(by=WEB, unit=cast.team, **KARIN).owner == cast.eva
    Membership.objects.filter(user=cast.eva, role="recruiter").update(ends=clock.today() - timedelta(days=1))
    assert enquiries.arrive(by=WEB, unit=cast.team, **KARIN).owner == cast.rut


def test_where_nobody_recruits_the_enquiry_is_refused_with_advice(cast):
    Membership.objects.filter(unit=cast.farsta).delete()
    with pytest.raises(Refusal, match="Ring stadens kontaktcenter"):
        enquiries.arrive(by=WEB, unit=cast.farsta, **KARIN)
    assert not Enquiry.objects.exists()


def test_rut_enters_karin_who_called_last_week(cast, made, rut):
    campaign, day = made.campaign(), date(2026, 11, 16)
    enquiry = enquiries.register(
        by=rut, unit=cast.team, area="", source="phone", campaign=campaign, received_on=day, **KARIN
    )
    assert (enquiry.owner, enquiry.source, enquiry.campaign) == (cast.rut, "phone", campaign)
    assert (enquiry.received_on, enquiry.next_contact_on) == (
        day,
        date(2026, 11, 21),
    )  # the promise has already run out
    assert letters() == []
    assert about(last_event("enquiry.register")) == {("enquiry", enquiry.pk)}


@pytest.mark.parametrize(("person", "unit", "area"), [("olle", "bromma", "IoF"), ("lo", "bromma", "IoF")])
def test_nobody_enters_an_enquiry_into_somebody_elses_pool(cast, actor, person, unit, area):
    with pytest.raises(NotAllowed):
        enquiries.register(by=actor(person), unit=getattr(cast, unit), area=area, source="phone", **KARIN)
    assert not Enquiry.objects.exists()


def test_nobody_but_the_web_lets_an_enquiry_arrive(cast, rut):
    with pytest.raises(NotAllowed):
        enquiries.arrive(by=rut, unit=cast.team, **KARIN)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"email": ""}, "Ange e-postadress eller telefon, så att vi kan nå personen."),
        ({"is_protected": True, "lives_in": "bromma"}, "För en person med skyddade personuppgifter skrivs ingen"),
    ],
)
def test_the_database_refuses_what_must_never_stand_there(cast, rut, wrong, sentence):
    given = KARIN | wrong
    if "lives_in" in given:
        given["lives_in"] = cast.bromma
    with pytest.raises(Refusal, match=sentence):
        enquiries.register(by=rut, unit=cast.team, area="", source="phone", **given)


@pytest.mark.parametrize("field", ["owner", "next_contact_on"])
def test_an_open_enquiry_is_never_without_owner_and_next_contact(made, field):
    enquiry = made.enquiry()
    with pytest.raises(IntegrityError), transaction.atomic():
        Enquiry.objects.filter(pk=enquiry.pk).update(**{field: None})


# Talks


def test_rut_calls_karin_for_the_first_time(cast, made, rut, today):
    enquiry = enquiries.contact(
        made.enquiry(), by=rut, way="phone", on=today, next_contact_on=NEXT_WEEK, note="Vill veta mer."
    )
    assert (enquiry.state, enquiry.last_contact_on, enquiry.next_contact_on) == ("contacted", today, NEXT_WEEK)
    contact = Contact.objects.get()
    assert (contact.enquiry, contact.by, contact.way, contact.note) == (enquiry, cast.rut, "phone", "Vill veta mer.")
    assert last_event("enquiry.contact").facts == {"to": "contacted"}  # and not the note


def test_whoever_did_not_answer_has_not_been_talked_to(made, rut, today):
    enquiry = enquiries.contact(made.enquiry(), by=rut, way="no_answer", on=today, next_contact_on=NEXT_WEEK)
    assert enquiry.last_contact_on is None
    assert enquiry.next_contact_on == NEXT_WEEK


def test_a_talk_that_is_written_down_late_does_not_hide_a_later_one(made, rut, today):
    enquiry = made.enquiry("contacted", last_contact_on=today)
    enquiry = enquiries.note_contact(
        enquiry, by=rut, way="sms", on=today - timedelta(days=2), next_contact_on=NEXT_WEEK
    )
    assert enquiry.last_contact_on == today


def test_a_closed_enquiry_takes_no_more_notes(made, rut, today):
    enquiry = made.enquiry("closed")
    with pytest.raises(WrongState, match="Avslutad"):
        enquiries.note_contact(enquiry, by=rut, way="phone", on=today, next_contact_on=NEXT_WEEK)
    assert not Contact.objects.exists()


# The meeting


def test_karin_is_invited_by_letter(made, rut):
    meeting, enquiry = made.meeting(place="Swedenborgsgatan 20"), made.enquiry("contacted")
    enquiry = enquiries.invite(enquiry, by=rut, meeting=meeting)
    assert (enquiry.state, enquiry.next_contact_on) == ("invited", date(2026, 11, 27))  # the day after the meeting
    assert Invitation.objects.get().outcome == "invited"
    assert last_event("enquiry.invite").facts == {"to": "invited", "meeting": meeting.pk}
    (letter,) = letters()
    assert (letter.purpose, letter.address) == ("invitation", "karin@post.example")
    assert "Välkommen till en informationsträff torsdag 26 november 2026 kl. 18.00" in plain(letter.body)
    assert "Plats: Swedenborgsgatan 20" in letter.body


def test_for_one_alone_it_is_a_talk(made, rut):
    enquiries.invite(made.enquiry(), by=rut, meeting=made.meeting(is_single=True, capacity=1))
    assert "Välkommen till ett samtal torsdag" in letters()[0].body


@pytest.mark.parametrize("state", ["held", "cancelled"])
def test_nobody_is_invited_to_a_meeting_that_is_over(made, rut, state):
    with pytest.raises(Refusal, match="Träffen går inte att bjuda in till"):
        enquiries.invite(made.enquiry(), by=rut, meeting=made.meeting(state))


def test_nobody_is_invited_to_another_units_meeting(made, rut):
    with pytest.raises(Refusal, match="Träffen går inte att bjuda in till"):
        enquiries.invite(made.enquiry(), by=rut, meeting=made.meeting(by="anna"))


def test_a_full_meeting_says_so_and_leaves_nothing(made, rut):
    meeting, enquiry = made.meeting(capacity=2), made.enquiry()
    for name in ("Ali", "Maj"):
        made.enquiry("invited", meeting=meeting, name=name)
    before = everything()
    with pytest.raises(Refusal) as caught:
        enquiries.invite(enquiry, by=rut, meeting=meeting)
    assert caught.value.sentences == ("Träffen är full: alla 2 platser är tagna. Välj en annan träff.",)
    assert everything() == before


@pytest.mark.parametrize("leaves", ["uninvite", "close"])
def test_whoever_leaves_a_full_meeting_makes_room(made, rut, leaves):
    meeting = made.meeting(capacity=1)
    maj = made.enquiry("invited", meeting=meeting, name="Maj")
    if leaves == "close":
        enquiries.close(maj, by=rut, reason="withdrew")
    else:
        enquiries.uninvite(maj, by=rut)
    assert enquiries.invite(made.enquiry(), by=rut, meeting=meeting).state == "invited"
    assert list(meeting.invitations.values_list("enquiry__name", "outcome").order_by("pk")) == [
        ("Maj", "moved"),
        ("Karin Åberg", "invited"),
    ]


def test_karin_may_come_back_to_the_same_meeting(made, rut):
    meeting = made.meeting(capacity=1)
    enquiry = made.enquiry("invited", meeting=meeting)
    enquiry = enquiries.invite(enquiries.uninvite(enquiry, by=rut), by=rut, meeting=meeting)
    assert list(meeting.invitations.values_list("outcome", flat=True)) == ["invited"]


@pytest.mark.parametrize(
    ("step", "state", "outcome", "talked"), [("attend", "met", "came", True), ("miss", "contacted", "absent", False)]
)
def test_whether_karin_came_is_noted_and_somebody_calls(made, rut, today, step, state, outcome, talked):
    enquiry = getattr(enquiries, step)(made.enquiry("invited"), by=rut)
    assert (enquiry.state, enquiry.next_contact_on) == (state, date(2026, 11, 27))
    assert enquiry.last_contact_on == (today if talked else None)
    assert Invitation.objects.get().outcome == outcome


# The vetting begins

HOUSEHOLD = [
    {"part": "applicant", "name": "Karin Åberg", "identity_number": number(date(1981, 3, 1))},
    {"part": "partner", "name": "Per Åberg", "identity_number": number(date(1979, 6, 1))},
]
PLAN = {
    "volunteer_name": "Familjen Åberg",
    "protection": "none",
    "kinds": ["family"],
    "client_areas": ["IoF"],
    "client_age_from": 0,
    "client_age_to": 12,
}


def test_anna_opens_a_vetting_and_from_now_on_the_identity_is_known(cast, made, anna, today):
    enquiry = enquiries.open_vetting(
        made.enquiry("met", by="anna"), by=anna, household=HOUSEHOLD, consent_on=today, **PLAN
    )
    assert (enquiry.state, enquiry.next_contact_on) == ("vetting", None)
    volunteer, vetting = Volunteer.objects.get(), Vetting.objects.get()
    assert (volunteer.name, volunteer.state, volunteer.joined_on) == ("Familjen Åberg", "candidate", None)
    assert (volunteer.unit, volunteer.area, volunteer.email) == (cast.bromma, "IoF", "karin@post.example")
    assert (vetting.unit, vetting.area, vetting.enquiry) == (cast.bromma, "IoF", enquiry)
    assert (vetting.investigator, vetting.purpose, vetting.opened_on) == (cast.anna, "pool", today)
    members = volunteer.members.values_list("part", "name", "identity_number", "birth_year")
    assert list(members) == [
        ("applicant", "Karin Åberg", HOUSEHOLD[0]["identity_number"], 1981),
        ("partner", "Per Åberg", HOUSEHOLD[1]["identity_number"], 1979),
    ]
    step = last_event("enquiry.open_vetting")
    assert {each.verb: about(each) for each in step.effects.all()} == {
        "recruitment.volunteer.take_on": {("volunteer", volunteer.pk)},
        "recruitment.vetting.begin": {("vetting", vetting.pk), ("volunteer", volunteer.pk)},
    }


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"identity_number": "19810301-0000"}, "kontrollsiffran är fel"),
        ({"identity_number": number(date(2010, 3, 1))}, "under 18 år"),
        ({"identity_number": HOUSEHOLD[1]["identity_number"]}, "Personen finns redan i hemmet"),
    ],
)
def test_a_home_that_cannot_be_right_is_refused_and_nothing_is_left_of_it(made, rut, wrong, sentence):
    enquiry = made.enquiry("met")
    before = everything()
    with pytest.raises(Refusal, match=sentence):
        enquiries.open_vetting(enquiry, by=rut, household=[HOUSEHOLD[0] | wrong, HOUSEHOLD[1]], **PLAN)
    assert everything() == before


def test_a_vetting_for_nothing_is_refused(made, rut):
    enquiry = made.enquiry("met")
    with pytest.raises(ValidationError, match="Välj minst ett"):
        enquiries.open_vetting(enquiry, by=rut, household=HOUSEHOLD, **PLAN | {"client_areas": []})
    assert not HouseholdMember.objects.exists()


# It ends, and begins again


def test_karin_does_not_want_to_any_more(made, rut, today):
    enquiry = enquiries.close(made.enquiry("contacted"), by=rut, reason="withdrew", note="Har fått nytt arbete.")
    assert (enquiry.state, enquiry.closed_on, enquiry.reason) == ("closed", today, "withdrew")
    assert enquiry.next_contact_on is None
    assert Contact.objects.get().note == "Har fått nytt arbete."
    assert last_event("enquiry.close").facts == {"to": "closed", "reason": "withdrew"}


def test_an_enquiry_is_not_closed_without_a_reason(made, rut):
    enquiry = made.enquiry()
    with pytest.raises(Refusal, match="En avslutad anmälan har en orsak"):
        enquiries.close(enquiry, by=rut, reason="")


def test_karin_is_back_and_whoever_opens_it_is_responsible(cast, made, rut):
    enquiry = enquiries.reopen(made.enquiry("closed", owner=cast.eva), by=rut)
    assert (enquiry.state, enquiry.owner, enquiry.next_contact_on) == ("contacted", cast.rut, date(2026, 11, 27))
    assert (enquiry.reason, enquiry.closed_on) == ("", None)


def test_after_a_vetting_a_new_enquiry_is_made_instead(made, rut):
    enquiry = made.enquiry("closed", reason="vetting_ended")
    made.vetting("refused", enquiry=enquiry)
    with pytest.raises(Refusal, match="Lägg in en ny anmälan"):
        enquiries.reopen(enquiry, by=rut)


# Put right, handed over


def test_what_karin_told_is_put_right(made, rut):
    enquiry = made.enquiry()
    enquiry = enquiries.edit(enquiry, by=rut, version=0, phone="08-508 00 00", name="Karin Öberg")
    assert (enquiry.phone, enquiry.name_key, enquiry.version) == ("08-508 00 00", "karin0z4berg", 1)
    assert set(last_event("enquiry.edit").facts["fields"]) == {"name", "phone"}


def test_of_two_who_put_it_right_the_second_is_told(made, rut):
    enquiry = made.enquiry()
    enquiries.edit(enquiry, by=rut, version=0, phone="08-508 00 00")
    with pytest.raises(Stale):
        enquiries.edit(enquiry, by=rut, version=0, phone="070-174 06 99")
    assert Enquiry.objects.get().phone == "08-508 00 00"


def test_rut_hands_karin_over(cast, made, rut):
    Membership.objects.create(user=cast.eva, unit=cast.team, role="recruiter")
    enquiry = enquiries.hand_over(made.enquiry(), by=rut, version=0, owner=cast.eva)
    assert enquiry.owner == cast.eva
    assert last_event("enquiry.hand_over").facts == {"fields": ["owner"]}


@pytest.mark.parametrize("person", ["lo", "olle", "mia"])
def test_anna_hands_nobody_over_to_somebody_who_could_not_see_them(cast, made, anna, person):
    """They would be in nobody's queue: Lo works with another area, Olle elsewhere, and Mia does not recruit."""
    enquiry = made.enquiry(by="anna")
    with pytest.raises(Refusal, match="kan inte ta över"):
        enquiries.hand_over(enquiry, by=anna, version=0, owner=cast.people[person])
    enquiry.refresh_from_db()
    assert enquiry.owner == cast.anna


def test_whoever_rings_is_credited_to_a_campaign_that_runs(made, client_of, today):
    made.campaign(name="Hösten", code="hosten")
    made.campaign(name="Våren", code="varen", ends=today - timedelta(days=1))
    page = read(client_of("rut").get("/rekrytering/anmalningar/ny/"))
    assert text_of(page, "select[name=campaign] option") == ["Ingen", "Hösten"]

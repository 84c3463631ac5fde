"""The pool: pauses and ends, and who lives in the home."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from brokerage import identity
from brokerage.workflow import Refusal, Stale, WrongState
from recruitment.models import HouseholdMember, Volunteer, VolunteerPlace
from recruitment.workflow import volunteers
from tests.recruitment.made import about, everything, last_event, number

pytestmark = pytest.mark.django_db
HOME = {"street": "Drottningholmsvägen 2", "postcode": "168 50", "town": "Bromma"}


def test_the_family_takes_a_break_and_comes_back(made, rut, today):
    volunteer = volunteers.pause(made.volunteer(), by=rut)
    assert volunteer.state == "paused"
    assert not Volunteer.objects.available().exists()
    volunteer = volunteers.resume(volunteer, by=rut)
    assert (volunteer.state, volunteer.joined_on) == ("available", today)
    assert about(last_event("volunteer.resume")) == {("volunteer", volunteer.pk)}


@pytest.mark.parametrize("state", ["available", "paused", "case_only"])
def test_the_family_ends(made, rut, state):
    assert volunteers.leave(made.volunteer(state), by=rut).state == "left"


def test_nobody_is_in_the_pool_without_a_day(made):
    volunteer = made.volunteer()
    with pytest.raises(IntegrityError), transaction.atomic():
        Volunteer.objects.filter(pk=volunteer.pk).update(joined_on=None)


def test_the_address_is_written_changed_and_taken_away(cast, made, rut):
    volunteer = made.volunteer()
    volunteers.edit(volunteer, by=rut, version=0, **HOME, district=cast.bromma)
    assert str(VolunteerPlace.objects.get()) == "Drottningholmsvägen 2, 168 50 Bromma"
    volunteers.edit(volunteer, by=rut, version=1, **HOME | {"street": "Nya gatan 1"})
    assert VolunteerPlace.objects.get().street == "Nya gatan 1"
    volunteers.edit(volunteer, by=rut, version=2)
    assert not VolunteerPlace.objects.exists()


def test_of_two_who_edit_the_second_is_told(made, rut):
    volunteer = made.volunteer()
    volunteers.edit(volunteer, by=rut, version=0, name="Familjen Öberg")
    with pytest.raises(Stale):
        volunteers.edit(volunteer, by=rut, version=0, name="Familjen Ek", **HOME)
    assert Volunteer.objects.get().name == "Familjen Öberg"
    assert not VolunteerPlace.objects.exists()


def test_what_was_changed_is_in_the_log_and_not_what_it_says(made, rut):
    volunteers.edit(made.volunteer(), by=rut, name="Familjen Öberg", **HOME)
    assert set(last_event("volunteer.edit").facts["fields"]) == {"name"}


# Who lives there


def test_of_an_adult_the_number_is_kept_and_of_a_child_only_the_year(made, rut):
    volunteer, eli = made.volunteer(), number(date(2001, 5, 1))
    volunteers.add_member(volunteer, by=rut, part="adult", name="Eli", identity_number=eli.replace("-", ""))
    volunteers.add_member(volunteer, by=rut, part="child", name="Maja", birth_year=2015, identity_number=number())
    kept = volunteer.members.exclude(part="applicant").values_list("part", "name", "identity_number", "birth_year")
    assert list(kept) == [("adult", "Eli", eli, 2001), ("child", "Maja", "", 2015)]
    assert last_event("volunteer.add_member").facts == {"fields": [], "part": "child"}


@pytest.mark.parametrize(
    ("who", "sentence"),
    [
        ({"part": "child"}, "Ange barnets födelseår."),
        ({"part": "adult"}, "Skriv numret som ÅÅÅÅMMDD-NNNN."),
        ({"part": "adult", "identity_number": "19850412-9999"}, "kontrollsiffran är fel"),
        ({"part": "adult", "identity_number": number(date(2008, 11, 23))}, "Maja är under 18 år"),
    ],
)
def test_who_cannot_live_there_is_refused(made, rut, who, sentence):
    volunteer = made.volunteer()
    with pytest.raises(Refusal, match=sentence):
        volunteers.add_member(volunteer, by=rut, name="Maja", **who)
    assert volunteer.members.count() == 1


def test_whoever_turns_eighteen_today_is_an_adult(made, rut):
    volunteer, today_18 = made.volunteer(), identity.made_up(date(2008, 11, 22), 980)
    volunteers.add_member(volunteer, by=rut, part="adult", name="Eli", identity_number=today_18)
    assert volunteer.members.get(name="Eli").age() == 18


def test_the_same_person_lives_there_once(made, rut):
    volunteer = made.volunteer()
    karin = volunteer.members.get().identity_number
    with pytest.raises(Refusal, match="Personen finns redan i hemmet"):
        volunteers.add_member(volunteer, by=rut, part="partner", name="Karin", identity_number=karin)
    volunteers.add_member(made.volunteer(), by=rut, part="partner", name="Karin", identity_number=karin)


@pytest.mark.parametrize(("part", "wrong"), [("child", number()), ("adult", "")])
def test_the_database_keeps_no_childs_number_and_no_adult_without(made, part, wrong):
    volunteer = made.volunteer()
    with pytest.raises(IntegrityError), transaction.atomic():
        made.member(volunteer, part, "Eli", identity_number=wrong)


def test_per_moves_out_and_what_was_checked_stays(made, rut, today):
    vetting = made.vetting(is_done=True)
    per = vetting.volunteer.members.get(part="partner")
    volunteers.member_moved(vetting.volunteer, by=rut, member=per)
    per.refresh_from_db()
    assert per.moved_out_on == today
    assert per.checks.count() == 3


def test_whoever_has_moved_out_does_not_move_out_again(made, rut):
    volunteer = made.volunteer()
    per = made.member(volunteer, "partner", "Per", moved_out_on=date(2026, 1, 1))
    before = everything()
    with pytest.raises(Refusal, match="Per har redan flyttat"):
        volunteers.member_moved(volunteer, by=rut, member=per)
    assert everything() == before


def test_the_applicant_does_not_move_out_of_her_own_vetting(made, rut):
    volunteer, other = made.volunteer(), made.volunteer()
    for member in (volunteer.members.get(), made.member(other, "partner", "Per")):
        with pytest.raises(Refusal):
            volunteers.member_moved(volunteer, by=rut, member=member)
    assert not HouseholdMember.objects.exclude(moved_out_on=None).exists()


EDITS = {
    "edit": {"name": "Familjen Ek"},
    "describe": {"traits": ["autism"]},
    "add_member": {"part": "child", "name": "Maja", "birth_year": 2015},
    "member_moved": {},
}


@pytest.mark.parametrize("edit", EDITS)
def test_nothing_is_changed_about_somebody_who_has_left(made, rut, edit):
    volunteer = made.volunteer("left")
    given = EDITS[edit] or {"member": made.member(volunteer, "partner", "Per")}
    before = everything()
    with pytest.raises(WrongState, match="Har slutat"):
        getattr(volunteers, edit)(volunteer, by=rut, **given)
    assert everything() == before

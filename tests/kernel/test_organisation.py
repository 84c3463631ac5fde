"""People, their roles, and the column that holds several codes."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from brokerage import clock
from brokerage.access import Actor
from brokerage.organisation.fields import having, words
from brokerage.organisation.models import Area, Membership, Role, Unit, User
from tests.cast import PASSWORD, PEOPLE
from tests.testapp.models import Ticket

pytestmark = pytest.mark.django_db


# The cast


def test_the_cast_has_the_roles_that_every_test_relies_on(cast, actor, today):
    roles = {
        name: {(standing.role, standing.unit_id, *standing.areas) for standing in actor(name).standings()}
        for name in PEOPLE
    }
    bromma, farsta, team = cast.bromma.pk, cast.farsta.pk, cast.team.pk
    assert roles == {
        "hedda": {("case_officer", bromma, "IoF")},
        "anna": {("contact_secretary", bromma, "IoF")},
        "mia": {("district_manager", bromma, "IoF")},
        "olle": {("contact_secretary", farsta, "IoF")},
        "lo": {("contact_secretary", bromma, "LSS")},
        "rut": {("recruiter", team)},
        "disa": {("approver", team)},
        "eva": {("economist", team)},
        "ria": {("log_reviewer", team), ("log_reviewer", bromma)},
        "adam": set(),
    }
    assert [name for name, user in cast.people.items() if user.is_staff] == ["adam"]


def test_everybody_has_a_name_that_sorts_and_can_log_in(cast, rf):
    assert [user.name for user in User.objects.all()][-3:] == ["Olle Öst", "Ria Dahl", "Rut Ek"]
    assert authenticate(rf.get("/"), email=cast.anna.email, password=PASSWORD) == cast.anna


def test_the_password_of_somebody_who_has_left_opens_nothing(cast, rf):
    User.objects.filter(pk=cast.anna.pk).update(is_active=False)
    assert authenticate(rf.get("/"), email=cast.anna.email, password=PASSWORD) is None


# Users


def test_an_address_is_kept_in_small_letters_and_found_in_any(db):
    user = User.objects.create_user("Stina.Ek@Formedlingen.Example", name="Stina Ek")
    assert user.email == "stina.ek@formedlingen.example"
    assert User.objects.get_by_natural_key("STINA.EK@formedlingen.example") == user


def test_an_administrator_opens_the_admin_and_sees_no_person(db):
    adam = User.objects.create_superuser("root@formedlingen.example", name="Root")
    assert adam.has_perm("organisation.change_user")
    assert Actor.of(adam).standings() == []
    adam.is_active = False
    assert not adam.has_perm("organisation.change_user")
    assert not adam.has_module_perms("organisation")


def test_others_have_no_permission_in_the_admin(cast):
    for name, user in cast.people.items():
        assert user.has_module_perms("organisation") == (name == "adam")


# Memberships


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"starts": date(2026, 2, 1), "ends": date(2026, 1, 31)}, "membership_ends_after_start"),
        ({"stands_in_for": "anna"}, "membership_stands_in_for_another"),
    ],
)
def test_the_database_itself_refuses_a_role_that_cannot_be(cast, given, name):
    given = given | {key: getattr(cast, value) for key, value in given.items() if key == "stands_in_for"}
    role = Membership(user=cast.anna, unit=cast.farsta, role=Role.CASE_OFFICER, **given)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        role.save()
    with pytest.raises(ValidationError) as caught:
        role.full_clean()
    assert caught.value.messages[0].endswith(".")


def test_a_role_of_one_day_is_a_role(cast, today):
    Membership.objects.create(user=cast.adam, unit=cast.farsta, role=Role.CASE_OFFICER, ends=today)
    assert [standing.role for standing in Actor.of(cast.adam).standings()] == [Role.CASE_OFFICER]
    assert cast.actor("adam").standings(today + timedelta(days=1)) == []


def test_a_stand_in_sees_whose_work_it_is(cast, today):
    Membership.objects.create(
        user=cast.lo, unit=cast.bromma, role=Role.CONTACT_SECRETARY, areas=[Area.IOF], stands_in_for=cast.anna
    )
    assert cast.actor("lo").acts_for() == {cast.lo.pk, cast.anna.pk}
    assert cast.actor("anna").acts_for() == {cast.anna.pk}
    assert Actor.system("loop").acts_for() == set()


def test_two_roles_in_one_unit_stay_two(cast, django_assert_num_queries):
    """A unit with several predecessors gives several lines of one query, and still one standing for each role."""
    west = Unit.objects.get(name="Järva")
    Membership.objects.filter(user=cast.anna).update(unit=west)
    Membership.objects.create(user=cast.anna, unit=west, role=Role.DISTRICT_MANAGER, areas=[Area.LSS])
    with django_assert_num_queries(1):
        standings = cast.anna.standings_on(clock.today())
    assert {(standing.role, *standing.areas) for standing in standings} == {
        ("contact_secretary", "IoF"),
        ("district_manager", "LSS"),
    }
    assert len(standings) == 2
    assert {len(standing.unit_ids) for standing in standings} == {3}
    assert "Kontaktsekreterare, Järva" in [standing.title for standing in standings]


# Several codes in one column


@pytest.fixture
def coded(cast):
    def make(*codes):
        number = Ticket.objects.count()
        return Ticket.objects.create(unit=cast.bromma, name=f"Nr {number}", code=f"nr-{number}", kinds=list(codes))

    return make


def test_codes_come_back_as_they_went_in(coded):
    ticket = coded(Area.LSS, Area.IOF)
    ticket.refresh_from_db()
    assert ticket.kinds == ["LSS", "IoF"]
    assert coded().kinds == []
    assert Ticket.objects.values_list("kinds", flat=True).get(pk=ticket.pk) == ["LSS", "IoF"]


def test_codes_are_found_whole_on_every_database(coded):
    both, one, none = coded(Area.LSS, Area.SP), coded(Area.SP), coded()
    assert set(Ticket.objects.filter(having("kinds", Area.SP))) == {both, one}
    assert set(Ticket.objects.filter(having("kinds", Area.LSS))) == {both}
    assert set(Ticket.objects.filter(having("kinds", Area.LSS, Area.SP))) == {both, one}
    assert not Ticket.objects.filter(having("kinds")).exists()
    assert not Ticket.objects.filter(having("kinds", "S")).exists()  # no part of a code is a code
    assert none in Ticket.objects.exclude(having("kinds", Area.SP))


def test_an_unknown_code_is_refused_in_words(coded):
    ticket = coded()
    ticket.kinds = ["LSS", "NEJ"]
    with pytest.raises(ValidationError) as caught:
        ticket.full_clean()
    assert caught.value.message_dict == {"kinds": ["Okänt val: NEJ."]}


def test_codes_are_chosen_by_ticking():
    field = Ticket._meta.get_field("kinds").formfield()
    assert field.label == "Gäller"
    assert field.clean(["LSS", "SP"]) == ["LSS", "SP"]
    assert field.clean([]) == []
    with pytest.raises(ValidationError):
        field.clean(["NEJ"])


def test_at_least_one_where_one_is_needed():
    field = Ticket._meta.get_field("kinds").clone()
    field.blank = False
    with pytest.raises(ValidationError, match=r"Välj minst ett\."):
        field.clean([], None)


def test_codes_in_words():
    assert words(Area, ["SP", "IoF"]) == "Individ- och familjeomsorg, socialpsykiatri"
    assert words(Area, []) == ""

"""Conflicts of interest that are found without anybody noting them: never asked, never appointed, and why."""

from typing import Any

import pytest
from django.urls import reverse

from brokerage import clock
from brokerage.organisation.models import User
from brokerage.workflow import Blocked
from decisions.models import ClientIdentity, ClientPlace, Guardian
from matching import bonds
from matching.pool import ranked, weights_in_force
from recruitment.models import HouseholdMember, VolunteerPlace
from tests.cast import Cast
from tests.matching.conftest import Make, Path
from tests.reading import read, text_of

pytestmark = pytest.mark.django_db
PLACE = {"street": "Storgatan 3, lgh 1102", "postcode": "168 40"}


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        (("Storgatan 3, lgh 1102", "168 40"), ("storgatan 3 LGH 1102", "16840"), True),
        (("Storgatan 3, lgh 1102", "168 40"), ("Storgatan 3, lgh 1103", "168 40"), False),
        (("Storgatan 3", "168 40"), ("Storgatan 3", "123 40"), False),
        (("Storgatan 3", ""), ("Storgatan 3", ""), False),  # half an address is nobody's
    ],
)
def test_an_address_is_the_same_however_it_is_written(one: Any, other: Any, is_same: bool) -> None:
    assert (bonds.address_key(*one) == bonds.address_key(*other) != "") is is_same


def test_a_name_and_its_telephone_are_one_person_and_neither_alone_is() -> None:
    assert bonds.person_mark("Åsa Öberg", "070-174 06 11") == bonds.person_mark("åsa  öberg", "+46 70 174 06 11")
    assert bonds.person_mark("Åsa Öberg", "") == bonds.person_mark("", "070-174 06 11") == ("person", "")


@pytest.fixture
def tied(searched: Make, pooled: Make, cast: Cast) -> Any:
    """Five families, each tied to Kajsa in a way of its own, and one that is not."""
    shortlist = searched()
    client = shortlist.decision.client
    ClientPlace.objects.update_or_create(client=client, defaults=PLACE)
    guardian = Guardian.objects.filter(client=client).first() or Guardian.objects.create(client=client)
    Guardian.objects.filter(pk=guardian.pk).update(name="Moa Mor", phone="070-174 06 41", email="Moa@post.example")
    User.objects.filter(pk=cast.hedda.pk).update(phone="070-174 06 42")
    VolunteerPlace.objects.create(volunteer=pooled("Hemma"), street="storgatan 3 lgh 1102", postcode="16840")
    VolunteerPlace.objects.create(volunteer=pooled("Granne"), street="Storgatan 3, lgh 1103", postcode="168 40")
    HouseholdMember.objects.filter(volunteer=pooled("Mamma", phone="070-1740641"), part="partner").update(
        name="Moa Mor"
    )
    pooled("Post", email="moa@post.example")
    HouseholdMember.objects.filter(volunteer=pooled("Hedda", phone="070-174 06 42"), part="partner").update(
        name=cast.hedda.name
    )
    pooled("Namne", phone="070-174 06 43").members.filter(part="partner").update(name=cast.hedda.name)
    return shortlist


def test_whoever_is_tied_to_the_client_is_not_on_the_list(tied: Any) -> None:
    found = ranked(tied, weights_in_force(), on=clock.today())
    assert sorted(match.candidate.name for match in found.fulfils) == ["Granne", "Namne"]


def test_whoever_is_god_man_of_the_client_is_found_by_name_and_telephone(searched: Make, pooled: Make) -> None:
    shortlist, family = searched(), pooled("Familjen God", phone="070-174 06 44")
    family.members.filter(part="partner").update(name="Gun Godman")
    client, facts = shortlist.decision.client, {"name": "Gun Godman", "phone": "0701740644", "kind": "trustee"}
    guardian = Guardian.objects.create(client=client, **facts)
    assert bonds.bond_between(client, family) == bonds.DEPUTY
    Guardian.objects.filter(pk=guardian.pk).update(ended_on=clock.today())
    assert bonds.bond_between(client, family) == ""


def test_an_adult_who_is_the_client_is_found_by_number(searched: Make, pooled: Make) -> None:
    family, shortlist = pooled("Familjen Själv"), searched()
    number = family.members.filter(part="partner").get().identity_number
    ClientIdentity.objects.filter(client=shortlist.decision.client).update(number=number)
    assert bonds.bond_between(shortlist.decision.client, family) == bonds.SELF


def test_the_district_reads_why_and_the_brokerage_only_how_many(
    tied: Any, searched: Make, pooled: Make, client_of: Make
) -> None:
    page = read(client_of("anna").get(reverse("matching:shortlist_pool", args=[tied.pk])))
    lines = text_of(page, ".queue li")
    assert "Jäv eller annan bindning4" in lines
    assert "Hemmahar samma adress som klienten" in lines
    assert "Heddaarbetar i klientens enhet eller nås på e-posten dit" in lines
    city = searched(ordered=True, client=tied.decision.client, case_reference="BRO-2026-0002")
    pooled("Resurs", by="rut", email="moa@post.example")
    words = " ".join(text_of(read(client_of("rut").get(reverse("matching:shortlist_pool", args=[city.pk]))), "main"))
    assert "Jäv eller annan bindning 1" in words.replace("bindning1", "bindning 1")
    assert "vårdnadshavare" not in words
    assert "Resurs" not in words


def test_what_is_found_after_the_pick_stops_the_appointment(
    searched: Make, pooled: Make, path: Path, cast: Cast
) -> None:
    family = pooled("Familjen Sen")
    shortlist = searched()
    proposal = path.found(shortlist, family)
    path.checked(proposal)
    family.email = cast.mia.email
    family.save()
    with pytest.raises(Blocked, match=r"kan inte utses: jäv\. Familjen Sen arbetar i klientens enhet"):
        path.appointed(proposal)

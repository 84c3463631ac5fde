"""The same person twice: found by number and address, and merged with nothing lost; lent to family homes and back."""

from datetime import date

import pytest

from brokerage.access import Actor
from brokerage.workflow import Refusal
from recruitment.duplicates import phone_key
from recruitment.models import Enquiry, Invitation
from recruitment.workflow import duplicates, enquiries, volunteers
from tests.recruitment.made import about, everything, last_event, number, plain

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("070-174 06 05", "0701740605"),
        ("+46 70 174 06 05", "0701740605"),
        ("+46 (0)70-1740605", "0701740605"),
        ("0046701740605", "0701740605"),
        ("46 70 174 06 05", "0701740605"),
        ("08-508 00 000", "0850800000"),
        ("4670", ""),
        ("", ""),
        ("ring grannen", ""),
    ],
)
def test_a_number_is_one_number_however_it_is_typed(typed, key):
    assert phone_key(typed) == key


def test_two_of_the_same_are_pointed_out_and_merged_from_the_page(made, window):
    first = made.enquiry("met", phone="070-174 06 05", email="karin@post.example", received_on=date(2026, 10, 1))
    second = made.enquiry("new", phone="+46701740605", email="k.aberg@jobb.example", message="Jag ringde i höstas.")
    desk = window("rut").open(second.get_absolute_url())
    desk.reads("Samma telefonnummer som Karin Åberg, har varit på träff, kom in 1 okt 2026.")
    desk.follow("Samma telefonnummer").fill(into=first.pk)
    assert desk.badge() == "Har varit på träff"
    desk.reads("Sammanslagen anmälan", "E-post: k.aberg@jobb.example.", "Jag ringde i höstas.")
    second.refresh_from_db()
    assert (second.state, second.reason, second.merged_into) == ("closed", "duplicate", first)
    desk.open(second.get_absolute_url()).reads("Sammanslagen med Karin Åberg")


def test_nothing_is_lost(cast, made, rut):
    held, coming = made.meeting("held", in_days=-9), made.meeting()
    campaign = made.campaign()
    kept = made.enquiry("contacted", phone="", message="", campaign=None, kinds=["family"])
    other = made.enquiry(
        "contacted",
        meeting=coming,
        campaign=campaign,
        kinds=["person", "family"],
        received_on=date(2026, 3, 1),
        last_contact_on=date(2026, 11, 20),
        next_contact_on=date(2026, 11, 25),
    )
    Enquiry.objects.filter(pk=kept.pk).update(next_contact_on=date(2026, 12, 24))
    Invitation.objects.create(meeting=held, enquiry=other, outcome="came")
    Invitation.objects.create(meeting=held, enquiry=kept, outcome="absent")
    other.contacts.create(way="phone", note="Ringde.", by=cast.rut)
    duplicates.merge(other, by=rut, into=kept)
    kept.refresh_from_db()
    assert kept.kinds == ["family", "person"]
    assert (kept.phone, kept.campaign, kept.received_on) == ("070-174 06 05", campaign, date(2026, 3, 1))
    assert (kept.last_contact_on, kept.next_contact_on) == (date(2026, 11, 20), date(2026, 11, 25))
    assert {plain(each.note) for each in kept.contacts.all()} == {
        "Ringde.",
        "Anmälan den 1 mars 2026, webben. Kampanj: Höstkampanjen. Telefon: 070-174 06 05.",
    }
    outcomes = dict(kept.invitations.values_list("meeting", "outcome"))
    assert outcomes == {held.pk: "came", coming.pk: "moved"}
    assert not Invitation.objects.filter(enquiry=other).exists()
    assert about(last_event("enquiry.take_in")) == {("enquiry", kept.pk)}


def test_protection_goes_along(made, rut):
    kept, other = made.enquiry("contacted"), made.enquiry("new", is_protected=True, lives_in=None)
    duplicates.merge(other, by=rut, into=kept)
    kept.refresh_from_db()
    assert (kept.is_protected, kept.lives_in) == (True, None)


def test_who_is_protected_later_has_no_place_in_what_was_merged_before(made, rut, cast):
    kept = made.enquiry("contacted", lives_in=cast.bromma)
    duplicates.merge(made.enquiry("new", lives_in=cast.farsta, message="Jag har båt."), by=rut, into=kept)
    kept.refresh_from_db()
    told = kept.contacts.get(way="merged")
    assert "Bor i: Farsta." in told.note
    enquiries.edit(kept, by=rut, version=kept.version, is_protected=True)
    told.refresh_from_db()
    assert "Farsta" not in told.note
    assert told.note.endswith("\nJag har båt.")
    for each in Enquiry.objects.all():  # the merged one leads to the other
        assert (each.is_protected, each.lives_in) == (True, None)


def test_whoever_is_recognised_and_protected_has_no_place_either(made, rut, cast):
    family, karin = made.volunteer(), made.enquiry("new", lives_in=cast.farsta)
    older = made.enquiry("new", lives_in=cast.bromma)
    duplicates.merge(older, by=rut, into=karin)
    hidden = made.enquiry("new", is_protected=True, lives_in=None)
    with pytest.raises(Refusal, match="anteckna först skyddet"):
        duplicates.recognise(hidden, by=rut, volunteer=family)
    duplicates.recognise(karin, by=rut, volunteer=family)
    family.refresh_from_db()
    volunteers.edit(family, by=rut, version=family.version, protection="marked")
    for each in Enquiry.objects.all():
        assert (each.is_protected, each.lives_in) == (True, None)
    assert "Bor i" not in "".join(each.note for each in family.contacts.all())
    later = made.enquiry("new", lives_in=cast.farsta)
    duplicates.merge(made.enquiry("new", lives_in=cast.bromma), by=rut, into=later)
    duplicates.recognise(later, by=rut, volunteer=family)
    assert not Enquiry.objects.exclude(lives_in=None).exists()
    assert "Bor i" not in "".join(each.note for each in family.contacts.all())


def test_what_can_not_be_merged(made, rut):
    new, met, stranger = made.enquiry("new"), made.enquiry("met"), made.enquiry("met", by="anna")
    before = everything()
    for into, sentence in ((new, "inte att slå ihop"), (stranger, "inte att slå ihop")):
        with pytest.raises(Refusal, match=sentence):
            duplicates.merge(new, by=rut, into=into)
    with pytest.raises(Refusal, match="kommit längre"):
        duplicates.merge(met, by=rut, into=new)
    assert everything() == before
    duplicates.merge(new, by=rut, into=met)
    with pytest.raises(Refusal, match="redan sammanslagen"):
        duplicates.merge(new, by=rut, into=made.enquiry("vetting"))
    with pytest.raises(Refusal, match="Öppna den i stället"):
        enquiries.reopen(new, by=rut)


def test_by_number_when_both_telephone_and_address_have_changed(made, window):
    old = made.enquiry("closed", phone="08-508 00 000", email="")
    new, annas = made.enquiry("new"), made.enquiry("met", by="anna", name="Bromma Karin")
    desk = window("rut").open(old.get_absolute_url()).press("Slå ihop")
    for wrong in (annas.pk, 99_999_999, old.pk):
        desk.fill(number=wrong, status=422).reads("Hos er finns ingen sådan anmälan att slå ihop med.")
    desk.fill(status=422, number="").reads("Välj vilken anmälan som ska vara kvar.")
    desk.fill(number=new.pk)
    old.refresh_from_db()
    assert old.merged_into == new


def test_the_list_shows_them_and_neighbours_do_not_see_each_others(made, window):
    made.enquiry("new", by="anna", name="Karin i Bromma")
    lo = made.enquiry("new", by="lo", name="Karin hos Lo")
    made.enquiry("new", by="rut", name="Karin i staden")
    made.enquiry("contacted", by="rut", name="Karin igen", phone="+46 70 174 06 05", email="")
    desk = window("rut").open("/rekrytering/anmalningar/?doubled=on").reads("Karin i staden", "Karin igen")
    desk = window("lo").open(lo.get_absolute_url())
    assert "Karin i Bromma" not in desk.page.text_content()
    assert "Samma" not in desk.page.text_content()


def test_whoever_is_a_volunteer_already_is_pointed_out(made, window):
    made.volunteer(phone="0701740605", email="")
    enquiry = made.enquiry("new", email="")
    window("rut").open(enquiry.get_absolute_url()).reads("Finns redan som uppdragstagare: Familjen Åberg, i poolen.")


def test_a_volunteer_who_writes_again_is_found_by_number_and_nothing_is_lost(cast, made, window):
    """Neither telephone nor address is the old one: Rut asks for the number, and what is said goes into the log."""
    family = made.volunteer("paused", phone="", email="gammal@post.example")
    karin = made.enquiry(
        "contacted", phone="070-174 06 99", message="Nu har vi tid igen.", last_contact_on=date(2026, 11, 20)
    )
    karin.contacts.create(way="phone", note="Ringde tillbaka.", by=cast.rut, on=date(2026, 11, 20))
    brommas = made.volunteer(by="anna")
    desk = window("rut").open(karin.get_absolute_url()).press("Finns redan")
    for wrong in (brommas.members.get().identity_number, number()):
        desk.fill(number=wrong, status=422).reads("Hos er finns ingen uppdragstagare med det personnumret.")
    desk.fill(status=422, number="").reads("Välj vilken uppdragstagare det är.")
    desk.fill(number=family.members.get().identity_number)
    desk.reads("Ny intresseanmälan", "E-post: karin@post.example.", "Nu har vi tid igen.", "Ringde tillbaka.")
    family.refresh_from_db()
    assert (family.phone, family.email, family.last_contact_on) == (
        "070-174 06 99",
        "gammal@post.example",
        date(2026, 11, 20),
    )
    desk.open(karin.get_absolute_url()).reads("Finns redan", "Familjen Åberg")
    assert about(last_event("volunteer.hear_again")) == {("volunteer", family.pk)}


def test_nobody_is_vetted_as_a_stranger_whose_number_is_known(made, window):
    family, karin = made.volunteer(), made.enquiry("met")
    their_own = family.members.get().identity_number
    given = {"applicant_number": their_own, "client_areas": ["IoF"]}
    desk = window("rut").open(f"{karin.get_absolute_url()}utred/")
    desk.fill(status=422, **given).reads("Personnumret finns redan hos er: Familjen Åberg, i poolen.")
    desk.fill(even_so="on", **given)
    assert desk.badge() == "Pågår"
    desk.open("/rekrytering/uppdragstagare/?which=dubbletter&state=alla").reads("Familjen Åberg", "Karin Åberg")
    made.enquiry("met", by="lo")  # the neighbours' numbers are not ours to know
    lo = window("lo").open(f"{made.enquiry('met', by='lo').get_absolute_url()}utred/")
    assert lo.fill(applicant_number=their_own, client_areas=["LSS"]).badge() == "Pågår"


def test_the_pool_of_another_area_is_not_told_of(made, client_of):
    """The same adult in Bromma's two areas: Anna and Lo each see a family of their own, and no double."""
    annas, los = made.volunteer(by="anna"), made.volunteer(by="lo")
    los.members.update(identity_number=annas.members.get().identity_number)
    page = client_of("anna").get("/rekrytering/uppdragstagare/?which=dubbletter&state=alla").content.decode()
    assert annas.get_absolute_url() not in page


def test_whoever_writes_again_is_called_by_whoever_knows_them(cast, made):
    cast.eva.memberships.create(unit=cast.team, role="recruiter", starts=date(2026, 1, 1))
    made.enquiry("contacted", phone="", email="KARIN@post.example")  # Rut has one more than Eva
    web = {"name": "Karin", "email": "karin@post.example", "phone": "", "kinds": ["person"]}
    assert enquiries.arrive(by=Actor.system("web"), unit=cast.team, **web).owner == cast.rut


def test_lent_to_family_homes_and_back(made, window):
    karin = made.enquiry("met")
    desk = window("rut").open(karin.get_absolute_url()).press("Hänvisa till familjehem")
    desk.fill(routed_to="Familjehem Väst, Berit", next_contact_on="2027-06-01", status=422).reads("högst 90 dagar")
    desk.fill(routed_to="Familjehem Väst, Berit", next_contact_on="2026-12-20")
    assert desk.badge() == "Hos familjehem"
    desk.reads("Familjehem Väst, Berit, 22 nov 2026")
    assert desk.waiting() == []
    karin.refresh_from_db()
    assert (karin.owner_id, karin.next_contact_on) == (made.cast.rut.pk, date(2026, 12, 20))
    desk.open(karin.get_absolute_url()).press("Tillbaka hit")
    assert desk.badge() == "Kontaktad"
    assert desk.waiting() == ["Hör av dig till Karin Åberg"]


def test_two_merge_at_once_and_nothing_ends_in_one_that_is_merged_itself(made, rut):
    """A goes into B while B goes into C: what A knew would lie where nobody looks."""
    first, second, third = made.enquiry(), made.enquiry(), made.enquiry("met")
    stale = Enquiry.objects.get(pk=second.pk)
    duplicates.merge(second, by=rut, into=third)
    with pytest.raises(Refusal, match="slagits ihop med en annan"):
        duplicates.merge(first, by=rut, into=stale)
    first.refresh_from_db()
    assert (first.state, first.merged_into) == ("new", None)


def test_merged_they_hold_one_seat(made, rut):
    """Both were invited to the same meeting; the one that is kept has since chosen another day."""
    thursday, monday = made.meeting(), made.meeting(in_days=8, place="Hus 4")
    kept, other = made.enquiry("invited", meeting=monday), made.enquiry("invited", meeting=thursday)
    Invitation.objects.create(enquiry=kept, meeting=thursday, outcome="moved")
    duplicates.merge(other, by=rut, into=kept)
    assert dict(kept.invitations.values_list("meeting__place", "outcome")) == {
        "Hus 4": "invited",
        "Swedenborgsgatan 20": "moved",
    }


def test_to_choose_or_to_type_a_number_is_one_question_and_neither_is_called_optional(made, window):
    here, _ = made.enquiry("contacted"), made.enquiry("met")
    page = window("rut").open(f"{here.get_absolute_url()}sla-ihop/").page
    assert "(frivilligt)" not in page.text_content()

"""How it ends otherwise: refused and told, withdrawn, closed and opened again, a meeting that was called off."""

from datetime import date

import pytest

from brokerage import clock
from recruitment.models import Contact, Enquiry, Vetting, Volunteer
from tests.recruitment.made import at, letters

pytestmark = pytest.mark.django_db


def test_disa_refuses_and_rut_tells_karin(window, made):
    made.vetting("proposed", is_done=True, enquiry=made.enquiry("vetting"))
    rut, disa = window("rut"), window("disa")
    disa.home().follow("Besluta om Familjen Åberg").press("Avslå").fill(reason="Hemmet är för litet just nu.")
    assert disa.badge() == "Avslag"
    assert disa.waiting() == []

    assert rut.waiting() == ["Ge Familjen Åberg besked"]
    rut.follow("Ge Familjen Åberg besked").reads("Hemmet är för litet just nu.", "Sökanden har inte fått besked än")
    rut.follow("Sökanden har inte fått besked än").fill()
    assert Vetting.objects.get().told_on == date(2026, 11, 22)
    assert rut.waiting() == []
    assert letters() == []
    assert Volunteer.objects.get().state == "left"
    assert rut.open(Enquiry.objects.get().get_absolute_url()).badge() == "Avslutad"
    rut.reads("Utredningen ledde inte till godkännande")


def test_karin_without_an_address_is_called_about_the_good_news(window, made):
    made.vetting("proposed", is_done=True, enquiry=made.enquiry("vetting"))
    Volunteer.objects.update(email="", traits=["lang-sv"])
    window("disa").home().follow("Besluta om Familjen Åberg").press("Godkänn").fill()
    rut = window("rut")
    assert rut.waiting() == ["Ge Familjen Åberg besked"]
    rut.follow("Ge Familjen Åberg besked").follow("Sökanden har inte fått besked än").fill()
    assert rut.waiting() == []


def test_rut_withdraws_a_vetting_and_it_waits_for_nobody(window, made):
    made.vetting("proposed", is_done=True, enquiry=made.enquiry("vetting"))
    rut = window("rut")
    rut.open(Vetting.objects.get().get_absolute_url()).press("Avbryt utredningen").fill(reason="De flyttar till Umeå.")
    assert rut.badge() == "Avbruten"
    assert rut.waiting() == window("disa").waiting() == []


def test_an_enquiry_is_closed_and_opened_again(window, made):
    made.enquiry("contacted")
    rut = window("rut")
    rut.home().follow("Hör av dig till Karin Åberg").press("Avsluta").fill(reason="no_answer", note="Ringt tre gånger.")
    assert rut.badge() == "Avslutad"
    rut.reads("Svarar inte", "Ringt tre gånger.")
    assert rut.waiting() == []
    assert "Karin" not in rut.open("/rekrytering/anmalningar/").page.text_content()

    # A month later she calls.
    with clock.at(at(date(2026, 12, 22), 9)):
        rut = window("rut")
        rut.open("/rekrytering/anmalningar/?q=åberg").follow("Karin Åberg").press("Öppna igen")
        assert rut.badge() == "Kontaktad"
        assert rut.waiting() == ["Hör av dig till Karin Åberg"]
    assert Enquiry.objects.get().next_contact_on == date(2026, 12, 27)


def test_a_meeting_is_called_off_and_the_invited_come_back_into_the_queue(window, made):
    meeting = made.meeting()
    for name in ("Ali Ek", "Maj Öst"):
        made.enquiry("invited", meeting=meeting, name=name)
    rut = window("rut")
    assert rut.waiting() == ["Följ upp Ali Ek", "Följ upp Maj Öst"]
    rut.open(meeting.get_absolute_url()).press("Ställ in").fill()
    assert rut.badge() == "Inställd"
    assert rut.waiting() == ["Hör av dig till Ali Ek", "Hör av dig till Maj Öst"]
    assert [letter.purpose for letter in letters()] == ["cancelled", "cancelled"]


def test_whoever_did_not_come_is_called(window, made):
    karin = made.enquiry("invited", meeting=made.meeting(in_days=-1))
    rut = window("rut")
    rut.home().follow("Anteckna vilka som kom").fill()
    assert rut.waiting() == ["Hör av dig till Karin Åberg"]
    rut.follow("Hör av dig till Karin").press("Anteckna kontakt").fill(way="no_answer", next_contact_on="2026-12-15")
    rut.reads("Sökt, fick inget svar")
    assert Contact.objects.get().enquiry == karin
    assert rut.waiting() == []  # until the week of the next contact
    with clock.at(at(date(2026, 12, 8), 9)):
        assert window("rut").waiting() == ["Hör av dig till Karin Åberg"]


def test_the_family_of_the_pool_pauses_comes_back_and_ends(window, made):
    volunteer = made.volunteer()
    rut = window("rut").open(volunteer.get_absolute_url())
    assert rut.press("Pausa").fill(reason="work", ask_again_on="2027-02-01").badge() == "Pausad"
    assert rut.press("Återuppta").badge() == "I poolen"
    rut.press("Avsluta").fill()
    assert rut.badge() == "Har slutat"
    assert rut.buttons() == ["Ta emot oro"]  # what they did while they were here can still come up


def test_karin_is_handed_over_to_a_colleague_who_then_has_her(window, cast, made):
    made.enquiry("contacted", by="anna", area="")  # through Bromma's form: the whole of Bromma's
    anna, lo = window("anna"), window("lo")
    anna.home().follow("Hör av dig till Karin").press("Lämna över").fill(owner=cast.lo.pk)
    assert anna.waiting() == []
    assert lo.waiting() == ["Hör av dig till Karin Åberg"]


def test_nobody_is_offered_who_could_not_see_her(window, cast, made):
    enquiry = made.enquiry("contacted", by="anna")
    window("anna").open(f"{enquiry.get_absolute_url()}lamna-over/").fill(owner=cast.lo.pk, status=422)
    assert Enquiry.objects.get().owner == cast.anna

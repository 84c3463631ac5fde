"""A second reader and a borrowed investigator: one vetting and nothing else, for a time, and never the decision."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from brokerage import clock
from brokerage.access import holds_role, permits, permitted
from brokerage.organisation.models import Area, Membership, Role
from brokerage.workflow import NotAllowed, Refusal
from recruitment.models import Colleague, Vetting
from recruitment.workflow import colleagues, vettings
from tests.recruitment.made import PROPOSAL

pytestmark = pytest.mark.django_db
ENDS = date(2026, 12, 22)


@pytest.fixture
def vetting(made):
    """Anna's, in Bromma."""
    return made.vetting(by="anna", is_done=True)


def test_a_second_reader_comments_and_the_approver_reads_it(vetting, window, cast, anna):
    desk = window("anna").open(vetting.get_absolute_url()).press("Ta hjälp av en kollega")
    desk.fill(part="reader", person=cast.rut.pk, question="Räcker det med en intervju?")
    assert "Läs utredningen av Familjen Åberg och kommentera" in window("rut").waiting()
    rut = window("rut").open(vetting.get_absolute_url()).reads("Räcker det med en intervju?")
    assert rut.tasks() == []
    assert rut.buttons() == []
    rut.follow("Anteckna att du har läst").fill(words="Fråga mer om sommaren.")
    assert "Läs utredningen av Familjen Åberg och kommentera" not in window("rut").waiting()
    vettings.propose(vetting, by=anna, **PROPOSAL)
    mia = window("mia").open(f"/rekrytering/utredningar/{vetting.pk}/godkann/")
    mia.reads("Rut Ek, andra läsare, skriver: Fråga mer om sommaren.")


@pytest.mark.parametrize(
    ("part", "who", "ends", "sentence"),
    [
        ("reader", "anna", ENDS, "utreder redan"),
        ("reader", "mia", ENDS, "Välj någon som rekryterar"),
        ("investigator", "rut", date(2026, 11, 21), "Välj en dag framåt"),
        ("investigator", "rut", date(2027, 11, 21), "högst ett halvår"),
    ],
)
def test_who_can_not_be_asked(vetting, cast, anna, part, who, ends, sentence):
    with pytest.raises(ValidationError, match=sentence):
        colleagues.ask(by=anna, vetting=vetting, part=part, person=cast.people[who], ends=ends)


def test_an_investigator_is_borrowed_from_another_unit_alone(made, rut, cast, actor):
    other = made.vetting(by="rut")
    tove = Membership.objects.create(user=cast.eva, unit=cast.team, role=Role.RECRUITER, starts="2026-01-01")
    with pytest.raises(ValidationError, match="arbetar redan i enheten"):
        colleagues.ask(by=rut, vetting=other, part="investigator", person=tove.user, ends=ENDS)
    with pytest.raises(NotAllowed):
        colleagues.ask(by=actor("anna"), vetting=other, part="reader", person=cast.olle, ends=ENDS)


def test_the_borrowed_investigator_does_the_parts_and_it_ends_by_itself(made, window, cast, anna, actor):
    vetting = made.vetting(by="anna", consent_on="2026-11-01")
    lent = colleagues.ask(by=anna, vetting=vetting, part="investigator", person=cast.olle, ends=ENDS)
    olle = window("olle").open(vetting.get_absolute_url())
    assert "Intervju" in olle.tasks()
    olle.follow("Intervju").fill(summary="Lugnt samtal.").reads("Lugnt samtal.", "Olle Öst")
    olle.open(f"{vetting.get_absolute_url()}kollega/", status=404)  # whoever is lent asks nobody in turn
    assert "Utred Familjen Åberg åt Bromma" in window("olle").waiting()
    assert not permits(actor("olle"), "volunteers.view", vetting.volunteer)
    for day, sees in ((ENDS, True), (ENDS + timedelta(days=1), False)):
        with clock.at(day):
            assert permits(actor("olle"), "vettings.work", vetting) is sees, day
    colleagues.end(lent, by=anna)
    window("olle").open(vetting.get_absolute_url(), status=404)


def test_a_colleague_sees_it_no_more_when_the_vetting_is_over(vetting, cast, anna, actor):
    colleagues.ask(by=anna, vetting=vetting, part="reader", person=cast.olle, ends=ENDS)
    vettings.withdraw(vetting, by=anna, reason="De flyttar.")
    assert not permitted(actor("olle"), "vettings.view").exists()
    with pytest.raises(Refusal, match="avslutad"):
        colleagues.read(Colleague.objects.get(), by=actor("olle"))


def test_whoever_has_taken_part_decides_nothing(vetting, cast, anna, actor):
    """Rut reads, and becomes Bromma's manager the next day."""
    read = colleagues.ask(by=anna, vetting=vetting, part="reader", person=cast.rut, ends=ENDS)
    colleagues.read(read, by=actor("rut"), words="Bra.")
    vettings.propose(vetting, by=anna, **PROPOSAL)
    Membership.objects.create(
        user=cast.rut, unit=cast.bromma, role=Role.DISTRICT_MANAGER, areas=[Area.IOF], starts="2026-01-01"
    )
    rut = actor("rut")
    assert holds_role(rut, "vettings.decide")
    with pytest.raises(NotAllowed):
        vettings.approve(Vetting.objects.get(), by=rut)

"""An emergency home: investigated for itself, held by the approval, and asked for before any such stay (SoL 22:4)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from brokerage import clock
from brokerage.workflow import Refusal
from recruitment.guides import questions_for
from recruitment.models import Approval, Vetting, VolunteerPlace
from recruitment.problems import jour_home, task_list
from recruitment.workflow import exemptions, renewals, vettings
from tests.recruitment.made import PROPOSAL, left

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def family(made):
    """In the pool, approved for another year and more; nobody has looked at the home as an emergency home."""
    volunteer = made.volunteer()
    made.approval(volunteer, valid_until=TODAY + timedelta(days=500))
    return volunteer


def test_from_a_family_in_the_pool_to_an_emergency_home(family, made, rut, actor, window):
    desk = window("rut").open(family.get_absolute_url()).press("Utred som jourhem")
    desk.reads("kan förnyas från").fill(status=422)
    desk.fill(as_jour="on").reads("Som jourhem", "Bedömning som jourhem")
    vetting = Vetting.objects.get(purpose="jour")
    assert {"check-own", "interview", "visit", "jour"} < {task.code for task in task_list(vetting)}
    assert vetting.scope_valid_until == TODAY + timedelta(days=500)
    assert "talk-jour-notice" in {each.code for each in questions_for(vetting, "interview")}

    page = f"{vetting.get_absolute_url()}jourhem/"
    desk.open(page).fill(as_jour="on", jour_note="Van vid nätter.", status=422).reads("när intervjun och hembesöket")
    Vetting.objects.filter(pk=vetting.pk).update(consent_on=TODAY)
    vetting.refresh_from_db()
    made.finish(vetting)
    assert left(vetting) == ["Bedömningen som jourhem är inte skriven."]
    desk.open(page).fill(as_jour="on", jour_note="Van vid nätter.").reads("Utreds som jourhem")
    vetting.refresh_from_db()
    assert jour_home(family, TOMORROW, TOMORROW) is None
    vettings.propose(vetting, by=rut, **PROPOSAL)
    window("disa").open(f"{vetting.get_absolute_url()}godkann/").reads("Van vid nätter.")
    vettings.approve(vetting, by=actor("disa"))
    assert jour_home(family, TOMORROW, TOMORROW).vetting == vetting
    desk.open(family.get_absolute_url()).reads("hemmet är utrett (22 kap. 4 § SoL)")


def test_whoever_is_one_is_so_again_and_is_judged_again(family, rut):
    Approval.objects.update(as_jour=True, valid_until=TODAY + timedelta(days=30))
    vetting = renewals.open_renewal(by=rut, volunteer=family)
    assert (vetting.purpose, vetting.as_jour, vetting.jour_note) == ("renewal", True, "")
    assert "jour" in {task.code for task in task_list(vetting)}


def test_the_last_approval_before_the_stay_says_it(family, made):
    first = Approval.objects.get()
    assert jour_home(family, TODAY, TODAY) is None
    Approval.objects.update(as_jour=True, decided_on=TODAY)
    until = first.valid_until
    assert jour_home(family, TODAY, until)
    assert jour_home(family, TODAY - timedelta(days=1), TODAY) is None  # it was decided after the child came
    assert jour_home(family, TODAY, until + timedelta(days=1)) is None
    later = made.approval(family, valid_until=until, decided_on=TOMORROW)  # renewed, as a family alone
    assert jour_home(family, TODAY, TODAY)
    assert jour_home(family, TOMORROW, TOMORROW) is None
    later.as_jour = True
    later.save()
    assert jour_home(family, TOMORROW, TOMORROW) == later


def test_another_home_is_another_investigation(family, cast):
    Approval.objects.update(as_jour=True)
    VolunteerPlace.objects.create(volunteer=family, street="Stigen 9", since=TODAY, district=cast.farsta)
    family.refresh_from_db()
    assert jour_home(family, TODAY - timedelta(days=9), TODAY - timedelta(days=8))
    assert jour_home(family, TODAY - timedelta(days=1), TODAY) is None


def test_a_home_that_has_moved_is_judged_by_its_visit_alone(family, made, rut):
    """A move asks for no interview, and so the judgement waits for none."""
    vetting = made.vetting(volunteer=family, purpose="move", renews=family.approvals.get(), as_jour=True)
    with pytest.raises(Refusal, match="när hembesöket är gjort"):
        vettings.assess_jour(vetting, by=rut, version=0, as_jour=True, jour_note="Lugnt.")
    made.visit(vetting)
    assert vettings.assess_jour(vetting, by=rut, version=0, as_jour=True, jour_note="Lugnt.").jour_note == "Lugnt."


def test_only_a_family_and_no_exemption(family, made, rut, actor):
    person = made.volunteer(kinds=["person"])
    made.approval(person, kinds=["person"], valid_until=TODAY + timedelta(days=500))
    with pytest.raises(Refusal, match="Bara en familj"):
        renewals.open_renewal(by=rut, volunteer=person, as_jour=True)
    grown = made.volunteer(name="Familjen Vuxen")
    made.approval(grown, age_from=21, age_to=64, valid_until=TODAY + timedelta(days=500))
    with pytest.raises(Refusal, match="tar emot barn"):
        renewals.open_renewal(by=rut, volunteer=grown, as_jour=True)
    with pytest.raises(Refusal, match="Bara en familj"):
        vettings.assess_jour(made.vetting(kinds=["person"]), by=rut, version=0, as_jour=True)
    vetting = made.vetting(as_jour=True, is_done=True)
    with pytest.raises(ValidationError, match="inte är utrett"):
        exemptions.exempt(vetting, by=actor("disa"), part="jour", reason="Bråttom.")


def test_a_new_family_is_investigated_as_one_from_the_start(made, window):
    family, person = made.vetting(), made.vetting(kinds=["person"])
    assert "jourhem" not in window("rut").open(person.get_absolute_url()).page.text_content()
    desk = window("rut").open(family.get_absolute_url()).follow("Utred som jourhem")
    assert "Bedömning som jourhem" in desk.fill(as_jour="on").tasks()


def test_the_volunteer_reads_what_is_written_of_it(made, rut, window):
    vetting = made.vetting(is_done=True, as_jour=True, jour_note="Van vid nätter.")
    window("rut").open(f"{vetting.get_absolute_url()}sammanstall/").reads("och som jourhem", "Van vid nätter.")
    with clock.at(TODAY):
        assert left(vetting) == []

"""A move reopens what was seen and asked of the old home: the approval stands, and new assignments wait."""

from datetime import date, timedelta

import pytest

from brokerage import clock
from recruitment.awaiting import awaiting
from recruitment.models import Approval, FieldChange, RequirementRule, Vetting, VolunteerPlace
from recruitment.problems import task_list, waits_after_move
from recruitment.workflow import changes, renewals, vettings, volunteers
from tests.recruitment.made import last_event, plain

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
OLD = {"street": "Gatan 1", "postcode": "168 40", "town": "Bromma"}
NEW = {"street": "Stigen 9", "postcode": "123 42", "town": "Farsta"}


@pytest.fixture
def family(cast, made):
    """In the pool for another year and more, at Gatan 1 in Bromma."""
    family = made.volunteer(traits=["dog"])
    made.approval(family, valid_until=TODAY + timedelta(days=500))
    VolunteerPlace.objects.create(volunteer=family, district=cast.bromma, **OLD)
    family.refresh_from_db()
    return family


def waits(who):
    return [plain(item.text) for item in awaiting(who) if "på nytt" in item.text]


def test_from_a_new_address_to_an_approval_that_knows_it(cast, made, family, rut, actor, window):
    assert waits(rut) == []
    desk = window("rut").open(f"{family.get_absolute_url()}andra/")
    desk.fill(**NEW, district=cast.farsta.pk).reads("Flyttade dit", "22 nov 2026")
    assert last_event("volunteer.edit").facts["moved"] is True
    assert waits(rut) == ["Utred Familjen Åberg på nytt"]
    desk.open("/rekrytering/utredningar/att-fornya/").reads("Ny adress").follow("Förnya")
    desk.reads("det som gällde den gamla adressen görs på den nya").fill()

    vetting = Vetting.objects.get(purpose="move")
    assert [task.code for task in task_list(vetting)] == ["consent", "ask-social", "visit"]
    assert waits(rut) == []
    approval = Approval.objects.get()
    assert (vetting.scope_valid_until, vetting.scope_places) == (approval.valid_until, 1)

    vettings.note_consent(vetting, by=rut, version=0, consent_on=TODAY)
    made.question(vetting, family.members.get(), "nothing", district=cast.farsta)
    made.visit(vetting)
    desk.open(f"{vetting.get_absolute_url()}foresla/").fill(assessment="Lika bra här.")
    vettings.approve(Vetting.objects.get(pk=vetting.pk), by=actor("disa"))
    newest = renewals.last_for_pool(family)
    assert (newest.decided_on, newest.valid_until) == (TODAY, approval.valid_until)
    family.refresh_from_db()
    assert waits_after_move(family, newest) == []
    assert waits(rut) == []


def test_new_assignments_wait_for_the_visit_where_the_table_says_so(cast, family, rut):
    volunteers.edit(family, by=rut, **NEW, district=cast.farsta)
    family.refresh_from_db()
    (problem,) = waits_after_move(family, Approval.objects.get())
    assert plain(problem.text) == (
        "Familjen Åberg flyttade 22 nov 2026: ett nytt uppdrag väntar tills hembesök är klart på den nya adressen."
    )
    assert family.state == "available"
    RequirementRule.objects.filter(part="visit").update(waits_after_move=False)
    assert waits_after_move(family, Approval.objects.get()) == []


@pytest.mark.parametrize(
    "given",
    [
        OLD | {"street": "Gatan  1", "town": "Stockholm"},  # written otherwise
        NEW | {"is_correction": True},
        OLD,
    ],
)
def test_what_is_no_move(cast, family, rut, given):
    volunteers.edit(family, by=rut, district=cast.bromma, **given)
    assert VolunteerPlace.objects.get().since is None
    assert waits(rut) == []


def test_to_fill_in_an_address_that_was_not_known_is_no_move(cast, made, rut):
    family = made.volunteer()
    volunteers.edit(family, by=rut, **NEW)
    volunteers.edit(family, by=rut, **NEW, district=cast.farsta)
    assert VolunteerPlace.objects.get().since is None


def test_a_contact_person_who_moves_is_asked_about_in_the_new_district_alone(cast, made, family, rut):
    family.kinds = ["person"]
    family.save()
    Approval.objects.update(kinds=",person,")
    volunteers.edit(family, by=rut, **NEW, district=cast.bromma)
    assert waits(rut) == []  # within the district nothing was asked that is not known
    volunteers.edit(family, by=rut, **NEW, district=cast.farsta)
    assert waits(rut) == ["Utred Familjen Åberg på nytt"]
    vetting = renewals.open_renewal(by=rut, volunteer=family)
    assert (vetting.purpose, [task.code for task in task_list(vetting)]) == ("move", ["consent", "ask-social"])


def test_a_move_that_the_volunteer_tells_by_link_counts_too(made, family, rut):
    change = made.change("answered", volunteer=family)
    FieldChange.objects.create(change=change, field="street", before="Gatan 1", after="Stigen 9")
    changes.settle(change, by=rut, accepted={"street"})
    assert VolunteerPlace.objects.get().since == TODAY


def test_close_to_the_end_all_is_done_again_at_once(cast, family, rut):
    volunteers.edit(family, by=rut, **NEW, district=cast.farsta)
    with clock.at(TODAY + timedelta(days=450)):
        assert renewals.open_renewal(by=rut, volunteer=family).purpose == "renewal"

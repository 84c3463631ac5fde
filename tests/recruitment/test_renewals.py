"""An approval has a window in which it is renewed: warned of in time, planned, and never ended silently."""

from datetime import date, timedelta

import pytest

from brokerage import clock
from brokerage.workflow import Refusal
from recruitment.models import Approval, HouseholdMember, RequirementRule, Vetting
from recruitment.problems import task_list
from recruitment.requirements import RULES, Part
from recruitment.workflow import renewals, vettings
from tests.reading import pick, read, text_of
from tests.recruitment.made import PROPOSAL, number, plain

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def in_days(days):
    return TODAY + timedelta(days=days)


@pytest.fixture
def family(made):
    """In the pool, with an approval that runs out on 20 December."""
    volunteer = made.volunteer()
    made.approval(volunteer)
    return volunteer


@pytest.fixture
def ruts_list(client_of):
    """The names on Rut's list of what to renew, from the top."""
    browser = client_of("rut")

    def names(**query):
        rows = text_of(read(browser.get("/rekrytering/utredningar/att-fornya/", query)), "tbody th a")
        return [name.removesuffix(" Kontaktfamilj") for name in rows]

    return names


def waiting(window, text="Åberg"):
    return [line for line in window("rut").waiting() if text in line]


@pytest.mark.parametrize(
    ("left", "line", "due"),
    [
        (91, None, None),
        (90, "Förnya Familjen Åberg", 60),
        (30, "Förnya Familjen Åberg", 0),
        (29, "Förnya Familjen Åberg", 22),
        (7, "Förnya Familjen Åberg", 0),
        (3, "Förnya Familjen Åberg", 3),
        (-1, "Förnya Familjen Åberg", -1),
    ],
)
def test_warned_ninety_thirty_and_seven_days_before(made, actor, left, line, due):
    from recruitment.awaiting.renewals import of_renewals  # noqa: PLC0415 — its lines alone, without the whole queue

    made.approval(made.volunteer(), valid_until=in_days(left))
    found = of_renewals(actor("rut"))
    assert [(each.text, each.due) for each in found] == ([(line, in_days(due))] if line else [])
    assert of_renewals(actor("anna")) == []


def test_from_the_list_to_a_new_approval(family, made, window, actor):
    assert "Förnya Familjen Åberg" in waiting(window)
    desk = window("rut").open("/rekrytering/utredningar/").follow("Att förnya")
    desk.reads("Familjen Åberg", "28 dagar kvar", "20 dec 2026").follow("Förnya").fill()
    assert desk.badge() == "Pågår"
    desk.reads("Förnyat godkännande", "Tidigare godkännande till 20 dec 2026")
    vetting = Vetting.objects.get(purpose="renewal")
    assert {task.code for task in task_list(vetting)} == {
        "consent",
        "check-own",
        "ask-social",
        "check-ban",
        "check-bias",
        "interview",
        "visit",
    }
    assert "Utred Familjen Åberg" in waiting(window)
    assert "Förnya Familjen Åberg" not in waiting(window)
    desk.open("/rekrytering/utredningar/att-fornya/").reads("Utreds")

    vetting.consent_on = TODAY
    vetting.save()
    made.finish(vetting)
    rut, disa = actor("rut"), actor("disa")
    vettings.propose(vetting, by=rut, **PROPOSAL)
    vettings.approve(vetting, by=disa)
    family.refresh_from_db()
    assert family.state == "available"
    assert Approval.objects.filter(volunteer=family).count() == 2
    assert "Familjen Åberg" not in desk.open("/rekrytering/utredningar/att-fornya/").page.text_content()
    assert renewals.last_for_pool(family).valid_until == date(2028, 11, 21)


def test_not_before_its_window_and_not_twice(made, rut):
    early = made.volunteer(name="Tidig")
    made.approval(early, valid_until=in_days(91))
    with pytest.raises(Refusal, match="kan förnyas från den 23"):
        renewals.open_renewal(by=rut, volunteer=early)
    late = made.volunteer(name="Sen")
    made.approval(late, valid_until=in_days(90))
    renewals.open_renewal(by=rut, volunteer=late)
    with pytest.raises(Refusal, match="pågår redan"):
        renewals.open_renewal(by=rut, volunteer=late)
    for state, sentence in (("left", "inte i poolen"), ("available", "inget godkännande")):
        with pytest.raises(Refusal, match=sentence):
            renewals.open_renewal(by=rut, volunteer=made.volunteer(state))


def test_before_its_window_the_page_says_from_when_and_has_no_button(made, window):
    early = made.volunteer(kinds=["person"])
    made.approval(early, kinds=["person"], valid_until=in_days(91))
    desk = window("rut").open(f"{early.get_absolute_url()}fornya/")
    desk.reads("Godkännandet kan förnyas från den 23 nov 2026.")
    assert not pick(desk.page, "form.form button")
    made.approval(late := made.volunteer(name="Sen"), valid_until=in_days(90))
    assert pick(window("rut").open(f"{late.get_absolute_url()}fornya/").page, "form.form button")


def test_the_work_list_is_planned_by_how_much_time_is_left(made, ruts_list):
    for name, left in (("gone", -1), ("week", 7), ("month", 8), ("quarter", 90), ("year", 91), ("later", 366)):
        made.approval(made.volunteer(name=name), valid_until=in_days(left))
    assert ruts_list() == ["gone", "week", "month", "quarter"]
    assert ruts_list(when="utgangna") == ["gone"]
    assert ruts_list(when="7") == ["week"]
    assert ruts_list(when="30") == ["week", "month"]
    assert ruts_list(when="365") == ["week", "month", "quarter", "year"]
    assert ruts_list(busy="on") == []


def test_a_lapse_is_a_task_and_ends_nothing(family, window):
    with clock.at(date(2026, 12, 21)):
        desk = window("rut").open("/rekrytering/utredningar/att-fornya/").reads("Gick ut för 1 dag sedan")
        assert "Förnya Familjen Åberg" in waiting(window)
        desk.home().reads("Godkännandet gick ut 20 dec 2026: inga nya uppdrag")
        family.refresh_from_db()
        assert family.state == "available"


def test_an_approval_for_one_case_is_not_renewed(made, window):
    made.approval(made.volunteer("case_only"), case_reference="BRO-1")
    assert waiting(window, "Förnya") == []


# A new adult in the home


def test_a_new_adult_reopens_what_it_must(made, window, rut):
    family = made.volunteer()
    made.approval(family, valid_until=in_days(500))
    assert "Utred Familjen Åberg på nytt" not in waiting(window)
    adult = {"part": "adult", "name": "Eli Åberg", "identity_number": number()}
    desk = window("rut").open(f"{family.get_absolute_url()}hemmet/")
    desk.fill(**adult)
    assert "Utred Familjen Åberg på nytt" in waiting(window)
    desk.open("/rekrytering/utredningar/att-fornya/").reads("Ny vuxen i hemmet").follow("Förnya").fill()
    tasks = [plain(task.label) for task in task_list(Vetting.objects.get(purpose="renewal"))]
    assert "Eget registerutdrag för poolen: Eli Åberg" in tasks
    HouseholdMember.objects.filter(name="Eli Åberg").update(moved_out_on=TODAY)
    assert "Utred Familjen Åberg på nytt" not in waiting(window)


@pytest.mark.parametrize(("kinds", "part"), [(["person"], "adult"), (["family"], "child")])
def test_who_reopens_nothing(made, window, kinds, part):
    family = made.volunteer(kinds=kinds)
    made.approval(family, kinds=kinds, valid_until=in_days(500))
    made.member(family, part, "Eli Åberg", birth_year=2000)
    assert waiting(window, "på nytt") == []


# The table of checks has dates


def test_an_old_vetting_follows_the_table_of_its_day(made):
    old, new = made.vetting(opened_on=date(2026, 6, 30)), made.vetting(opened_on=date(2026, 7, 1))
    codes = [{task.code for task in task_list(each)} for each in (old, new)]
    assert codes[1] - codes[0] == {"check-ban", "check-bias", "ask-social"}
    assert codes[0] - codes[1] == {"check-social"}


def test_every_line_of_the_table_is_of_a_source_and_in_order():
    assert all(rule.ends is None or rule.ends >= rule.starts for rule in RULES)
    assert {rule.part for rule in RULES} <= set(Part)
    assert RequirementRule.objects.table() == tuple(sorted(RULES, key=lambda rule: rule.starts))


def test_an_optional_check_may_be_left_out_but_not_its_obstacle(made, window):
    vetting = made.vetting(is_done=True)
    karin = vetting.volunteer.members.get(part="applicant")

    assert "check-debts" not in {task.code for task in task_list(vetting)}
    desk = window("rut").open(vetting.get_absolute_url()).follow("Kronofogden: Karin Åberg")
    desk.fill(outcome="obstacle")
    debts = next(task for task in task_list(Vetting.objects.get()) if task.code == "check-debts")
    assert debts.missing == "Kronofogden visar hinder för Karin Åberg."
    assert debts.member == karin


def test_whether_somebody_may_not_receive_children_is_asked_of_families_alone(made):
    person = made.vetting(kinds=["person"])
    assert "check-ban" not in {task.code for task in task_list(person)}
    assert "check-bias" in {task.code for task in task_list(person)}

"""The social registers: every district where they have lived is a board of its own, and answers for itself."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from brokerage.workflow import Refusal
from recruitment.models import HouseholdMember, RegisterQuestion, RequirementRule, VolunteerPlace
from recruitment.problems import task_list
from recruitment.workflow import registers, volunteers
from tests.reading import pick, read
from tests.recruitment.made import last_event, left, plain

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def of_registers(vetting):
    return [sentence for sentence in left(vetting) if "ocialregistret" in sentence]


@pytest.fixture
def vetting(made):
    return made.vetting(is_done=False, consent_on=TODAY)


@pytest.fixture
def both(vetting):
    return list(vetting.volunteer.members.all())


def test_each_district_is_asked_about_both_and_each_answer_is_waited_for(cast, vetting, rut, window):
    assert of_registers(vetting) == [
        "Socialregistret saknas för Karin Åberg.",
        "Socialregistret saknas för Per Åberg.",
    ]
    desk = window("rut").open(vetting.get_absolute_url()).follow("Socialregistret: Karin Åberg")
    desk.fill(districts=[], municipality="", status=422).reads("Välj minst en stadsdel, eller skriv en kommun.")
    desk.fill(districts=[cast.bromma.pk, cast.farsta.pk])
    assert of_registers(vetting) == [
        f"Svar från socialregistret i {place} om {name} Åberg saknas."
        for name in ("Karin", "Per")
        for place in ("Bromma", "Farsta")
    ]
    desk.reads("Frågat 22 nov 2026 av Rut", "Väntar på svar")
    for name in ("Karin", "Per"):
        for place in ("Bromma", "Farsta"):
            desk.follow(f"Socialregistret i {place}: {name} Åberg").fill(outcome="nothing")
    assert of_registers(vetting) == []
    answers = RegisterQuestion.objects.values_list("asked_by", "answered_on", "noted_by", "outcome")
    assert set(answers) == {(cast.rut.pk, TODAY, cast.rut.pk, "nothing")}
    assert last_event("vetting.note_answer").facts.get("outcome") is None  # never what the register answered


def test_an_obstacle_stands_in_the_way(made, vetting, both, rut):
    asked = made.question(vetting, both[0])
    registers.note_answer(vetting, by=rut, question=asked, on=TODAY, outcome="obstacle")
    assert "Socialregistret i Bromma visar hinder för Karin Åberg." in of_registers(vetting)


def test_the_district_of_today_is_never_left_out(cast, made, vetting, both):
    made.question(vetting, both[0], "nothing", municipality="Solna")
    VolunteerPlace.objects.create(volunteer=vetting.volunteer, street="Gatan 1", district=cast.farsta)
    vetting.refresh_from_db()
    assert of_registers(vetting)[0] == "Socialregistret i Farsta, där Karin Åberg bor, är inte frågat."


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"municipality": "", "districts": ()}, "Välj minst en stadsdel"),
        ({"on": TODAY + timedelta(days=1)}, "kan inte ha ställts i framtiden"),
    ],
)
def test_what_is_not_asked(vetting, both, rut, given, sentence):
    with pytest.raises(Refusal, match=sentence):
        registers.ask_registers(vetting, by=rut, **{"members": both, "on": TODAY, "municipality": "Solna"} | given)
    assert not RegisterQuestion.objects.exists()


def test_without_consent_and_about_strangers_nobody_is_asked(made, vetting, both, rut):
    ask = {"on": TODAY, "municipality": "Solna"}
    with pytest.raises(Refusal, match="Medgivandet till socialregister måste finnas först"):
        registers.ask_registers(made.vetting(), by=rut, members=both, **ask)
    with pytest.raises(Refusal, match="omfattas inte av kontrollen"):
        registers.ask_registers(vetting, by=rut, members=[made.volunteer().members.get()], **ask)


def test_what_was_asked_by_mistake_goes_and_what_was_answered_stays(made, vetting, both, rut, window):
    wrong, right = made.question(vetting, both[0]), made.question(vetting, both[1], "nothing")
    window("rut").open(vetting.get_absolute_url()).follow("Ta bort frågan till Bromma: Karin").fill()
    assert list(RegisterQuestion.objects.all()) == [right]
    with pytest.raises(Refusal, match="Frågan är besvarad"):
        registers.drop_question(vetting, by=rut, question=right)
    with pytest.raises(Refusal, match="Frågan finns inte längre"):
        registers.note_answer(vetting, by=rut, question=wrong, on=TODAY, outcome="nothing")


def test_an_answer_comes_after_its_question(made, vetting, both, rut):
    asked = made.question(vetting, both[0], asked_on=TODAY)
    with pytest.raises(Refusal, match="kan inte ha kommit före frågan"):
        registers.note_answer(vetting, by=rut, question=asked, on=TODAY - timedelta(days=1), outcome="nothing")
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterQuestion.objects.update(outcome="nothing")  # without a day


def test_of_somebody_protected_no_place_is_asked_for_nor_kept(made, vetting, both, rut, client_of):
    made.question(vetting, both[0], "nothing")
    volunteers.edit(vetting.volunteer, by=rut, protection="marked")
    assert list(RegisterQuestion.objects.values_list("district", "municipality")) == [(None, "")]
    path = f"{vetting.get_absolute_url()}socialregister/{both[1].pk}/"
    page = read(client_of("rut").get(path))
    assert pick(page, "[name=districts], [name=municipality]") == []
    assert client_of("rut").post(path, {"members": [both[1].pk], "on": "2026-11-22"}).status_code == 302
    with pytest.raises(Refusal, match="skrivs inte in i systemet"):
        registers.ask_registers(vetting, by=rut, members=both, on=TODAY, municipality="Solna")
    vetting.refresh_from_db()
    assert of_registers(vetting) == ["Svar från socialregistret om Per Åberg saknas."]


# The table has versions, and a vetting follows those of its day


def test_by_the_older_table_one_answer_from_the_register_does(made, rut):
    old = made.vetting(opened_on=date(2026, 6, 30), consent_on=TODAY)
    assert "check-social" in {task.code for task in task_list(old)}
    with pytest.raises(Refusal, match="följer äldre krav"):
        registers.ask_registers(
            old, by=rut, members=list(HouseholdMember.objects.all()), on=TODAY, municipality="Solna"
        )


def test_adam_asks_for_three_references_from_december_and_who_began_before_needs_two(made, client_of):
    rule = RequirementRule.objects.get(part="refs")
    page = f"/admin/recruitment/requirementrule/{rule.pk}/change/"
    (form,) = pick(read(client_of("adam").get(page)), "#requirementrule_form")
    typed = {name: value for name, value in form.form_values() if name != "_save"}
    answer = client_of("adam").post(page, typed | {"count": "9", "starts": "2026-12-01"})
    assert "Ange ett till fem" in answer.content.decode()
    client_of("adam").post(page, typed | {"count": "3", "starts": "2026-12-01"})
    assert list(RequirementRule.objects.filter(part="refs").values_list("count", "ends")) == [
        (2, date(2026, 11, 30)),
        (3, None),
    ]
    assert last_event("requirementrule.added").user_id == made.cast.adam.pk
    before, after = made.vetting(), made.vetting(opened_on=date(2026, 12, 1))
    asked = [sum(task.code == "reference" for task in task_list(each)) for each in (before, after)]
    assert asked == [2, 3]
    assert "3 referenser krävs" in {plain(task.why) for task in task_list(after)}

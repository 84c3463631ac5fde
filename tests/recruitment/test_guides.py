"""The interview guide and the home visit's protocol: questions from a table with versions, answers, drafts."""

from datetime import date, timedelta

import pytest

from brokerage import clock
from brokerage.audit.models import Event
from brokerage.workflow import NotAllowed, Refusal
from recruitment.awaiting import awaiting
from recruitment.guides import talks_of
from recruitment.models import GuideAnswer, GuideQuestion, PartDraft
from recruitment.workflow import guides
from tests.reading import pick, read
from tests.recruitment.made import about, last_event, plain

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def test_the_home_visit_is_answered_question_by_question(made, window):
    vetting = made.vetting()
    desk = window("rut").open(vetting.get_absolute_url()).press("Anteckna hembesök")
    desk.reads("Brand och säkerhet", "Finns vapen i hemmet?", "säkerhetsskåp, ammunition för sig")
    typed = {"answer-own-bed": "yes", "answer-weapons": "yes", "note-pets": "En katt.", "summary": "Ljust hem."}
    desk.fill(status=422, **typed).reads("Skriv hur det är löst, eller varför det inte är en fara.")
    desk.fill(**{"note-weapons": "Jaktgevär i säkerhetsskåp."})
    desk.reads(
        "Hembesök 22 nov 2026", "Finns vapen i hemmet?", "Förklarat", "Ja. Jaktgevär i säkerhetsskåp.", "En katt."
    )
    assert last_event("vetting.record_visit").facts["answers"] == 3
    assert about(last_event("vetting.record_visit")) == {("vetting", vetting.pk), ("volunteer", vetting.volunteer_id)}


def test_whoever_decides_is_shown_what_needed_an_explanation(made, anna, window):
    vetting = made.vetting("proposed", by="anna")
    made_of = {"visit": made.visit(vetting)}
    weapons = GuideQuestion.objects.get(code="weapons")
    GuideAnswer.objects.create(question=weapons, choice="yes", note="I säkerhetsskåp.", **made_of)
    GuideAnswer.objects.create(question=GuideQuestion.objects.get(code="own-bed"), choice="yes", **made_of)
    assert [each.question for talk in talks_of(vetting) for each in talk.heeded] == [weapons]
    desk = window("mia").open(f"{vetting.get_absolute_url()}godkann/")
    desk.reads("Att ta ställning till", "Finns vapen i hemmet?", "Ja. I säkerhetsskåp.")


def test_a_contact_person_is_asked_nothing_about_children_at_home(made, window):
    person, family = made.vetting(kinds=["person"]), made.vetting()
    asked = [
        {
            field.get("name")
            for field in pick(window("rut").open(f"{each.get_absolute_url()}intervju/").page, "textarea")
        }
        for each in (person, family)
    ]
    assert asked[1] - asked[0] == {"note-talk-children", "note-talk-economy"}


def test_a_draft_is_kept_on_the_server_and_seen_by_whoever_typed_it(made, rut, client_of):
    vetting = made.vetting()
    path = f"{vetting.get_absolute_url()}hembesok/"
    half = {"answer-pets": "yes", "note-pets": "Två hundar, och", "on": ""}
    answer = client_of("rut").post(f"{path}?utkast", half, headers={"X-Draft": "1"})
    assert plain(answer.content.decode()) == "Utkastet sparades 22 nov 2026 kl. 12.00."
    page = read(client_of("rut").get(path))
    assert pick(page, "[name=note-pets]")[0].text_content().strip() == "Två hundar, och"
    assert pick(page, "[name=answer-pets][value=yes]")[0].get("checked") is not None
    shown = read(client_of("rut").get(vetting.get_absolute_url())).text_content()
    assert "fortsätt på hembesök" in shown
    assert "hundar" not in shown
    with clock.at(TODAY + timedelta(days=1)):
        waiting = [plain(line.text) for line in awaiting(rut)]
    assert "Gör klart hembesöket hos Familjen Åberg" in waiting
    assert not Event.objects.filter(verb="recruitment.vetting.record_visit").exists()

    client_of("rut").post(path, {"on": "2026-11-20", "summary": "Ljust.", "note-pets": "Två snälla hundar."})
    assert not PartDraft.objects.exists()
    assert [each.said for each in GuideAnswer.objects.all()] == ["Två snälla hundar."]


def test_an_emptied_draft_is_gone_and_a_stranger_writes_none(made, rut, anna):
    vetting = made.vetting()
    guides.keep_draft(vetting, by=rut, guide="visit", typed={"summary": "Ljust"})
    guides.keep_draft(vetting, by=rut, guide="visit", typed={"on": "2026-11-20", "summary": " "})
    assert not PartDraft.objects.exists()
    with pytest.raises(NotAllowed):
        guides.keep_draft(vetting, by=anna, guide="visit", typed={"summary": "x"})


def test_a_question_that_is_asked_no_more_is_not_answered(made, rut):
    GuideQuestion.objects.filter(code="pets").update(ends=TODAY - timedelta(days=1))
    with pytest.raises(Refusal, match="Frågorna har ändrats"):
        guides.record_visit(made.vetting(), by=rut, on=TODAY, summary="Ljust.", answers={"pets": ("yes", "")})
    assert not GuideAnswer.objects.exists()


# The table, in the administration


def test_adam_changes_a_question_and_what_was_answered_still_reads_as_it_was_asked(made, rut, client_of):
    vetting = made.vetting()
    guides.record_visit(vetting, by=rut, on=TODAY, summary="Ljust.", answers={"pets": ("yes", "")})
    old = GuideQuestion.objects.get(code="pets")
    page = f"/admin/recruitment/guidequestion/{old.pk}/change/"
    form = {name: value for name, value in _fields(client_of("adam").get(page)) if name != "_save"}
    same_day = client_of("adam").post(page, form | {"text": "Finns djur i hemmet?"})
    assert "En ny version börjar efter den förra" in same_day.content.decode()
    client_of("adam").post(page, form | {"text": "Finns djur i hemmet?", "starts": "2026-12-01"})

    old.refresh_from_db()
    new = GuideQuestion.objects.get(code="pets", ends=None)
    assert (old.text, old.ends) == ("Finns husdjur?", date(2026, 11, 30))
    assert (new.text, new.starts, new.pk == old.pk) == ("Finns djur i hemmet?", date(2026, 12, 1), False)
    assert GuideQuestion.objects.on(TODAY).get(code="pets") == old
    assert str(GuideAnswer.objects.get()) == "Finns husdjur? Ja"
    event = last_event("guidequestion.added")
    assert event.object_id == new.pk
    read_only = client_of("adam").get(page).content.decode()
    assert 'name="text"' not in read_only


def _fields(answer):
    (form,) = pick(read(answer), "#guidequestion_form")
    return form.form_values()

"""The library of routines: Resursteamen write, every district reads and prints; Anna copies, changes, and is told."""

import pytest

from brokerage import clock
from brokerage.access import permitted
from brokerage.workflow import NotAllowed, Refusal
from recruitment.awaiting import awaiting
from recruitment.binder import blocks
from recruitment.models import Routine, RoutineVersion
from recruitment.reference import load
from recruitment.routine_texts import ROUTINES
from recruitment.workflow import routines as workflow
from tests.cast import PEOPLE
from tests.reading import pick, read, text_of, words_on_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def original():
    return Routine.objects.get(code="first-year")


@pytest.fixture
def copied(original, anna, cast):
    return workflow.copy(by=anna, original=original, unit=cast.bromma)


def renewed(original, rut):
    return workflow.edit(original, by=rut, text="## Syfte\nAlla ska veta vem som ringer.", why="Kortare.")


def test_there_is_a_library_from_the_first_day_for_every_phase(client_of):
    page = read(client_of("hedda").get("/mallar/"))
    assert text_of(page, "tbody th a") == sorted((title for *_, title, _ in ROUTINES), key=str.casefold)
    assert {phase for _, _, phase, *_ in ROUTINES} == set(Routine.Phase.values)
    found = read(client_of("hedda").get("/mallar/?phase=vetting"))
    assert text_of(found, "tbody th a") == ["Disposition för en utredning av uppdragstagare", "Frågor till referenser"]


def test_what_has_been_changed_is_not_written_over(original, rut):
    renewed(original, rut)
    load()
    original.refresh_from_db()
    assert original.text.endswith("vem som ringer.")
    assert original.number == 2


def test_a_text_is_read_and_printed_with_its_boxes(client_of):
    row = Routine.objects.get(code="when-an-assignment-ends")
    page = read(client_of("mia").get(row.get_absolute_url()))
    assert len(text_of(page, "ul.boxes li")) == 7
    words = words_on_paper(client_of("mia").get(f"{row.get_absolute_url()}pdf/").content)
    assert "När ett uppdrag slutar" in words
    assert "Tacka skriftligt" in words
    assert "Utgåva 1" in words


def test_every_version_is_kept_with_who_and_why(original, rut, client_of):
    renewed(original, rut)
    told = [(each.number, each.why, each.by) for each in original.versions.all()]
    assert told == [(2, "Kortare.", rut.user), (1, "", None)]
    page = client_of("anna").get(original.get_absolute_url()).content.decode()
    assert "Kortare." in page
    assert "Ett uppdrag som får stöd från början håller längre" in page  # as it has read


def test_no_new_version_when_the_words_are_the_same(original, rut):
    workflow.edit(original, by=rut, phase="preparing")
    original.refresh_from_db()
    assert (original.number, original.phase) == (1, "preparing")
    assert not original.versions.exists()


def test_anna_copies_it_in_the_browser_and_makes_it_brommas_own(original, client_of, cast):
    anna = client_of("anna")
    copy_url = f"{original.get_absolute_url()}kopiera/"
    assert "Bromma får en egen kopia" in anna.get(copy_url).content.decode()
    anna.post(copy_url)
    mine = Routine.objects.get(unit=cast.bromma)
    given = {
        "title": "Bromma: första året",
        "kind": "routine",
        "phase": "supporting",
        "text": "Vi ringer.\r\n\r\nAlltid.",
    }
    facts = given | {"why": "Egen rutin", "is_active": "on", "version": mine.version}
    anna.post(f"{mine.get_absolute_url()}andra/", facts)
    mine.refresh_from_db()
    assert (mine.title, mine.text, mine.number) == ("Bromma: första året", "Vi ringer.\n\nAlltid.", 2)
    again = anna.post(copy_url)
    assert "har redan en kopia" in again.content.decode()
    original.refresh_from_db()
    assert original.title == "Uppföljning under det första året"


def test_the_copy_is_brommas_and_the_strangers_see_nothing_of_it(copied, client_of, actor):
    seen = {name for name in PEOPLE if permitted(actor(name), "routines.view").filter(pk=copied.pk).exists()}
    assert seen == {"hedda", "anna", "mia", "lo"}
    assert client_of("olle").get(copied.get_absolute_url()).status_code == 404
    assert client_of("rut").get(copied.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("who", ["anna", "mia", "hedda", "olle", "eva"])
def test_nobody_but_resursteamen_writes_in_theirs(original, who, actor):
    with pytest.raises(NotAllowed):
        workflow.edit(original, by=actor(who), text="Nej.")


def test_when_the_original_changes_anna_is_told_and_takes_it_in(original, copied, rut, anna, client_of):
    assert "mall" not in str(awaiting(anna))
    renewed(original, rut)
    (item,) = [each for each in awaiting(anna) if "mall" in each.text]
    assert item.text == "Se över er mall «Uppföljning under det första året»"
    page = client_of("anna").get(copied.get_absolute_url()).content.decode()
    assert "Förlagan har ändrats" in page
    workflow.take_over(copied, by=anna)
    copied.refresh_from_db()
    assert copied.text.endswith("vem som ringer.")
    assert [each.number for each in copied.versions.all()] == [2, 1]  # and Bromma's own is kept
    assert not [each for each in awaiting(anna) if "mall" in each.text]
    with pytest.raises(Refusal, match="inte ändrats"):
        workflow.take_over(copied, by=anna)


def test_or_keeps_her_own_until_it_changes_again(original, copied, rut, anna):
    renewed(original, rut)
    workflow.keep_own(copied, by=anna)
    assert not [each for each in awaiting(anna) if "mall" in each.text]
    workflow.edit(original, by=rut, text="Än en gång.")
    assert [each for each in awaiting(anna) if "mall" in each.text]
    assert RoutineVersion.objects.filter(routine=copied).count() == 1


def test_a_template_is_of_nobody(client_of):
    given = {"title": "Brev", "kind": "letter", "phase": "preparing", "text": "Till Karin, 20170402-9808."}
    page = client_of("rut").post("/mallar/ny/", given)
    assert page.status_code == 422
    assert "ser ut som ett personnummer" in page.content.decode()
    client_of("rut").post("/mallar/ny/", given | {"text": "Hej!"})
    made = Routine.objects.get(title="Brev")
    assert (made.unit.name, made.changed_on) == ("Resursteamen", clock.today())


def test_help_with_it_is_ordered_by_the_hour(client_of, original):
    page = client_of("anna").get(original.get_absolute_url()).content.decode()
    assert "/tjanster/bestall/?service=routine-hour" in page
    form = read(client_of("anna").get("/tjanster/bestall/?service=routine-hour"))
    assert [each.get("value") for each in pick(form, "input[name=service][checked]")] == ["routine-hour"]
    assert "/tjanster/bestall/" not in client_of("hedda").get(original.get_absolute_url()).content.decode()


def test_the_marks_of_a_text():
    found = blocks("## Rubrik\n[] Ett\n[] Två\n\n- Punkt\nRad\n____")
    assert [(each.kind, each.lines) for each in found] == [
        ("heading", ["Rubrik"]),
        ("boxes", ["Ett", "Två"]),
        ("points", ["Punkt"]),
        ("text", ["Rad"]),
        ("line", ["____"]),
    ]

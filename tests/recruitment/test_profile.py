"""What a volunteer is like, in the vocabulary's words: what nobody has said stays unknown, everywhere."""

from datetime import date, timedelta

import pytest

from brokerage import clock
from brokerage.organisation.models import Trait
from brokerage.workflow import Refusal, Stale
from recruitment.awaiting import awaiting
from recruitment.models import Volunteer
from recruitment.problems import before_proposing
from recruitment.profile import Answer, answer, in_groups, profile, telling
from recruitment.workflow import guides, vettings, volunteers
from tests.reading import pick, read, text_of
from tests.recruitment.made import PROPOSAL, everything, last_event, plain

pytestmark = pytest.mark.django_db
PROFILE = {"traits": ["lang-sv", "lang-ar", "autism"], "lacks": ["dog"]}


def test_rut_notes_what_she_knows_and_the_log_holds_only_how_much(made, rut):
    volunteer = volunteers.describe(made.volunteer(), by=rut, **PROFILE)
    volunteer.refresh_from_db()
    assert (volunteer.traits, volunteer.lacks) == (PROFILE["traits"], PROFILE["lacks"])
    assert last_event("volunteer.describe").facts == {"fields": ["traits", "lacks"], "traits": 3, "lacks": 1}


def test_nothing_is_both_yes_and_no(made, rut):
    volunteer = made.volunteer()
    before = everything()
    with pytest.raises(Refusal, match="både ja och nej"):
        volunteers.describe(volunteer, by=rut, traits=["dog", "cat"], lacks=["dog"])
    assert everything() == before


def test_what_was_said_can_be_taken_back_to_unknown(made, rut):
    volunteer = volunteers.describe(made.volunteer(**PROFILE), by=rut, traits=[], lacks=[])
    assert not volunteer.has_profile


def test_of_two_who_describe_the_second_is_told(made, rut):
    volunteer = made.volunteer()
    volunteers.describe(volunteer, by=rut, version=0, **PROFILE)
    with pytest.raises(Stale):
        volunteers.describe(volunteer, by=rut, version=0, traits=["cat"], lacks=[])
    assert Volunteer.objects.get().traits == PROFILE["traits"]


@pytest.mark.parametrize(
    ("code", "said"), [("autism", Answer.YES), ("dog", Answer.NO), ("cat", Answer.UNKNOWN), ("lang-a", Answer.UNKNOWN)]
)
def test_a_word_that_nobody_has_said_is_not_a_no(code, said):
    assert answer(code, PROFILE["traits"], PROFILE["lacks"]) == said


def test_every_word_stands_once_in_the_profile_and_languages_come_first(db):
    words = list(Trait.all_words())
    parts = profile(words, **PROFILE)
    groups = [group for group in Trait.Group if group != Trait.Group.NEAR]  # where they live says how near they are
    assert [part.title for part in parts] == [str(group.label) for group in groups]
    language, need, _, home, *_ = parts
    assert (language.has, need.has, home.lacks) == ("svenska, arabiska", "autism", "hund")
    assert sum(len(part.unknown) for part in parts) == len([word for word in words if word.is_asked]) - 4


def test_a_retired_word_is_shown_where_it_was_said_and_nowhere_else(made, client_of):
    Trait.objects.filter(code="dog").update(is_active=False)
    words = list(Trait.all_words())
    assert "dog" not in [word.code for _, group in in_groups(words) for word in group]
    volunteer, other = made.volunteer(**PROFILE), made.volunteer()
    page = f"{volunteer.get_absolute_url()}profil/"
    assert pick(read(client_of("rut").get(page)), "[name=word-dog]")
    assert not pick(read(client_of("rut").get(f"{other.get_absolute_url()}profil/")), "[name=word-dog]")
    client_of("rut").post(page, {"version": "0", "word-autism": "no"})
    volunteer.refresh_from_db()
    assert (volunteer.traits, volunteer.lacks) == (["lang-sv", "lang-ar"], ["autism", "dog"])


@pytest.mark.parametrize(
    ("traits", "line"),
    [
        ([], ""),
        (["lang-sv", "lang-en"], ""),
        (["autism", "lang-ar"], "arabiska, autism"),
        (["lang-ar", "lang-fi", "autism", "anxiety", "dog"], "arabiska, finska, autism och 1 till"),
    ],
)
def test_the_line_of_the_list_says_what_sets_somebody_apart(db, traits, line):
    assert telling(list(Trait.all_words().of_groups("language", "need")), traits) == line


# At the screen


def test_rut_fills_in_the_matrix_and_reads_it_in_words(window, made):
    volunteer = made.volunteer()
    rut = window("rut").open(volunteer.get_absolute_url())
    rut.reads("Okänd. Ingen har antecknat").press("Beskriv profilen")
    checked = [field.get("value") for field in pick(rut.page, "input[type=radio][checked]")]
    assert set(checked) == {"unknown"}
    assert len(checked) == Trait.objects.in_use().filter(is_asked=True).count()
    rut.fill(**{"word-lang-ar": "yes", "word-autism": "yes", "word-dog": "no"})
    rut.reads(
        "Profilen beskriven",
        "Språk arabiska Okänt: 15 ord",
        "Hemmet Inte: hund Okänt: 10 ord",
        "Intressen Okänt: 12 ord",
    )
    rut.press("Ändra profilen")
    checked = {field.get("name"): field.get("value") for field in pick(rut.page, "input[type=radio][checked]")}
    assert (checked["word-lang-ar"], checked["word-dog"], checked["word-cat"]) == ("yes", "no", "unknown")
    rut.fill(**{"word-dog": "unknown"})
    volunteer.refresh_from_db()
    assert (volunteer.traits, volunteer.lacks) == (["lang-ar", "autism"], [])


def test_an_answer_that_is_none_is_said_beside_its_word(made, client_of):
    volunteer = made.volunteer()
    before = everything()
    answer = client_of("rut").post(f"{volunteer.get_absolute_url()}profil/", {"version": "0", "word-dog": "kanske"})
    assert answer.status_code == 422
    (said,) = text_of(read(answer), ".matrix .error")
    assert said.endswith(".")
    assert everything() == before


def test_mia_reads_the_profile_and_has_no_button_for_it(made, client_of):
    for given, said in ((PROFILE, "arabiska"), ({}, "Okänd.")):
        volunteer = made.volunteer(by="anna", **given)
        page = read(client_of("mia").get(volunteer.get_absolute_url()))
        assert said in " ".join(text_of(page, ".sheet"))
        assert not [text for text in text_of(page, "a.button") if "profil" in text]


def test_the_list_finds_who_speaks_arabic_and_says_what_is_unknown(made, client_of):
    made.volunteer(name="Ali", **PROFILE)
    made.volunteer(name="Maj", traits=["autism"])
    made.volunteer(name="Tim")
    rut, path = client_of("rut"), "/rekrytering/uppdragstagare/"
    page = read(rut.get(path))
    lines = zip(text_of(page, "tbody th a"), text_of(page, "tbody td:nth-of-type(1) small"), strict=True)
    assert dict(lines) == {"Ali": "arabiska, autism", "Maj": "autism", "Tim": "Profilen är okänd"}
    for word, found in (("lang-ar", ["Ali"]), ("autism", ["Ali", "Maj"]), ("npf", [])):
        assert text_of(read(rut.get(path, {"word": word})), "tbody th a") == found
    options = text_of(read(rut.get(path)), "select[name=word] option")
    assert {"arabiska", "autism"} <= set(options)
    assert "hund" not in options


# In the vetting, and in the queue


def warned(vetting):
    return [problem for problem in before_proposing(vetting) if problem.text.startswith("Profilen är inte beskriven")]


def test_after_the_interview_the_vetting_asks_for_the_profile_and_goes_on_without_it(made, rut):
    vetting = made.vetting()
    assert warned(vetting) == []
    guides.record_interview(vetting, by=rut, on=clock.today(), place="office", summary="Lugnt.")
    (warning,) = warned(vetting)
    assert not warning.blocking
    assert warning.url.endswith(f"/{vetting.volunteer_id}/profil/")
    made.finish(vetting)
    vetting.consent_on = clock.today()
    vetting.save()
    assert vettings.propose(vetting, by=rut, **PROPOSAL).state == "proposed"


def test_a_described_volunteer_and_a_named_assignment_are_not_asked_about(made):
    assert warned(made.vetting(is_done=True, volunteer=made.volunteer("candidate", **PROFILE))) == []
    assert warned(made.named(is_done=True)) == []


def test_whoever_decides_reads_it_without_a_way_that_is_closed_to_them(made, client_of):
    vetting = made.vetting("proposed", is_done=True)
    for path in (vetting.get_absolute_url(), f"{vetting.get_absolute_url()}godkann/"):
        page = read(client_of("disa").get(path))
        assert any("Profilen är inte beskriven" in text for text in text_of(page, ".notice li"))
        assert not pick(page, "a[href$='/profil/']")
    running = made.vetting(is_done=True)
    assert not pick(read(client_of("disa").get(running.get_absolute_url())), "a[href$='/profil/']")


def test_whoever_is_in_the_pool_without_a_profile_awaits_the_unit(made, actor, today):
    made.volunteer(joined_on=today - timedelta(days=20))
    (item,) = awaiting(actor("rut"))
    assert (item.text, item.due) == ("Beskriv profilen för Familjen Åberg", date(2026, 11, 16))
    assert plain(item.sub) == "Kontaktfamilj · I poolen sedan 2 nov 2026"
    assert awaiting(actor("anna")) == awaiting(actor("disa")) == []


@pytest.mark.parametrize(
    ("state", "given"),
    [("available", {"traits": ["cat"]}), ("available", {"lacks": ["cat"]})]
    + [(state, {}) for state in ("candidate", "case_only", "paused", "left")],
)
def test_nobody_is_asked_about_the_described_and_those_out_of_the_pool(made, actor, state, given):
    made.volunteer(state, **given)
    assert awaiting(actor("rut")) == []

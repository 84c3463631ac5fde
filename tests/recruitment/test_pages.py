"""Every page of recruitment: what is right is done once, what is unknown is not there, and looking changes nothing."""

import pytest

from brokerage.audit.models import Event
from recruitment.models import Enquiry, Invitation
from tests.reading import pick, read, text_of
from tests.recruitment.made import everything
from tests.recruitment.site import ABOUT_A_ROW, BY_NAME, NAMES, SITES, WITH_FORM

pytestmark = pytest.mark.django_db


def each(sites):
    return pytest.mark.parametrize("site", [pytest.param(site, id=site.name) for site in sites])


def without_events(kept):
    return {name: rows for name, rows in kept.items() if not name.startswith("audit.")}


def test_no_page_is_left_out():
    assert sorted(BY_NAME) == NAMES


# The pages that show what a person has told, forms too, and what is noted as read.
READ = {
    "enquiry": "enquiry",
    "enquiry_contact": "enquiry",
    "enquiry_note_contact": "enquiry",
    "enquiry_edit": "enquiry",
    "enquiry_merge": "enquiry",
    "enquiry_recognise": "enquiry",
    "vetting": "vetting",
    "vetting_propose": "vetting",
    "vetting_approve": "vetting",
    "vetting_draft": "vetting",
    "vetting_assess_jour": "vetting",
    "volunteer_remove_document": "volunteer",
    "vetting_put_together": "vetting",
    "vetting_exempt": "vetting",
    "vetting_ask_colleague": "vetting",
    "compilation": "compilation",
    "reference_take": "reference",
    "reference_note_chase": "reference",
    "volunteer": "volunteer",
    "volunteer_edit": "volunteer",
    "volunteer_recommend": "volunteer",
    "volunteer_renew": "volunteer",
    "volunteer_log_contact": "volunteer",
    "volunteer_take_in": "volunteer",
    "concern": "concern",
    "datachange": "datachange",
    "datachange_settle": "datachange",
    "transfer": "transfer",
    "mentorship": "mentorship",
    "mentorship_note": "mentorship",
    "volunteer_begin_mentorship": "volunteer",
    "volunteer_describe": "volunteer",
    "volunteer_calendar": "volunteer",
    "volunteer_documents": "volunteer",
}


@each(SITES)
def test_looking_changes_nothing_and_is_noted_where_somebody_is_read_about(made, client_of, site):
    row = site.row(made) if site.row else None
    browser = client_of(site.who)
    before = everything()
    answer = browser.get(site.path(row))
    assert answer.status_code == 200
    assert text_of(read(answer), "h1") != []
    assert without_events(everything()) == without_events(before)
    seen = list(Event.objects.values_list("verb", "object_id"))
    assert seen == ([(f"recruitment.{READ[site.name]}.read", row.pk)] if site.name in READ else [])


@each(WITH_FORM)
def test_what_is_right_is_done_and_leads_on(made, client_of, site):
    row = site.row(made) if site.row else None
    browser = client_of(site.who)
    given = site.form(made, row)
    before = everything()
    answer = browser.post(site.path(row), given)
    assert answer.status_code == 302, text_of(read(answer), ".error, [role=alert]")
    assert everything() != before
    if site.name != "interest":  # whoever is thanked there has seen it already
        assert text_of(read(browser.get(answer["Location"])), ".notice.good") != []


# What a form, sent a second time, does once more, since it may: a further talk, another reference …
AGAIN = {
    "interest",
    "enquiry_register",
    "enquiry_note_contact",
    "meeting_plan",
    "vetting_record_check",
    "vetting_name_reference",
    "vetting_note_answer",
    "vetting_record_interview",
    "vetting_record_visit",
    "vetting_draft",
    "volunteer_add_member",
    "reference_note_chase",
    "volunteer_log_contact",
    "volunteer_take_in",
    "training_plan",
    "volunteer_send_binder",
    "routine_add",
}
GONE = {"concern_pass_on", "vetting_drop_question", "volunteer_drop_time"}  # it is another unit's, or there no longer


@each(WITH_FORM)
def test_what_has_been_done_is_said_and_not_done_again(made, client_of, site):
    """The back button, or a colleague who was quicker: a page with a sentence, and nothing changed."""
    row = site.row(made) if site.row else None
    browser, given = client_of(site.who), site.form(made, row)
    assert browser.post(site.path(row), given).status_code == 302
    before = everything()
    answer = browser.post(site.path(row), given)
    if site.name in AGAIN:
        assert answer.status_code == 302
        return
    if site.name in GONE:
        assert answer.status_code == 404
        return
    assert answer.status_code == 422
    said = text_of(read(answer), "[role=alert] li")
    assert said
    assert everything() == before
    for sentence in said:
        assert sentence.endswith((".", "tomt")) or "Sparat är nu" in sentence, sentence


@each(ABOUT_A_ROW)
def test_a_number_that_nobody_has_is_not_there(made, client_of, site):
    row = site.row(made)
    browser = client_of(site.who)
    known = site.path(row)
    for unknown, method in ((row.pk + 1_000_000, browser.get), (2**63 - 1, browser.post), (10**25, browser.get)):
        path = known.replace(f"/{row.pk}/", f"/{unknown}/", 1)
        assert path != known
        answer = method(path)
        assert answer.status_code == 404
        assert text_of(read(answer), "h1") == ["Sidan finns inte"]


@each([site for site in ABOUT_A_ROW if site.name != "routine_copy"])  # Resursteamen's routines are everybody's
def test_whose_row_it_is_not_finds_nothing_there(made, client_of, site):
    row = site.row(made)
    path, olle = site.path(row), client_of("olle")
    before = everything()
    statuses = {method(path, {"version": 0}).status_code for method in (olle.get, olle.post)}
    assert statuses == ({403} if site.who == "disa" else {404})
    assert everything() == before


@each([site for site in SITES if not site.name.startswith(("interest", "self_test"))])
def test_whoever_is_not_logged_in_is_asked_to(made, client, site):
    row = site.row(made) if site.row else None
    answer = client.post(site.path(row), {"version": 0})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/konto/login/")


def test_a_check_that_the_law_does_not_give_has_no_page(made, client_of):
    vetting = made.vetting()
    rut, karin = client_of("rut"), vetting.volunteer.members.get(part="applicant")
    child = made.member(vetting.volunteer, "child", "Maja", birth_year=2015)
    gone = made.member(vetting.volunteer, "adult", "Eli", moved_out_on="2026-01-01")
    stranger = made.volunteer().members.get()
    path = f"{vetting.get_absolute_url()}kontroll"
    for source in ("own", "bias"):
        assert rut.get(f"{path}/{source}/{karin.pk}/").status_code == 200
    for source in ("A", "B", "C", "D", "social", "OWN", "x", "1"):
        assert rut.get(f"{path}/{source}/{karin.pk}/").status_code == 404
    for member in (child.pk, gone.pk, stranger.pk, 10**25):
        assert rut.get(f"{path}/own/{member}/").status_code == 404


def test_the_form_of_a_check_asks_only_for_what_the_law_lets_us_keep(made, client_of):
    cases = (
        ("anna", made.named(), "A", {"on", "outcome"}),
        (
            "lo",
            made.named(by="lo", client_areas=["LSS"]),
            "B",
            {"on", "issued_on", "paper_place"},
        ),
        ("rut", made.vetting(), "own", {"on", "issued_on"}),
        ("rut", made.vetting(), "bias", {"on", "outcome"}),
    )
    for who, vetting, source, asked in cases:
        karin = vetting.volunteer.members.get(part="applicant")
        page = read(client_of(who).get(f"{vetting.get_absolute_url()}kontroll/{source}/{karin.pk}/"))
        names = {field.get("name") for field in pick(page, "form.form [name]")}
        assert names - {"csrfmiddlewaretoken"} == asked


def test_the_buttons_of_a_page_are_what_can_be_done_there(made, client_of):
    buttons = {
        ("enquiry", "new"): {
            "Anteckna första kontakten",
            "Bjud in till informationsträff",
            "Avsluta",
            "Slå ihop",
            "Finns redan",
            "Hänvisa till familjehem",
        },
        ("enquiry", "invited"): {
            "Kom på träffen",
            "Kom inte",
            "Ta bort från träffen",
            "Avsluta",
            "Anteckna kontakt",
            "Slå ihop",
            "Finns redan",
            "Hänvisa till familjehem",
        },
        ("enquiry", "closed"): {"Öppna igen", "Slå ihop"},
        ("enquiry", "routed"): {"Tillbaka hit", "Avsluta", "Anteckna kontakt", "Slå ihop", "Finns redan"},
        ("vetting", "open"): {"Föreslå godkännande", "Avbryt utredningen"},
        ("vetting", "proposed"): {"Avbryt utredningen"},
        ("vetting", "approved"): set(),
    }
    for (noun, state), wanted in buttons.items():
        row = getattr(made, noun)(state)
        found = set(
            text_of(read(client_of("rut").get(row.get_absolute_url())), ".page-head a.button, .page-head button.button")
        )
        assert found - {"Fler åtgärder", "Ändra", "Lämna över", "Ändra uppgifter", "Väntelista"} == wanted, (
            noun,
            state,
        )
    vetting = made.vetting("proposed")
    found = text_of(
        read(client_of("disa").get(vetting.get_absolute_url())), ".page-head a.button, .page-head button.button"
    )
    assert set(found) == {"Godkänn", "Sänd tillbaka", "Avslå"}


def test_an_enquiry_that_was_vetted_is_not_opened_again_and_the_page_says_why(made, client_of):
    enquiry = made.enquiry("closed", reason="vetting_ended")
    made.vetting("refused", enquiry=enquiry)
    answer = client_of("rut").post(f"{enquiry.get_absolute_url()}oppna/")
    assert answer.status_code == 422
    assert text_of(read(answer), "[role=alert] li") == ["Anmälan har haft en utredning. Lägg in en ny anmälan."]
    assert Enquiry.objects.get().state == "closed"


def test_a_meeting_that_filled_up_meanwhile_is_said_beside_the_form(made, client_of):
    meeting, karin = made.meeting(capacity=1), made.enquiry()
    Invitation.objects.create(meeting=meeting, enquiry=made.enquiry("contacted", name="Maj"))
    answer = client_of("rut").post(f"{karin.get_absolute_url()}bjud-in/", {"meeting": meeting.pk})
    assert answer.status_code == 422
    assert any("full" in text for text in text_of(read(answer), "[role=alert] li"))
    assert Enquiry.objects.get(pk=karin.pk).state == "new"

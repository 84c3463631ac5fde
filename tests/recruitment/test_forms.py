"""What is wrong gets a sentence in Swedish beside its field, nothing typed is lost, and nothing is saved."""

import re

import pytest
from django.http import QueryDict

from tests.reading import errors_at, pick, read, text_of
from tests.recruitment.made import Made, everything, number
from tests.recruitment.site import BY_NAME, DAY, WITH_FORM

pytestmark = pytest.mark.django_db
FIELDS = "form.form [name]:not([type=hidden])"
ENGLISH = re.compile(r"\b(this|field|enter|valid|value|select|ensure|required|number|the)\b", re.IGNORECASE)
LONG = "å" * 9_000
NONSENSE = 'x"><b>¤#=1+1'


class Sent:
    """A form that was sent, and what came back. Without a value of its own each field is as `right` has it."""

    def __init__(self, made: Made, client_of, name: str) -> None:
        self.site = BY_NAME[name]
        self.row = self.site.row(made) if self.site.row else None
        self.browser = client_of(self.site.who)
        self.path = self.site.path(self.row)
        self.right = self.site.form(made, self.row)
        self.fields = {field.get("name"): field for field in pick(read(self.browser.get(self.path)), FIELDS)}

    def send(self, typed):
        """The page that refuses it; nothing was saved."""
        before = everything()
        # A browser never sends an empty form: the token is always there.
        answer = self.browser.post(self.path, {"csrfmiddlewaretoken": "x", **typed})
        assert answer.status_code == 422, answer.status_code
        assert everything() == before
        page = read(answer)
        for sentence in text_of(page, ".error p, [role=alert] li"):
            assert not ENGLISH.search(sentence), sentence
        return page


@pytest.fixture
def sent(made, client_of):
    return lambda name: Sent(made, client_of, name)


def each_form(names):
    return pytest.mark.parametrize("name", names)


# Forms of which something must be filled in, and forms with a text, a day, a number
ASKING = [site.name for site in WITH_FORM if callable(site.right) or set(site.right or {}) - {"conditions", "version"}]
ASKING.remove("binder_send_unread")  # a button alone
ASKING.remove("volunteer_describe")  # a word that is not answered stays as it was
ASKING.remove("enquiry_merge")  # one or the other
ASKING.remove("enquiry_recognise")  # as there
ASKING.remove("vetting_assess_jour")  # to leave it empty is to say no
ASKING.remove("colleague_read")  # whoever has read need not say more
ASKING.remove("meeting_invite")  # nobody waits
EDITING = [site.name for site in WITH_FORM if isinstance(site.right, dict) and "version" in site.right]


@each_form(ASKING)
def test_an_empty_form_says_of_each_field_that_it_is_missing(sent, name):
    form = sent(name)
    page = form.send({"version": "0"} if "version" in form.right else {})
    assert text_of(page, "[role=alert] li")
    needed = {field for field, widget in form.fields.items() if widget.get("required") is not None}
    assert needed, "the form asks for nothing"
    for field in needed:
        assert errors_at(page, re.sub(r"_\d$", "", field)), f"{field} says nothing"


@each_form(EDITING)
def test_an_edit_without_its_version_is_not_saved(sent, name):
    form = sent(name)
    for version in ("", "nu", "7"):
        assert text_of(form.send(form.right | {"version": version}), "[role=alert] li")


def typed_back(page, field):
    """What stands in a field, of whatever kind."""
    found = pick(page, f"form.form [name={field}]")[0]
    return found.text_content().lstrip("\n").lstrip("\r\n") if found.tag == "textarea" else found.get("value")


@each_form(ASKING)
@pytest.mark.parametrize("text", [NONSENSE, LONG], ids=["nonsense", "too-long"])
def test_whatever_is_typed_comes_back_with_a_sentence(sent, name, text):
    """Every field filled with it, of whatever kind: a page that says so, and never a fault."""
    form = sent(name)
    typed = dict.fromkeys(form.fields, text) | ({"version": "0"} if "version" in form.right else {})
    if (
        set(form.fields) <= {"reason", "conditions", "name", "conclusion", "note", "ending", "words"}
        and text == NONSENSE
    ):
        return  # a free text may say so
    page = form.send(typed)
    assert text_of(page, "[role=alert] li")
    for field, widget in form.fields.items():
        if widget.tag == "textarea" or widget.get("type") in ("text", "email", "tel", "number", "date", "time"):
            assert typed_back(page, field) == text, field


DAYS = {
    "enquiry_register": ["received_on"],
    "enquiry_contact": ["on"],
    "enquiry_note_contact": ["on"],
    "enquiry_open_vetting": ["consent_on"],
    "vetting_open_named": ["client_born", "consent_on"],
    "vetting_note_consent": ["consent_on"],
    "vetting_record_check": ["on"],
    "vetting_record_interview": ["on"],
    "vetting_record_visit": ["on"],
    "reference_take": ["taken_on"],
}


@pytest.mark.parametrize(("name", "field"), [(name, field) for name, fields in DAYS.items() for field in fields])
def test_what_has_happened_has_not_happened_tomorrow(sent, name, field):
    form = sent(name)
    page = form.send(form.right | {field: "2026-11-23"})
    (sentence,) = errors_at(page, field)
    assert "framtiden" in sentence
    assert typed_back(page, field) == "2026-11-23"


def day_fields():
    for site in WITH_FORM:
        for field, value in (site.right if isinstance(site.right, dict) else {}).items():
            if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
                yield site.name, field


@pytest.mark.parametrize(("name", "field"), list(day_fields()))
def test_a_day_that_does_not_exist_is_no_day(sent, name, field):
    form = sent(name)
    for day in ("2026-02-30", "i morgon"):
        page = form.send(form.right | {field: day})
        assert errors_at(page, field.removesuffix("_0"))
        assert typed_back(page, field) == day


@pytest.mark.parametrize(("name", "field"), list(day_fields()))
@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_of_all_break_nothing(sent, name, field, day):
    form = sent(name)
    answer = form.browser.post(form.path, form.right | {field: day})
    assert answer.status_code in (302, 422)
    if answer.status_code == 302:
        assert form.browser.get(answer["Location"]).status_code == 200
        assert form.browser.get("/").status_code == 200


WRONG = [
    ("enquiry_register", {"email": "", "phone": ""}, "email", "Ange e-postadress eller telefon, så att vi kan nå dig."),
    ("enquiry_register", {"email": "karin@"}, "email", "giltig e-postadress"),
    ("enquiry_register", {"email": f"{'k' * 250}@post.example"}, "email", "254"),
    ("enquiry_register", {"kinds": ["qualified"]}, "kinds", "Välj ett giltigt alternativ"),
    ("enquiry_register", {"source": "web"}, "source", "Välj ett giltigt alternativ"),
    ("enquiry_register", {"campaign": "10000000000000000000000"}, "campaign", "giltig"),
    ("enquiry_contact", {"next_contact_on": "2026-11-21"}, "next_contact_on", "kan inte ligga bakåt i tiden"),
    ("enquiry_contact", {"next_contact_on": "2027-02-21"}, "next_contact_on", "högst 90 dagar fram"),
    ("enquiry_invite", {"meeting": "99999999"}, "meeting", "Träffen går inte längre att bjuda in till"),
    ("enquiry_open_vetting", {"applicant_number": "19850412-9999"}, "applicant_number", "kontrollsiffran är fel"),
    ("enquiry_open_vetting", {"applicant_number": "19850231-9803"}, "applicant_number", "födelsedatum som inte finns"),
    ("enquiry_open_vetting", {"partner_name": "Per"}, "partner_number", "Ange både namn och personnummer"),
    ("enquiry_open_vetting", {"partner_number": number()}, "partner_name", "Ange både namn och personnummer"),
    ("enquiry_open_vetting", {"client_age_from": "13"}, "client_age_to", "kan inte vara lägre än åldern från"),
    ("enquiry_open_vetting", {"client_age_to": "111"}, "client_age_to", "110"),
    ("enquiry_open_vetting", {"client_age_from": "-1"}, "client_age_from", "0"),
    ("enquiry_close", {"reason": "vetting_ended"}, "reason", "Välj ett giltigt alternativ"),
    ("enquiry_hand_over", {"owner": "99999999"}, "owner", "giltig"),
    ("meeting_plan", {"capacity": "0"}, "capacity", "1"),
    ("meeting_plan", {"capacity": "501"}, "capacity", "500"),
    ("meeting_plan", {"starts_at_1": "25:00"}, "starts_at", "giltig tid"),
    ("informationmeeting_hold", {"came": ["x"]}, "came", "Välj ett giltigt alternativ"),
    ("campaign_start", {"code": "höst 26"}, "code", "bokstäver, siffror"),
    ("vetting_open_named", {"client_born": "1900-01-01"}, "client_born", "126 år"),
    ("vetting_open_named", {"client_born": DAY, "starts_on": "2026-11-20"}, "starts_on", "före klientens födelse"),
    ("vetting_name_reference", {"phone": ""}, "phone", "Ange telefon eller e-postadress till referensen."),
    ("vetting_name_reference", {"relation": "mother"}, "relation", "Välj ett giltigt alternativ"),
    ("vetting_propose", {"scope_age_from": "13", "scope_age_to": "12"}, "scope_age_to", "kan inte vara lägre"),
    ("vetting_propose", {"scope_places": "10"}, "scope_places", "9"),
    ("vetting_propose", {"scope_kinds": ["person"]}, "scope_kinds", "Välj ett giltigt alternativ"),
    ("reference_take", {"recommends": "kanske"}, "recommends", "Välj ett giltigt alternativ"),
    ("volunteer_add_member", {"birth_year": ""}, "birth_year", "Ange barnets födelseår."),
    ("volunteer_add_member", {"birth_year": "2027"}, "birth_year", "framtiden"),
    ("volunteer_add_member", {"birth_year": "1899"}, "birth_year", "1900"),
    ("volunteer_add_member", {"part": "adult"}, "identity_number", "Ange personnummer"),
    (
        "volunteer_add_member",
        {"part": "adult", "identity_number": "20150412-9999"},
        "identity_number",
        "kontroll",
    ),
    ("volunteer_edit", {"protection": "secret"}, "protection", "Välj ett giltigt alternativ"),
]


@pytest.mark.parametrize(("name", "wrong", "field", "sentence"), WRONG, ids=lambda each: None)
def test_what_is_wrong_is_said_beside_its_field(sent, name, wrong, field, sentence):
    form = sent(name)
    page = form.send(form.right | wrong)
    assert any(sentence in text for text in errors_at(page, field)), text_of(page, "[role=alert] li")


ON_TOP = [
    ("meeting_plan", {"starts_at_0": "2026-11-22", "starts_at_1": "11:00"}, "Träffen måste ligga framåt i tiden."),
    ("campaign_start", {"ends": "2026-11-21"}, "Kampanjen kan inte sluta före sin första dag."),
    ("campaign_edit", {"ends": "2026-11-21"}, "Kampanjen kan inte sluta före sin första dag."),
    ("vetting_record_check", {"issued_on": "2026-05-21"}, "Utdraget får vara högst 6 månader gammalt"),
    ("vetting_record_check", {"issued_on": "2026-11-23"}, "Utdraget"),
    ("vetting_propose", {"scope_age_to": "13"}, "Föreslå bara åldrar som utredningen har gällt"),
    ("vetting_propose", {"scope_valid_until": "2026-11-22"}, "Giltigheten måste ligga framåt i tiden."),
]


@pytest.mark.parametrize(("name", "wrong", "sentence"), ON_TOP, ids=lambda each: None)
def test_what_concerns_the_whole_is_said_on_top(sent, name, wrong, sentence):
    form = sent(name)
    page = form.send(form.right | wrong)
    assert any(sentence in text for text in text_of(page, "[role=alert]"))
    for field, value in (form.right | wrong).items():
        if field in form.fields and form.fields[field].get("type") in ("text", "date", "time", "number"):
            assert typed_back(page, field) == value


def test_a_campaigns_code_is_taken_in_small_letters_as_its_link_asks(made, client_of):
    made.campaign(code="host-26")
    right = BY_NAME["campaign_start"].right
    assert isinstance(right, dict)
    answer = client_of("rut").post("/rekrytering/kampanjer/ny/", right | {"code": "Host-26"})
    assert errors_at(read(answer), "code") == ["Koden används av en annan kampanj."]
    answer = client_of("rut").post("/rekrytering/kampanjer/ny/", right | {"code": "Vinter-26"})
    page = read(client_of("rut").get(answer["Location"]))
    assert "?k=vinter-26" in page.text_content()


def test_a_stale_edit_keeps_what_was_typed_and_tells_what_stands(made, client_of):
    """Rut has the page open while a colleague saves another number; she sees both and saves again."""
    enquiry, rut = made.enquiry(), client_of("rut")
    path = f"{enquiry.get_absolute_url()}andra/"
    given = {"version": "0", "name": "Karin Åberg", "kinds": ["family"], "phone": "070-174 06 05"}
    assert rut.post(path, given | {"phone": "08-508 00 00"}).status_code == 302
    answer = rut.post(path, given | {"name": "Karin Öberg", "phone": "070-174 06 99"})
    page = read(answer)
    assert answer.status_code == 422
    assert "Någon annan har ändrat uppgifterna" in " ".join(text_of(page, "[role=alert]"))
    assert (typed_back(page, "name"), typed_back(page, "phone")) == ("Karin Öberg", "070-174 06 99")
    assert any("08-508 00 00" in text for text in errors_at(page, "phone"))
    enquiry.refresh_from_db()
    assert (enquiry.name, enquiry.phone) == ("Karin Åberg", "08-508 00 00")
    (form,) = pick(page, "form.form")
    again = QueryDict(mutable=True)
    for name, value in form.form_values():
        again.appendlist(name, value)
    assert rut.post(path, again.urlencode(), content_type="application/x-www-form-urlencoded").status_code == 302
    enquiry.refresh_from_db()
    assert (enquiry.name, enquiry.phone, enquiry.version) == ("Karin Öberg", "070-174 06 99", 2)

"""The public form: whoever offers to help is not lost, no machine gets in, and no more is asked than is needed."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from brokerage.audit.models import Event
from brokerage.letters.models import Letter
from brokerage.organisation.models import Membership, Unit
from recruitment.models import Enquiry
from tests.reading import errors_at, pick, read, text_of, value_of
from tests.recruitment.made import letters, plain

pytestmark = pytest.mark.django_db
KARIN = {
    "name": "Karin Åberg",
    "email": "karin@post.example",
    "phone": "070-174 06 05",
    "kinds": ["person", "family"],
    "message": "Vi har ett extra rum.\nOch en hund.",
    "informed": "on",
}


@pytest.fixture(autouse=True)
def fresh_rate():
    cache.clear()
    yield
    cache.clear()


def test_karin_offers_to_help_the_city(client, cast, today):
    answer = client.post("/anmal/", KARIN | {"lives_in": cast.bromma.pk}, follow=True)
    assert text_of(read(answer), "h1") == ["Tack för din anmälan"]
    assert "senast fredag 27 november 2026" in plain(answer.content.decode())
    enquiry = Enquiry.objects.get()
    assert (enquiry.unit, enquiry.area, enquiry.owner) == (cast.team, "", cast.rut)
    assert (enquiry.name, enquiry.email, enquiry.phone) == ("Karin Åberg", "karin@post.example", "070-174 06 05")
    assert (enquiry.kinds, enquiry.lives_in) == (["person", "family"], cast.bromma)
    assert enquiry.message.splitlines() == ["Vi har ett extra rum.", "Och en hund."]
    assert (enquiry.source, enquiry.received_on, enquiry.is_protected) == ("web", today, False)
    assert [letter.address for letter in letters()] == ["karin@post.example"]


def test_the_form_tells_of_the_checks_and_asks_for_no_number(client, cast):
    page = read(client.get("/anmal/"))
    text = page.text_content()
    assert "registerkontroller" in text
    assert "polisen" in text
    assert "två referenser" in text
    names = {field.get("name") for field in pick(page, "form.form [name]")} - {"csrfmiddlewaretoken"}
    assert names == {*KARIN, "lives_in", "is_protected", "website"}
    assert not [label for label in text_of(page, "label") if "nummer" in label.lower()]


def test_the_districts_of_today_are_offered_and_no_others(client, cast):
    offered = text_of(read(client.get("/anmal/")), "[name=lives_in] option")
    assert "Järva" in offered
    assert "Rinkeby-Kista" not in offered  # merged in 2023
    assert "Resursteamen" not in offered
    assert len(offered) == 11 + 1
    gone = Unit.objects.get(name="Rinkeby-Kista")
    answer = client.post("/anmal/", KARIN | {"lives_in": gone.pk})
    assert errors_at(read(answer), "lives_in")
    assert not Enquiry.objects.exists()


def test_without_the_box_nothing_is_sent_and_nothing_is_lost(client, cast):
    answer = client.post("/anmal/", {name: value for name, value in KARIN.items() if name != "informed"})
    page = read(answer)
    assert answer.status_code == 422
    assert errors_at(page, "informed") == ["Kryssa i att du har läst om kontrollerna."]
    assert value_of(page, "name") == "Karin Åberg"
    assert value_of(page, "email") == "karin@post.example"
    assert [box.get("value") for box in pick(page, "[name=kinds][checked]")] == ["person", "family"]
    assert "Och en hund." in pick(page, "[name=message]")[0].text_content()
    assert not Enquiry.objects.exists()


WRONG = [
    ({"name": "   "}, "name", "fyllas i"),
    ({"name": "å" * 101}, "name", "100"),
    ({"kinds": []}, "kinds", "fyllas i"),
    ({"kinds": ["qualified"]}, "kinds", "Välj ett giltigt alternativ"),
    ({"email": "karin@post"}, "email", "giltig e-postadress"),
    ({"email": "", "phone": " "}, "email", "Ange e-postadress eller telefon"),
    ({"phone": "0" * 31}, "phone", "30"),
    ({"message": "å" * 2001}, "message", "2000"),
    ({"email": f"{'k' * 250}@post.example"}, "email", "254"),
    ({"lives_in": "x"}, "lives_in", "giltig"),
    ({"lives_in": str(10**30)}, "lives_in", "giltig"),
    ({"name": "Karin\0"}, "name", "inte tillåtna"),
]


@pytest.mark.parametrize(("wrong", "field", "sentence"), WRONG, ids=lambda each: None)
def test_what_is_wrong_is_said_beside_its_field(client, cast, wrong, field, sentence):
    answer = client.post("/anmal/", KARIN | wrong)
    assert answer.status_code == 422
    assert any(sentence in plain(text) for text in errors_at(read(answer), field)), errors_at(read(answer), field)
    assert not Enquiry.objects.exists()


def test_an_empty_form_and_a_form_of_nonsense_are_answered(client, cast):
    for typed in ({}, {"csrfmiddlewaretoken": "x"}, {"x": "y"}):
        assert client.post("/anmal/", typed).status_code in (200, 422)
    assert not Enquiry.objects.exists()


NAMES = ["ﬃ" * 100, "Å" * 100, "李雷", "🙂", "<script>alert(1)</script>", "O'Brien; --", "=1+1"]


@pytest.mark.parametrize("name", NAMES, ids=lambda each: each[:4])
def test_a_name_is_whatever_somebody_is_called(client, cast, client_of, name):
    assert client.post("/anmal/", KARIN | {"name": name}).status_code == 302
    assert Enquiry.objects.get().name == name
    rut = client_of("rut")
    for path in ("/", "/rekrytering/anmalningar/", Enquiry.objects.get().get_absolute_url()):
        page = read(rut.get(path))
        assert name in page.text_content()
        assert not pick(page, "main script")


# Machines


def test_a_machine_that_fills_in_the_trap_is_thanked_and_nothing_is_kept(client, cast):
    answer = client.post("/anmal/", KARIN | {"website": "https://köp.example"}, follow=True)
    assert text_of(read(answer), "h1") == ["Tack för din anmälan"]
    assert not Enquiry.objects.exists()
    assert not Letter.objects.exists()
    assert not Event.objects.exists()


def test_the_trap_is_hidden_from_people(client, cast):
    trap = pick(read(client.get("/anmal/")), "[name=website]")[0]
    assert (trap.get("tabindex"), trap.get("autocomplete"), trap.get("required")) == ("-1", "off", None)


def test_ten_an_hour_from_one_place_and_then_a_while_of_rest(client, cast):
    for turn in range(10):
        assert client.post("/anmal/", KARIN | {"name": f"Nr {turn}"}).status_code == 302
    answer = client.post("/anmal/", KARIN | {"name": "Nr 10"})
    page = read(answer)
    assert answer.status_code in (422, 429)
    assert "Försök igen om en stund" in " ".join(text_of(page, "[role=alert]"))
    assert value_of(page, "name") == "Nr 10"
    assert Enquiry.objects.count() == 10
    assert client.post("/anmal/", KARIN, REMOTE_ADDR="192.0.2.7").status_code == 302  # somebody else, elsewhere


def test_mistakes_cost_nothing_of_the_ten(client, cast):
    for _ in range(15):
        assert client.post("/anmal/", KARIN | {"kinds": []}).status_code == 422
    assert client.post("/anmal/", KARIN).status_code == 302


# Campaigns and districts


@pytest.mark.parametrize("code", ["host-26", "HOST-26", " host-26 "])
def test_the_code_of_the_link_credits_the_campaign(client, made, code):
    campaign = made.campaign(code="host-26")
    client.post(f"{reverse('recruitment:interest')}?k={code}", KARIN)
    assert Enquiry.objects.get().campaign == campaign


@pytest.mark.parametrize("code", ["okand", "", "å ä ö", "%00", "a" * 5_000, "'; drop table", "%FF"])
def test_an_unknown_code_loses_nobody(client, made, code):
    made.campaign(code="host-26")
    assert client.post(f"/anmal/?k={code}", KARIN).status_code == 302
    assert Enquiry.objects.get().campaign is None


def test_a_form_that_has_to_be_put_right_keeps_the_campaign(client, made):
    made.campaign(code="host-26")
    page = read(client.post("/anmal/?k=host-26", KARIN | {"kinds": []}))
    (form,) = pick(page, "form.form")
    assert form.get("action") is None  # it is sent to the same address, with the code
    client.post("/anmal/?k=host-26", KARIN)
    assert Enquiry.objects.get().campaign is not None


def test_brommas_form_leads_to_bromma(client, cast, made):
    made.campaign("anna", code="bro-1")
    client.post("/anmal/bromma/?k=bro-1", KARIN)
    enquiry = Enquiry.objects.get()
    assert (enquiry.unit, enquiry.owner, enquiry.campaign.code) == (cast.bromma, cast.anna, "bro-1")
    assert "Bromma\nStockholms stad" in letters()[0].body


def test_brommas_poster_links_to_brommas_form(made, client_of):
    campaign = made.campaign("anna", code="bro-1")
    text = read(client_of("anna").get(campaign.get_absolute_url())).text_content()
    assert "/anmal/bromma/?k=bro-1" in text


@pytest.mark.parametrize("name", ["enskede-arsta-vantor", "hagersten-alvsjo", "jarva", "norra-innerstaden"])
def test_every_district_has_an_address_without_dots(client, cast, name):
    assert client.get(f"/anmal/{name}/").status_code == 200


@pytest.mark.parametrize("name", ["rinkeby-kista", "uppsala", "resursteamen", "BROMMA"])
def test_no_other_district_has(client, cast, name):
    assert client.get(f"/anmal/{name}/").status_code == 404


def test_where_nobody_recruits_she_is_told_where_to_turn(client, cast):
    answer = client.post("/anmal/farsta/", KARIN)
    assert answer.status_code == 302
    Membership.objects.filter(unit=cast.farsta).delete()
    answer = client.post("/anmal/farsta/", KARIN | {"name": "Maj Öst"})
    page = read(answer)
    assert answer.status_code == 422
    assert "Ring stadens kontaktcenter" in " ".join(text_of(page, "[role=alert]"))
    assert value_of(page, "name") == "Maj Öst"
    assert Enquiry.objects.count() == 1


def test_the_form_needs_its_token(cast):
    answer = Client(enforce_csrf_checks=True).post("/anmal/", KARIN)
    assert answer.status_code == 403
    assert not Enquiry.objects.exists()

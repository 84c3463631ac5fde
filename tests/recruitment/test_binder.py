"""The information binder: useful from the first day, a new edition when it matters, and who has not read it."""

import pytest
from django.test import Client

from brokerage.letters.models import Letter
from recruitment.binder import blocks
from recruitment.models import BinderPage, BinderReading
from recruitment.reference import PAGES, load
from recruitment.workflow import binder
from tests.reading import read, text_of, words_on_paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(made, rut):
    """`sent()`: the path of the binder in a letter to a family."""

    def send(**given):
        binder.send_binder(by=rut, volunteer=made.volunteer(**given))
        body = Letter.objects.filter(purpose="binder").order_by("-pk")[0].body
        (address,) = [word for word in body.split() if word.startswith("http")]
        return "/" + address.partition("//")[2].partition("/")[2]

    return send


def unread(browser):
    return text_of(read(browser.get("/rekrytering/parmen/inte-last/")), "tbody th a")


def test_it_says_from_the_first_day_what_to_do(client_of):
    page = read(client_of("hedda").get("/rekrytering/parmen/"))
    titles = text_of(page, "main section h2")
    assert titles == [title for _, title, _ in PAGES]
    text = page.text_content()
    for said in ("Tystnadsplikt", "lex Sarah", "Utan beslut finns ingen ersättning", "fullmakt", "116 111", "1177"):
        assert said in text


def test_what_resursteamen_have_written_is_not_written_over(rut):
    page = BinderPage.objects.get(code="insurance")
    binder.edit_page(page, by=rut, text="Vår försäkring är Stadens.")
    load()
    page.refresh_from_db()
    assert page.text == "Vår försäkring är Stadens."
    assert [(each.edition, each.text[:16]) for each in page.versions.all()] == [
        (1, "Vår försäkring ä"),
        (1, "Kommunen har en "),
    ]


def test_a_family_reads_it_behind_the_link_and_confirms(sent, client_of):
    path, rut = sent(), client_of("rut")
    assert unread(rut) == ["Familjen Åberg"]
    assert "Tystnadsplikt" in Client().get(path).content.decode()
    assert BinderReading.objects.get().read_at is None  # opening it confirms nothing
    assert "Du har bekräftat" in Client().post(path).content.decode()
    assert unread(rut) == []
    reading = BinderReading.objects.get()
    assert reading.read_edition == 1
    assert reading.read_at is not None
    assert "Utgåva 1 läst" in rut.get(reading.volunteer.get_absolute_url()).content.decode()


def test_a_spelling_mistake_asks_nobody_to_read_anew_and_a_new_rule_everybody(sent, rut, client_of):
    path, browser, page = sent(), client_of("rut"), BinderPage.objects.get(code="extra-time")
    Client().post(path)
    binder.edit_page(page, by=rut, title="Mer tid")
    assert unread(browser) == []
    binder.edit_page(page, by=rut, text="Fråga alltid först.", asks_reading=True)
    assert unread(browser) == ["Familjen Åberg"]
    assert "bekräfta längst ner" in Client().get(path).content.decode()
    Client().post(path)
    assert unread(browser) == []
    assert BinderReading.objects.get().read_edition == 2


def test_all_who_have_not_read_are_sent_it_and_not_again_the_week_after(made, rut, client_of):
    for name, protection in (("Ek", "none"), ("Alm", "none"), ("Skyddad", "marked")):
        made.volunteer(name=name, protection=protection)
    made.volunteer(name="Brommas", by="anna")
    assert binder.send_to_unread(by=rut) == 2
    answer = client_of("rut").post("/rekrytering/parmen/skicka/")
    assert answer.status_code == 422
    assert BinderReading.objects.count() == 2
    assert unread(client_of("rut")) == ["Alm", "Ek", "Skyddad"]  # who can have no letter is given it on paper


def test_on_paper(client_of):
    words = words_on_paper(client_of("anna").get("/rekrytering/parmen/pdf/").content)
    assert "Utgåva 1" in words
    assert "Viktiga telefonnummer" in words


def test_only_resursteamen_write_it(client_of):
    page = BinderPage.all_pages()[0]
    path = f"/rekrytering/parmen/{page.pk}/andra/"
    statuses = {name: client_of(name).get(path).status_code for name in ("rut", "disa", "anna", "mia", "hedda")}
    assert statuses == {"rut": 200, "disa": 200, "anna": 403, "mia": 403, "hedda": 403}


def test_the_marks_of_a_text():
    found = blocks("Först.\n\n## Rubrik\n- ett\n- två\nSedan.")
    assert [(block.kind, block.lines) for block in found] == [
        ("text", ["Först."]),
        ("heading", ["Rubrik"]),
        ("points", ["ett", "två"]),
        ("text", ["Sedan."]),
    ]

"""The navigation: one entry to an address, and every section in one piece."""

from collections.abc import Callable
from itertools import groupby

import pytest
from django.test import Client as Browser

from brokerage.home.navigation import COUNTS, ENTRIES
from tests.reading import pick, read, text_of

pytestmark = pytest.mark.django_db


def test_no_address_stands_there_twice():
    names = [entry.name for entry in ENTRIES]
    assert len(names) == len(set(names))


def test_a_section_stands_in_one_place():
    sections = [section for section, _ in groupby(entry.section for entry in ENTRIES)]
    assert len(sections) == len(set(sections))


@pytest.mark.parametrize(
    ("person", "path", "is_folded"), [("anna", "/", True), ("anna", "/beslut/", True), ("eva", "/", False)]
)
def test_a_long_menu_is_folded_but_for_where_one_is(
    person: str, path: str, is_folded: bool, client_of: Callable[..., Browser]
):
    session = client_of(person)
    session.get("/")
    page = read(session.get(path))
    groups = {each.get("data-group"): each for each in pick(page, ".nav details")}
    open_ones = {name for name, each in groups.items() if "open" in each.attrib}
    if not is_folded:
        assert open_ones == set(groups)
        return
    assert open_ones == ({"Ärenden"} if path == "/beslut/" else set())
    assert text_of(page, ".nav > ul a") == ["Väntar på dig"]


def test_a_folded_group_says_how_much_waits_in_it(client_of: Callable[..., Browser]):
    anna = client_of("anna")
    session = anna.session
    session[COUNTS] = {"all": 7, "clients": 2, "decisions": 3, "searches": 1}
    session.save()
    page = read(anna.get("/enheter/"))
    said = dict(text.rsplit(" ", 2)[:2] for text in text_of(page, ".nav summary") if "väntar" in text)
    assert said == {"Ärenden": "5", "Matchning": "1"}


@pytest.mark.parametrize(
    ("who", "label", "url"),
    [("ria", "Granska läsningarna", "/logg/?what=reads"), ("adam", "Öppna inställningarna", "/admin/")],
)
def test_whose_work_is_no_queue_is_shown_where_it_is(who: str, label: str, url: str, client_of: Callable[..., Browser]):
    page = read(client_of(who).get("/"))
    (button,) = pick(page, ".empty a")
    assert (button.text_content(), button.get("href")) == (label, url)
    if who == "ria":
        assert client_of(who).get(url).status_code == 200

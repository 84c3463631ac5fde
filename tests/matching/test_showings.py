"""How a search has gone: everything in order with its day, and each list as it stood when somebody picked from it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brokerage import clock
from decisions.workflow import decisions
from matching.models import Showing
from matching.workflow import offers, proposals
from tests.cast import Cast
from tests.matching.conftest import Make, Path
from tests.reading import pick, read, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(searched: Make, pooled: Make, path: Path, cast: Cast) -> Any:
    """Anna has picked and asked two: one said no with a reason, the other yes, and the child said no to them."""
    nearly = pooled("Familjen Nästan", traits=("dog",))
    families = [pooled("Familjen Ett", traits=("smoke-free", "dog")), pooled("Familjen Två")]
    shortlist = searched()
    first, second = path.picked(shortlist, *families)
    path.asked(first)
    offers.say_no(first.offers.get(), by=cast.actor("anna"), reason="distance", words="Det blir för långt.")
    second = path.willing(second)
    proposals.decline(second, by=cast.actor("anna"), refusal="times", refusal_words="Kan inte på helger.")
    assert nearly.pk
    return shortlist


def page_of(shortlist: Any, browser: Any) -> Any:
    showing = Showing.objects.get(shortlist=shortlist)
    return read(browser.get(reverse("matching:shortlist_showing", args=[shortlist.pk, showing.pk])))


def test_the_list_stands_as_it_stood_whatever_is_changed_later(asked: Any, client_of: Make, cast: Cast) -> None:
    need = asked.decision.need
    decisions.describe_need(asked.decision, by=cast.actor("anna"), musts=["car"], wishes=[], words=need.words)
    family = asked.proposals.get(volunteer__name="Familjen Ett").volunteer
    family.traits = []
    family.save()
    page = page_of(asked, client_of("anna"))
    assert text_of(page, ".candidate h3") == ["Familjen Ett God Valdes ut", "Familjen Två Möjlig Valdes ut"]
    reasons = text_of(page, ".candidate:first-child .reasons li")
    assert reasons[:2] == ["rökfritt (krav)", "hund, 10 poäng"]
    assert "12 poäng av 26" in text_of(page, ".candidate:first-child .soft")[0]
    aside = " ".join(text_of(page, "aside"))
    assert "Ett barn som gillar djur." in aside
    assert "Måsterökfritt" in aside
    assert "Så räknade förmedlingen från början." in aside
    assert "Okänt: rökfritt" in " ".join(text_of(page, "main .queue"))


def test_everything_has_its_day_and_every_answer_its_reason(asked: Any, client_of: Make) -> None:
    page = read(client_of("anna").get(reverse("matching:shortlist_course", args=[asked.pk])))
    lines = [line.split(" nov 2026")[0].rsplit(" ", 1)[0] for line in text_of(page, ".timeline li")]
    assert lines[0].startswith("Sökning")
    assert lines[1].startswith("Familjen Ett och Familjen Två valdes ut · Så såg listan ut")
    assert lines[2].startswith("Familjen Ett: tillfrågad · Svar senast")
    assert lines[3].startswith("Familjen Ett: sa nej · Det är för långt bort. Det blir för")
    assert lines[-1].startswith("Familjen Två: klienten tackade nej · Tiderna passade inte. Kan inte på")
    assert len(pick(page, ".timeline time")) == len(lines)


def test_the_search_leads_there_and_a_stranger_is_turned_away(asked: Any, client_of: Make) -> None:
    anna, course = client_of("anna"), reverse("matching:shortlist_course", args=[asked.pk])
    assert course in [link.get("href") for link in pick(read(anna.get(asked.get_absolute_url())), "main a")]
    showing = Showing.objects.get()
    links = [link.get("href") for link in pick(read(anna.get(course)), ".timeline a")]
    assert reverse("matching:shortlist_showing", args=[asked.pk, showing.pk]) in links
    assert client_of("olle").get(links[0]).status_code == 404
    assert anna.get(reverse("matching:shortlist_showing", args=[asked.pk, showing.pk + 1])).status_code == 404


def test_of_whoever_has_left_the_pool_only_the_place_in_the_list_stands(
    searched: Make, pooled: Make, path: Path, client_of: Make, cast: Cast
) -> None:
    families, gone = [pooled("Familjen Ett"), pooled("Familjen Två")], pooled("Familjen Borta")
    shortlist = searched()
    path.picked(shortlist, *families)
    gone.unit = cast.farsta
    gone.save()
    page = page_of(shortlist, client_of("anna"))
    assert "Familjen Borta" not in " ".join(text_of(page, "main"))
    assert "Någon som inte längre är i poolen Möjlig" in text_of(page, ".candidate h3")


def test_the_brokerage_reads_no_words_of_the_client(
    searched: Make, pooled: Make, path: Path, cast: Cast, client_of: Make
) -> None:
    shortlist = searched(ordered=True)
    first, _ = path.picked(shortlist, pooled("Ett", by="rut"), pooled("Två", by="rut"))
    proposals.decline(
        path.willing(first), by=cast.actor("anna"), refusal="person", refusal_words="Kajsa vill inte dit."
    )
    course = reverse("matching:shortlist_course", args=[shortlist.pk])
    for url in (course, reverse("matching:shortlist_showing", args=[shortlist.pk, Showing.objects.get().pk])):
        page = client_of("rut").get(url).content.decode()
        assert "Kändes inte rätt" in page
        assert "Kajsa" not in page


def test_as_many_queries_with_one_as_with_three(searched: Make, pooled: Make, path: Path, client_of: Make) -> None:
    anna, counts = client_of("anna"), []
    one, two, three = pooled("Ett"), pooled("Två"), pooled("Tre")
    shortlist = searched()
    anna.get("/sokningar/")
    for who in ([one], [two, three]):
        for proposal in path.picked(shortlist, *who)[-len(who) :]:
            path.asked(proposal, answer_by=clock.today() + timedelta(days=3))
        latest = shortlist.showings.latest("pk")
        for url in (
            reverse("matching:shortlist_course", args=[shortlist.pk]),
            reverse("matching:shortlist_showing", args=[shortlist.pk, latest.pk]),
        ):
            with CaptureQueriesContext(connection) as seen:
                assert anna.get(url).status_code == 200
            counts.append(len(seen))
    assert counts[:2] == counts[2:]

"""The report of the searches: with how many to choose between they end, how fast, and why somebody says no."""

from datetime import timedelta

import pytest
from django.urls import reverse

from brokerage import clock
from matching.workflow import offers, proposals, shortlists
from tests.cast import Cast
from tests.matching.conftest import Make, Path
from tests.reading import read, text_of

pytestmark = pytest.mark.django_db


def test_it_tells_how_many_had_two_to_choose_between(
    searched: Make, pooled: Make, path: Path, cast: Cast, client_of: Make
) -> None:
    anna, browser = cast.actor("anna"), client_of("anna")
    assert "Ingen sökning har avslutats" in browser.get(reverse("matching:choices")).content.decode()
    with clock.at(clock.now() - timedelta(days=20)):
        search = searched()
        first, second, third = path.picked(search, pooled("Ett"), pooled("Två"), pooled("Tre"))
        path.willing(second)
        path.asked(third)
        offers.say_no(third.offers.get(), by=anna, reason="distance")
        chosen = path.chosen(first)
    path.checked(chosen)
    path.appointed(chosen)
    alone = searched(client=search.decision.client, case_reference="BRO-2026-0002")
    (only,) = path.picked(alone, pooled("Fyra"))
    assert "Varför bara en: Bara en fanns." in browser.get(alone.get_absolute_url()).content.decode()
    proposals.decline(path.willing(only), by=anna, refusal="distance")
    shortlists.close(alone, by=anna, reason="Behovet finns inte kvar.")
    going_on = searched(client=search.decision.client, case_reference="BRO-2026-0003")  # it counts when it has ended
    (last,) = path.picked(going_on, pooled("Fem"))
    offers.say_no(path.asked(last).offers.get(), by=anna, reason="time")
    page = read(browser.get(reverse("matching:choices")))
    figures = dict(zip(text_of(page, "main dt"), text_of(page, "main dd"), strict=True))
    assert figures["Någon utsedd"] == "1"
    assert figures["Två eller fler att välja mellan"] == "100 %"
    assert figures["Dagar till utsedd, median"] == "20"
    assert figures["Avslutade utan någon"] == "1"
    assert figures["Sa ja av de tillfrågade"] == "75 %"
    tables = " ".join(text_of(page, "main table"))
    assert "Det är för långt bort" in tables
    assert "Varför klienter tackade nej" in tables
    assert "Det passar inte just nu" not in tables
    assert "Ett" not in tables
    assert "Ingen sökning har avslutats" in client_of("olle").get(reverse("matching:choices")).content.decode()

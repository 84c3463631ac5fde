"""What the report of a case says of the search: numbers, days and reasons in words, and nobody's name."""

from collections.abc import Callable
from typing import Any

import pytest

from decisions.models import Decision
from decisions.reports import offers_in_words
from matching.workflow import offers, proposals
from tests.cast import Cast
from tests.matching.conftest import Path

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("ordered", [False, True])
def test_offers_made_and_refused(searched: Make, pooled: Make, path: Path, cast: Cast, ordered: bool) -> None:
    by = "rut" if ordered else "anna"
    shortlist = searched(ordered=ordered)
    assert offers_in_words(Decision.objects.get()) == []
    one, two, three = path.picked(shortlist, *(pooled(f"Familjen {name}", by=by) for name in ("Ett", "Två", "Tre")))
    first = path.willing(one)
    proposals.decline(first, by=cast.actor("anna"), refusal="distance", refusal_words="Ligger i Farsta.")
    path.asked(two)
    offers.say_no(two.offers.get(), by=cast.actor(by), reason="time", words="Familjen Två flyttar.")
    path.asked(three)
    said = offers_in_words(Decision.objects.get())
    assert [each.replace("\N{NO-BREAK SPACE}", " ") for each in said] == [
        "3 förfrågningar till uppdragstagare, 22 nov 2026: 1 ja, 1 nej.",
        "Erbjudande 22 nov 2026: den enskilde tackade nej: för långt bort.",
    ]

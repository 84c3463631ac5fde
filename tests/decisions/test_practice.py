"""How districts work: Mia reviews Bromma's routines once a year, years are compared, and studies name nobody."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from brokerage import clock
from brokerage.workflow import NotAllowed, Refusal
from decisions.models import SelfReview
from decisions.models.practice import Item
from decisions.workflow import practice as workflow
from tests.cast import Cast
from tests.recruitment.window import Window

Make = Callable[..., Any]
NOTE: dict[str, Any] = {
    "kind": "focus",
    "among": "children",
    "people": 6,
    "on": date(2026, 11, 3),
    "theme": "Att säga hej då",
    "words": "De vill veta i god tid när det tar slut.",
}


def reviewed(cast: Cast, **standings: str) -> SelfReview:
    said = {**dict.fromkeys(Item.values, "no"), **standings}
    return workflow.review(by=cast.actor("mia"), unit=cast.bromma, children=12, words="Kriterier.", standings=said)


def test_the_years_are_held_against_each_other(cast: Cast, window: Callable[..., Window]) -> None:
    with clock.at(date(2024, 6, 1)):
        reviewed(cast, binder="growing")
    mia = (
        window("mia")
        .open("/sa-arbetar-vi/")
        .reads("Rutinerna 2024", "Under utveckling")
        .follow("Gör årets självskattning")
    )
    assert mia.page.xpath("//select[@name='secretary']/option[@selected]/@value") == ["yes"]  # the system knows Anna
    assert mia.page.xpath("//select[@name='binder']/option[@selected]/@value") == ["growing"]  # as it was said before
    mia.fill(binder="yes", children="15").reads("Rutinerna 2026", "Ja, förut under utveckling", "15, förut 12")
    window("rut").open("/sa-arbetar-vi/?ar=2024").reads("Rutinerna 2024")
    for odd in ("apa", "²", "1999"):
        window("olle").open(f"/sa-arbetar-vi/?ar={odd}").reads("Rutinerna 2026")


def test_a_review_is_a_snapshot(cast: Cast) -> None:
    reviewed(cast)
    with pytest.raises(Refusal, match="finns redan"):
        reviewed(cast)


@pytest.mark.parametrize("who", ["anna", "olle", "rut"])
def test_the_manager_answers_for_it(who: str, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        workflow.review(by=cast.actor(who), unit=cast.bromma, children=1, words="", standings={})


def test_what_a_study_shows_is_read_by_all_and_tells_of_nobody(
    cast: Cast, client_made: Make, window: Callable[..., Window]
) -> None:
    client_made()
    hedda = window("hedda").open("/sa-arbetar-vi/").follow("Anteckna ur en studie")
    given = {**NOTE, "on": "2026-11-03", "people": "6"}
    hedda.fill(**{**given, "words": "Kajsa Kanariefågel sa nej."}, status=422).reads("nämner en klient vid namn")
    hedda.fill(**given).reads("Fokusgrupp: Att säga hej då", "6 personer", "i god tid")
    window("olle").open("/sa-arbetar-vi/").reads("i god tid")


@pytest.mark.parametrize(
    ("more", "said"), [({"people": 2}, "minst 3 personer"), ({"on": date(2026, 11, 23)}, "i framtiden")]
)
def test_of_few_nothing_is_written(more: dict[str, Any], said: str, cast: Cast) -> None:
    with pytest.raises(Refusal, match=said):
        workflow.note(by=cast.actor("anna"), unit=cast.bromma, **{**NOTE, **more})

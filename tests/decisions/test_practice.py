"""How districts work: Mia reviews Bromma's routines once a year, years are compared, and studies name nobody."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from brokerage import clock, identity
from brokerage.workflow import NotAllowed, Refusal
from decisions.models import SelfReview
from decisions.models.practice import Item
from decisions.workflow import clients, decisions
from decisions.workflow import practice as workflow
from tests.cast import Cast
from tests.decisions.conftest import SISTER
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


def test_the_children_of_the_whole_district_are_counted_once_each(
    cast: Cast, client_made: Make, decided: Make, window: Callable[..., Window]
) -> None:
    """Two decisions of one child, one in another programme area, one who is eighteen tomorrow, one who is today."""
    tomorrow, today = (identity.made_up(date(2008, 11, day), 985) for day in (23, 22))
    lss = {"ground": "lss-short-family", "individual_plan": "not_yet"}
    child = client_made()
    rows = [decided(client=child), decided(client=child, case_reference="BRO-2026-0002")]
    rows += [decided(by="lo", client=client_made(by="lo", number=SISTER), **lss)]
    for number in (tomorrow, today):
        grown = client_made(by="lo", number=number, name="Siv Snart", consents=False)
        clients.record_consent(grown, by=cast.actor("lo"), guardian=None, given_on=clock.today())
        rows.append(decided(by="lo", client=grown, **lss))
    for row in rows:
        by = cast.actor("anna" if row.area == "IoF" else "lo")
        decisions.execute(row, by=by, executed_on=clock.today())
    page = window("mia").open("/sa-arbetar-vi/").follow("Gör årets självskattning").page
    assert page.xpath("//input[@name='children']/@value") == ["3"]


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

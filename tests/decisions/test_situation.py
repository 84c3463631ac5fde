"""How the waiting stands: counted by area, with what nobody has touched for three weeks."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse

from brokerage import clock, identity
from decisions.models import Client, Decision
from decisions.workflow import clients, decisions
from tests.cast import Cast
from tests.reading import read, text_of

URL = "/beslut/laget/"
TODAY = date(2026, 11, 22)
SINCE = TODAY - timedelta(days=7)
Decide = Callable[..., Decision]


@pytest.fixture
def four(decided: Decide, client_made: Callable[..., Client], cast: Cast) -> list[Decision]:
    """Late since 26 October, due in nine days, just recorded, and executed."""
    found = []
    days = (date(2026, 7, 25), date(2026, 9, 1), TODAY, date(2026, 5, 1))
    for number, day in enumerate(days):
        with clock.at(day):
            child = client_made(number=identity.made_up(date(2015, 1, 1 + number), 981), name=f"Fågel Nr{number}")
            found.append(decided(client=child, case_reference=f"BRO-2026-000{number}"))
    with clock.at(date(2026, 5, 2)):
        decisions.execute(found[3], by=cast.actor("anna"), executed_on=date(2026, 5, 2))
    return found


def test_mia_sees_how_her_unit_stands(four: list[Decision], client_of: Callable[..., Browser]) -> None:
    page = read(client_of("mia").get(URL))
    cells = text_of(page, "tbody tr > *")[:8]
    assert [each.replace("\N{NO-BREAK SPACE}", " ") for each in cells] == [
        "Bromma",
        "Individ- och familjeomsorg",
        "3",
        "1",
        "1",
        "120",
        "2",
        "25 juli 2028",
    ]
    assert (
        "15\N{NO-BREAK SPACE}000–1\N{NO-BREAK SPACE}500\N{NO-BREAK SPACE}000 kr"
        in client_of("mia").get(URL).content.decode()
    )


@pytest.mark.parametrize("who", ["lo", "olle"])
def test_others_see_their_own_alone(who: str, four: list[Decision], client_of: Callable[..., Browser]) -> None:
    page = client_of(who).get(URL).content.decode()
    assert "Ingen väntar" in page
    assert "Anna Berg" not in page.partition("<main")[2]


def test_vacant_posts_and_stand_ins_show(cast: Cast, client_of: Callable[..., Browser]) -> None:
    """Lo's area has nobody who decides; while Anna is away Olle does her work."""
    lo = text_of(read(client_of("lo").get(URL)), "tbody tr > *")
    assert lo == ["Bromma", "Funktionsnedsättning, LSS", "Lo Åkesson", "Vakant", "Vakant"]
    cast.olle.memberships.create(
        unit=cast.bromma, role="contact_secretary", areas=["IoF"], starts=SINCE, stands_in_for=cast.anna
    )
    mia = text_of(read(client_of("mia").get(URL)), "tbody tr > *")
    assert mia[2:] == ["Anna Berg, Olle Öst (vikarierar för Anna Berg)", "Hedda Lind", "Mia Sjögren"]
    cast.anna.memberships.update(ends=TODAY - timedelta(days=1))
    cast.olle.memberships.filter(unit=cast.bromma).update(ends=TODAY - timedelta(days=1))
    assert text_of(read(client_of("mia").get(URL)), "tbody tr > *")[2] == "Vakant"


def test_the_table_is_fetched_as_a_file(four: list[Decision], client_of: Callable[..., Browser]) -> None:
    answer = client_of("mia").get(URL, {"format": "csv"})
    assert "Bromma;Individ- och familjeomsorg;3;1;1;120;2;2028-07-25" in answer.content.decode()
    assert client_of("mia").get(URL, {"format": "xlsx"}).content.startswith(b"PK")


@pytest.mark.parametrize(("state", "wanted"), [("soon", {1}), ("overdue", {0}), ("quiet", {0, 1})])
def test_each_figure_has_its_list(
    state: str, wanted: set[int], four: list[Decision], client_of: Callable[..., Browser]
) -> None:
    page = client_of("anna").get(reverse("decisions:decisions"), {"state": state}).content.decode()
    assert {number for number in range(4) if f"BRO-2026-000{number}" in page} == wanted


def test_a_deed_breaks_the_silence_and_a_look_does_not(
    four: list[Decision], cast: Cast, client_of: Callable[..., Browser]
) -> None:
    late = four[0]
    client_of("anna").get(late.get_absolute_url())
    client_of("anna").get(reverse("decisions:decisions"), {"format": "csv"})
    clients.edit(late.client, by=cast.actor("anna"), name="Fågel Nr0", phone="070-174 06 05", email="")
    assert late in Decision.objects.quiet_on(TODAY)
    decisions.describe_need(late, by=cast.actor("anna"), musts=[], wishes=[], words="Ett barn som gillar bollar.")
    assert late not in Decision.objects.quiet_on(TODAY)
    day = TODAY + timedelta(days=21)
    assert late not in Decision.objects.quiet_on(day)
    assert late in Decision.objects.quiet_on(day + timedelta(days=1))

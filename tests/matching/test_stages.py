"""The page of the steps: Anna reads how far it has come, and gets to where the next one is done."""

from collections.abc import Callable
from typing import Any

from decisions.models import Decision
from tests.cast import Cast
from tests.matching.conftest import Path

Make = Callable[..., Any]


def test_it_follows_what_is_done(
    needed: Make, searched: Make, pooled: Make, path: Path, window: Make, cast: Cast
) -> None:
    decision: Decision = needed()
    url = f"{decision.get_absolute_url()}stegen/"
    anna = window("anna").open(url).reads("Nu: sökning i egna poolen, eller beställning.", "Individuell bedömning")
    search = searched(decision=decision)
    anna.open(url).reads("Nu: någon har sagt ja.")
    found = path.found(search, pooled())
    anna.open(url).reads("Nu: utsedd.", "1 av 2: helst finns det 2 att välja mellan")
    path.checked(found)
    path.appointed(found)
    anna.open(url).reads("Nu: avtalet undertecknat av alla.", "Ingen kryssar i något")
    assert window("mia").open(url).page.xpath("count(//ol[@class='tasks']//a)") == 0  # she reads, and does none of it

"""How proposals fall on the pool, and whether other weights would have put the chosen one first."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from brokerage import clock
from matching.models import Offer, Proposal, Weighting
from matching.replay import replayed
from tests.cast import Cast
from tests.decisions.conftest import client_made, decided
from tests.matching.conftest import Make, Path
from tests.reading import read, text_of

__all__ = ["client_made", "decided"]
pytestmark = pytest.mark.django_db


def groups(page: Any) -> dict[str, str]:
    return {text.split(".")[0].split(" Minst")[0]: text for text in text_of(page, "main section")}


def test_the_page_tells_who_is_never_chosen_who_is_asked_too_often_and_who_never(
    searched: Make, pooled: Make, client_of: Make, path: Path
) -> None:
    unlucky, tired = pooled("Familjen Otur"), pooled("Familjen Trött")
    silent = pooled("Familjen Tyst", joined_on=clock.today() - timedelta(days=100))
    pooled("Familjen Ny")
    shortlist = searched()
    for number in range(3):
        days_ago = clock.today() - timedelta(days=number)
        Proposal.objects.create(
            unit=shortlist.unit, area="IoF", shortlist=_another(shortlist, number), volunteer=unlucky, state="released",
            picked_on=days_ago,
        )  # fmt: skip
    (one,) = path.picked(shortlist, tired)
    for _ in range(4):
        Offer.objects.create(
            unit=shortlist.unit, area="IoF", proposal=one, text="?", answer_by=clock.today(), state="expired"
        )
    page = read(client_of("anna").get(reverse("matching:fairness")))
    told = text_of(page, "main section")
    assert any(text.startswith("Föreslagna ofta") and "Familjen Otur3 gånger" in text for text in told)
    assert any(text.startswith("Frågade ofta") and "Familjen Trött4 gånger" in text for text in told)
    assert any(
        text.startswith("Aldrig föreslagna") and silent.name in text and "Familjen Ny" not in text for text in told
    )
    assert "Familjen" not in client_of("olle").get(reverse("matching:fairness")).content.decode()


def _another(shortlist: Any, number: int) -> Any:
    return type(shortlist).objects.create(
        unit=shortlist.unit, area=shortlist.area, decision=shortlist.decision, pool=shortlist.pool,
        opened_by=shortlist.opened_by, state="closed", closed_on=clock.today(), closed_reason=f"Nr {number}",
    )  # fmt: skip


def replay(**given: Any) -> str:
    out = StringIO()
    call_command("replay_matches", stdout=out, **given)
    return out.getvalue()


def test_a_change_of_weights_can_be_judged_before_it_is_made(
    searched: Make, pooled: Make, path: Path, cast: Cast
) -> None:
    assert "inget att jämföra med" in replay()
    best = [pooled(f"Familjen {number}", traits=("smoke-free", "dog")) for number in range(3)]
    last = pooled("Familjen Sist", traits=("smoke-free", "lang-ar"))
    shortlist = searched(need={"important": ["dog"], "wishes": ["lang-ar"]})
    picked = path.picked(shortlist, last, best[0])
    path.chosen(next(each for each in picked if each.volunteer == last))
    (row,) = replayed()
    assert (row.searches, row.among_first, row.places) == (1, 0, 4)
    Weighting.objects.create(important=1, nice=50, same=0, beside=0, idle=0, why="Önskemålen väger.")
    assert [(each.among_first, each.places) for each in replayed()] == [(0, 4), (1, 1)]
    told = replay(weights="important=1,nice=2,same=0,beside=0,idle=0")
    assert [line.split() for line in told.splitlines()[1:]] == [
        [str(Weighting.objects.earliest("pk").pk), "1", "0", "0", "%", "4,0"],
        [str(Weighting.objects.latest("pk").pk), "1", "1", "100", "%", "1,0"],
        ["tänkt", "1", "1", "100", "%", "1,0"],
    ]
    with pytest.raises(CommandError, match="alla fem"):
        replay(weights="nice=2")

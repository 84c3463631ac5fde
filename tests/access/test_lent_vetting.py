"""Whoever has been lent one vetting opens that one, for its days, and nothing else of the unit."""

from datetime import timedelta

import pytest

from brokerage import clock
from recruitment.models import Colleague, Vetting
from tests.access.addresses import BESIDE, addresses
from tests.access.answers import text_of

pytestmark = pytest.mark.django_db
NEVER = {"vetting_approve", "vetting_exempt", "colleague_end", "volunteer", "volunteer_edit"}


@pytest.fixture
def lent(world):
    """Bromma's open vetting, to Olle of Farsta through tomorrow."""
    rows = (row for row in world.rows if row.kind == "vetting" and row.place == "bromma_iof")
    row = next(each for each in rows if each.obj.state == "open")

    def lend(part):
        ends = clock.today() + timedelta(days=1)
        by = world.recruiter("bromma_iof")
        given = {"part": part, "person": world.cast.olle, "asked_by": by, "ends": ends}
        Colleague.objects.create(**world.at("bromma_iof"), vetting=row.obj, **given)
        return row

    return lend


def hangs_on(vetting, row):
    return getattr(row.obj, "vetting_id", None) == vetting.pk or row.obj == vetting


@pytest.mark.parametrize("part", ["reader", "investigator"])
def test_that_one_and_nothing_else(world, browser_of, lent, part):
    row, olle = lent(part), browser_of("olle")
    inside = {"vetting", "reference", "compilation", "colleague", "member"}
    there = [each for each in world.rows if each.place == "bromma_iof"]
    told = {word for each in there if each.kind in inside for word in (each.canary, *each.secrets)}
    told |= {world.of(row.obj.volunteer).canary}
    others = {word for each in there for word in (each.canary, *each.secrets)} - told
    opened = set()
    for address in addresses():
        if address.name.startswith("recruitment:") and "pk" in address.gaps and address.guard.kind == "requires":
            for other in world.of_model(address.model):
                if other.place != "bromma_iof":
                    continue
                beside = BESIDE.get(address.name, lambda world, row: {})(world, other)
                response = olle.get(address.path(pk=other.obj.pk, **beside))
                if response.status_code == 200:
                    opened.add(address.name)
                    assert hangs_on(row.obj, other), f"{address} of the {other}"
                    assert not [word for word in others if word in text_of(response)], address
                else:
                    assert response.status_code in (403, 404), address
    reads = {"recruitment:vetting", "recruitment:compilation", "recruitment:compilation_pdf"}
    assert reads <= opened
    works = {"recruitment:vetting_record_interview", "recruitment:reference_take", "recruitment:vetting_propose"}
    assert works <= opened if part == "investigator" else opened == reads
    assert not opened & {f"recruitment:{name}" for name in NEVER}


def test_it_ends_by_itself_and_with_the_vetting(browser_of, lent):
    row = lent("investigator").obj
    olle = browser_of("olle")
    assert olle.get(row.get_absolute_url()).status_code == 200
    with clock.at(clock.today() + timedelta(days=2)):
        assert browser_of("olle").get(row.get_absolute_url()).status_code == 404
    Vetting.objects.filter(pk=row.pk).update(state="withdrawn", closed_on=clock.today())
    assert olle.get(row.get_absolute_url()).status_code == 404

"""Criteria for the decision: Resursteamen publish them, everybody reads them, and they decide nothing."""

import pytest

from recruitment.models import Routine
from recruitment.workflow import routines as workflow
from tests.cast import Cast
from tests.recruitment.window import Window

pytestmark = pytest.mark.django_db


def test_what_is_published_everybody_reads_without_a_login(window, cast: Cast) -> None:
    text = Routine.objects.get(code="criteria-sol")
    nobody: Window = window().open("/kriterier/").reads("Inga kriterier är publicerade än")
    window("rut").open(text.get_absolute_url()).follow("Ändra").fill(is_public="on").reads("Visas för alla")
    nobody.open("/kriterier/").reads("en lekman", "Varje barn bedöms för sig", "Resursteamen, utgåva 1")
    workflow.edit(text, by=cast.actor("rut"), is_active=False)
    nobody.open("/kriterier/").reads("Inga kriterier")


def test_nothing_but_criteria_is_published(window) -> None:
    text = Routine.objects.get(code="first-year")
    page = window("rut").open(f"{text.get_absolute_url()}andra/").fill(is_public="on", status=422)
    page.reads("Bara kriterier för beslut visas för alla.")


def test_a_district_publishes_its_own_beside_the_citys(window, cast: Cast) -> None:
    copy = workflow.copy(by=cast.actor("anna"), original=Routine.objects.get(code="criteria-lss"), unit=cast.bromma)
    assert not copy.is_public
    workflow.edit(copy, by=cast.actor("anna"), is_public=True)
    window().open("/kriterier/").reads("Bromma, utgåva 1")

"""A damage in an assignment: noted, on Anna's list until it has gone to the insurance, settled."""

from typing import Any

import pytest
from django.urls import reverse

from brokerage import clock
from brokerage.workflow import NotAllowed, Refusal
from matching.models import Assignment, DamageReport
from matching.workflow import assignments, damages
from tests.cast import Cast
from tests.matching.conftest import Make, Path
from tests.reading import words_on_paper

pytestmark = pytest.mark.django_db
FACTS: dict[str, Any] = {"whose": "volunteer", "what": "Kajsa välte en lampa.", "is_injury": False, "cost": "450.00"}


@pytest.fixture
def assignment(searched: Make, pooled: Make, path: Path, cast: Cast) -> Assignment:
    proposal = path.found(searched(), pooled("Familjen Ek"))
    path.checked(proposal)
    path.appointed(proposal, childs_best="Kajsa vill själv.")
    return assignments.start(Assignment.objects.get(), by=cast.actor("anna"), started_on=clock.today())


def test_from_the_lamp_to_the_money(assignment: Assignment, window: Make) -> None:
    life = reverse("matching:assignment_life", args=[assignment.pk])
    anna = window("anna").open(life).follow("Anmäl en skada")
    anna.fill(**{**FACTS, "is_injury": []}).reads("Skada antecknad.", "Kajsa välte en lampa.", "Inte anmäld")
    assert "Skicka skadeanmälan om Familjen Ek" in " ".join(anna.waiting())
    anna.open(life).follow("Skickad till försäkringen").fill(reference="S-17").reads("skadenummer S-17", "Anmäld")
    assert "skadeanmälan" not in " ".join(anna.waiting())
    damage = DamageReport.objects.get()
    paper = words_on_paper(anna.client.get(reverse("matching:damagereport_pdf", args=[damage.pk])).content)
    assert "Kajsa välte en lampa." in paper
    assert "450,00 kr" in paper.replace("\N{NO-BREAK SPACE}", " ")
    anna.open(life).follow("Avsluta skadan").fill(outcome="Försäkringen betalade 450 kr.").reads("Hur det blev")
    damage.refresh_from_db()
    assert damage.settled_on == clock.today()


def test_what_cannot_be_is_refused(assignment: Assignment, cast: Cast) -> None:
    given = {**FACTS, "assignment": assignment, "cost": None}
    with pytest.raises(NotAllowed):
        damages.report_damage(by=cast.actor("olle"), on=clock.today(), **given)
    with pytest.raises(Refusal, match="framtiden"):
        damages.report_damage(by=cast.actor("anna"), on=clock.today().replace(year=2027), **given)
    damage = damages.report_damage(by=cast.actor("anna"), on=clock.today(), **given)
    with pytest.raises(Refusal, match="hur det blev"):
        damages.settle(damage, by=cast.actor("anna"), outcome="")
    damages.settle(damage, by=cast.actor("anna"), outcome="Familjen tog den själv.")
    with pytest.raises(Refusal, match="redan avslutad"):
        damages.send(DamageReport.objects.get(), by=cast.actor("anna"), sent_on=clock.today(), reference="")


def test_of_a_protected_child_no_name_leaves_the_unit(
    searched: Make, pooled: Make, path: Path, cast: Cast, client_made: Make, client_of: Make
) -> None:
    proposal = path.found(searched(client=client_made(protection="marked")), pooled("Familjen Ek"))
    path.checked(proposal)
    path.appointed(proposal, childs_best="Kajsa vill själv.")
    given = {**FACTS, "what": "En lampa gick sönder.", "cost": None}
    damage = damages.report_damage(
        by=cast.actor("anna"), assignment=Assignment.objects.get(), on=clock.today(), **given
    )
    paper = client_of("anna").get(reverse("matching:damagereport_pdf", args=[damage.pk]))
    words = words_on_paper(paper.content)
    assert "skyddade personuppgifter" in words
    assert "Kajsa" not in words
    assert "Bromma" not in words

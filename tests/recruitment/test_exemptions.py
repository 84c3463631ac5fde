"""An exemption from one part of one vetting: with a reason, by another than who investigates, and never from all."""

import pytest
from django.core.exceptions import ValidationError

from brokerage.workflow import NotAllowed
from recruitment.exemptions import INDEPENDENCE
from recruitment.models import Approval, Check, Exemption
from recruitment.problems import task_list
from recruitment.workflow import exemptions, vettings
from tests.recruitment.made import PROPOSAL, last_event, left

pytestmark = pytest.mark.django_db


@pytest.fixture
def without_visit(made):
    """All is done but the visit to the home."""
    vetting = made.vetting(is_done=True)
    vetting.visits.all().delete()
    return vetting


def test_from_the_visit_with_a_reason_that_follows_to_the_approval(without_visit, window, actor, rut):
    assert left(without_visit) == ["Hembesöket är inte gjort."]
    desk = window("disa").open(without_visit.get_absolute_url()).press("Medge undantag")
    desk.fill(part="visit", status=422)  # a reason is needed
    desk.fill(part="visit", reason="De bor hos oss i korttidshemmet, som vi känner.")
    desk.reads("Undantag", "Disa Holm, 22 nov 2026: De bor hos oss i korttidshemmet", "Undantag medgivet")
    assert last_event("vetting.exempt").facts["part"] == "visit"
    assert left(without_visit) == []
    vettings.propose(without_visit, by=rut, **PROPOSAL)
    vettings.approve(without_visit, by=actor("disa"))
    page = window("disa").open(Approval.objects.get().volunteer.get_absolute_url())
    page.reads("Undantag", "Hembesök: De bor hos oss i korttidshemmet, som vi känner. (Disa Holm, 22 nov 2026).")


def test_one_missing_reference_of_two(made, actor):
    vetting = made.vetting(is_done=True)
    vetting.references.filter(name="Sven Öhman").delete()
    exemptions.exempt(vetting, by=actor("disa"), part="reference", reason="Nyinflyttad, en är nog.")
    assert left(vetting) == []
    vetting.references.all().delete()
    assert left(vetting) == ["Referens 2 är inte angiven."]  # for one alone there is an exemption


def test_none_from_track_b_and_none_from_independence(made, actor):
    """Neither with a button nor with a form made by hand; the page says why."""
    vetting = made.named(by="rut", kinds=["short_family"], client_areas=["LSS"], is_done=True)
    karin = vetting.volunteer.members.get(part="applicant")
    Check.objects.filter(vetting=vetting, source="B", member=karin).delete()
    for part, sentence in ((f"check-B-{karin.pk}", "finns inget undantag"), (INDEPENDENCE, "ingen utredningen")):
        with pytest.raises(ValidationError, match=sentence):
            exemptions.exempt(vetting, by=actor("disa"), part=part, reason="Bråttom.")
    assert not Exemption.objects.exists()


def test_none_from_an_obstacle(made, actor):
    vetting = made.vetting(is_done=True)
    karin = vetting.volunteer.members.get(part="applicant")
    vetting.checks.filter(source="ban", member=karin).update(outcome="obstacle")
    with pytest.raises(ValidationError, match="Ett hinder kan inte undantas"):
        exemptions.exempt(vetting, by=actor("disa"), part=f"check-ban-{karin.pk}", reason="Länge sedan.")


def test_whoever_investigates_makes_none(without_visit, rut, window):
    with pytest.raises(NotAllowed):
        exemptions.exempt(without_visit, by=rut, part="visit", reason="Jag hinner inte.")
    assert "Medge undantag" not in window("rut").open(without_visit.get_absolute_url()).page.text_content()


def test_what_is_done_all_the_same_counts_as_done(made, actor, without_visit):
    exemptions.exempt(without_visit, by=actor("disa"), part="visit", reason="Känd.")
    by = without_visit.investigator
    without_visit.visits.create(on="2026-11-20", by=by, summary="Ljust.")
    assert [each.status for each in task_list(without_visit) if each.code == "visit"] == ["Klart"]

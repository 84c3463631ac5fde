"""What cannot wait: taken in by anybody on the page, assessed the same day by who answers for it, seen by no other."""

from datetime import date

import pytest

from brokerage import clock
from brokerage.access import permitted
from brokerage.organisation.models import Membership
from brokerage.workflow import Refusal
from recruitment.awaiting import awaiting
from recruitment.models import Concern
from recruitment.workflow import concerns
from tests.cast import PEOPLE, SINCE
from tests.recruitment.made import last_event, plain

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
TOLD = {"kind": "child", "text": "Kom hem med blåmärken."}


def waits(who):
    return [(plain(item.text), item.due) for item in awaiting(who) if item.count_as == "concerns"]


def seen_by(actor):
    return {name for name in PEOPLE if permitted(actor(name), "concerns.view").exists()}


def test_from_the_page_to_the_manager_in_two_clicks(made, window, actor):
    """Anna takes it in at noon; it awaits Mia the same day, and Lo and Olle know nothing."""
    volunteer = made.volunteer(by="anna")
    anna = window("anna").open(volunteer.get_absolute_url()).press("Ta emot oro")
    anna.reads("Är någon i fara nu?", "Ring 112 först")
    anna.fill(kind="child", text="Kom hem med blåmärken.", told_by="En lärare", is_acute=True)
    anna.reads("den som ska bedöma har fått den", "En lärare")
    assert waits(actor("mia")) == [("Bedöm oron om Familjen Åberg", TODAY)]
    assert seen_by(actor) == {"anna", "mia"}
    mia = window("mia").home().follow("Bedöm oron om Familjen Åberg").reads("Någon kan vara i fara nu")
    mia.press("Bedöm").fill(assessment="Lämnas i dag.", measures=["childs_board", "paused"], next_on="2026-12-06")
    assert mia.badge() == "Bedömd, följs upp"
    volunteer.refresh_from_db()
    assert volunteer.state == "paused"
    assert volunteer.pauses.get().reason == "concern"
    assert waits(actor("mia")) == [("Följ upp oron om Familjen Åberg", date(2026, 12, 6))]
    mia.press("Avsluta").fill(conclusion="Utreds av barnets nämnd.")
    assert waits(actor("mia")) == []


def test_it_shows_on_the_page_to_those_alone_who_may_see_it(made, cast, client_of):
    volunteer = made.concern(by="anna").volunteer
    kerstin = Membership.objects.create(
        user=cast.eva, unit=cast.bromma, role="contact_secretary", areas=["IoF"], starts=SINCE
    ).user
    for who, sees in (("anna", True), ("mia", True), (kerstin, False)):
        page = client_of(who).get(volunteer.get_absolute_url()).content.decode()
        assert ("orosanmälan" in page) is sees, who


def test_of_a_child_in_bromma_bromma_answers(cast, made, rut, actor):
    """Rut's volunteer, a child of Bromma's: Mia assesses, and Disa does not see it. Mia may not open the volunteer."""
    volunteer = made.volunteer()
    concern = concerns.take_in(by=rut, volunteer=volunteer, unit=cast.bromma, area="IoF", **TOLD)
    assert seen_by(actor) == {"rut", "mia"}
    assert last_event("concern.take_in").unit_id == cast.bromma.pk
    concerns.pass_on(concern, by=actor("mia"), unit=cast.team)
    assert seen_by(actor) == {"rut", "disa"}
    assert waits(actor("disa")) == [("Bedöm oron om Familjen Åberg", TODAY)]


@pytest.mark.parametrize(
    ("unit", "area", "where"), [("bromma", "SP", ("Bromma", "")), ("farsta", "IoF", ("Resursteamen", ""))]
)
def test_a_vacancy_never_makes_it_lie(cast, made, rut, unit, area, where):
    """Bromma has no manager of social psychiatry: any of Bromma's. Farsta has none: the approvers."""
    found = concerns.take_in(by=rut, volunteer=made.volunteer(), unit=getattr(cast, unit), area=area, **TOLD)
    assert (found.unit.name, found.area) == where


def test_yesterdays_is_late(made, actor):
    made.concern(next_on=TODAY)
    with clock.at(date(2026, 11, 23)):
        ((_, due),) = waits(actor("disa"))
        assert due < clock.today()


def test_nothing_and_something_do_not_go_together(made, actor):
    with pytest.raises(Refusal, match="kan inte stå tillsammans"):
        concerns.assess(made.concern(), by=actor("disa"), assessment="x", measures=["nothing", "police"], next_on=TODAY)
    assert Concern.objects.get().state == "new"

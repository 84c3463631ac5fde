"""What the volunteer's page and its lists know of searches and assignments, without naming a client."""

from datetime import date, timedelta

import pytest

from brokerage import clock, identity
from matching.awaiting import awaiting as awaiting_in_matching
from matching.models import Assignment
from matching.pool import of_pool
from matching.workflow.assignments import start
from recruitment.awaiting import awaiting
from recruitment.models import Approval, Volunteer
from recruitment.workflow import sharing
from recruitment.workflow.contacts import log_contact
from tests.reading import pick, read, text_of
from tests.recruitment.made import plain

pytestmark = pytest.mark.django_db
OLD = {"decided_on": date(2026, 1, 1)}
LIST = "/rekrytering/uppdragstagare/"


@pytest.fixture
def listed(client_of):
    """`listed("lediga")`: whom Anna's list of that name holds."""

    def look(which):
        return text_of(read(client_of("anna").get(f"{LIST}?which={which}")), "tbody th a")

    return look


def test_the_page_tells_every_question_its_answer_and_what_came_of_it(pooled, searched, path, client_of):
    volunteer, search = pooled(), searched()
    case = search.decision.case_reference
    proposal = path.found(search, volunteer)
    page = read(client_of("anna").get(volunteer.get_absolute_url()))
    said = plain(page.text_content())
    assert "Frågad 22 nov 2026" in said
    assert "genom telefon" in said
    assert case not in said  # whoever opens the assignment sees whose it is, and that look is an Event
    assert proposal.get_absolute_url() in [link.get("href") for link in pick(page, "main a")]
    path.checked(proposal)
    path.appointed(proposal)
    said = plain(read(client_of("anna").get(volunteer.get_absolute_url())).text_content())
    assert "Utsedd, inte påbörjat" in said
    assert case not in said


def test_the_brokerage_reads_that_its_volunteer_has_an_assignment_and_not_whose(pooled, searched, path, client_of):
    volunteer = pooled(by="rut")
    proposal = path.found(searched(ordered=True), volunteer)
    path.checked(proposal)
    path.appointed(proposal)
    page = read(client_of("rut").get(volunteer.get_absolute_url()))
    assert "Utsedd, inte påbörjat" in page.text_content()
    assert not [link for link in pick(page, "main a") if link.get("href").startswith("/uppdrag/")]


def test_free_now_is_approved_with_a_place_left(pooled, searched, path, listed):
    free, taken, lapsed = pooled("Familjen Fri"), pooled("Familjen Full"), pooled("Familjen Utgången")
    Approval.objects.filter(volunteer=lapsed).update(valid_until=clock.today() - timedelta(days=1))
    assert listed("lediga") == ["Familjen Fri", "Familjen Full"]
    proposal = path.found(searched(), taken)
    path.checked(proposal)
    path.appointed(proposal)
    assert listed("lediga") == [free.name]
    Approval.objects.filter(volunteer=taken).update(places=2)
    assert listed("lediga") == ["Familjen Fri", "Familjen Full"]


def test_asked_often_and_never_chosen(pooled, client_made, searched, path, listed, settings):
    settings.ASKED_OFTEN, settings.ASKED_TOO_OFTEN = 2, 3
    often, once = (pooled(name, approval=OLD) for name in ("Familjen Ofta", "Familjen Ek"))
    born = iter(range(2015, 2023))

    def ask(*who):
        born_on = date(next(born), 3, 3)
        search = searched(client=client_made(by="anna", number=identity.made_up(born_on, 985)))
        path.asked(path.picked(search, *who)[0], beyond="De vill bli frågade.")

    with clock.at(clock.today() - timedelta(days=100)):
        ask(often, once)
    ask(often)
    assert listed("aldrig-valda") == ["Familjen Ofta"]
    assert listed("for-ofta") == []  # within ninety days
    ask(often)
    ask(often)
    assert listed("for-ofta") == ["Familjen Ofta"]


def silent(who):
    """One line, whether the pool or the assignment reminds of it."""
    items = [*awaiting(who), *awaiting_in_matching(who)]
    return [item.text for item in items if item.text.startswith("Hör av dig")]


def test_whoever_has_an_assignment_is_spoken_to_within_eight_weeks(pooled, searched, path, cast, listed, settings):
    """Counted from the first day; a call that nobody answered breaks no silence, and how long it is, is a setting."""
    proposal = path.found(searched(), pooled())
    path.checked(proposal)
    path.appointed(proposal)
    start(Assignment.objects.get(), by=cast.actor("hedda"), started_on=clock.today())
    anna, volunteer = cast.actor("anna"), Volunteer.objects.get()
    with clock.at(clock.today() + timedelta(weeks=8)):
        assert silent(anna) == []
    with clock.at(clock.today() + timedelta(weeks=8, days=1)):
        assert silent(anna) == ["Hör av dig till Familjen Åberg"]
        assert listed("tysta") == ["Familjen Åberg"]
        log_contact(volunteer, by=anna, way="no_answer", on=clock.today())
        assert silent(anna) == ["Hör av dig till Familjen Åberg"]
        log_contact(volunteer, by=anna, way="sms", on=clock.today(), note="Allt är bra.")
        assert silent(anna) == []
    settings.SILENT_WEEKS = 2
    with clock.at(clock.today() + timedelta(weeks=11)):
        assert silent(anna) == ["Hör av dig till Familjen Åberg"]


def test_the_citys_search_finds_whom_a_district_shares_for_as_long_as_it_does(pooled, searched, cast):
    """The district searches its own pool as before; a family that Farsta has lent is in it too."""
    shared = pooled()
    brokered, anna = searched(ordered=True), cast.actor("anna")
    assert not of_pool(brokered).filter(pk=shared.pk).exists()
    sharing.share(shared, by=anna, consented_on=clock.today())
    assert of_pool(brokered).get(pk=shared.pk) == shared
    sharing.unshare(shared, by=anna)
    assert not of_pool(brokered).filter(pk=shared.pk).exists()


def test_a_district_searches_among_whom_it_borrows_through_the_last_day(pooled, searched, client_made, cast):
    lent, search = pooled(by="olle"), searched()
    child = client_made(by="lo", number=identity.made_up(date(2017, 4, 3), 981))
    neighbours = searched(client=child, by="lo", ground="lss-short-family")
    until = clock.today() + timedelta(days=5)
    terms = {"kind": "loan", "consented_on": clock.today(), "ends": until}
    offered = sharing.offer(by=cast.actor("olle"), volunteer=lent, unit=cast.bromma, area="IoF", **terms)
    assert not of_pool(search).filter(pk=lent.pk).exists()
    sharing.accept(offered, by=cast.actor("anna"))
    assert of_pool(search).filter(pk=lent.pk).exists()
    assert not of_pool(neighbours).filter(pk=lent.pk).exists()  # lent to another programme area of the district
    with clock.at(until + timedelta(days=1)):
        assert not of_pool(search).filter(pk=lent.pk).exists()

"""The access matrix: every address of the site × everybody in the cast × rows of every place, asked and written to."""

import pytest
from django.apps import apps
from django.db import transaction

from brokerage.access import Actor
from brokerage.audit.models import Event
from tests.access.addresses import addresses, visits
from tests.access.answers import LOGIN, by_hand, by_rules, leaks, told, unsafe
from tests.access.conftest import ANYBODY
from tests.access.table import NAMES, PAGES
from tests.access.who import BY_ANOTHER
from tests.cast import PEOPLE
from tests.tables import rows_of

pytestmark = pytest.mark.django_db


APPS = ("recruitment", "decisions", "orders", "matching", "imports", "invoicing", "letters", "organisation", "charges")


def state_of_the_world():
    """Every row that a page could change, as the database holds it; events are for other tests."""
    models = [model for label in APPS for model in apps.get_app_config(label).get_models()]
    return rows_of(models)


def test_the_table_by_hand_knows_every_page_and_no_other():
    names = {address.name for address in addresses()}
    missing = names - set(PAGES)
    assert not missing, f"Say in PAGES of tests/access/table.py who may open {sorted(missing)}."
    assert not set(PAGES) - names, "These pages are gone: take them out of PAGES in tests/access/table.py."
    assert names >= BY_ANOTHER


def test_every_kind_of_row_says_who_may_read_it(world):
    assert {row.kind for row in world.rows} == set(NAMES)


def test_rules_and_table_agree(world):
    """Two witnesses: the rules of the apps, and the table that somebody wrote by hand."""
    faults = [
        (f"{person}: {visit}", [f"{by_hand(visit, person)} by hand, {by_rules(visit, actor)} by the rules"])
        for person in PEOPLE
        for actor in [Actor.of(world.cast.people[person])]
        for visit in visits(world)
        if visit.address.guard.kind == "requires" and by_hand(visit, person) != by_rules(visit, actor)
    ]
    assert not faults, told(faults)


@pytest.mark.parametrize("person", ANYBODY)
def test_get(world, browser_of, person, refused_in_brief):
    """Every page answers as the table says, names nobody whom this person may not see, and changes nothing."""
    browser, canaries, before = browser_of(person), world.canaries(), state_of_the_world()
    faults = []
    for visit in visits(world, person):
        expected, events = by_hand(visit, person), Event.objects.count()
        response = browser.get(visit.path)
        found = judged(visit, person, response, [expected]) + leaks(response, person, canaries, visit.told)
        if expected != 200 and Event.objects.count() != events:
            found.append("it was refused, and yet there is an Event")
        faults.append((visit, found))
    assert state_of_the_world() == before, "A GET changed something: mail scanners open links."
    assert not told(faults), f"To {person}:\n{told(faults)}"


@pytest.mark.parametrize("person", ANYBODY)
def test_post(world, browser_of, person, refused_in_brief):
    """A page refuses a POST to whom it refuses itself; then nothing has changed, and nothing is told."""
    browser, canaries = browser_of(person), world.canaries()
    before = state_of_the_world()
    faults = []
    for visit in visits(world, person, one_of_each=True):
        expected = by_hand(visit, person)
        answers = [200, 302, 422] if expected == 200 else [expected]
        with transaction.atomic():
            response = browser.post(visit.path, {"x": "1"})
            found = judged(visit, person, response, answers) + leaks(response, person, canaries, visit.told)
            if expected == 200 and response.status_code == 302:  # the message of what was done is on the next page
                found += leaks(browser.get(response.url), person, canaries)
            transaction.set_rollback(expected == 200)  # refused, it must have left nothing to roll back
        faults.append((visit, found))
    assert state_of_the_world() == before, "A POST that was refused changed something."
    assert not told(faults), f"To {person}:\n{told(faults)}"


def judged(visit, person, response, answers):
    faults, where = unsafe(response), response.headers.get("Location", "")
    if response.status_code not in answers:
        faults.append(f"{response.status_code} instead of {' or '.join(map(str, answers))}")
    if visit.address.guard.kind not in ("public", "linked") and person == "anonymous" and not where.startswith(LOGIN):
        faults.append(f"sent to «{where}» instead of the login")
    return faults


def test_a_post_without_a_csrf_token_is_refused_everywhere(world, browser_of):
    browser, before = browser_of("anna", enforce_csrf_checks=True), state_of_the_world()
    paths = {visit.address.name: visit.path for visit in visits(world, "anna")}
    accepted = [path for path in paths.values() if browser.post(path, {"x": "1"}).status_code != 403]
    assert accepted == []
    assert state_of_the_world() == before


def test_what_hangs_on_a_row_is_looked_for_under_that_row_alone(world, client_of):
    """Anna may not reach a member of Farsta's home through the number of her own vetting."""
    anna = client_of("anna")
    own = {row.kind: row for row in world.rows if row.place == "bromma_iof"}
    strange = next(row.obj.pk for row in world.rows if row.kind == "member" and row.place == "farsta_iof")
    consent = world.first("client", "farsta_iof").obj.consents.get().pk
    vetting, volunteer, client = (own[kind].obj.pk for kind in ("vetting", "volunteer", "client"))
    for path in (
        f"/klienter/{client}/samtycke/{consent}/",
        f"/rekrytering/utredningar/{vetting}/kontroll/social/{strange}/",
        f"/rekrytering/uppdragstagare/{volunteer}/hemmet/{strange}/flyttat/",
    ):
        assert [anna.get(path).status_code, anna.post(path, {"x": "1"}).status_code] == [404, 404], path

"""Every page of the site in a real browser, as somebody who may see it: accessible, within its CSP, whole at 320 px."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice

import pytest
from django.db import connection as connection  # for the condition of a mark
from django.urls import reverse
from playwright.sync_api import Error

from brokerage.access import links
from tests.access.addresses import BESIDE, WITHOUT_ROW, Address, addresses
from tests.access.table import PAGES
from tests.access.who import BY_ANOTHER
from tests.access.world import Row, World, build
from tests.browser.desk import Desk
from tests.browser.inspecting import inspect
from tests.cast import Cast
from tests.recruitment.made import Made

PARTS = 4
# Plain text for machines, and files to download, as is what is called _pdf.
NOT_PAGES = {"healthz", "readyz", "imports:import_template", "matching:payroll_file"}
NOT_PAGES |= {"invoicing:invoice_xml", "invoicing:creditnote_xml"}
ALLAUTH = (
    "/konto/password/change/",
    "/konto/email/",
    "/konto/logout/",
    "/konto/reauthenticate/",
    "/konto/2fa/",
    "/konto/2fa/webauthn/",
)
ALLAUTH_FOR_ANYBODY = (
    "/konto/login/",
    "/konto/signup/",
    "/konto/inactive/",
    "/konto/password/reset/",
    "/konto/password/reset/done/",
    "/konto/password/reset/key/1-abc-def/",
    "/konto/password/reset/key/done/",
)


def who_may(address: Address, row: Row | None) -> list[str]:
    """Who may see the page, the public and Rut first."""
    may = PAGES[address.name]
    found = [who for who, places in may.items() if row is None or row.place in places]
    if row and address.name in BY_ANOTHER:
        found = [who for who in found if who != row.led_by]
    return sorted(found, key=lambda who: ("anonymous", "rut", who).index(who))


def candidates(world: World) -> Iterator[list[tuple[str, str]]]:
    """For each address of the URLconf persons and paths, rows of the city's pool first; one that opens will do.

    An address that the access matrix does not know is left to the matrix, which does not let it pass.
    """
    for address in addresses():
        if address.name in NOT_PAGES or address.name.endswith("_pdf") or not PAGES.get(address.name):
            continue
        if "pk" in address.gaps:
            rows = sorted(world.of_model(address.model), key=lambda row: row.place != "team")
            beside = BESIDE.get(address.name, lambda world, row: {})
            yield [
                (who, address.path(pk=row.obj.pk, **beside(world, row)))
                for row in rows
                for who in who_may(address, row)[:1]
            ]
        else:
            gaps = WITHOUT_ROW[address.name](world)[0][0] if address.gaps else {}
            yield [(who, address.path(**gaps)) for who in who_may(address, None)[:1]]


@pytest.fixture
def world(cast: Cast) -> World:
    """One of everything in every place."""
    return build(cast)


@pytest.fixture
def sit(desk_of: Callable[..., Desk]) -> Callable[[str], Desk]:
    """One desk for each person."""
    desks: dict[str, Desk] = {}

    def find(who: str) -> Desk:
        if who not in desks:
            desks[who] = desk_of("" if who == "anonymous" else who)
        return desks[who]

    return find


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="what axe sees does not depend on the database")
@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_of_the_urlconf(part: int, world: World, sit: Callable[[str], Desk]) -> None:
    """In parts, so that several can be looked at at once."""
    faults = []
    for tries in islice(candidates(world), part, None, PARTS):
        for who, path in tries:
            desk = sit(who)
            try:
                response = desk.page.goto(desk.base + path)
            except Error as error:
                if "Download is starting" not in str(error):
                    raise
                desk.watch.take()
                break  # a file, and no page
            assert response
            if response.status == 200:
                found = [*inspect(desk.page), *desk.watch.take()]
                faults += [f"{path} as {who}: {fault}" for fault in found]
                break
            desk.watch.take()  # a row that is hidden, or in another state: the next one
        else:
            faults.append(f"Nobody can open any of {tries}")
    assert not faults, "\n".join(faults)


def test_the_pages_of_the_account(cast: Cast, sit: Callable[[str], Desk]) -> None:
    for path in ALLAUTH_FOR_ANYBODY:
        sit("anonymous").open(path)
    for path in ALLAUTH:
        sit("rut").open(path)


def test_pages_that_refuse(cast: Cast, sit: Callable[[str], Desk]) -> None:
    somebody = Made(cast).volunteer(by="anna")
    sit("rut").open("/finns-inte/", status=404).reads("Sidan finns inte")
    sit("rut").open(somebody.get_absolute_url(), status=404).never_reads(somebody.name)
    sit("eva").open("/rekrytering/anmalningar/", status=403).reads("Det här får du inte göra")
    sit("anonymous").open("/finns-inte/", status=404).reads("Sidan finns inte")


@pytest.mark.urls("tests.testapp.urls")
def test_a_link_that_has_expired(cast: Cast, today: date, sit: Callable[[str], Desk]) -> None:
    token = links.make("tickets.answer", cast.bromma, until=today - timedelta(days=1))
    sit("anonymous").open(reverse("testapp:ticket_answer", args=[token]), status=410)
    sit("anonymous").reads("Länken gäller inte längre")


def test_djangos_admin_within_our_csp(cast: Cast, sit: Callable[[str], Desk]) -> None:
    """Its markup is Django's own, so that axe is left out: it must load, and nothing in it may break our policy."""
    adam = sit("adam")
    for path in ("/admin/", "/admin/organisation/user/", f"/admin/organisation/user/{cast.rut.pk}/change/"):
        response = adam.page.goto(adam.base + path)
        assert response
        assert response.status == 200
        assert not adam.watch.take(), path
    assert adam.page.get_by_label("Namn").input_value() == "Rut Ek"

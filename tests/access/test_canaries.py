"""Canaries in lists, files, searches and details: each names its own rows, all of them, and no other."""

from urllib.parse import urlencode

import pytest

from brokerage.access import guards
from brokerage.access.grants import ACTIONS
from tests.access.addresses import addresses, visits
from tests.access.answers import CANARY, leaks, text_of
from tests.access.table import NAMES, PAGES
from tests.cast import PEOPLE

pytestmark = pytest.mark.django_db

# The lists, and the kind of row that each is a list of. With «alla» a list shows what is closed as well.
LISTS = {
    "recruitment:enquiries": ("/rekrytering/anmalningar/", "enquiry"),
    "recruitment:meetings": ("/rekrytering/traffar/", "meeting"),
    "recruitment:campaigns": ("/rekrytering/kampanjer/", "campaign"),
    "recruitment:vettings": ("/rekrytering/utredningar/", "vetting"),
    "recruitment:volunteers": ("/rekrytering/uppdragstagare/", "volunteer"),
    "recruitment:concerns": ("/rekrytering/oro/", "concern"),
    "recruitment:transfers": ("/rekrytering/lan/", "transfer"),
    "recruitment:routines": ("/mallar/", "routine"),
    "recruitment:trainings": ("/rekrytering/fortbildning/", "training"),
    "recruitment:binder_unread": ("/rekrytering/parmen/inte-last/", "volunteer"),
    "organisation:letters": ("/brev/", "letter"),
    "decisions:clients": ("/klienter/", "client"),
    "decisions:decisions": ("/beslut/", "decision"),
    "decisions:consultations": ("/fragor/", "consultation"),
    "decisions:followups": ("/uppfoljningar/", "decision"),  # called by its case
    "decisions:networks": ("/natverk/", "network"),
    "orders:orders": ("/bestallningar/", "order"),
    "orders:order_cards": ("/formedla/", "order"),
    "invoicing:invoices": ("/fakturor/", "invoice"),
    "invoicing:charges": ("/debiteringar/", "charge"),
    "invoicing:lines": ("/fakturor/rader/", "invoice"),
    "invoicing:objections": ("/invandningar/", "objection"),
    "invoicing:dispatches": ("/fakturor/skickat/", "dispatch"),
    "invoicing:payers": ("/fakturor/betalare/", "payer"),
    "orders:services": ("/tjanster/", "service"),
    "matching:shortlists": ("/sokningar/", "shortlist"),
    "matching:assignments": ("/uppdrag/", "assignment"),
    "matching:monthreports": ("/redovisningar/", "monthreport"),  # called by its case
    "matching:calls": ("/efterlysningar/", "call"),
    "matching:wishes": ("/onskat/", "wish"),
    "imports:imports": ("/import/", "import"),
}
# Besides its own kind of row a list may name these.
ALSO = {
    "recruitment:enquiries": {"campaign"},
    "decisions:decisions": {"client"},
    "decisions:followups": {"client"},
    "orders:orders": {"decision"},
    "invoicing:charges": {"invoice"},
    "invoicing:lines": {"charge", "creditnote"},
    "invoicing:objections": {"charge", "invoice"},
    # What has no name of its own is called by another's.
    "recruitment:vettings": {"volunteer"},
    "recruitment:concerns": {"volunteer"},
    "recruitment:transfers": {"volunteer"},
    "matching:shortlists": {"decision", "order"},
    "matching:assignments": {"decision", "client", "volunteer"},
    "matching:monthreports": {"decision", "client", "volunteer"},
}
PAGE_OF = {
    "compilation": "recruitment:compilation",
    "seat": "recruitment:training",
    "training": "recruitment:training",
    "mentorship": "recruitment:mentorship",
    "binderpage": "recruitment:binder",
    "routine": "recruitment:routine",
    "letter": "organisation:letter",
    "client": "decisions:client",
    "decision": "decisions:decision",
    "consultation": "decisions:consultation",
    **dict.fromkeys(("network", "networkmeeting"), "decisions:network"),
    "plan": "decisions:plan",
    "followup": "decisions:followup",
    "feedback": "decisions:decision_voices",
    "order": "orders:order",
    "invoice": "invoicing:invoice",
    "objection": "invoicing:objection",
    "dispatch": "invoicing:dispatches",
    "payer": "invoicing:payers",
    "service": "orders:service",
    "import": "imports:importbatch",
    "reportedcase": "decisions:reportedcase",
    "logentry": "matching:assignment_life",
    **{kind: f"matching:{kind}" for kind in ("shortlist", "proposal", "assignment", "monthreport", "payroll")},
    "wish": "matching:recruitmentwish",
    "call": "matching:call",
    **{
        kind: f"recruitment:{kind}"
        for kind in ("campaign", "meeting", "enquiry", "volunteer", "vetting", "concern", "datachange", "transfer")
    },
}
SAY_NO_NAME = {
    "recruitment:informationmeeting_cancel",
    "recruitment:campaign_poster",
    "decisions:consultation_withdraw",
    "recruitment:vetting_ask_colleague",  # looks itself whether it is of the own pool
    # A network, which every district may read.
    "decisions:network_edit",
    "decisions:network_leave",
    "decisions:network_plan_meeting",
    "decisions:networkmeeting_hold",
    "decisions:networkmeeting_call_off",
    "matching:call_note_seen",  # a call, which every district may read
    "matching:call_close",
}
WAYS = (
    {"state": "alla"},  # else only what is open
    {"state": "alla", "format": "csv"},
    {"state": "alla", "format": "xlsx"},
    {"state": "alla", "q": "fågel"},
    {"state": "alla", "sortera": "-name_key", "mine": "on"},
    {"state": "alla", "pool": "andra"},  # of volunteers: whom others share and lend
)


def named_in(response, canaries):
    """The rows whose canaries an answer holds."""
    return {canaries[word] for word in CANARY.findall(text_of(response)) if word in canaries}


def listed_in(response, world, kind):
    """The rows of a kind that an answer lists, each by the word that it is called by."""
    words = set(CANARY.findall(text_of(response)))
    return {row for row in world.rows if row.kind == kind and row.name in words}


def test_every_list_is_read_here(cast, browser_of):
    """A list is a page that answers with a file when it is asked for one."""
    lists = set()
    for address in addresses():
        if address.guard.action and not address.gaps:
            person = next(iter(PAGES[address.name]))
            if "csv" in browser_of(person).get(f"{address.path()}?format=csv").headers["Content-Type"]:
                lists.add(address.name)
    # Some name nobody, some list only whom nobody has heard of for a quarter: they have tests of their own.
    apart = {"organisation:events", "decisions:reports", "decisions:city", "decisions:situation"}
    apart |= {"recruitment:drifting", "recruitment:drifting_pool"}
    apart |= {"matching:payrolls", "matching:pay_overview", "reports:compensation"}  # sums of a month
    apart |= {"recruitment:drifting", "recruitment:drifting_pool", "recruitment:renewals"}
    apart |= {"recruitment:campaign_report"}  # counts of a campaign
    apart |= {"decisions:feedback", "decisions:practice"}  # counts of answers; how the districts work
    apart |= {"charges:prices"}  # names no row of anybody
    new = lists - set(LISTS) - apart
    assert not new, f"Say in LISTS of tests/access/test_canaries.py which kind of row {sorted(new)} lists."
    assert lists >= set(LISTS)


@pytest.mark.parametrize("person", PEOPLE)
def test_a_list_names_its_own_rows_and_no_other(world, browser_of, person):
    """On the screen, as CSV, in the cells of a workbook, in a search, sorted and narrowed."""
    browser, canaries = browser_of(person), world.canaries()
    for name, (path, kind) in LISTS.items():
        wanted = {
            row
            for row in world.rows
            if row.kind == kind and row.place in PAGES[name].get(person, ()) and person not in row.hidden_from
        }
        for way in WAYS:
            response = browser.get(f"{path}?{urlencode(way)}")
            seen = named_in(response, canaries)
            assert not leaks(response, person, canaries), (name, way)
            if person not in PAGES[name]:
                assert response.status_code == 403
                assert not seen
                break
            if not {"q", "mine", "pool"} & set(way):
                assert listed_in(response, world, kind) == wanted, (name, way)
                assert {row.kind for row in seen} <= {kind} | ALSO.get(name, set()), (name, way)


@pytest.mark.parametrize("person", ["rut", "anna", "mia", "eva"])
def test_a_page_about_a_row_names_it(world, browser_of, person):
    """Else the search for canaries would find nothing because nothing is there."""
    browser, canaries, flown = browser_of(person), world.canaries(), set()
    for row in world.rows:
        is_open = row.kind in PAGE_OF and row.place in PAGES[PAGE_OF[row.kind]].get(person, ())
        if is_open and person not in row.hidden_from:
            named = named_in(browser.get(row.obj.get_absolute_url()), canaries)
            flown |= {each.kind for each in named}
            assert row in named or canaries[row.name] in named, row
    assert flown == {kind for kind, who in NAMES.items() if person in who}


def test_the_canaries_of_a_vetting_are_all_shown_to_who_may_see_it(world, browser_of):
    """Volunteer, members with their numbers, references, interview, visit: what there is to leak."""
    row = world.first("vetting", "bromma_iof")
    text = text_of(browser_of("mia").get(row.obj.get_absolute_url()))
    home = [each for each in world.rows if each.kind == "member" and each.obj.volunteer == row.obj.volunteer]
    references = [each for each in world.rows if each.kind == "reference" and each.obj.vetting == row.obj]
    assert len(home) == len(references) == 2
    for each in (*home, *references, row, world.first("volunteer", "bromma_iof")):
        assert each.canary in text, each
    for each in home:
        assert each.secrets[0] in text, each


@pytest.mark.parametrize("person", ["anna", "disa"])
def test_the_search_is_seen_to_find_an_open_door(world, browser_of, person, monkeypatch):
    """With guards that hand over every row the matrix must cry out, on lists, files and pages alike."""
    monkeypatch.setattr(guards, "permitted", lambda actor, name: ACTIONS[name].model._default_manager.all())
    browser, canaries = browser_of(person), world.canaries()
    found = {
        visit.address.name: leaks(browser.get(visit.path), person, canaries)
        for visit in visits(world)
        if visit.row and visit.row.place == "farsta_iof" and _is_shut(visit.address.name, person)
    }
    for name, (path, _) in LISTS.items():
        if _is_shut(name, person):
            for form in ("", "csv", "xlsx"):
                # The list of volunteers shows the own pool, or that of others: whose it may.
                pool = "&pool=andra" if name == "recruitment:volunteers" else ""
                way = f"{path}?state=alla&format={form}{pool}"
                found[f"{name} {form}"] = leaks(browser.get(way), person, canaries)
    assert len(found) > 10
    assert {name for name, leaked in found.items() if not leaked} <= SAY_NO_NAME


def _is_shut(name, person):
    """A page that this person opens, about others than Farsta's: a call is read by every district."""
    return person in PAGES[name] and "farsta_iof" not in PAGES[name][person]


def test_a_card_says_nothing_of_whose_it_is(world, browser_of):
    """Rut sees what the child needs and what the district has tried: no name, number, address, case or delegation."""
    rut, canaries = browser_of("rut"), world.canaries()
    for order in (row for row in world.rows if row.kind == "order" and not row.hidden_from):
        for path in ("", "ta/"):
            response = rut.get(f"/formedla/{order.obj.pk}/{path}")
            assert {row.kind for row in named_in(response, canaries)} == {"order"}, (order, path)
            assert "hedda" not in text_of(response)
        assert "vill vara ute mycket" in text_of(rut.get(f"/formedla/{order.obj.pk}/"))


def test_the_brokerage_never_learns_whom_it_searches_for(world, browser_of):
    """Rut's searches and all whom they propose, each page of each: orders, volunteers and answers, and nothing else."""
    rut, canaries, seen = browser_of("rut"), world.canaries(), set()
    for row in (row for row in world.rows if row.is_brokered):
        base = row.obj.get_absolute_url()
        pages = {"shortlist": ("", "fraga/", "avsluta/"), "proposal": ("", "fraga/", "svar/", "ta-bort/", "kontakt/")}
        for page in pages.get(row.kind, ()):
            response = rut.get(base + page)
            assert response.status_code == 200, (row, page)
            assert CANARY.search(text_of(response)), (row, page)
            seen |= {each.kind for each in named_in(response, canaries)}
        if row.kind == "proposal":
            for page in ("valj/", "nej/", "utse/"):
                assert rut.get(base + page).status_code == 403
    assert seen == {"order", "volunteer", "offer", "shortlist"}


@pytest.mark.parametrize("person", ["hedda", "anna", "mia"])
def test_the_district_meets_whom_the_brokerage_has_asked_once_they_have_said_yes(world, browser_of, person):
    browser = browser_of(person)
    for row in (row for row in world.rows if row.kind == "proposal" and row.is_brokered and row.place == "bromma_iof"):
        response = browser.get(row.obj.get_absolute_url())
        has_said_yes = row.obj.state in ("willing", "chosen", "declined", "appointed")
        assert response.status_code == (200 if has_said_yes else 404), row.obj.state
        assert (row.called in text_of(response)) is has_said_yes


def test_a_refusal_is_the_same_whether_the_row_exists(world, browser_of):
    """A stranger's row and a number that nobody has give the same page, to the letter."""
    olle = browser_of("olle")
    strange = olle.get(world.first("volunteer", "bromma_iof").obj.get_absolute_url())
    unknown = olle.get("/rekrytering/uppdragstagare/99999999/")
    token = "csrfmiddlewaretoken"
    lines = [[line for line in each.content.decode().split("\n") if token not in line] for each in (strange, unknown)]
    assert strange.status_code == unknown.status_code == 404
    assert lines[0] == lines[1]


def test_the_log_tells_of_the_own_units_alone(world, browser_of):
    """Ria reviews Resursteamen and Bromma: nothing of Farsta is in her log, nor a name of anybody."""
    ria, canaries = browser_of("ria"), world.canaries()
    response = ria.get("/logg/?format=csv")
    units = {line.rpartition(";")[2].strip() for line in response.content.decode().splitlines()[1:]}
    assert units == {"Resursteamen", "Bromma"}
    assert not named_in(response, canaries)
    assert not named_in(ria.get("/logg/"), canaries)

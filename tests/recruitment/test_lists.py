"""Lists: what they hold, found by name in Swedish, sorted, filtered, paged and taken along."""

import csv
import io
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from brokerage.audit.models import Event
from recruitment.models import Invitation
from tests.reading import pick, read, text_of
from tests.recruitment.made import plain
from tests.recruitment.site import BY_NAME, LISTS

pytestmark = pytest.mark.django_db
ENQUIRIES, VETTINGS, VOLUNTEERS = (f"/rekrytering/{name}/" for name in ("anmalningar", "utredningar", "uppdragstagare"))


@pytest.fixture
def ruts(client_of):
    return client_of("rut")


def names(browser, path, **query):
    """The first column, from the top."""
    answer = browser.get(path, query)
    assert answer.status_code == 200
    return [text.removesuffix(" Kontaktfamilj") for text in text_of(read(answer), "tbody th a")]


def test_what_is_open_is_shown_until_something_else_is_asked_for(made, ruts):
    for state in ("new", "contacted", "invited", "met", "vetting", "joined", "closed"):
        made.enquiry(state, name=state)
    assert set(names(ruts, ENQUIRIES)) == {"new", "contacted", "invited", "met"}
    assert names(ruts, ENQUIRIES, state="closed") == ["closed"]
    assert len(names(ruts, ENQUIRIES, state="alla")) == 7
    assert names(ruts, ENQUIRIES, q="joined") == ["joined"]  # a name is looked for everywhere


def test_of_vettings_and_volunteers_likewise(made, ruts):
    for state in ("open", "proposed", "approved", "refused", "withdrawn"):
        made.vetting(state, volunteer=made.volunteer("left", name=state))
    for state in ("candidate", "available", "case_only", "paused"):
        made.volunteer(state, name=state)
    assert set(names(ruts, VETTINGS)) == {"open", "proposed"}
    assert names(ruts, VETTINGS, state="refused") == ["refused"]
    assert set(names(ruts, VOLUNTEERS)) == {"available", "case_only", "paused"}
    assert names(ruts, VOLUNTEERS, state="candidate") == ["candidate"]


SWEDES = ["Åsa Öberg", "Örjan Ek", "Zara Ål", "Anna Ärla", "Ali Ek", "Ärla Ost"]


def test_names_sort_as_in_swedish(made, ruts):
    for name in SWEDES:
        made.enquiry(name=name)
    in_order = ["Ali Ek", "Anna Ärla", "Zara Ål", "Åsa Öberg", "Ärla Ost", "Örjan Ek"]
    assert names(ruts, ENQUIRIES, sortera="name_key") == in_order
    assert names(ruts, ENQUIRIES, sortera="-name_key") == in_order[::-1]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("öberg", ["Åsa Öberg"]),
        ("ÖBERG", ["Åsa Öberg"]),
        ("  åsa   öberg ", ["Åsa Öberg"]),
        ("oberg", []),  # ö is a letter of its own
        ("ärla", ["Anna Ärla", "Ärla Ost"]),
        ("arla", []),
        ("ek", ["Ali Ek", "Örjan Ek"]),
        ("ål", ["Zara Ål"]),
        ("al", ["Ali Ek"]),
        ("%", SWEDES),
        ("_", SWEDES),
        ("xyz", []),
    ],
)
def test_a_name_is_found_as_it_is_typed(made, ruts, typed, found):
    for name in SWEDES:
        made.enquiry(name=name)
    assert set(names(ruts, ENQUIRIES, q=typed)) == set(found)


def test_a_kind_is_not_mistaken_for_another(made, ruts):
    for name, kinds in (("Ali", ["family"]), ("Maj", ["short_family"]), ("Tim", ["person", "family"])):
        made.enquiry(name=name, kinds=kinds)
        made.volunteer(name=name, kinds=kinds)
    for path in (ENQUIRIES, VOLUNTEERS):
        rows = {kind: {name.split()[0] for name in names(ruts, path, kind=kind)} for kind in ("family", "short_family")}
        assert rows == {"family": {"Ali", "Tim"}, "short_family": {"Maj"}}


def test_only_mine(cast, made, ruts):
    made.enquiry(name="Ali")
    made.enquiry(name="Maj", owner=cast.eva)
    made.vetting(volunteer=made.volunteer("candidate", name="Ali"))
    made.vetting(volunteer=made.volunteer("candidate", name="Maj"), investigator=cast.eva)
    for path in (ENQUIRIES, VETTINGS):
        assert names(ruts, path, mine="on") == ["Ali"]
        assert set(names(ruts, path)) == {"Ali", "Maj"}


def test_the_most_urgent_contact_stands_first_and_those_without_last(made, ruts, today):
    for name, days in (("Maj", 3), ("Ali", -2), ("Tim", 0)):
        made.enquiry(name=name, next_contact_on=today + timedelta(days=days))
    made.enquiry("closed", name="Eli")
    assert names(ruts, ENQUIRIES, state="alla") == ["Ali", "Tim", "Maj", "Eli"]
    assert names(ruts, ENQUIRIES, state="alla", sortera="-received_on") != []


@pytest.mark.parametrize(
    "query",
    [
        {"state": "okand"},
        {"kind": "x"},
        {"mine": "kanske"},
        {"sortera": "--name_key"},
        {"sortera": "owner__password"},
        {"sida": "abc"},
        {"sida": "999999999999999999999"},
        {"sida": "-1"},
        {"format": "pdf"},
        {"q": "\0"},
        {"q": "å" * 5_000},
    ],
)
def test_nonsense_in_the_address_is_no_fault(made, ruts, query):
    made.enquiry(name="Ali")
    for site in LISTS:
        answer = ruts.get(site.path(None), query)
        assert answer.status_code == 200


def test_thirty_rows_take_two_pages_and_keep_the_question(made, ruts):
    for number in range(30):
        made.enquiry(name=f"Nr {number:02}")
    first = read(ruts.get(ENQUIRIES, {"q": "nr", "sortera": "name_key"}))
    assert len(text_of(first, "tbody tr")) == 25
    assert "1–25 av 30" in " ".join(text_of(first, ".list-foot"))
    (further,) = [link for link in first.iter("a") if link.get("rel") == "next"]
    assert further.get("href") == "?q=nr&sortera=name_key&sida=2"
    assert names(ruts, ENQUIRIES, q="nr", sortera="name_key", sida="2") == [f"Nr {n}" for n in range(25, 30)]


def test_an_empty_list_says_what_to_do(ruts, cast):
    for site in LISTS:
        page = read(ruts.get(site.path(None)))
        assert text_of(page, ".empty h2") != []
        assert text_of(page, "tbody tr") == []


def fill(made, number):
    for turn in range(number):
        campaign = made.campaign(code=f"k-{number}-{turn}")
        enquiry = made.enquiry("invited", campaign=campaign, name=f"Nr {turn}")
        vetting = made.vetting("approved", is_done=True, enquiry=made.enquiry("joined"))
        vetting.volunteer.state, vetting.volunteer.joined_on = "available", date(2026, 1, 1)
        vetting.volunteer.save()
        made.vetting("open", is_done=True)
        made.vetting("proposed", is_done=True)
        assert enquiry.invitations.count() == 1


LOOKS = [("rut", path) for path in [*[site.path(None) for site in LISTS], "/", "/rekrytering/lage/"]]
LOOKS += [("disa", path) for path in ("/", VETTINGS, VOLUNTEERS)]


@pytest.mark.parametrize(("who", "path"), LOOKS)
def test_more_rows_take_no_more_queries(made, client_of, who, path):
    browser = client_of(who)
    fill(made, 1)
    browser.get(path)  # the session remembers its first look
    counted = []
    for number in (0, 3):
        fill(made, number)
        browser.get(path)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get(path).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1], [query["sql"][:160] for query in queries.captured_queries]


def test_more_in_the_home_takes_no_more_queries(made, ruts):
    vetting = made.vetting(is_done=True)
    ruts.get("/")  # the session remembers its first look
    counted = []
    for number in (1, 4):
        for turn in range(number):
            made.member(vetting.volunteer, "adult", f"Nr {number}-{turn}")
            made.reference(vetting, name=f"Referens {turn}")
        for path in (vetting.get_absolute_url(), vetting.volunteer.get_absolute_url()):
            with CaptureQueriesContext(connection) as queries:
                assert ruts.get(path).status_code == 200
            counted.append(len(queries))
    assert counted[:2] == counted[2:]


# Taken along

DANGEROUS = ["=cmd|' /C calc'!A0", "+46 70", "-1", "@SUM(A1)", "\tAli"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_is_harmless_and_an_event(cast, made, ruts, today, form):
    for name in [*DANGEROUS, "Åsa; Öberg", 'Maj "Majsan" Ek']:
        made.enquiry(name=name, next_contact_on=today)
    made.enquiry("closed", name="Eli")
    answer = ruts.get(ENQUIRIES, {"format": form, "sortera": "name_key"})
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''intresseanm")
    head, *rows = cells(answer)
    assert head == ["Namn", "Läge", "Kom genom", "Ansvarig", "Kom in", "Nästa kontakt"]
    assert len(rows) == 7  # those of the list, and not the closed one
    for row in rows:
        assert not row[0].startswith(("=", "+", "-", "@", "\t"))
        assert row[1:4] == ["Ny", "Webben", "Rut Ek"]
        assert str(row[5])[:10] == "2026-11-22"
        if form == "xlsx":
            assert isinstance(row[5], datetime)
    found = {row[0] for row in rows}
    assert {"'=cmd|' /C calc'!A0", "Åsa; Öberg", 'Maj "Majsan" Ek'} <= found
    event = Event.objects.get(verb="recruitment.enquiry.export")
    assert (event.user, event.facts) == (cast.rut, {"rows": 7, "format": form})


def cells(answer):
    if answer["Content-Type"].startswith("text/csv"):
        assert answer.content.startswith(b"\xef\xbb\xbf")  # so that Excel reads å ä ö
        return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    return [list(row) for row in load_workbook(io.BytesIO(answer.content)).active.values]


def test_an_export_holds_what_was_asked_for_and_all_of_it(made, ruts):
    for number in range(30):
        made.enquiry(name=f"Nr {number:02}")
    made.enquiry(name="Ali")
    made.enquiry(by="anna", name="Nr 99")
    _, *rows = cells(ruts.get(ENQUIRIES, {"q": "nr", "format": "csv", "sida": "2", "sortera": "-name_key"}))
    assert [row[0] for row in rows] == [f"Nr {number:02}" for number in range(29, -1, -1)]


def test_every_list_filters_sorts_and_goes_to_a_spreadsheet(made, ruts):
    """All of them, whatever is on them: each head that sorts, both ways, and both files."""
    fill(made, 1)
    for site in [*LISTS, BY_NAME["routines"]]:
        path = site.path(None)
        page = read(ruts.get(path))
        assert pick(page, "form select, form input[type=search], form input[type=checkbox]"), site.name
        sorts = [link.get("href") for link in pick(page, "th a") if "sortera=" in link.get("href")]
        assert sorts or not pick(page, "th"), site.name  # of an empty list no head is shown
        for href in sorts:
            assert ruts.get(f"{path}{href}").status_code == 200, href
        for form in ("csv", "xlsx"):
            assert cells(ruts.get(path, {"format": form}))[0], site.name


def test_the_links_of_the_export_keep_the_question(made, ruts):
    made.enquiry("closed", name="Ali")
    page = read(ruts.get(ENQUIRIES, {"state": "closed"}))
    links = [link.get("href") for link in page.iter("a") if "format=" in (link.get("href") or "")]
    assert links == ["?state=closed&format=csv", "?state=closed&format=xlsx"]


def test_what_stands_in_the_columns(made, ruts, today):
    campaign = made.campaign()
    made.enquiry(name="Ali", campaign=campaign, next_contact_on=today - timedelta(days=1))
    row = read(ruts.get(ENQUIRIES))
    text = plain(" ".join(text_of(row, "tbody tr")))
    for said in ("Ali", "Kontaktfamilj", "Ny", "Höstkampanjen", "Rut Ek", "19 nov 2026", "21 nov 2026"):
        assert said in text
    meeting = made.meeting(capacity=20)
    for outcome in ("invited", "moved"):
        enquiry = made.enquiry("contacted", name=outcome)
        Invitation.objects.create(meeting=meeting, enquiry=enquiry, outcome=outcome)
    page = read(ruts.get("/rekrytering/traffar/"))
    assert [plain(text) for text in text_of(page, "tbody th, tbody td")] == [
        "26 nov 2026 kl. 18.00",
        "Swedenborgsgatan 20",
        "Planerad",
        "1",  # the one who has moved to another meeting is not counted
        "",
        "",
        "",
        "20",
    ]

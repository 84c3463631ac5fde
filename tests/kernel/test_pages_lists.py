"""The list shape: sorting, filtering, paging and export, and what each costs."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from brokerage.access import permitted
from brokerage.audit.models import Event
from brokerage.organisation.models import Area
from brokerage.pages import table_file
from brokerage.pages.listing import _harmless
from tests.reading import pick, read
from tests.testapp import views
from tests.testapp.models import Ticket
from tests.testapp.states import TicketState

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.testapp.urls")]
LIST = "/prov/"
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def look(client_of):
    """`look("?sida=2")`: Anna's list, read as HTML."""
    client = client_of("anna")

    def get(query=""):
        response = client.get(LIST + query)
        assert response.status_code == 200
        return read(response)

    return get


def names_on(page):
    return [cell.text_content() for cell in pick(page, "tbody th a")]


def heads_of(page):
    return {head.text_content().strip(): head for head in pick(page, "thead th")}


def link_of(element):
    return pick(element, "a")[0].get("href")


def test_a_list_without_end_is_counted_only_so_far(tickets, look, monkeypatch):
    """The log of a city: a count of all its rows would cost more than the page."""
    tickets(31)
    assert "Visar 1–25 av 31" in look().text_content()
    monkeypatch.setattr(views, "TICKETS", replace(views.TICKETS, counts_to=30))
    assert "Visar 1–25 av fler än 30" in look().text_content()
    assert len(names_on(look("?sida=2"))) == 6
    monkeypatch.setattr(views, "TICKETS", replace(views.TICKETS, counts_to=31))
    assert "Visar 1–25 av 31" in look().text_content()


# Cells


def test_on_the_screen_some_columns_stand_under_others_and_in_a_file_each_by_itself(
    tickets, look, client_of, monkeypatch
):
    tickets()
    monkeypatch.setattr(views, "TICKETS", replace(views.TICKETS, seen=views.TICKETS.columns[:2]))
    assert list(heads_of(look())) == list(heads_of(look("?format=odt"))) == [c.label for c in views.TICKETS.columns[:2]]
    heads = client_of("anna").get(f"{LIST}?format=csv").content.decode("utf-8-sig").splitlines()[0]
    assert heads == ";".join(column.label for column in views.TICKETS.columns)


def test_a_row_says_what_it_holds(tickets, look):
    tickets(name="Åsas fråga", state=TicketState.SENT, sent_on=date(2026, 3, 1), slot=1234)
    (row,) = pick(look(), "tbody tr")
    assert [cell.text_content() for cell in row] == [
        "Åsas fråganr-0",
        "Bromma",
        f"1{NBSP}234",
        f"1{NBSP}mars{NBSP}2026",
        "Skickat",
    ]
    assert link_of(row[0]).startswith("/prov/")
    assert pick(row[4], "span.badge.calm")


def test_what_somebody_typed_is_text_and_never_markup(tickets, client_of):
    tickets(name="<script>alert(1)</script>", code="x")
    text = client_of("anna").get(LIST).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script>alert" not in text


def test_an_empty_list_says_what_to_do(look):
    page = look()
    assert "Inga ärenden" in page.text_content()
    assert "Lägg upp det första." in page.text_content()
    assert not pick(page, "table")


# Sorting


@pytest.fixture
def three(tickets, today):
    tickets(name="Örjan", name_key="z4rjan", slot=2, state=TicketState.SENT, sent_on=date(2026, 3, 1))
    tickets(name="Anna", name_key="anna", slot=None)
    tickets(name="Åsa", name_key="z2sa", slot=1, state=TicketState.SENT, sent_on=date(2026, 2, 1))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Anna", "Åsa", "Örjan"]),
        ("?sortera=name_key", ["Anna", "Åsa", "Örjan"]),
        ("?sortera=-name_key", ["Örjan", "Åsa", "Anna"]),
        ("?sortera=slot", ["Åsa", "Örjan", "Anna"]),  # what is empty counts as the greatest, on every database
        ("?sortera=-slot", ["Anna", "Örjan", "Åsa"]),
        ("?sortera=sent_on", ["Åsa", "Örjan", "Anna"]),
        ("?sortera=-sent_on", ["Anna", "Örjan", "Åsa"]),
        ("?sortera=unit__name", ["Anna", "Åsa", "Örjan"]),  # nothing that the list does not offer
        ("?sortera=owner__password", ["Anna", "Åsa", "Örjan"]),
        ("?sortera=--slot", ["Anna", "Åsa", "Örjan"]),
        ("?sortera=%00", ["Anna", "Åsa", "Örjan"]),
    ],
)
def test_a_list_is_sorted_by_its_columns_and_by_nothing_else(three, look, query, names):
    assert names_on(look(query)) == names


def test_a_head_says_how_the_list_is_sorted_and_turns_it_around(three, look):
    heads = heads_of(look())
    assert heads["Namn"].get("aria-sort") == "ascending"
    assert heads["Plats"].get("aria-sort") == "none"
    assert heads["Enhet"].get("aria-sort") is None
    assert not pick(heads["Enhet"], "a")
    turned = look(link_of(heads["Namn"]))
    assert names_on(turned) == ["Örjan", "Åsa", "Anna"]
    assert heads_of(turned)["Namn"].get("aria-sort") == "descending"
    assert names_on(look(link_of(heads_of(turned)["Namn"]))) == ["Anna", "Åsa", "Örjan"]


def test_equals_keep_their_order_from_page_to_page(tickets, look):
    tickets(60, slot=None)
    Ticket.objects.filter(pk__in=Ticket.objects.order_by("pk")[20:30]).update(
        text="Skrivs om"
    )  # and moves in its table
    seen = [name for page in (1, 2, 3) for name in names_on(look(f"?sortera=slot&sida={page}"))]
    assert seen == [f"Nr {n}" for n in range(60)]


# Filtering


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?q=ÅS", ["Åsa"]),
        ("?q=rj", ["Örjan"]),
        ("?q=a", ["Anna", "Åsa", "Örjan"]),
        ("?q=b", []),
        ("?state=draft", ["Anna"]),
        ("?state=sent&q=ö", ["Örjan"]),
        ("?state=nonsense", ["Anna", "Åsa", "Örjan"]),
        ("?q=%00", ["Anna", "Åsa", "Örjan"]),
    ],
)
def test_a_list_is_filtered(three, look, query, names):
    assert names_on(look(query)) == names


def test_a_wrong_choice_is_told_and_what_was_typed_stays(three, look):
    page = look("?state=nonsense&q=ås")
    assert pick(page, "p.error")
    assert pick(page, "input[name=q]")[0].get("value") == "ås"


def test_a_filtered_list_offers_to_show_all(three, look):
    assert not pick(look("?sortera=slot"), "a.clear")
    assert pick(look("?q=x"), "a.clear")[0].get("href") == "?"


# Paging


def test_a_page_holds_twenty_five(tickets, look):
    tickets(60)
    page = look("?sida=2")
    assert names_on(page) == [f"Nr {n}" for n in sorted(range(60), key=str)[25:50]]
    assert "Visar 26–50 av 60" in page.text_content()
    assert "Sida 2 av 3" in page.text_content()


@pytest.mark.parametrize(("asked", "shown"), [("0", 3), ("99", 3), ("-1", 3), ("abc", 1), ("", 1), ("٢", 2)])
def test_a_page_that_is_not_there_is_the_nearest(tickets, look, asked, shown):
    tickets(60)
    assert f"Sida {shown} av 3" in look(f"?sida={asked}").text_content()


def test_paging_keeps_filter_and_sorting(tickets, look):
    tickets(30, name="Fråga", name_key="frz2ga")
    tickets(30)
    page = look("?q=fråga&sortera=-slot")
    assert len(names_on(page)) == 25
    following = look(pick(page, "a[rel=next]")[0].get("href"))
    assert set(names_on(following)) == {"Fråga"}
    assert len(names_on(following)) == 5
    assert heads_of(following)["Plats"].get("aria-sort") == "descending"
    assert link_of(heads_of(following)["Namn"]).count("q=") == 1
    assert "sida" not in link_of(heads_of(following)["Namn"])  # sorted anew, a list starts from its top


# Exports


def table_of(response):
    if response["Content-Type"].startswith("text/csv"):
        return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
    book = load_workbook(io.BytesIO(response.content))
    return [list(row) for row in book.active.iter_rows(values_only=True)]


def test_a_list_is_exported_with_its_filter_and_sorting_and_all_its_rows(tickets, client_of):
    tickets(40, name="Fråga", name_key="frz2ga")
    tickets(2)
    for kind in ("csv", "xlsx"):
        head, *rows = table_of(client_of("anna").get(LIST, {"format": kind, "q": "fråga", "sortera": "-slot"}))
        assert head == ["Namn", "Enhet", "Plats", "Skickat", "Läge"]
        assert [int(row[2]) for row in rows] == list(range(39, -1, -1))
        assert {row[0] for row in rows} == {"Fråga"}


def test_an_export_is_an_event_and_a_look_at_the_page_is_none(cast, tickets, client_of, actor):
    tickets(3)
    client_of("anna").get(LIST)
    assert not Event.objects.exists()
    client_of("anna").get(LIST, {"format": "csv"})
    event = Event.objects.get()
    assert (event.verb, event.user, event.facts) == ("testapp.ticket.export", cast.anna, {"rows": 3, "format": "csv"})
    assert permitted(actor("ria"), "events.view").get() == event  # the log reviewer of her district sees it


def test_an_export_of_several_units_is_seen_by_the_log_reviewer_of_each(cast, tickets, client_of):
    tickets(2)
    tickets(1, unit=cast.farsta)
    client_of("ria").get(LIST, {"format": "xlsx"})
    assert {(event.unit_id, event.facts["rows"]) for event in Event.objects.all()} == {
        (cast.bromma.pk, 2),
        (cast.farsta.pk, 1),
    }


def test_a_list_of_names_can_be_a_look_at_each(cast, tickets, client_of):
    shown, farther = tickets(25), tickets(5, name="Sist", name_key="sist")
    other = tickets(1, unit=cast.farsta, name="Nr", name_key="nr")
    client_of("anna").get("/prov/sedda/")
    event = Event.objects.get()
    assert (event.verb, event.user, event.unit_id) == ("testapp.ticket.list.read", cast.anna, cast.bromma.pk)
    seen = {key for _, key in event.abouts.values_list("kind", "key")}
    assert seen == {ticket.pk for ticket in shown}  # those on the page, and neither page two nor another unit's
    assert event in Event.objects.about("decisions.client", shown[0].pk).reads()
    client_of("anna").get("/prov/sedda/?format=csv")
    exported = Event.objects.get(verb="testapp.ticket.export")
    assert set(exported.abouts.values_list("key", flat=True)) == seen | {ticket.pk for ticket in farther}
    assert not Event.objects.about("decisions.client", other[0].pk).exists()


def test_an_export_holds_only_ones_own_rows(cast, tickets, client_of):
    tickets(name="Kanariefågel")
    tickets(name="Los fråga", area=Area.LSS)
    for kind in ("csv", "xlsx"):
        assert [row[0] for row in table_of(client_of("lo").get(LIST, {"format": kind}))] == ["Namn", "Los fråga"]


@pytest.mark.parametrize("typed", ["=1+1", "+46 70", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1"])
def test_no_cell_is_a_formula(tickets, client_of, typed):
    tickets(name=typed)
    for kind in ("csv", "xlsx"):
        _, row = table_of(client_of("anna").get(LIST, {"format": kind}))
        assert row[0].startswith("'")
        assert row[0].rstrip().endswith(typed.strip())


def test_a_cell_that_excel_has_no_place_for_stops_no_export(tickets, client_of):
    tickets(name="A\x0bB\x1fC")
    for kind in ("csv", "xlsx"):
        _, row = table_of(client_of("anna").get(LIST, {"format": kind}))
        assert row[0] == "ABC"


def test_dates_and_numbers_stay_dates_and_numbers(tickets, client_of):
    tickets(state=TicketState.SENT, sent_on=date(2026, 3, 1), slot=7)
    _, row = table_of(client_of("anna").get(LIST, {"format": "xlsx"}))
    assert row[2] == 7
    assert row[3] == datetime(2026, 3, 1)  # noqa: DTZ001 — a spreadsheet knows no time zones
    _, row = table_of(client_of("anna").get(LIST, {"format": "csv"}))
    assert row[2:4] == ["7", "2026-03-01"]


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (Decimal("-12.50"), Decimal("-12.50")),
        (-5, -5),
        (None, None),
        (True, "ja"),
        (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), datetime(2026, 7, 2, 0, 30)),  # noqa: DTZ001
    ],
)
def test_a_moment_is_exported_in_local_time_and_a_negative_sum_is_a_number(value, cell):
    assert _harmless(value) == cell


def test_an_export_has_a_name_that_says_what_and_when(tickets, client_of):
    response = client_of("anna").get(LIST, {"format": "csv"})
    assert response["Content-Disposition"] == "attachment; filename*=UTF-8''%C3%A4renden-2026-11-22.csv"


# What it costs


def test_a_list_costs_five_queries(tickets, client_of, django_assert_num_queries):
    """The session, the person, her roles, how many rows, the rows; the navigation and the filter cost none."""
    tickets(30)
    client = client_of("anna")
    client.get(LIST)
    with django_assert_num_queries(5):
        client.get(LIST)


@pytest.mark.parametrize("query", ["", "?q=n&state=draft", "?format=csv", "?format=xlsx"])
def test_three_rows_cost_as_many_queries_as_one(tickets, client_of, query):
    client = client_of("anna")
    counts = []
    tickets(1)
    client.get(LIST + query)  # what is read once for the whole process
    for more in (0, 2, 27):
        tickets(more)
        with CaptureQueriesContext(connection) as caught:
            client.get(LIST + query)
        counts.append(len(caught))
    assert len(set(counts)) == 1, counts


def test_a_swedish_spreadsheet_reads_a_decimal_as_a_number():
    """With semicolons between the cells 0,5 is a number and 0.5 a text; in a workbook a number is one in any case."""
    cells = [Decimal("1234.50"), 0.5, 7, "1.5", date(2026, 11, 22)]
    written = table_of(table_file("Utfall", ["a", "b", "c", "d", "e"], [cells], "csv"))[1]
    assert written == ["1234,50", "0,5", "7", "1.5", "2026-11-22"]
    book = load_workbook(io.BytesIO(table_file("Utfall", list("abcde"), [cells], "xlsx").content))
    assert [cell.value for cell in book.active[2]][:3] == [1234.5, 0.5, 7]

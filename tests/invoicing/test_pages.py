"""Eva and Mia at their screens: the month, the invoice, the credit, the paper; and nobody's name on any of it."""

from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from brokerage import clock
from brokerage.audit.models import Event
from brokerage.invoicing.awaiting import awaiting
from brokerage.invoicing.forms import SellerForm
from brokerage.invoicing.models import Invoice
from brokerage.organisation.models import Unit
from tests.access.answers import text_of as said_by
from tests.invoicing.conftest import NOVEMBER, OCTOBER, SEPTEMBER
from tests.reading import pick, read, text_of, words_on_paper

pytestmark = pytest.mark.django_db

MONTH = "/fakturor/manad/"


def preview(eva, month=OCTOBER):
    return read(eva.get(f"{MONTH}?{urlencode({'month': month})}"))


def pressed(eva, page):
    """The answer to the button under a preview."""
    fields = {field.get("name"): field.get("value") for field in pick(page, "form.sheet input[type=hidden]")}
    return eva.post(MONTH, fields, follow=True)


def test_eva_runs_october(client_of, charged):
    charged("Bromma", "18000.00")
    charged("Bromma", "650.50")
    charged("Farsta", "9000.00")
    eva = client_of("eva")
    page = preview(eva)
    assert text_of(page, "caption") == ["Bromma", "Farsta"]
    assert text_of(page, "tfoot .number") == ["18 650,50", "9 000,00"]
    assert not Invoice.objects.exists()
    page = read(pressed(eva, page))
    assert "2 fakturor har utfärdats för oktober 2026, 27 650,50 kr." in text_of(page, "[role=status]")[0]
    assert text_of(page, "tbody th") == ["F2026-0002", "F2026-0001"]


def test_running_again_changes_nothing_and_says_so(client_of, charged):
    charged()
    eva = client_of("eva")
    page = preview(eva)
    pressed(eva, page)
    again = read(pressed(eva, page))  # the same button once more, from a page that was left open
    assert "Allt för oktober 2026 är redan fakturerat. Ingenting har ändrats." in text_of(again, "[role=status]")[0]
    assert text_of(again, ".empty h2") == ["Inget att fakturera för oktober 2026"]
    assert not pick(again, "form.sheet")
    assert Invoice.objects.count() == 1


def test_charges_that_came_after_the_preview_are_looked_at_first(client_of, charged):
    charged()
    eva = client_of("eva")
    page = preview(eva)
    charged("Farsta")
    answer = read(pressed(eva, page))
    assert "Underlaget har ändrats" in text_of(answer, "[role=status]")[0]
    assert text_of(answer, "caption") == ["Bromma", "Farsta"]
    assert not Invoice.objects.exists()


def test_the_month_that_is_shown_first_is_the_oldest_with_something_left(client_of, charged):
    charged(month=date(2025, 3, 1))
    charged(month=OCTOBER)
    page = read(client_of("eva").get(MONTH))
    assert "Mars 2025: 1 stadsdel, 18 000,00 kr" in text_of(page, "h2")
    assert text_of(page, "select option")[-1] == "Mars 2025"


def test_what_is_late_is_pointed_out(client_of, charged, run):
    charged()
    run()
    charged()
    with clock.at(date(2026, 12, 1)):
        page = preview(client_of("eva"), NOVEMBER)
    assert "En rad avser en tidigare månad" in text_of(page, ".notice")[0]
    assert text_of(page, "tbody small") == ["Avser oktober 2026"]
    assert pick(page, "form.sheet")


def test_a_month_that_nobody_can_choose_is_refused(client_of, charged):
    charged()
    page = read(client_of("eva").post(MONTH, {"month": "2026-12-01", "mark": "x"}, follow=True))
    assert "Välj vilken månad" in text_of(page, "[role=status]")[0]
    assert not Invoice.objects.exists()


def test_without_a_successor_there_is_no_button(client_of, charged):
    Unit.objects.filter(name="Farsta").update(ends=date(2026, 10, 31))
    charged("Farsta")
    page = preview(client_of("eva"))
    assert "Farsta har upphört utan efterträdare" in text_of(page, ".notice")[0]
    assert not pick(page, "form.sheet")


def test_the_invoice_and_its_credit(client_of, charged, run):
    charged("Bromma", "18000.00")
    (invoice,) = run()
    eva = client_of("eva")
    page = read(eva.get(invoice.get_absolute_url()))
    assert text_of(page, "h1") == ["Faktura F2026-0001"]
    assert "22 dec 2026" in " ".join(text_of(page, "dd"))
    url = reverse("invoicing:invoice_credit", args=[invoice.pk])
    assert url in [link.get("href") for link in pick(page, "a")]
    refused = eva.post(url, {"again": "no"})
    assert refused.status_code == 422
    page = read(eva.post(url, {"reason": "undelivered", "again": "no"}, follow=True))
    assert text_of(page, ".page-title .badge") == ["Krediterad"]
    assert "Kreditfaktura K2026-0001" in text_of(page, "h2")
    facts = " ".join(text_of(page, "dd"))
    assert "Tjänsten blev inte av" in facts
    assert "−18 000,00 kr" in facts
    assert "är strukna" in facts
    assert url not in [link.get("href") for link in pick(page, "a")]


def test_a_credited_invoice_is_invoiced_again_from_the_same_page(client_of, charged, run):
    charged()
    (invoice,) = run()
    eva = client_of("eva")
    eva.post(reverse("invoicing:invoice_credit", args=[invoice.pk]), {"reason": "receiver", "again": "yes"})
    pressed(eva, preview(eva))
    assert list(Invoice.objects.order_by("pk").values_list("number", "state")) == [
        ("F2026-0001", "credited"),
        ("F2026-0002", "issued"),
    ]


class TestMia:
    """The manager of Bromma sees what Bromma pays, and nothing of Farsta."""

    def test_sees_her_own_invoices_and_charges(self, client_of, charged, run):
        charged("Bromma", text="Förmedlad i Bromma")
        charged("Farsta", text="Förmedlad i Farsta")
        bromma, farsta = run()
        mia = client_of("mia")
        for path in ("/fakturor/", "/debiteringar/"):
            text = said_by(mia.get(path))
            assert "f2026-0001" in text
            assert "f2026-0002" not in text
            assert "farsta" not in text
        for name in ("invoicing:invoice", "invoicing:invoice_pdf"):
            assert mia.get(reverse(name, args=[bromma.pk])).status_code == 200
            assert mia.get(reverse(name, args=[farsta.pk])).status_code == 404

    def test_neither_runs_nor_credits(self, client_of, charged, run):
        charged()
        (invoice,) = run()
        mia = client_of("mia")
        assert "Fakturera en månad" not in mia.get("/fakturor/").content.decode()
        assert "Kreditera" not in mia.get(invoice.get_absolute_url()).content.decode()
        assert mia.get(MONTH).status_code == 403
        assert mia.post(reverse("invoicing:invoice_credit", args=[invoice.pk])).status_code == 403

    def test_sees_what_a_merged_district_left_behind(self, cast, client_of, charged):
        Unit.objects.filter(pk=cast.farsta.pk).update(ends=date(2026, 10, 31), successor=cast.bromma)
        charged("Farsta", text="Från Farstas tid")
        assert "Från Farstas tid" in client_of("mia").get("/debiteringar/").content.decode()


class TestTheListOfCharges:
    @pytest.fixture(autouse=True)
    def books(self, charged, run, credit):
        """One that was struck, one on an invoice, one that waits."""
        charged("Bromma", "1.00", text="Struken", month=SEPTEMBER)
        credit(run(SEPTEMBER)[0], again=False)
        charged("Bromma", "2.00", text="Fakturerad")
        run()
        charged("Farsta", "3.00", text="Väntar", month=NOVEMBER)

    @pytest.mark.parametrize(
        ("wanted", "texts"),
        [
            ("", ["Väntar", "Fakturerad", "Struken"]),
            ("state=waiting", ["Väntar"]),
            ("state=invoiced", ["Fakturerad"]),
            ("state=struck", ["Struken"]),
            ("month=2026-10-01", ["Fakturerad"]),
            ("sortera=-amount", ["Väntar", "Fakturerad", "Struken"]),
        ],
    )
    def test_what_is_asked_for(self, client_of, wanted, texts):
        assert text_of(read(client_of("eva").get(f"/debiteringar/?{wanted}")), "tbody th") == texts

    def test_by_district(self, cast, client_of):
        page = read(client_of("eva").get(f"/debiteringar/?unit={cast.farsta.pk}"))
        assert text_of(page, "tbody th") == ["Väntar"]

    def test_each_says_where_it_stands(self, client_of):
        page = read(client_of("eva").get("/debiteringar/?sortera=month"))
        assert text_of(page, "tbody .badge") == ["Struken", "Fakturerad", "Väntar"]
        invoice = Invoice.objects.get(number="F2026-0002")
        assert invoice.get_absolute_url() in [link.get("href") for link in pick(page, "tbody a")]

    def test_a_district_is_offered_only_what_it_has(self, client_of):
        page = read(client_of("mia").get("/debiteringar/"))
        assert text_of(page, "[name=unit] option") == ["Alla", "Bromma"]
        assert text_of(page, "[name=month] option") == ["Alla", "Oktober 2026", "September 2026"]

    @pytest.mark.parametrize("form", ["csv", "xlsx"])
    @pytest.mark.parametrize("path", ["/fakturor/", "/debiteringar/"])
    def test_a_file_holds_figures_and_is_an_event(self, client_of, path, form):
        answer = said_by(client_of("eva").get(f"{path}?format={form}"))
        assert "f2026-0002" in answer
        events = Event.objects.filter(verb__endswith=".export")
        assert sum(event.facts["rows"] for event in events) == (2 if path == "/fakturor/" else 3)


class TestThePaper:
    def paper(self, browser, row, name="invoicing:invoice_pdf"):
        response = browser.get(reverse(name, args=[row.pk]))
        assert response["Content-Type"] == "application/pdf"
        return response

    def test_says_what_an_invoice_says(self, client_of, charged, run):
        charged("Bromma", "18000.00")
        charged("Bromma", "1200.25")
        (invoice,) = run()
        response = self.paper(client_of("mia"), invoice)
        assert "faktura-F2026-0001.pdf" in response["Content-Disposition"]
        words = words_on_paper(response.content)
        for part in (
            "F2026-0001",
            "Resursteamen",
            "Till Bromma",
            "oktober 2026",
            "22 dec 2026",
            "beställning 2026-0001 oktober 2026 18 000,00 kr",
            "Att betala 19 200,25 kr",
            "utan moms",
            "Sida 1 av 1",
        ):
            assert part in words, part

    def test_stays_the_same_when_it_is_credited(self, client_of, charged, run, credit):
        charged()
        (invoice,) = run()
        eva = client_of("eva")
        before = self.paper(eva, invoice).content
        credit(invoice, again=False)
        with clock.at(date(2027, 5, 1)):
            assert self.paper(client_of("eva"), invoice).content == before

    def test_of_a_credit_is_below_zero(self, client_of, charged, run, credit):
        charged("Bromma", "18000.00")
        note = credit(run()[0], again=True, reason="twice").credit_notes.get()
        words = words_on_paper(self.paper(client_of("mia"), note, "invoicing:creditnote_pdf").content)
        for part in ("Kreditfaktura", "K2026-0001", "F2026-0001", "Debiterad två gånger", "−18 000,00 kr"):
            assert part in words, part

    def test_of_many_lines_has_many_pages(self, client_of, charged, run):
        for _ in range(60):
            charged("Bromma", "10.00")
        words = words_on_paper(self.paper(client_of("eva"), run()[0]).content)
        assert "Sida 2 av 3" in words
        assert "Att betala 600,00 kr" in words


def test_nobodys_name_is_on_any_page_paper_or_file(cast, client_of, charged, run, credit):
    """Neither the client's, the volunteer's, nor any colleague's: Eva's own stands in the history of the page alone."""
    charged()
    charged(month=SEPTEMBER)
    (invoice,) = run()
    note = credit(run(SEPTEMBER)[0], again=False).credit_notes.get()
    mia = client_of("mia")
    paths = [f"{path}?format={form}" for path in ("/fakturor/", "/debiteringar/") for form in ("csv", "xlsx")]
    paths += [
        reverse("invoicing:invoice_pdf", args=[invoice.pk]),
        reverse("invoicing:creditnote_pdf", args=[note.pk]),
    ]
    for path in paths:
        text = said_by(mia.get(path))
        for person in cast.people.values():
            for word in (person.name, person.email, *person.name.split()):
                assert not {word.lower()} & set(text.split()), (path, word)


class TestWhatAwaitsEva:
    def test_from_the_first_of_the_next_month_by_the_tenth(self, cast, charged):
        charged("Bromma", "18000.00", month=NOVEMBER)
        charged("Farsta", "9000.00", month=NOVEMBER)
        with clock.at(date(2026, 11, 30)):
            assert awaiting(cast.actor("eva")) == []
        with clock.at(date(2026, 12, 1)):
            (item,) = awaiting(cast.actor("eva"))
        assert (item.text, item.due) == ("Fakturera november 2026", date(2026, 12, 10))
        assert item.sub.replace("\N{NO-BREAK SPACE}", " ") == "2 stadsdelar, 27 000,00 kr"
        assert item.url == f"{MONTH}?month=2026-11-01"

    def test_until_it_is_done(self, cast, charged, run):
        charged()
        charged(month=SEPTEMBER)
        assert [item.text for item in awaiting(cast.actor("eva"))] == [
            "Fakturera september 2026",
            "Fakturera oktober 2026",
        ]
        run(SEPTEMBER)
        run()
        assert awaiting(cast.actor("eva")) == []

    def test_again_when_it_was_credited(self, cast, charged, run, credit):
        charged()
        credit(run()[0], again=True)
        assert [item.text for item in awaiting(cast.actor("eva"))] == ["Fakturera oktober 2026"]

    def test_with_a_week_from_the_credit_note(self, cast, charged, run, credit):
        charged(month=SEPTEMBER)
        (invoice,) = run(SEPTEMBER)
        with clock.at(date(2027, 3, 1)):
            credit(invoice, again=True)
            (item,) = awaiting(cast.actor("eva"))
        assert (item.text, item.due) == ("Fakturera september 2026", date(2027, 3, 8))

    def test_and_nobody_else(self, cast, charged):
        charged()
        for who in set(cast.people) - {"eva"}:
            assert awaiting(cast.actor(who)) == []

    def test_home_asks_no_more_for_more(self, client_of, charged):
        eva, counts = client_of("eva"), []
        for more in (1, 30):
            for _ in range(more):
                charged("Bromma")
                charged("Farsta", month=SEPTEMBER)
            eva.get("/")
            with CaptureQueriesContext(connection) as queries:
                assert "Fakturera oktober 2026" in eva.get("/").content.decode()
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 12


def test_eva_has_no_other_page_of_the_trade(client_of):
    eva = client_of("eva")
    for path in ("/klienter/", "/beslut/", "/bestallningar/", "/formedla/", "/rekrytering/uppdragstagare/", "/brev/"):
        assert eva.get(path).status_code == 403
    links = text_of(read(eva.get("/")), "nav a")
    assert {"Fakturor", "Debiteringar"} <= set(links)
    assert not {"Klienter", "Beslut", "Beställningar", "Uppdragstagare"} & set(links)


def test_numbers_that_the_e_invoice_could_not_hold_are_refused_beside_their_field():
    typed = {"vat_number": "SE2120000142", "bankgiro": "505-105", "org_number": "212000-0143"}
    errors = SellerForm(typed).errors
    assert errors["vat_number"] == ["Skriv SE och tolv siffror, till exempel SE212000014201."]
    assert errors["bankgiro"] == ["Ett bankgironummer har sju eller åtta siffror."]
    assert errors["org_number"] == ["Skriv ett organisationsnummer, NNNNNN-NNNN."]


def test_the_money_is_exact(charged, run):
    for amount in ("0.10", "0.20", "1234.56", "99.99", "0.01"):
        charged(amount=amount)
    (invoice,) = run()
    assert invoice.total == Decimal("1334.86")

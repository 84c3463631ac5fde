"""What an invoice is written as: Peppol BIS Billing 3 that an independent validator accepts, SIE in CP437, PDF/A-3."""

import io
import re
from datetime import date
from decimal import Decimal

import peppol
import pikepdf
import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from brokerage import clock
from brokerage.audit import protection
from brokerage.charges.models import Charge
from brokerage.invoicing import workflow
from brokerage.invoicing.formats import sie as sie_format
from brokerage.invoicing.formats.paper import credit_paper, invoice_paper
from brokerage.invoicing.formats.peppol import CAC, CBC, credit_xml, invoice_xml
from brokerage.invoicing.models import CreditLine, CreditNote, Dispatch, Invoice, InvoiceLine, Payer, Seller, Series
from tests.invoicing.conftest import SEPTEMBER
from tests.invoicing.peppol_rules import PROCESS, RULES, broken
from tests.reading import words_on_paper

pytestmark = pytest.mark.django_db
SPACES = {"cbc": CBC, "cac": CAC}
REASON = "Social omsorg"


@pytest.fixture
def sold(charged, run, outside):
    """To another municipality: exempt and standard VAT, three seats, two and a half hours, and a late line."""
    outside()
    charged("Bromma", "18000.00", name="Förmedlad kontaktfamilj", price=Decimal(18000))
    seats = {"quantity": Decimal(3), "price": Decimal("650.00"), "per": "plats", "vat": "S", "vat_reason": ""}
    charged("Bromma", "1950.00", name="Plats på fortbildning", **seats)
    hours = {"quantity": Decimal("2.50"), "price": Decimal("850.33"), "per": "timme", "vat": "S", "vat_reason": ""}
    charged("Bromma", "2125.83", name="Stöd med rutiner", **hours)
    charged("Bromma", "0.00", text="Beställning 2026-0009, garanti", month=SEPTEMBER)
    run(SEPTEMBER)
    return run()[0]


def valid(xml: bytes) -> None:
    """By the schemas of UBL 2.1 and the rules of EN 16931, as somebody else has written them; and by Peppol's own."""
    is_valid, errors = peppol.validate_xsd(xml)
    assert is_valid, errors
    assert [str(each) for each in peppol.check_rules(xml) if each.severity == "fatal"] == []
    assert broken(xml) == []


def at(xml: bytes, path: str) -> list[str]:
    return [each.text for each in etree.fromstring(xml).iterfind(path, SPACES)]


BANKGIRO = "<cbc:ID>50501055</cbc:ID>\n      <cac:FinancialInstitutionBranch>\n        <cbc:ID>SE:BANKGIRO"
BREAKS = (
    ("R001", f"<cbc:ProfileID>{PROCESS}</cbc:ProfileID>", ""),
    ("R002", "  <cbc:DocumentC", "  <cbc:Note>a</cbc:Note><cbc:Note>b</cbc:Note>\n  <cbc:DocumentC"),
    ("R003", "<cbc:BuyerReference>REF4711</cbc:BuyerReference>", ""),
    ("R004", "billing:3.0", "billing:2.0"),
    ("R007", "billing:01:1.0", "billing:1.0"),
    ("R008", "REF4711", " "),
    ("R010", '<cbc:EndpointID schemeID="0007">2120000076</cbc:EndpointID>', ""),
    ("R020", '<cbc:EndpointID schemeID="0007">2120000142</cbc:EndpointID>', ""),
    ("R051", 'currencyID="SEK"', 'currencyID="EUR"'),
    ("R053", "<cac:TaxTotal>", "<cac:TaxTotal><cac:TaxSubtotal/></cac:TaxTotal><cac:TaxTotal>"),
    ("R110", "StartDate>2026-10-01", "StartDate>2026-10-02"),
    ("R111", "EndDate>2026-10-31", "EndDate>2026-10-30"),
    ("R120", ">650.00<", ">651.00<"),
    ("R049", ">2120000076<", ">2120000077<"),
    ("SE-R-001", "SE212000014201", "SE2120000142"),
    ("SE-R-002", "SE212000014201", "SE21200001420A"),
    ("SE-R-003", "2120000142</cbc:CompanyID>", "212000-142</cbc:CompanyID>"),
    ("SE-R-004", "2120000142</cbc:CompanyID>", "212000-0142</cbc:CompanyID>"),
    ("SE-R-005", "<cbc:ID>VAT</cbc:ID>", "<cbc:ID>TAX</cbc:ID>"),
    ("SE-R-006", "<cbc:ID>S</cbc:ID>\n        <cbc:Percent>25", "<cbc:ID>S</cbc:ID>\n        <cbc:Percent>24"),
    ("SE-R-007", BANKGIRO, BANKGIRO.replace("50501055", "5050A").replace("BANKGIRO", "PLUSGIRO")),
    ("SE-R-008", ">50501055<", ">5050A055<"),
    ("SE-R-009", ">50501055<", ">505010<"),
    ("SE-R-010", BANKGIRO, BANKGIRO.replace("50501055", "505010551").replace("BANKGIRO", "PLUSGIRO")),
    ("SE-R-011", "PaymentMeansCode>30", "PaymentMeansCode>56"),
    ("SE-R-012", "PaymentMeansCode>30", "PaymentMeansCode>31"),
    ("SE-R-013", "2120000142</cbc:CompanyID>", "2120000143</cbc:CompanyID>"),
)


class TestPeppol:
    def test_an_invoice_is_valid_and_says_what_it_should(self, sold):
        xml = invoice_xml(sold)
        valid(xml)
        assert at(xml, "cbc:InvoiceTypeCode") == ["380"]
        assert at(xml, "cbc:BuyerReference") == ["REF4711"]
        assert at(xml, ".//cbc:EndpointID") == ["2120000142", "2120000076"]
        assert {each.get("schemeID") for each in etree.fromstring(xml).iterfind(".//cbc:EndpointID", SPACES)} == {
            "0007"
        }
        assert at(xml, "cac:PaymentMeans//cac:PayeeFinancialAccount/cbc:ID") == ["50501055"]
        assert at(xml, ".//cac:FinancialInstitutionBranch/cbc:ID") == ["SE:BANKGIRO"]
        assert at(xml, "cac:TaxTotal/cbc:TaxAmount") == ["1018.96"]
        assert at(xml, ".//cac:TaxSubtotal/cbc:TaxableAmount") == ["18000.00", "4075.83"]
        assert at(xml, ".//cbc:TaxExemptionReason")[0].startswith(REASON)
        assert at(xml, "cac:LegalMonetaryTotal/cbc:PayableAmount") == ["23094.79"]
        assert at(xml, ".//cac:InvoiceLine/cbc:InvoicedQuantity") == ["1", "3", "2.5"]

    def test_a_credit_note_by_the_line_is_valid_and_points_to_its_invoice(self, cast, sold):
        lines = [sold.lines.get(position=2).pk]
        workflow.credit_lines(sold, by=cast.actor("eva"), lines=lines, reason="amount", again=False)
        note = CreditNote.objects.get()
        xml = credit_xml(note)
        valid(xml)
        assert at(xml, "cbc:CreditNoteTypeCode") == ["381"]
        assert at(xml, "cac:BillingReference//cbc:ID") == [sold.number]
        assert at(xml, "cac:LegalMonetaryTotal/cbc:PayableAmount") == ["2437.50"]
        assert note.total == Decimal("-2437.50")

    def test_what_is_wrong_is_found(self, sold):
        """Each rule of Peppol's own and of Sweden's, broken once in an invoice that is right; and two of others."""
        xml = invoice_xml(sold)
        for code, before, after in BREAKS:
            assert before in xml.decode(), code
            assert code in broken(xml.decode().replace(before, after, 1).encode()), code
        assert {code for code, _, _ in BREAKS} == {code for code, _, _ in RULES}
        wrong_sum = xml.replace(b">23094.79<", b">23095.79<")
        assert [each for each in peppol.check_rules(wrong_sum) if each.severity == "fatal"]
        assert not peppol.validate_xsd(xml.replace(b"BuyerReference", b"BuyersReference"))[0]

    def test_an_internal_posting_is_no_e_invoice(self, charged, run, client_of):
        charged()
        (invoice,) = run()
        with pytest.raises(ValueError, match="no e-invoice"):
            invoice_xml(invoice)
        assert client_of("eva").get(reverse("invoicing:invoice_xml", args=[invoice.pk])).status_code == 404

    def test_without_a_bankgiro_nobody_outside_is_invoiced(self, charged, outside, client_of):
        outside()
        Seller.objects.update(bankgiro="")
        charged()
        page = client_of("eva").get(reverse("invoicing:invoice_month")).content.decode()
        assert "behöver Resursteamens bankgiro" in page
        assert "Fakturera oktober 2026</button>" not in page

    def test_nobody_is_named_and_no_place_of_anybody(self, cast, sold):
        text = invoice_xml(sold).decode()
        for person in cast.people.values():
            assert person.name not in text


AMOUNTS = st.decimals(0, 99_999, places=2)
LINES = st.tuples(AMOUNTS, st.sampled_from("ES"), st.decimals("0.25", 40, places=2))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(lines=st.lists(LINES, min_size=1, max_size=6))
def test_whatever_is_sold_the_e_invoice_adds_up(cast, charged, run, outside, lines):
    """Any prices, quantities and categories: valid by others' rules, to the öre, and so is what takes it back."""
    with protection.lifted():
        for model in (Dispatch, CreditLine, InvoiceLine, CreditNote, Invoice, Series, Charge):
            model.objects.all().delete()
    outside()
    for price, vat, quantity in lines:
        amount = str((price * quantity).quantize(Decimal("0.01"), "ROUND_HALF_UP"))
        charged("Bromma", amount, price=price, quantity=quantity, vat=vat, vat_reason=REASON if vat == "E" else "")
    (invoice,) = run()
    valid(invoice_xml(invoice))
    half = [line.pk for line in invoice.lines.all()][: len(lines) // 2]
    if half:
        workflow.credit_lines(invoice, by=cast.actor("eva"), lines=half, reason="amount", again=False)
    workflow.credit(invoice, by=cast.actor("eva"), reason="amount", again=False)
    for note in CreditNote.objects.all():
        valid(credit_xml(note))
    assert sum(note.total for note in CreditNote.objects.all()) == -invoice.total


def vouchers(content: bytes) -> list[tuple[str, list[Decimal]]]:
    """Each voucher of a SIE file with its amounts."""
    found: list[tuple[str, list[Decimal]]] = []
    for line in content.decode("cp437").split("\r\n"):
        if line.startswith("#VER"):
            found.append((line, []))
        elif match := re.match(r"  #TRANS \d+ \{[^}]*\} (-?\d+\.\d\d)$", line):
            found[-1][1].append(Decimal(match[1]))
    return found


class TestSie:
    @pytest.fixture
    def file(self, cast, charged, run, credit, client_of):
        Payer.objects.filter(unit=cast.bromma).update(customer="STH104", cost_unit="1100")
        Seller.objects.update(cost_unit="9000")
        charged("Bromma", "18000.00")
        charged("Skärholmen", "9000.50", account="3590")
        credit(run()[0], again=True)
        return lambda: client_of("eva").get(reverse("invoicing:invoice_postings"), {"month": "2026-11-01"}).content

    def test_the_head_says_what_it_is(self, file):
        lines = file().decode("cp437").split("\r\n")
        assert lines[:6] == [
            "#FLAGGA 0",
            '#PROGRAM "Formedlingen" 1.0',
            "#FORMAT PC8",
            "#GEN 20261122",
            "#SIETYP 4",
            "#ORGNR 212000-0142",
        ]
        assert '#DIM 1 "Kostnadsställe"' in lines
        assert '#OBJEKT 8 "STH104" "STH104"' in lines
        assert '#OBJEKT 1 "9000" "9000"' in lines

    def test_every_voucher_sums_to_zero(self, file):
        found = vouchers(file())
        assert [line.split()[1:3] for line, _ in found] == [["F", "1"], ["F", "2"], ["K", "1"]]
        assert [sum(amounts) for _, amounts in found] == [0, 0, 0]
        assert [amounts[0] for _, amounts in found] == [Decimal("18000.00"), Decimal("9000.50"), Decimal("-18000.00")]

    def test_the_bytes_are_those_of_pc8(self, file):
        content = file()
        assert b'"Kostnadsst\x84lle"' in content  # ä
        assert b"Sk\x84rholmen" in content
        assert sie_format.quoted("åäöÅÄÖ").encode("cp437") == b'"\x86\x84\x94\x8f\x8e\x99"'
        assert b"\r\n" in content
        assert b"\n" not in content.replace(b"\r\n", b"")

    def test_a_quotation_mark_or_a_line_in_a_text_breaks_nothing(self):
        assert sie_format.quoted('Norra "stan"\n#VER – ny') == '"Norra \\"stan\\" #VER - ny"'

    def test_a_voucher_that_does_not_add_up_is_refused(self):
        bad = sie_format.Voucher("F", "1", date(2026, 11, 1), "x", (sie_format.Posting("1510", Decimal(1)),))
        with pytest.raises(ValueError, match="sum to zero"):
            list(sie_format._written([bad]))

    def test_with_vat_it_is_posted_on_its_own_account(self, sold, client_of):
        content = client_of("eva").get(reverse("invoicing:invoice_postings"), {"month": "2026-11-01"}).content
        (_, _), (_, amounts) = vouchers(content)
        assert (amounts[0], amounts[-1]) == (Decimal("23094.79"), Decimal("-1018.96"))
        assert b"#TRANS 2610 {} -1018.96" in content

    def test_an_empty_month_says_so(self, client_of):
        page = client_of("eva").get(reverse("invoicing:invoice_postings"), {"month": "2026-08-01"})
        assert "Inget utfärdades i augusti 2026." in page.content.decode()

    def test_mia_has_no_ledger(self, client_of):
        assert client_of("mia").get(reverse("invoicing:invoice_postings")).status_code == 403


class TestThePaperForOthers:
    def test_is_pdf_a_3_with_the_e_invoice_in_it(self, sold):
        content = invoice_paper(sold)
        with pikepdf.open(io.BytesIO(content)) as pdf:
            assert pdf.attachments["F2026-0002.xml"].get_file().read_bytes() == invoice_xml(sold)
            meta = pdf.open_metadata()
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A")
            assert "/StructTreeRoot" in pdf.Root
            assert str(pdf.Root.Lang) == "sv"
        words = words_on_paper(content)
        for part in (
            "Bromma kommun",
            "Org.nr 212000-0076",
            "Summa utan moms 22 075,83 kr",
            "Moms 25 % på 4 075,83 kr 1 018,96 kr",
            "Att betala 23 094,79 kr",
            "2,5 timme à 850,33 kr",
            "bankgiro 5050-1055",
            "Undantaget från moms: Social omsorg",
        ):
            assert part in words, part
        with clock.at(date(2027, 3, 1)):
            assert invoice_paper(sold) == content

    def test_a_credit_of_a_line_shows_that_line_alone(self, cast, sold):
        lines = [sold.lines.get(position=2).pk]
        workflow.credit_lines(sold, by=cast.actor("eva"), lines=lines, reason="twice", again=False)
        words = words_on_paper(credit_paper(CreditNote.objects.get()))
        assert "Krediterat belopp −2 437,50 kr" in words
        assert "18 000,00" not in words

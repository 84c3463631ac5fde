"""The rules of Peppol BIS Billing 3 that the independent validator of these tests leaves out, in our own words.

That validator (peppol-ubl-validate) holds a document against the schemas of UBL 2.1 and the sums and categories of
EN 16931 (BR-*). It knows neither Peppol's own rules (PEPPOL-EN16931-R*) nor the Swedish ones (SE-R-001 to SE-R-013);
these were written here after the published list of release 3.0.15 (docs.peppol.eu/poacc/billing/3.0), also those that
only warn.
"""

from typing import Any

from lxml import etree
from stdnum import luhn

from brokerage.invoicing.formats.peppol import CAC, CBC

SPACES = {"cbc": CBC, "cac": CAC}
SPECIFICATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROCESS = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"

SELLER = "//cac:AccountingSupplierParty/cac:Party"
BUYER = "//cac:AccountingCustomerParty/cac:Party"
SWEDISH = f"{SELLER}[cac:PostalAddress/cac:Country/cbc:IdentificationCode='SE']"
SCHEME = "cac:PartyTaxScheme[cac:TaxScheme/cbc:ID='VAT']/cbc:CompanyID"
REGISTERED = f"{SWEDISH}[starts-with({SCHEME}, 'SE')]"
LINES = "//cac:InvoiceLine | //cac:CreditNoteLine"
TAXES = "//cac:TaxCategory[cbc:ID='S'] | //cac:ClassifiedTaxCategory[cbc:ID='S']"
MEANS = f"//cac:PaymentMeans[{SWEDISH}]"
ACCOUNT = f"{MEANS}[cac:PayeeFinancialAccount/cac:FinancialInstitutionBranch/cbc:ID='SE:%s']/*/cbc:ID"
AMOUNT = "number(cbc:LineExtensionAmount)"
PRODUCT = "number(*[self::cbc:InvoicedQuantity or self::cbc:CreditedQuantity]) * number(cac:Price/cbc:PriceAmount)"
NUMBER = "string(number(%s)) != 'NaN'"

# The rule, where it holds, and what must be true there.
RULES = (
    ("R001", "/*", "cbc:ProfileID"),
    ("R002", "/*", "count(cbc:Note) <= 1"),
    ("R003", "/*", "cbc:BuyerReference or cac:OrderReference/cbc:ID"),
    ("R004", "/*", f"cbc:CustomizationID = '{SPECIFICATION}'"),
    ("R007", "/*", f"cbc:ProfileID = '{PROCESS}'"),
    ("R008", "//*[not(*)]", "normalize-space(.) != ''"),
    ("R010", BUYER, "cbc:EndpointID"),
    ("R020", SELLER, "cbc:EndpointID"),
    ("R051", "//*[@currencyID]", "@currencyID = /*/cbc:DocumentCurrencyCode"),
    ("R053", "/*", "count(cac:TaxTotal[cac:TaxSubtotal]) = 1"),
    ("R110", f"({LINES})/cac:InvoicePeriod/cbc:StartDate", "day(.) >= day(/*/cac:InvoicePeriod/cbc:StartDate)"),
    ("R111", f"({LINES})/cac:InvoicePeriod/cbc:EndDate", "day(.) <= day(/*/cac:InvoicePeriod/cbc:EndDate)"),
    ("R120", LINES, f"{AMOUNT} <= {PRODUCT} + 0.02 and {AMOUNT} >= {PRODUCT} - 0.02"),
    ("R049", "//*[@schemeID='0007']", "string-length(.) = 10 and luhn(.)"),
    ("SE-R-001", REGISTERED, f"string-length(normalize-space({SCHEME})) = 14"),
    ("SE-R-002", REGISTERED, NUMBER % f"substring({SCHEME}, 3, 12)"),
    ("SE-R-003", f"{SWEDISH}/cac:PartyLegalEntity/cbc:CompanyID", NUMBER % "."),
    ("SE-R-004", f"{SWEDISH}/cac:PartyLegalEntity/cbc:CompanyID", "string-length(normalize-space(.)) = 10"),
    (
        "SE-R-005",
        f"{SWEDISH}/cac:PartyTaxScheme[cac:TaxScheme/cbc:ID!='VAT']/cbc:CompanyID",
        "normalize-space(.) = 'Godkänd för F-skatt'",
    ),
    ("SE-R-006", TAXES, "cbc:Percent = 25 or cbc:Percent = 12 or cbc:Percent = 6"),
    ("SE-R-007", ACCOUNT % "PLUSGIRO", NUMBER % "."),
    ("SE-R-008", ACCOUNT % "BANKGIRO", NUMBER % "."),
    ("SE-R-009", ACCOUNT % "BANKGIRO", "string-length(.) = 7 or string-length(.) = 8"),
    ("SE-R-010", ACCOUNT % "PLUSGIRO", "string-length(.) >= 2 and string-length(.) <= 8"),
    ("SE-R-011", MEANS, "cbc:PaymentMeansCode != 50 and cbc:PaymentMeansCode != 56"),
    ("SE-R-012", MEANS, "cbc:PaymentMeansCode != 31"),
    ("SE-R-013", f"{SWEDISH}/cac:PartyLegalEntity/cbc:CompanyID", "luhn(.)"),
)


def _text(nodes: Any) -> str:
    return "".join(nodes[0].itertext()).strip() if nodes else ""


ASKED: Any = {
    (None, "luhn"): lambda _, nodes: luhn.is_valid(_text(nodes)),
    (None, "day"): lambda _, nodes: float(_text(nodes).replace("-", "")),
}


def broken(xml: bytes) -> list[str]:
    """The rules that a document breaks."""
    root = etree.fromstring(xml)
    found = []
    for code, where, must in RULES:
        holds = etree.XPath(f"boolean({must})", namespaces=SPACES, extensions=ASKED)
        if not all(holds(node) for node in root.xpath(where, namespaces=SPACES)):
            found.append(code)
    return found

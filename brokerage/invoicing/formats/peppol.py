"""Peppol BIS Billing 3.0 in UBL 2.1: invoice and credit note, with the Swedish rules.

Source: docs.peppol.eu/poacc/billing/3.0 (EN 16931 BR-*, PEPPOL-EN16931-R*, SE-R-001 to SE-R-013). Sums on a credit note
are above zero: its type (381) says which way they go.
"""

import calendar
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from lxml import etree

from brokerage import money
from brokerage.invoicing.models import CreditNote, Form, Invoice, Party
from brokerage.invoicing.vat import Group, groups

CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
UBL = "urn:oasis:names:specification:ubl:schema:xsd"
CAC, CBC = f"{UBL}:CommonAggregateComponents-2", f"{UBL}:CommonBasicComponents-2"
ORG_NUMBER = "0007"  # ISO 6523: Swedish organisation numbers
UNITS = {"timme": "HUR", "månad": "MON"}  # UN/ECE recommendation 20
PIECE = "C62"
CREDIT_TRANSFER = "30"


def invoice_xml(invoice: Invoice) -> bytes:
    """An invoice (380). Raises ValueError for one that is internal to the city: that is no sale."""
    _refuse_internal(invoice)
    root = _root("Invoice")
    _head(root, invoice.number, invoice.issued_on)
    _add(root, "DueDate", invoice.due_on.isoformat())
    _add(root, "InvoiceTypeCode", "380")
    lines = list(invoice.lines.all())
    _common(root, invoice, lines)
    _parties(root, invoice)
    _payment(root, invoice)
    terms = _into(root, "PaymentTerms")
    _add(terms, "Note", f"{(invoice.due_on - invoice.issued_on).days} dagar netto")
    _sums(root, lines, invoice.net, invoice.vat)
    for position, line in enumerate(lines, start=1):
        _line(root, "InvoiceLine", "InvoicedQuantity", position, line)
    return _bytes(root)


def credit_xml(note: CreditNote) -> bytes:
    """A credit note (381) that refers to its invoice. Raises ValueError for an internal one."""
    invoice = note.invoice
    _refuse_internal(invoice)
    root = _root("CreditNote")
    _head(root, note.number, note.issued_on)
    _add(root, "CreditNoteTypeCode", "381")
    lines = [each.line for each in note.lines.all()]
    _common(root, invoice, lines, note=note.get_reason_display())
    billing = _into(_into(root, "BillingReference"), "InvoiceDocumentReference")
    _add(billing, "ID", invoice.number)
    _add(billing, "IssueDate", invoice.issued_on.isoformat())
    _parties(root, invoice)
    _payment(root, invoice)
    _sums(root, lines, -note.net, -note.vat)
    for position, line in enumerate(lines, start=1):
        _line(root, "CreditNoteLine", "CreditedQuantity", position, line)
    return _bytes(root)


def priced(line: Any) -> tuple[Decimal, Decimal]:
    """Quantity and price of a line that come to its amount; one of the amount where they would not."""
    if money.rounded(line.quantity * line.price) == line.amount:
        return line.quantity, line.price
    return Decimal(1), line.amount


def _refuse_internal(invoice: Invoice) -> None:
    if invoice.form != Form.PEPPOL:
        raise ValueError("An internal posting is no e-invoice.")


def _root(name: str) -> Any:
    return etree.Element(f"{{{UBL}:{name}-2}}{name}", nsmap={None: f"{UBL}:{name}-2", "cac": CAC, "cbc": CBC})


def _into(parent: Any, *names: str) -> Any:
    for name in names:
        parent = etree.SubElement(parent, f"{{{CAC}}}{name}")
    return parent


def _add(parent: Any, name: str, text: object, **attributes: str) -> None:
    etree.SubElement(parent, f"{{{CBC}}}{name}", attributes).text = str(text)


def _kr(parent: Any, name: str, amount: Decimal) -> None:
    _add(parent, name, f"{amount:.2f}", currencyID="SEK")


def _head(root: Any, number: str, issued_on: date) -> None:
    _add(root, "CustomizationID", CUSTOMIZATION)
    _add(root, "ProfileID", PROFILE)
    _add(root, "ID", number)
    _add(root, "IssueDate", issued_on.isoformat())


def _common(root: Any, invoice: Invoice, lines: Sequence[Any], note: str = "") -> None:
    if note:
        _add(root, "Note", note)
    _add(root, "DocumentCurrencyCode", "SEK")
    _add(root, "BuyerReference", invoice.bought_by.reference)
    months = [line.month for line in lines] or [invoice.month]
    _period(root, min(months), max(months))


def _period(parent: Any, first: date, last: date) -> None:
    period = _into(parent, "InvoicePeriod")
    _add(period, "StartDate", first.isoformat())
    _add(period, "EndDate", last.replace(day=calendar.monthrange(last.year, last.month)[1]).isoformat())


def _parties(root: Any, invoice: Invoice) -> None:
    seller = _into(root, "AccountingSupplierParty", "Party")
    _party(seller, invoice.sold_by)
    _tax_scheme(seller, invoice.sold_by.vat_number)
    _legal(seller, invoice.sold_by)
    if invoice.sold_by.mail:
        _add(_into(seller, "Contact"), "ElectronicMail", invoice.sold_by.mail)
    buyer = _into(root, "AccountingCustomerParty", "Party")
    _party(buyer, invoice.bought_by)
    _legal(buyer, invoice.bought_by)


def _party(parent: Any, party: Party) -> None:
    _add(parent, "EndpointID", party.endpoint, schemeID=ORG_NUMBER)
    if party.customer:
        _add(_into(parent, "PartyIdentification"), "ID", party.customer)
    _add(_into(parent, "PartyName"), "Name", party.name)
    address = _into(parent, "PostalAddress")
    for name, text in (("StreetName", party.street), ("CityName", party.city), ("PostalZone", party.postcode)):
        if text:
            _add(address, name, text)
    _add(_into(address, "Country"), "IdentificationCode", "SE")


def _tax_scheme(parent: Any, vat_number: str) -> None:
    scheme = _into(parent, "PartyTaxScheme")
    _add(scheme, "CompanyID", vat_number)
    _add(_into(scheme, "TaxScheme"), "ID", "VAT")


def _legal(parent: Any, party: Party) -> None:
    legal = _into(parent, "PartyLegalEntity")
    _add(legal, "RegistrationName", party.name)
    _add(legal, "CompanyID", party.endpoint, schemeID=ORG_NUMBER)


def _payment(root: Any, invoice: Invoice) -> None:
    means = _into(root, "PaymentMeans")
    _add(means, "PaymentMeansCode", CREDIT_TRANSFER)
    _add(means, "PaymentID", invoice.number)
    account = _into(means, "PayeeFinancialAccount")
    _add(account, "ID", invoice.sold_by.bankgiro.replace("-", ""))
    _add(_into(account, "FinancialInstitutionBranch"), "ID", "SE:BANKGIRO")


def _sums(root: Any, lines: Iterable[Any], net: Decimal, vat: Decimal) -> None:
    total = _into(root, "TaxTotal")
    _kr(total, "TaxAmount", vat)
    found = groups(lines)
    over = vat - sum((group.tax for group in found), Decimal(0))  # the öre that the last credit takes back
    for group in found:
        subtotal = _into(total, "TaxSubtotal")
        _kr(subtotal, "TaxableAmount", group.base)
        _kr(subtotal, "TaxAmount", group.tax + (over if group.rate else Decimal(0)))
        _category(subtotal, "TaxCategory", group)
    legal = _into(root, "LegalMonetaryTotal")
    for name, amount in (("LineExtensionAmount", net), ("TaxExclusiveAmount", net)):
        _kr(legal, name, amount)
    for name in ("TaxInclusiveAmount", "PayableAmount"):
        _kr(legal, name, net + vat)


def _category(parent: Any, name: str, group: Group) -> None:
    category = _into(parent, name)
    _add(category, "ID", group.category)
    _add(category, "Percent", group.rate)
    if group.reason and not group.rate and name == "TaxCategory":
        _add(category, "TaxExemptionReason", group.reason)
    _add(_into(category, "TaxScheme"), "ID", "VAT")


def _line(root: Any, kind: str, counted: str, position: int, line: Any) -> None:
    quantity, price = priced(line)
    row = _into(root, kind)
    _add(row, "ID", position)
    _add(row, counted, f"{quantity.normalize():f}", unitCode=UNITS.get(line.per, PIECE))
    _kr(row, "LineExtensionAmount", line.amount)
    _period(row, line.month, line.month)
    item = _into(row, "Item")
    if line.name and line.name != line.text:
        _add(item, "Description", line.text)
    _add(item, "Name", line.name or line.text)
    _category(item, "ClassifiedTaxCategory", groups([line])[0])
    _kr(_into(row, "Price"), "PriceAmount", price)


def _bytes(root: Any) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)

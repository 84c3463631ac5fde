"""The paper of an invoice and of a credit note: PDF/UA, and PDF/A-3 with the e-invoice inside for buyers outside."""

from datetime import datetime, time
from decimal import Decimal
from typing import Any

from brokerage import clock, money
from brokerage.invoicing.formats.peppol import credit_xml, invoice_xml, priced
from brokerage.invoicing.models import CreditNote, Form, Invoice
from brokerage.invoicing.vat import groups
from brokerage.pages.pdf import Attached, pdf
from brokerage.pages.wording import day, month


def invoice_paper(row: Invoice) -> bytes:
    """The invoice as it was issued: credited or not, paid or not, always the same."""
    is_internal, buyer, seller = row.form == Form.INTERNAL, row.bought_by, row.sold_by
    facts = (
        ("Fakturanummer", row.number),
        ("Utfärdad", day(row.issued_on)),
        ("Betalas senast", day(row.due_on)),
        ("Avser", month(row.month)),
        ("Er referens", buyer.reference),
        ("Kund-id", buyer.customer),
        ("Kostnadsställe", buyer.cost_unit),
        ("Bankgiro", "" if is_internal else seller.bankgiro),
    )
    context = _context(row, facts, list(row.lines.all()), Decimal(1), row.net, row.vat)
    context |= {"title": f"Faktura {row.number}", "heading": "Internfaktura" if is_internal else "Faktura"}
    return pdf("invoicing/invoice_pdf.html", context, _attached(row.number, row, row.issued_on))


def credit_paper(row: CreditNote) -> bytes:
    invoice = row.invoice
    facts = (
        ("Nummer", row.number),
        ("Utfärdad", day(row.issued_on)),
        ("Krediterar faktura", invoice.number),
        ("Skäl", row.get_reason_display()),
        ("Er referens", invoice.bought_by.reference),
        ("Kund-id", invoice.bought_by.customer),
    )
    lines = [each.line for each in row.lines.all()]
    context = _context(invoice, facts, lines, Decimal(-1), row.net, row.vat)
    context |= {"title": f"Kreditfaktura {row.number}", "heading": "Kreditfaktura", "note": row}
    return pdf("invoicing/creditnote_pdf.html", context, _attached(row.number, row, row.issued_on))


def xml_of(row: Invoice | CreditNote) -> bytes | None:
    """The e-invoice; None for an internal posting."""
    form = row.form if isinstance(row, Invoice) else row.invoice.form
    if form == Form.INTERNAL:
        return None
    return invoice_xml(row) if isinstance(row, Invoice) else credit_xml(row)


def _attached(number: str, row: Invoice | CreditNote, issued_on: Any) -> list[Attached]:
    xml = xml_of(row)
    if xml is None:
        return []
    at = datetime.combine(issued_on, time(12), clock.STOCKHOLM)
    return [Attached(f"{number}.xml", xml, "Samma faktura som Peppol BIS Billing 3", at)]


def _context(row: Invoice, facts: Any, lines: list[Any], sign: Decimal, net: Decimal, vat: Decimal) -> dict[str, Any]:
    is_internal = row.form == Form.INTERNAL
    found = [] if is_internal else groups(lines)
    return {
        "facts": [(label, value) for label, value in facts if value],
        "row": row,
        "buyer": row.bought_by,
        "seller": row.sold_by,
        "is_internal": is_internal,
        "lines": [_line(line, sign) for line in lines],
        "sums": [(f"Moms {group.rate} % på {money.kr(group.base)}", money.kr(vat)) for group in found if group.rate],
        "reasons": list(dict.fromkeys(group.reason for group in found if not group.rate and group.reason)),
        "net": net,
        "total": net + vat,
    }


def _line(line: Any, sign: Decimal) -> dict[str, str]:
    quantity, price = priced(line)
    return {
        "text": line.text,
        "name": line.name if line.name != line.text else "",
        "month": month(line.month),
        "count": f"{money.plain(quantity)} {line.per}" if quantity != 1 else "",
        "price": money.kr(price) if quantity != 1 else "",
        "amount": money.kr(sign * line.amount),
    }

"""SIE 4I: the postings of a month for the city's ledger, in CP437. Every voucher sums to zero, and none names anybody.

Source: the SIE group's format description 4B. The boards post against each other by customer (dimension 8) and cost
centre (dimension 1); which accounts is a setting of the seller, since Kommun-BAS leaves internal sales to the city.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from brokerage.invoicing.models import CreditNote, Form, Invoice, Party, Seller
from brokerage.pages.wording import month

COST_UNIT, CUSTOMER = "1", "8"  # reserved dimensions of SIE
OUTSIDE_CP437 = str.maketrans({"–": "-", "—": "-", "−": "-", "»": '"', "’": "'", "\N{NO-BREAK SPACE}": " "})
PROGRAM, PROGRAM_VERSION = "Formedlingen", "1.0"


@dataclass(frozen=True)
class Posting:
    account: str
    amount: Decimal
    dimension: str = ""
    value: str = ""


@dataclass(frozen=True)
class Voucher:
    series: str
    number: str
    on: date
    text: str
    postings: tuple[Posting, ...]


def sie(
    seller: Seller, invoices: Iterable[Invoice], notes: Iterable[CreditNote], *, month: date, made_on: date
) -> bytes:
    """The file of what was issued in a month. Raises ValueError for a voucher that does not sum to zero."""
    vouchers = [_invoice(seller, each) for each in invoices] + [_credit(seller, each) for each in notes]
    text = "\r\n".join([*_head(seller, month, made_on), *_objects(vouchers), *_written(vouchers)]) + "\r\n"
    return text.translate(OUTSIDE_CP437).encode("cp437", errors="replace")


def _head(seller: Seller, month: date, made_on: date) -> list[str]:
    return [
        "#FLAGGA 0",
        f"#PROGRAM {quoted(PROGRAM)} {PROGRAM_VERSION}",
        "#FORMAT PC8",
        f"#GEN {made_on:%Y%m%d}",
        "#SIETYP 4",
        f"#ORGNR {seller.org_number}",
        f"#FNAMN {quoted(seller.legal_name)}",
        f"#RAR 0 {month.year}0101 {month.year}1231",
        f'#DIM {COST_UNIT} "Kostnadsställe"',
        f'#DIM {CUSTOMER} "Kund"',
    ]


def _objects(vouchers: Iterable[Voucher]) -> list[str]:
    used = {(each.dimension, each.value) for voucher in vouchers for each in voucher.postings if each.value}
    return [f"#OBJEKT {dimension} {quoted(value)} {quoted(value)}" for dimension, value in sorted(used)]


def _written(vouchers: Iterable[Voucher]) -> Iterator[str]:
    for voucher in vouchers:
        if sum((each.amount for each in voucher.postings), Decimal(0)):
            raise ValueError(f"Voucher {voucher.series}{voucher.number} does not sum to zero.")
        yield f"#VER {voucher.series} {voucher.number} {voucher.on:%Y%m%d} {quoted(voucher.text)}"
        yield "{"
        for each in voucher.postings:
            objects = f"{each.dimension} {quoted(each.value)}" if each.value else ""
            yield f"  #TRANS {each.account} {{{objects}}} {each.amount:.2f}"
        yield "}"


def _invoice(seller: Seller, row: Invoice) -> Voucher:
    text = f"Faktura {row.number} {row.receiver} {month(row.month)}"
    return _voucher("F", row.number, row.issued_on, text, _postings(seller, row, row.lines.all(), row.total, row.vat))


def _credit(seller: Seller, row: CreditNote) -> Voucher:
    lines = [each.line for each in row.lines.all()]
    postings = _postings(seller, row.invoice, lines, -row.total, -row.vat)
    turned = tuple(Posting(each.account, -each.amount, each.dimension, each.value) for each in postings)
    text = f"Kreditfaktura {row.number} {row.invoice.receiver} till {row.invoice.number}"
    return _voucher("K", row.number, row.issued_on, text, turned)


def _voucher(series: str, number: str, on: date, text: str, postings: tuple[Posting, ...]) -> Voucher:
    return Voucher(series, str(int(number.rpartition("-")[2])), on, text, postings)


def _postings(
    seller: Seller, invoice: Invoice, lines: Iterable[Any], total: Decimal, vat: Decimal
) -> tuple[Posting, ...]:
    """Owed by the buyer, and earned by account."""
    is_internal = invoice.form == Form.INTERNAL
    owed = seller.internal_account if is_internal else seller.receivable_account
    dimension, value = _debtor(invoice.bought_by)
    earned: dict[str, Decimal] = {}
    for line in lines:
        earned[line.account] = earned.get(line.account, Decimal("0.00")) + line.amount
    cost_unit = invoice.sold_by.cost_unit
    found = [Posting(owed, total, dimension, value)]
    found += [
        Posting(account, -amount, COST_UNIT if cost_unit else "", cost_unit)
        for account, amount in sorted(earned.items())
    ]
    if vat:
        found.append(Posting(seller.vat_account, -vat))
    return tuple(found)


def _debtor(buyer: Party) -> tuple[str, str]:
    """By its customer number; a board without one by its cost centre, or by its name."""
    if buyer.customer:
        return CUSTOMER, buyer.customer
    return (COST_UNIT, buyer.cost_unit) if buyer.cost_unit else (CUSTOMER, buyer.name)


def quoted(text: str) -> str:
    """A text field: quotation marks within are escaped, and nothing may begin a new line."""
    plain = "".join(letter if letter.isprintable() else " " for letter in text)
    return '"' + plain.translate(OUTSIDE_CP437).replace("\\", "/").replace('"', '\\"') + '"'

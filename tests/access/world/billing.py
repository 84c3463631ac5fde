"""The rows of invoicing: charges on an invoice, one that waits, and an invoice that was credited."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from brokerage import clock
from brokerage.charges.models import Budget, Charge, YearCost
from brokerage.invoicing.models import CreditLine, CreditNote, Dispatch, Invoice, InvoiceLine, Objection, Payer, Seller
from tests.access.world.rows import World

PAYERS = ("bromma", "farsta_iof")  # an invoice belongs to the whole unit: one place of each will do


def furnish(world: World, place: str) -> None:
    """An invoice that stands, one that was credited, and a charge that is on neither."""
    add_credited(world, place)
    standing = add_invoice(world, place)
    line = add_line(standing, add_charge(world, place))
    add_charge(world, place)
    add_objection(world, place, line)
    add_dispatch(world, place, standing)
    add_budget(world, place)
    keep_parties(world, place)
    world.event(standing)


def add_charge(world: World, place: str) -> Charge:
    word = world.word()
    month = clock.months_after(clock.today().replace(day=1), -1)
    made = Charge.objects.create(
        unit=world.at(place)["unit"], month=month, text=f"Förmedlad {word}", amount=Decimal("9000.00"), cause=word
    )
    return world.keep("charge", place, made, word)


def add_invoice(world: World, place: str, *, state: str = "issued") -> Invoice:
    """Each of a month of its own, since a unit has one a month."""
    word, today, unit = world.word(), clock.today(), world.at(place)["unit"]
    made = Invoice.objects.create(
        unit=unit,
        month=clock.months_after(today.replace(day=1), -world.number),
        number=word,
        sender="Resursteamen",
        receiver=unit.name,
        issued_on=today,
        issued_by=world.cast.eva,
        due_on=today + timedelta(days=30),
        form="peppol",  # the one form that has every paper and file
        buyer={"reference": "4711", "org_number": "212000-0142"},
        seller={"bankgiro": "5050-1055", "vat_number": "SE212000014201"},
        net=Decimal("9000.00"),
        total=Decimal("9000.00"),
        state=state,
    )
    return world.keep("invoice", place, made, word)


def add_line(invoice: Invoice, charge: Charge, **given: Any) -> InvoiceLine:
    position = invoice.lines.count() + 1
    facts = {"month": charge.month, "text": charge.text, "amount": charge.amount}
    return InvoiceLine.objects.create(invoice=invoice, position=position, charge=charge, **facts, **given)


def add_credited(world: World, place: str) -> Invoice:
    """Credited for good: its charge is struck."""
    invoice = add_invoice(world, place, state="credited")
    add_line(invoice, add_charge(world, place))
    word = world.word()
    note = CreditNote.objects.create(
        unit=invoice.unit,
        invoice=invoice,
        number=word,
        reason="twice",
        again=False,
        issued_by=world.cast.eva,
        net=-invoice.net,
        total=-invoice.total,
    )
    for line in invoice.lines.all():
        CreditLine.objects.create(note=note, line=line, amount=-line.amount)
    world.keep("creditnote", place, note, word)
    return invoice


def add_objection(world: World, place: str, line: InvoiceLine) -> Objection:
    word = world.word()
    made = Objection.objects.create(
        unit=line.invoice.unit, line=line, complaint="other", words=f"Fel {word}", raised_by=world.cast.mia
    )
    return world.keep("objection", place, made, word, called=line.text.split()[-1])


def add_dispatch(world: World, place: str, invoice: Invoice) -> Dispatch:
    word = world.word()
    made = Dispatch.objects.create(
        unit=invoice.unit, invoice=invoice, number=word, way="folder", state="failed", attempts=5, fault="OSError"
    )
    return world.keep("dispatch", place, made, word)


def add_budget(world: World, place: str) -> Budget:
    word = world.word()
    made = Budget.objects.create(unit=world.at(place)["unit"], year=2026, amount=Decimal("150000.00"))
    return world.keep("budget", place, made, word)


def keep_parties(world: World, place: str) -> None:
    """How the place pays; and, once, who sells."""
    word = world.word()
    payer = Payer.objects.get(unit=world.at(place)["unit"])
    payer.customer = word[:12]
    payer.save()
    world.keep("payer", place, payer, word)
    if not world.of_model(Seller):
        cost = YearCost.objects.create(unit=world.cast.team, year=2026, amount=Decimal("2000000.00"))
        world.keep("yearcost", "team", cost, world.word())
        world.keep("seller", "team", Seller.objects.get(unit=world.cast.team), world.word())


def add_line_of_its_own(world: World, place: str) -> InvoiceLine:
    """On an invoice of its own, of a month that no other has."""
    return add_line(add_invoice(world, place), add_charge(world, place))


def grow_charge(world: World, at: str, row: Any) -> Any:
    row = row or add_charge(world, at)
    add_line(add_invoice(world, at, state="credited"), row, holds_charge=False)
    world.event(row)
    return row


def grow_objection(world: World, at: str, row: Any) -> Any:
    row = row or add_objection(world, at, add_line_of_its_own(world, at))
    world.event(row)
    return row


MORE = {
    "invoicing:lines": add_line_of_its_own,
    "invoicing:objections": lambda world, at: add_objection(world, at, add_line_of_its_own(world, at)),
    "invoicing:dispatches": lambda world, at: add_dispatch(world, at, add_invoice(world, at)),
}
GROWING = {"charges:charge": grow_charge, "invoicing:objection": grow_objection}

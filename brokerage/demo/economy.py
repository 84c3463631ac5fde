"""What the economist and the managers have in hand: paid invoices, objections, budgets, and services ordered."""

from datetime import timedelta
from decimal import Decimal

from brokerage import clock
from brokerage.access import Actor
from brokerage.charges import workflow as charges
from brokerage.demo.builder import Builder
from brokerage.invoicing.models import Invoice, Payer, Seller
from brokerage.invoicing.workflow import credit_lines, object_to, reject, settle
from brokerage.orders.models import ServiceOrder
from brokerage.orders.workflow import messages, service_orders
from brokerage.organisation.models import Role

LATE = 40  # days since the invoice, after which nearly all have paid
SERVICES = (
    # who, area, service, how many, what it is about, how far it has come
    ("Bromma", "IoF", "routine-hour", "6", "En mall för första samtalet med nya familjer.", "delivered"),
    ("Bromma", "IoF", "vetting", "1", "En familj i vår egen pool ska kunna ta emot syskon.", "accepted"),
    ("Farsta", "IoF", "routine-hour", "4", "Vi vill bygga upp en rutin för inskolning.", "placed"),
    ("Farsta", "IoF", "support-month", "6", "Handledning för våra kontaktsekreterare.", "running"),
    ("Bromma", "LSS", "routine-hour", "2.5", "Genomgång av vår rutin för uppföljning.", "draft"),
)


def build(builder: Builder) -> None:
    set_parties()
    pay(builder)
    contest(builder)
    plan(builder)
    for row in SERVICES:
        order(builder, *row)
    service_orders.charge_support()


def set_parties() -> None:
    """Customer numbers and cost centres as the city gives them; the very numbers are made up."""
    payers = list(Payer.objects.filter(unit__ends=None).order_by("unit__name_key"))
    for number, payer in enumerate(payers, start=101):
        payer.customer, payer.cost_unit = f"STH{number}", f"{number}00"
        payer.reference = f"INK{number:010}"
    Payer.objects.bulk_update(payers, ["customer", "cost_unit", "reference"])
    Seller.objects.update(cost_unit="90000", mail="faktura@resursteamen.example")


def pay(builder: Builder) -> None:
    """All whose day is past but one are paid; that one is to be reminded of."""
    old = Invoice.objects.outstanding().filter(issued_on__lt=builder.back(LATE)).order_by("-issued_on", "pk")
    with builder.on(builder.back(2)):
        settle.each(old[1:], by=builder.acting("eva"), on=builder.back(2))


def contest(builder: Builder) -> None:
    """Bromma objects to two lines: one is answered, one waits. A line of another district has been taken back."""
    mia, eva = builder.acting("mia"), builder.acting("eva")
    invoices = Invoice.objects.in_force().filter(lines__isnull=False).order_by("-issued_on", "pk").distinct()
    lines = [line for invoice in invoices.filter(unit__name="Bromma")[:4] for line in invoice.lines.all()[:1]]
    with builder.on(builder.back(5)):
        asked = [object_to(by=mia, line=line, complaint="guarantee", words="Gäller garantin?") for line in lines[:2]]
    with builder.on(builder.back(1)):
        for objection in asked[1:]:
            reject(objection, by=eva, answer="Uppdraget pågick längre än garantin räcker.")
        for invoice in invoices.exclude(unit__name="Bromma"):
            if invoice.lines.count() > 1:
                credit_lines(invoice, by=eva, lines=[invoice.lines.first().pk], reason="amount", again=False)
                break


def plan(builder: Builder) -> None:
    """A budget for the year, and what the year has cost the brokerage."""
    year = clock.today().year
    bromma = builder.units["Bromma"]
    charges.set_budget(by=builder.acting("mia"), unit=bromma, year=year, amount=Decimal(150_000))
    team = builder.units["Resursteamen"]
    charges.set_year_cost(by=builder.acting("eva"), unit=team, year=year, amount=Decimal(1_250_000))


def order(builder: Builder, unit: str, area: str, service: str, quantity: str, words: str, stage: str) -> ServiceOrder:
    """As far as the stage says; what is taken on has a question from the brokerage."""
    secretary = builder.actor(unit, area, Role.CONTACT_SECRETARY)
    manager, rut = builder.actor(unit, area, Role.DISTRICT_MANAGER), builder.acting("rut")
    with builder.on(builder.back(16)):
        asked = {"service": service, "quantity": Decimal(quantity), "words": words}
        asked["wanted_by"] = clock.today() + timedelta(days=30)
        made = service_orders.draft(by=secretary, unit=builder.units[unit], area=area, **asked)
    if stage == "draft":
        return made
    with builder.on(builder.back(14)):
        made = service_orders.place(made, by=manager)
    if stage == "placed":
        return made
    if stage == "running":
        with builder.on(builder.back(12)):
            return service_orders.begin(made, by=rut, starts=clock.today().replace(day=1))
    with builder.on(builder.back(12)):
        made = service_orders.accept(made, by=rut)
        ask(made, rut)
    if stage == "delivered":
        with builder.on(builder.back(3)):
            made = service_orders.deliver(made, by=rut, delivered=made.quantity, on=builder.back(4))
    return made


def ask(order: ServiceOrder, rut: Actor) -> None:
    messages.write(by=rut, on=order, words="Vi kan börja i nästa vecka. Vilken dag passar er?")

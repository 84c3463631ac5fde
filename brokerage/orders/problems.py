"""Why an order can't be written or placed yet."""

import re
from decimal import Decimal

from brokerage import clock, identity
from brokerage.charges.models import PriceItem
from brokerage.charges.problems import over_budget
from brokerage.orders.models import Basis, Order, Service, ServiceOrder
from brokerage.orders.states import ServiceState
from brokerage.organisation.models import Area
from brokerage.workflow import Problem
from decisions.models import Client, Decision, Need
from decisions.states import DecisionState

PRICES = {"kontaktfamilj": "match-contact-family", "korttidsvistelse: korttidsfamilj": "match-short-term-family"}


def price_code(decision: Decision) -> str:
    """What finding someone for this decision is called in the price list."""
    return PRICES.get(decision.ground.intervention, "match-contact-person")


def basis_problem(decision: Decision, basis: Basis) -> str:
    """Why the sharing basis does not hold for this person; empty when it does.

    OSL (2009:400) 26:9 (somebody under 18), 26:9 c (LSS, and SoL for persons with disabilities, in the same
    municipality).
    That social psychiatry counts as disability is decided case by case: there, consent is asked for [reading].
    """
    if basis == Basis.CHILD and decision.client.identity.age() >= 18:
        return "Klienten är myndig: dela enligt 9 c § eller med samtycke."
    if basis == Basis.DISABILITY and decision.area not in (Area.LSS, Area.OF):
        return "26 kap. 9 c § gäller LSS och insatser vid funktionsnedsättning: välj en annan grund."
    if basis == Basis.CONSENT and not decision.client.consents.on(clock.today()).exists():
        return "Inget samtycke är antecknat för klienten."
    return ""


def naming_problem(words: str, client: Client | None = None) -> str:
    """Why a text can't go to the brokerage: it holds an identity number, or the client's own name.

    OSL (2009:400) 26:9 lets the boards share what is needed, and who it is about is not.
    """
    if identity.mentions(words):
        return "Texten innehåller något som ser ut som ett personnummer. Ta bort det."
    if client and _words(words) & {part for part in _words(client.identity.name) if len(part) > 2}:
        return "Texten nämner klientens namn. Skriv utan namn: Resursteamen ser numret på beställningen."
    if client and client.is_protected and client.unit.name.casefold() in words.casefold():
        return "Texten nämner stadsdelen. Klienten har skyddade personuppgifter."
    return ""


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def before_placing_service(order: ServiceOrder) -> list[Problem]:
    """What it costs is known, and the budget is looked at; a budget stops nothing."""
    price = PriceItem.objects.of(order.service, clock.today())
    if price is None:
        return [Problem("Prislistan saknar pris för tjänsten i dag. Hör av dig till Resursteamen.")]
    return over_budget(order.unit_id, price.amount * order.quantity, clock.today())


LONGEST = 36  # months of support in one order


def quantity_problem(service: str, quantity: Decimal) -> str:
    """Why so much of a service can't be ordered: an investigation and a month are whole ones."""
    if service in (Service.VETTING, Service.SUPPORT) and quantity != quantity.to_integral_value():
        return "Beställ ett helt antal."
    if service == Service.SUPPORT and quantity > LONGEST:
        return f"Beställ högst {LONGEST} månader i taget."
    return ""


def before_beginning(order: ServiceOrder) -> list[Problem]:
    """A unit has one support at a time, and pays for one."""
    other = ServiceOrder.objects.filter(unit=order.unit_id, state=ServiceState.RUNNING).first()
    return [Problem(f"Enheten har redan handledning som löper: {other.number}. Avsluta den först.")] if other else []


def before_placing(order: Order) -> list[Problem]:
    """The brokerage needs a described need and a decision that still waits."""
    found = []
    if not Need.objects.filter(decision=order.decision_id).exists():
        found.append(Problem("Behovet är inte beskrivet."))
    if order.decision.state not in (DecisionState.WAITING, DecisionState.INTERRUPTED):
        found.append(Problem("Beslutet väntar inte längre på någon."))
    price = PriceItem.objects.of(price_code(order.decision), clock.today())
    return found + (over_budget(order.unit_id, price.amount, clock.today()) if price else [])

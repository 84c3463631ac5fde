"""Why a month can't be invoiced yet, and what to think of before it is."""

from datetime import date, timedelta

from brokerage.invoicing.models import Form, Invoice, Objection, Seller
from brokerage.invoicing.month import Draft, first_of
from brokerage.organisation.models import Unit
from brokerage.workflow import Problem

BETWEEN_REMINDERS = timedelta(days=7)


def seller_url(seller: Seller | None) -> str:
    return seller.edit_url if seller else ""


def before_running(month: date, found: list[Draft], day: date) -> list[Problem]:
    """A month is invoiced when it is over, so that all of it comes along."""
    problems = []
    if month >= first_of(day):
        problems.append(Problem("Månaden är inte slut än. Den kan faktureras från den första i nästa månad."))
    problems += [
        Problem(f"{draft.unit} har upphört utan efterträdare. Fråga en administratör vem som har tagit över.")
        for draft in found
        if draft.unit.ends and draft.unit.ends < day
    ]
    outside = [draft for draft in found if draft.payer.form == Form.PEPPOL]
    if outside:
        problems += [
            Problem(f"{draft.unit} ska ha e-faktura. Fyll i adressen först.", url=draft.payer.edit_url)
            for draft in outside
            if not (draft.payer.street and draft.payer.postcode)
        ]
        seller = Seller.objects.filter(unit__in=Unit.objects.brokerage().on(day)).first()
        if seller is None or not (seller.bankgiro and seller.street and seller.postcode):
            problems.append(Problem("En e-faktura behöver Resursteamens bankgiro och adress.", url=seller_url(seller)))
    late = sum(charge.month != draft.month for draft in found for charge in draft.charges)
    if late:
        rows = "En rad avser" if late == 1 else f"{late} rader avser"
        text = f"{rows} en tidigare månad, som redan är fakturerad. Månaden står på raden."
        problems.append(Problem(text, blocking=False))
    return problems


def before_reminding(invoice: Invoice, day: date) -> list[Problem]:
    """Somebody is reminded of what is late, and not every day."""
    found = []
    if invoice.due_on >= day:
        found.append(Problem("Fakturan har inte förfallit."))
    if invoice.reminded_on and day < invoice.reminded_on + BETWEEN_REMINDERS:
        found.append(Problem("En påminnelse har nyss gått ut. Vänta en vecka, eller ring."))
    return found


def before_crediting(invoice: Invoice) -> list[Problem]:
    """An objection that waits is better answered than passed by."""
    open_ones = Objection.objects.open().filter(line__invoice=invoice).count()
    if not open_ones:
        return []
    return [Problem("Stadsdelen har en invändning som väntar på svar. Besvara den också.", blocking=False)]

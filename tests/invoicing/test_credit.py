"""A wrong invoice is credited, never edited; what stood on it is invoiced again, or struck."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brokerage import clock
from brokerage.audit import protection
from brokerage.audit.models import Event
from brokerage.charges.models import Charge
from brokerage.invoicing import workflow
from brokerage.invoicing.models import CreditLine, CreditNote, Invoice, InvoiceLine, Reason, Series
from brokerage.invoicing.queries import invoiced, not_invoiced, struck
from brokerage.organisation.models import Unit
from brokerage.workflow import NotAllowed, WrongState

pytestmark = pytest.mark.django_db


def test_the_whole_invoice_is_taken_back_by_a_note_of_its_own(cast, charged, run, credit, today):
    charged("Bromma", "18000.00")
    charged("Bromma", "0.75")
    (invoice,) = run()
    invoice = credit(invoice, again=True, reason=Reason.TWICE)
    note = invoice.credit_notes.get()
    assert (invoice.state, invoice.total) == ("credited", Decimal("18000.75"))
    assert (note.number, note.total, note.reason) == ("K2026-0001", Decimal("-18000.75"), "twice")
    assert (note.issued_on, note.issued_by, note.unit) == (today, cast.eva, cast.bromma)
    event = Event.objects.get(verb="invoicing.invoice.credit")
    assert event.facts == {"to": "credited", "reason": "twice", "again": True}


def test_to_be_invoiced_again(charged, run, credit):
    charged()
    credit(run()[0], again=True)
    assert not_invoiced(Charge.objects.all()).count() == 1
    (new,) = run()
    assert (new.number, new.receiver, new.total) == ("F2026-0002", "Bromma", Decimal("18000.00"))
    assert invoiced(Charge.objects.all()).get().invoice_number == "F2026-0002"
    assert Invoice.objects.get(number="F2026-0001").lines.get().amount == Decimal("18000.00")


def test_not_to_be_invoiced_again(charged, run, credit):
    charged()
    credit(run()[0], again=False)
    assert run() == []
    assert struck(Charge.objects.all()).get().invoice_number == "F2026-0001"
    later = charged("Bromma", "5.00")
    (new,) = run()
    assert new.lines.get().charge == later


def test_an_invoice_is_credited_once(charged, run, credit):
    charged()
    (invoice,) = run()
    credit(invoice, again=False)
    with pytest.raises(WrongState):
        credit(invoice, again=True)
    assert CreditNote.objects.count() == 1
    assert run() == []


@pytest.mark.parametrize("who", ["hedda", "anna", "mia", "olle", "lo", "rut", "disa", "ria", "adam"])
def test_nobody_but_the_economist_credits(cast, charged, run, who):
    charged()
    (invoice,) = run()
    with pytest.raises(NotAllowed):
        workflow.credit(invoice, by=cast.actor(who), reason="amount", again=True)
    assert not CreditNote.objects.exists()


def test_a_credit_note_is_never_edited(charged, run, credit):
    charged()
    note = credit(run()[0], again=True).credit_notes.get()
    note.total = Decimal("0.00")
    with pytest.raises(TypeError, match="never edited"):
        note.save()


def test_what_was_credited_after_a_merger_goes_to_the_successor(cast, charged, run, credit):
    charged("Farsta")
    credit(run()[0], again=True)
    Unit.objects.filter(pk=cast.farsta.pk).update(ends=date(2026, 11, 30), successor=cast.bromma)
    with clock.at(date(2026, 12, 1)):
        assert run()[0].receiver == "Bromma"


AMOUNTS = st.decimals(0, 99_999, places=2)
DEEDS = st.one_of(
    st.tuples(st.just("charge"), st.sampled_from(["Bromma", "Farsta", "Järva", "Rinkeby-Kista"]), AMOUNTS),
    st.tuples(st.just("run"), st.integers(8, 10)),
    st.tuples(st.just("credit"), st.integers(0, 5), st.booleans()),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(deeds=st.lists(DEEDS, min_size=4, max_size=14))
def test_whatever_eva_does_the_books_hold(cast, charged, run, credit, deeds):
    """After any charges, runs and credits: no gap, no number twice, sums that agree, no charge on two invoices."""
    with protection.lifted():
        for model in (CreditLine, InvoiceLine, CreditNote, Invoice, Series, Charge):
            model.objects.all().delete()
    for number, (deed, *given_) in enumerate(deeds):
        if deed == "charge":
            unit, amount = given_
            charged(unit, str(amount), month=date(2026, 8 + number % 3, 1))
        elif deed == "run":
            run(date(2026, given_[0], 1))
        elif live := list(Invoice.objects.in_force()):
            place, again = given_
            credit(live[place % len(live)], again=again)
    for rows, kind in ((Invoice.objects, "F"), (CreditNote.objects, "K")):
        drawn = list(rows.order_by("pk").values_list("number", flat=True))
        assert drawn == [f"{kind}2026-{number:04}" for number in range(1, len(drawn) + 1)]
    for invoice in Invoice.objects.prefetch_related("lines"):
        assert invoice.total == sum((line.amount for line in invoice.lines.all()), Decimal())
        assert invoice.lines.exists()
    for note in CreditNote.objects.select_related("invoice"):
        assert note.total == -note.invoice.total
    for charge in Charge.objects.prefetch_related("lines"):
        assert sum(line.holds_charge for line in charge.lines.all()) <= 1
    everything = Charge.objects.all()
    parts = [rows(everything).count() for rows in (not_invoiced, invoiced, struck)]
    assert sum(parts) == everything.count()
    live = sum(Invoice.objects.in_force().values_list("total", flat=True), Decimal())
    assert live == sum(invoiced(everything).values_list("amount", flat=True), Decimal())

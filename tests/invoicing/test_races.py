"""Two at once: of two runs one issues, of two credits one stands, and no number is left out or drawn twice."""

from functools import partial

import pytest

from brokerage.charges.models import Charge
from brokerage.invoicing import workflow
from brokerage.invoicing.models import CreditNote, Invoice, InvoiceLine
from brokerage.invoicing.queries import not_invoiced
from brokerage.organisation.models import Unit
from brokerage.workflow import WrongState
from tests.invoicing.conftest import OCTOBER, SEPTEMBER
from tests.kernel.test_workflow_races import at_once, one_wins

pytestmark = pytest.mark.django_db(transaction=True)


def numbers():
    return sorted(Invoice.objects.values_list("number", flat=True))


def test_two_runs_of_the_same_month_issue_once(cast, charged):
    for unit in ("Bromma", "Farsta", "Järva", "Skarpnäck"):
        charged(unit)
        charged(unit, "1.00")
    acts = [partial(workflow.run_month, OCTOBER, by=cast.actor("eva")) for _ in range(3)]
    assert at_once(*acts) == ["done"] * 3
    assert numbers() == [f"F2026-{number:04}" for number in range(1, 5)]
    assert InvoiceLine.objects.count() == Charge.objects.count() == 8


def test_two_months_at_once_share_one_series(cast, charged):
    districts = Unit.objects.districts().filter(ends=None)
    for unit in districts:
        for month in (SEPTEMBER, OCTOBER):
            charged(unit, month=month)
    acts = [partial(workflow.run_month, month, by=cast.actor("eva")) for month in (SEPTEMBER, OCTOBER)]
    assert at_once(*acts) == ["done"] * 2
    assert numbers() == [f"F2026-{number:04}" for number in range(1, 2 * districts.count() + 1)]


def test_two_credit_the_same_invoice_and_one_note_stands(cast, charged, run):
    charged()
    (invoice,) = run()
    acts = [
        partial(workflow.credit, invoice, by=cast.actor("eva"), reason="twice", again=again) for again in (True, False)
    ]
    one_wins(at_once(*acts), WrongState)
    note = CreditNote.objects.get()
    assert note.number == "K2026-0001"
    assert not_invoiced(Charge.objects.all()).exists() is note.again


def test_a_run_while_another_invoice_is_credited(cast, charged, run):
    """Either order will do: the charge is on exactly one live invoice, or free."""
    for _ in range(4):
        charged("Bromma")
        invoice = Invoice.objects.in_force().first() or run()[0]
        results = at_once(
            partial(workflow.credit, invoice, by=cast.actor("eva"), reason="amount", again=True),
            partial(workflow.run_month, OCTOBER, by=cast.actor("eva")),
        )
        assert results == ["done"] * 2
        run()
    assert Invoice.objects.in_force().get().lines.count() == 4
    assert numbers() == [f"F2026-{number:04}" for number in range(1, len(numbers()) + 1)]

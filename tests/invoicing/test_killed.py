"""A run that dies at any of its writes has issued nothing, and the next one issues everything, from the same number."""

import os

import pytest
from django.db import connection, connections

from brokerage.audit.models import Event
from brokerage.charges.models import Charge
from brokerage.invoicing import workflow
from brokerage.invoicing.models import CreditLine, CreditNote, Dispatch, Invoice, InvoiceLine, Payer, Series
from tests.invoicing.conftest import OCTOBER

pytestmark = pytest.mark.django_db(transaction=True)
WRITTEN = (Invoice, InvoiceLine, CreditNote, CreditLine, Dispatch, Series, Event, Charge)
WRITES = ("INSERT", "UPDATE", "DELETE")
FINISHED, DIED, FAILED = 0, 42, 1


class Killer:
    """Ends the process at its nth write, before or after it: no `finally` runs, and nothing is rolled back by us."""

    def __init__(self, at: int, *, after: bool) -> None:
        self.left, self.after = at, after

    def __call__(self, execute, sql, params, many, context):
        if not sql.lstrip().startswith(WRITES):
            return execute(sql, params, many, context)
        self.left -= 1
        if self.left == 0 and not self.after:
            os._exit(DIED)
        result = execute(sql, params, many, context)
        if self.left == 0:
            os._exit(DIED)
        return result


def dies(act, at: int, *, after: bool = False) -> int:
    """Do it in a process of its own that is killed at a write; how it ended."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            # Beside a browser the child finds a connection that was opened before it, and would share it.
            shared = connections["default"]  # kept until the end: forgotten, it would be closed for the parent too
            del connections["default"]
            assert shared is not connections["default"]
            with connection.execute_wrapper(Killer(at, after=after)):
                act()
        except BaseException:
            os._exit(FAILED)
        os._exit(FINISHED)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def standing():
    return [list(model.objects.order_by("pk").values()) for model in WRITTEN]


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_run_that_is_killed_at_any_write_has_issued_nothing(cast, charged):
    Payer.objects.filter(unit=cast.bromma).update(way="folder")
    for unit in ("Bromma", "Farsta"):
        charged(unit)
        charged(unit, "650.00")
    by, before, at = cast.actor("eva"), standing(), 0
    by.standings()
    while True:
        at += 1
        end = dies(lambda: workflow.run_month(OCTOBER, by=by), at, after=at % 2 == 0)
        if end == FINISHED:
            break
        assert end == DIED, f"write {at} failed by itself"
        assert standing() == before, f"killed at write {at} it left something behind"
    assert at > 12  # two invoices, four lines, series, dispatch and events
    assert sorted(Invoice.objects.values_list("number", flat=True)) == ["F2026-0001", "F2026-0002"]
    assert InvoiceLine.objects.count() == 4
    assert workflow.run_month(OCTOBER, by=by) == []


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_credit_that_is_killed_has_taken_nothing_back(cast, charged, run):
    charged()
    charged("Bromma", "650.00")
    (invoice,) = run()
    by, before, at = cast.actor("eva"), standing(), 0
    by.standings()
    while True:
        at += 1
        end = dies(lambda: workflow.credit(invoice, by=by, reason="amount", again=True), at)
        if end == FINISHED:
            break
        assert end == DIED
        assert standing() == before, f"killed at write {at} it left something behind"
    note = CreditNote.objects.get()
    assert (note.number, note.lines.count()) == ("K2026-0001", 2)

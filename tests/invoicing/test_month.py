"""Eva runs October: one invoice for each district, once, to the öre; and what comes late goes with November."""

from datetime import date
from decimal import Decimal

import pytest

from brokerage import clock
from brokerage.audit.models import Event
from brokerage.charges.models import Charge
from brokerage.invoicing import month, workflow
from brokerage.invoicing.models import Invoice, InvoiceLine, Payer, Seller, Series
from brokerage.organisation.models import Membership, Unit
from brokerage.workflow import Blocked, NotAllowed, Refusal
from tests.cast import SINCE
from tests.invoicing.conftest import NOVEMBER, OCTOBER, SEPTEMBER

pytestmark = pytest.mark.django_db


def numbers():
    return list(Invoice.objects.order_by("pk").values_list("number", flat=True))


def test_each_district_gets_one_invoice_with_all_its_charges(cast, charged, run, today):
    charged("Bromma", "18000.00")
    charged("Farsta", "9000.50")
    charged("Bromma", "1200.25")
    bromma, farsta = run()
    assert (bromma.unit, farsta.unit) == (cast.bromma, cast.farsta)
    assert (bromma.number, farsta.number) == ("F2026-0001", "F2026-0002")
    assert (bromma.total, farsta.total) == (Decimal("19200.25"), Decimal("9000.50"))
    assert (bromma.sender, bromma.receiver, bromma.month) == ("Resursteamen", "Bromma", OCTOBER)
    assert (bromma.issued_on, bromma.due_on, bromma.issued_by) == (today, date(2026, 12, 22), cast.eva)
    lines = [(line.position, line.text, line.amount) for line in bromma.lines.all()]
    assert lines == [
        (1, "Förmedlad kontaktfamilj, beställning 2026-0001", Decimal("18000.00")),
        (2, "Förmedlad kontaktfamilj, beställning 2026-0003", Decimal("1200.25")),
    ]


def test_the_facts_are_copied_in_and_stand(cast, charged, run):
    charged()
    (invoice,) = run()
    Unit.objects.filter(pk=cast.bromma.pk).update(name="Bromma-Ekerö")
    Payer.objects.filter(unit=cast.bromma).update(legal_name="Bromma-Ekerö", org_number="556000-4615")
    invoice = Invoice.objects.get(pk=invoice.pk)
    line = invoice.lines.get()
    assert (invoice.receiver, invoice.total, line.amount) == ("Bromma", Decimal("18000.00"), Decimal("18000.00"))
    assert line.text.startswith("Förmedlad kontaktfamilj")


def test_running_twice_changes_nothing(charged, run):
    charged("Bromma")
    charged("Farsta")
    assert len(run()) == 2
    before = [*Invoice.objects.values(), *InvoiceLine.objects.values(), *Series.objects.values()]
    events = Event.objects.count()
    assert run() == []
    assert [*Invoice.objects.values(), *InvoiceLine.objects.values(), *Series.objects.values()] == before
    assert Event.objects.count() == events


def test_a_month_without_charges_gives_no_invoice(charged, run):
    charged(month=SEPTEMBER)
    assert run() == []


def test_each_invoice_is_an_event_in_the_districts_log(cast, charged, run):
    charged("Farsta")
    (invoice,) = run()
    event = Event.objects.get(verb="invoicing.invoice.issue")
    assert (event.unit_id, event.user, event.object_id) == (cast.farsta.pk, cast.eva, invoice.pk)


@pytest.mark.parametrize("first", [NOVEMBER, date(2026, 12, 1)])
def test_a_month_is_run_when_it_is_over(charged, run, first):
    charged(month=first)
    with pytest.raises(Blocked, match="Månaden är inte slut"):
        run(first)
    assert not Invoice.objects.exists()


def test_november_is_over_on_the_first_of_december(charged, run):
    charged(month=NOVEMBER)
    with clock.at(date(2026, 12, 1)):
        assert [invoice.number for invoice in run(NOVEMBER)] == ["F2026-0001"]


def test_each_month_has_its_own_invoice(charged, run):
    charged(month=SEPTEMBER)
    charged(month=OCTOBER)
    assert [invoice.month for invoice in run(OCTOBER)] == [OCTOBER]
    assert [invoice.month for invoice in run(SEPTEMBER)] == [SEPTEMBER]
    assert numbers() == ["F2026-0001", "F2026-0002"]


def test_what_comes_late_goes_with_the_next_month(charged, run):
    charged("Bromma", "18000.00")
    run()
    late = charged("Bromma", "9000.00")
    charged("Bromma", "650.00", month=NOVEMBER)
    assert run() == []
    with clock.at(date(2026, 12, 3)):
        (invoice,) = run(NOVEMBER)
    assert invoice.total == Decimal("9650.00")
    assert invoice.lines.get(charge=late).month == OCTOBER


def test_what_comes_late_to_a_district_without_an_invoice_makes_one(charged, run):
    charged("Bromma")
    run()
    charged("Farsta")
    assert [invoice.receiver for invoice in run()] == ["Farsta"]


def test_a_new_year_begins_at_one(charged, run):
    charged()
    run()
    charged(month=date(2026, 12, 1))
    with clock.at(date(2027, 1, 4)):
        run(date(2026, 12, 1))
    assert numbers() == ["F2026-0001", "F2027-0001"]


def test_a_preview_that_is_no_longer_true_is_refused(charged, run, today):
    charged()
    mark = month.mark_of(month.of_month(OCTOBER, today))
    charged()
    with pytest.raises(Refusal, match="Underlaget har ändrats"):
        run(mark=mark)
    assert not Invoice.objects.exists()
    (invoice,) = run(mark=month.mark_of(month.of_month(OCTOBER, today)))
    assert invoice.lines.count() == 2
    assert run(mark=mark) == []  # sent twice: there is nothing left to refuse


class TestMergedDistricts:
    """Rinkeby-Kista and Spånga-Tensta became Järva on 1 July 2023: the city's own boards."""

    def test_what_the_old_ones_owe_is_invoiced_to_the_one_that_exists(self, charged, run):
        charged("Rinkeby-Kista", "100.00")
        charged("Spånga-Tensta", "20.00")
        charged("Järva", "3.00")
        (invoice,) = run()
        assert (invoice.receiver, invoice.total) == ("Järva", Decimal("123.00"))
        texts = [line.text.rpartition(", ")[2] for line in invoice.lines.order_by("position")]
        assert texts == ["beställare Rinkeby-Kista", "beställare Spånga-Tensta", "beställning 2026-0003"]

    def test_on_its_last_day_a_district_still_pays_itself(self, charged, run):
        first = date(2023, 5, 1)
        charged("Rinkeby-Kista", month=first)
        with clock.at(date(2023, 6, 30)):
            assert month.of_month(first, clock.today())[0].unit.name == "Rinkeby-Kista"
        with clock.at(date(2023, 7, 1)):
            assert month.of_month(first, clock.today())[0].unit.name == "Järva"

    def test_over_two_mergers(self, cast, charged, run):
        Unit.objects.filter(name="Järva").update(ends=date(2026, 10, 31), successor=cast.bromma)
        charged("Rinkeby-Kista")
        assert run()[0].receiver == "Bromma"

    def test_without_a_successor_nobody_is_invoiced(self, charged, run):
        Unit.objects.filter(name="Farsta").update(ends=date(2026, 10, 31))
        charged("Farsta")
        with pytest.raises(Blocked, match="Farsta har upphört utan efterträdare"):
            run()


class TestWho:
    @pytest.mark.parametrize("who", ["hedda", "anna", "mia", "olle", "lo", "rut", "disa", "ria", "adam"])
    def test_nobody_but_the_economist_runs_a_month(self, cast, charged, who):
        charged()
        with pytest.raises(NotAllowed):
            workflow.run_month(OCTOBER, by=cast.actor(who))
        assert not Invoice.objects.exists()

    def test_a_districts_own_economist_does_not_run_the_citys(self, cast, charged):
        Membership.objects.create(user=cast.hedda, unit=cast.bromma, role="economist", starts=SINCE)
        charged()
        with pytest.raises(NotAllowed):
            workflow.run_month(OCTOBER, by=cast.actor("hedda"))

    def test_a_number_that_was_refused_is_drawn_again(self, cast, charged, run):
        charged()
        with pytest.raises(NotAllowed):
            workflow.run_month(OCTOBER, by=cast.actor("mia"))
        assert [invoice.number for invoice in run()] == ["F2026-0001"]


def test_without_a_brokerage_nobody_sends(cast, charged, run):
    Unit.objects.filter(pk=cast.team.pk).update(ends=date(2026, 11, 1))
    charged()
    with pytest.raises(Refusal, match="ingen avsändare"):
        run()


def test_a_charge_stands_on_one_live_invoice(cast, charged, run):
    charge = charged()
    run()
    draft = month.Draft(cast.bromma, SEPTEMBER, [charge], month.payer_of(cast.bromma))
    with pytest.raises(Refusal, match="redan fakturerad"):
        workflow.issue(by=cast.actor("eva"), draft=draft, seller=Seller.objects.get())
    assert numbers() == ["F2026-0001"]


def test_a_year_of_eleven_districts_is_quick(charged, run, django_assert_max_num_queries):
    """For the demo city: some ten questions for each invoice, and none for the size of the past."""
    districts = Unit.objects.districts().on(date(2026, 1, 1))
    for unit in districts:
        for number in range(1, 11):
            charged(unit, month=date(2026, number, 1))
    for number in range(1, 10):
        run(date(2026, number, 1))
    with django_assert_max_num_queries(15 * districts.count()):
        assert len(run(OCTOBER)) == districts.count() == 11


def test_what_is_struck_while_the_month_runs_is_on_no_invoice(cast, charged, run, today, monkeypatch):
    """Eva strikes a charge that a colleague's run has just read."""
    charged("Bromma")
    struck = charged("Bromma", "1200.00")

    def of_month(*given):
        found = month.of_month(*given)
        facts = {"struck_on": today, "struck_by": cast.eva, "struck_because": "Dubbel"}
        Charge.objects.filter(pk=struck.pk).update(state="struck", **facts)
        return found

    monkeypatch.setattr("brokerage.invoicing.workflow.invoices.of_month", of_month)
    with pytest.raises(Refusal, match="Underlaget har ändrats"):
        run()
    assert not Invoice.objects.exists()

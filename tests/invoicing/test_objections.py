"""Mia does not agree with a line; Eva answers, and what is right is credited, by the line."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from brokerage import clock, identity
from brokerage.audit import protection
from brokerage.charges.models import Charge
from brokerage.invoicing import workflow
from brokerage.invoicing.awaiting import awaiting
from brokerage.invoicing.models import CreditLine, CreditNote, Dispatch, Invoice, InvoiceLine, Objection, Payer, Series
from brokerage.invoicing.queries import invoiced, not_invoiced, struck
from brokerage.invoicing.workflow.invoices import left_of
from brokerage.letters.models import Letter
from brokerage.workflow import Blocked, NotAllowed, Refusal, WrongState
from tests.invoicing.conftest import OCTOBER
from tests.reading import read, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def invoice(charged, run):
    """Bromma's invoice: 18 000, 9 000 and 650 kr."""
    for amount in ("18000.00", "9000.00", "650.00"):
        charged("Bromma", amount)
    return run()[0]


@pytest.fixture
def objection(cast, invoice):
    line = invoice.lines.get(position=2)
    return workflow.object_to(by=cast.actor("mia"), line=line, complaint="not_delivered", words="Ingen kom.")


class TestByTheLine:
    def take(self, cast, invoice, *positions, again=False):
        lines = [invoice.lines.get(position=each).pk for each in positions]
        return workflow.credit_lines(invoice, by=cast.actor("eva"), lines=lines, reason="amount", again=again)

    def test_one_line_is_taken_back_and_the_rest_stands(self, cast, invoice):
        invoice = self.take(cast, invoice, 2)
        note = invoice.credit_notes.get()
        assert (invoice.state, left_of(invoice)) == ("issued", Decimal("18650.00"))
        assert (note.number, note.total, note.lines.get().amount) == ("K2026-0001", Decimal(-9000), Decimal(-9000))
        fates = [rows(Charge.objects.all()).count() for rows in (invoiced, struck, not_invoiced)]
        assert fates == [2, 1, 0]

    def test_to_be_invoiced_again_with_another_month(self, cast, invoice, run):
        self.take(cast, invoice, 2, again=True)
        assert run() == []  # October has its invoice: the line goes with the next month that has none
        with clock.at(date(2026, 12, 1)):
            (new,) = run(date(2026, 11, 1))
        assert (new.lines.get().month, new.total) == (OCTOBER, Decimal("9000.00"))

    def test_the_same_line_only_once(self, cast, invoice):
        self.take(cast, invoice, 2)
        with pytest.raises(Refusal, match="inte redan är krediterade"):
            self.take(cast, invoice, 2)

    def test_all_that_is_left_is_the_whole_invoice(self, cast, invoice, credit):
        self.take(cast, invoice, 2)
        with pytest.raises(Refusal, match="Kreditera hela fakturan"):
            self.take(cast, invoice, 1, 3)
        invoice = credit(invoice, again=False)
        assert (invoice.state, left_of(invoice)) == ("credited", Decimal("0.00"))
        assert [note.total for note in invoice.credit_notes.order_by("pk")] == [Decimal(-9000), Decimal(-18650)]

    def test_a_line_of_another_invoice_is_refused(self, cast, invoice, charged, run):
        charged("Farsta")
        (other,) = run()
        with pytest.raises(Refusal, match="Välj rader"):
            workflow.credit_lines(
                invoice, by=cast.actor("eva"), lines=[other.lines.get().pk], reason="amount", again=False
            )

    def test_in_the_browser(self, client_of, invoice):
        eva = client_of("eva")
        url = reverse("invoicing:invoice_credit_lines", args=[invoice.pk])
        empty = eva.post(url, {"reason": "amount", "again": "no"})
        assert empty.status_code == 422
        done = eva.post(
            url, {"lines": [invoice.lines.get(position=3).pk], "reason": "twice", "again": "no"}, follow=True
        )
        text = done.content.decode().replace("\N{NO-BREAK SPACE}", " ")
        for part in ("Kreditfaktura K2026-0001", "Krediterad, K2026-0001", "27 000,00 kr", "−650,00 kr"):
            assert part in text, part


class TestObjecting:
    def test_mia_says_why_and_eva_is_asked(self, cast, client_of, invoice):
        mia = client_of("mia")
        url = reverse("invoicing:invoice_object", args=[invoice.pk])
        line = invoice.lines.get(position=1)
        done = mia.post(
            url, {"line": line.pk, "complaint": "guarantee", "words": "Beställning 2026-0001."}, follow=True
        )
        assert "Garantin gäller" in done.content.decode()
        (item,) = [each for each in awaiting(cast.actor("eva")) if each.count_as == "objections"]
        assert item.text == "Svara på invändning mot F2026-0001"
        page = client_of("eva").get(item.url).content.decode()
        assert "Beställning 2026-0001." in page
        assert "Godta och kreditera raden" in page
        assert "Godta" not in mia.get(item.url).content.decode()

    def test_something_else_needs_words(self, client_of, invoice):
        url = reverse("invoicing:invoice_object", args=[invoice.pk])
        answer = client_of("mia").post(url, {"line": invoice.lines.first().pk, "complaint": "other", "words": ""})
        assert "Skriv vad som är fel." in answer.content.decode()

    def test_an_identity_number_is_pointed_out(self, client_of, invoice):
        number = identity.made_up(date(2016, 5, 3), 985)
        url = reverse("invoicing:invoice_object", args=[invoice.pk])
        for text in (number, number.replace("-", ""), number[2:], f"Barnet {number[2:].replace('-', '')} fick inget"):
            answer = client_of("mia").post(url, {"line": invoice.lines.first().pk, "complaint": "twice", "words": text})
            assert "ser ut som ett personnummer" in answer.content.decode(), text
        assert not Objection.objects.exists()

    def test_a_line_waits_for_one_answer_at_a_time(self, cast, objection):
        with pytest.raises(Refusal, match="redan ifrågasatt"):
            workflow.object_to(by=cast.actor("mia"), line=objection.line, complaint="amount")

    @pytest.mark.parametrize("who", ["anna", "hedda", "olle", "lo", "rut", "eva"])
    def test_nobody_but_the_manager_objects(self, cast, invoice, who):
        with pytest.raises(NotAllowed):
            workflow.object_to(by=cast.actor(who), line=invoice.lines.first(), complaint="amount")

    def test_upheld_the_line_is_credited_in_the_same_moment(self, cast, invoice, objection):
        done = workflow.uphold(
            objection, by=cast.actor("eva"), answer="Ni har rätt.", reason="undelivered", again=False
        )
        note = CreditNote.objects.get()
        assert (done.state, done.answer, done.answered_by) == ("upheld", "Ni har rätt.", cast.eva)
        assert (note.invoice, note.total) == (invoice, Decimal("-9000.00"))
        with pytest.raises(WrongState):
            workflow.reject(objection, by=cast.actor("eva"), answer="Nej.")

    def test_upheld_on_the_only_line_the_invoice_is_credited(self, cast, charged, run):
        charged("Farsta")
        charged("Bromma", "1.00")
        invoice = Invoice.objects.get(pk=run()[0].pk)
        mine = workflow.object_to(by=cast.actor("mia"), line=invoice.lines.get(), complaint="amount")
        workflow.uphold(mine, by=cast.actor("eva"), answer="Ja.", reason="amount", again=True)
        invoice.refresh_from_db()
        assert invoice.state == "credited"

    def test_rejected_the_line_stands_and_mia_reads_why(self, cast, client_of, objection):
        url = reverse("invoicing:objection_reject", args=[objection.pk])
        assert client_of("eva").post(url, {"answer": ""}).status_code == 422
        client_of("eva").post(url, {"answer": "Uppdraget började 3 oktober."})
        assert not CreditNote.objects.exists()
        page = read(client_of("mia").get(objection.get_absolute_url()))
        assert "Uppdraget började 3 oktober." in " ".join(text_of(page, "main p"))

    def test_a_credited_line_is_not_contested(self, cast, invoice):
        line = invoice.lines.get(position=1)
        workflow.credit_lines(invoice, by=cast.actor("eva"), lines=[line.pk], reason="amount", again=False)
        with pytest.raises(Refusal, match="redan krediterad"):
            workflow.object_to(by=cast.actor("mia"), line=InvoiceLine.objects.get(pk=line.pk), complaint="amount")


class TestPaying:
    def test_paid_it_is_no_longer_outstanding(self, cast, client_of, invoice):
        url = reverse("invoicing:invoice_settle", args=[invoice.pk])
        early = client_of("eva").post(url, {"on": "2026-11-01"})
        assert "mellan fakturans dag och i dag" in early.content.decode()
        client_of("eva").post(url, {"on": "2026-11-22"})
        invoice.refresh_from_db()
        assert (invoice.state, invoice.settled_on) == ("settled", date(2026, 11, 22))
        assert not Invoice.objects.outstanding().exists()

    def test_a_paid_invoice_can_be_credited(self, cast, invoice, credit):
        workflow.settle(invoice, by=cast.actor("eva"), on=clock.today())
        assert credit(invoice, again=False).state == "credited"

    def test_what_is_late_is_reminded_of_by_a_letter_that_names_nobody_else(self, cast, invoice):
        with pytest.raises(Blocked, match="inte förfallit"):
            workflow.remind(invoice, by=cast.actor("eva"))
        with clock.at(date(2026, 12, 23)):
            (item,) = [each for each in awaiting(cast.actor("eva")) if each.text.startswith("Påminn")]
            (mine,) = awaiting(cast.actor("mia"))
            assert mine.text == "Betala faktura F2026-0001, eller invänd"
            workflow.remind(invoice, by=cast.actor("eva"))
            with pytest.raises(Blocked, match="nyss gått ut"):
                workflow.remind(invoice, by=cast.actor("eva"))
            assert not [each for each in awaiting(cast.actor("eva")) if each.text == item.text]
        letter = Letter.objects.get(purpose="reminder")
        assert (letter.address, letter.subject) == (cast.mia.email, "Påminnelse: faktura F2026-0001")
        words = set(letter.body.replace(cast.mia.name, "").split())
        for person in set(cast.people.values()) - {cast.mia}:
            assert not set(person.name.split()) & words

    def test_without_a_manager_nobody_is_reminded(self, cast, charged, run):
        charged("Farsta")
        (invoice,) = run()
        with clock.at(date(2026, 12, 23)), pytest.raises(Refusal, match="Ingen är enhetschef"):
            workflow.remind(invoice, by=cast.actor("eva"))

    def test_a_buyer_outside_is_reminded_at_its_mailbox(self, cast, charged, run):
        Payer.objects.filter(unit=cast.farsta).update(mail="faktura@farsta.example")
        charged("Farsta")
        (invoice,) = run()
        with clock.at(date(2026, 12, 23)):
            workflow.remind(invoice, by=cast.actor("eva"))
        letter = Letter.objects.get(purpose="reminder")
        assert letter.address == "faktura@farsta.example"
        assert letter.body.startswith("Hej!")
        assert "/fakturor/" not in letter.body

    @pytest.mark.parametrize(
        ("issued", "due"),
        [
            (date(2026, 11, 22), date(2026, 12, 22)),
            (date(2026, 11, 24), date(2026, 12, 28)),  # julafton, juldagen, annandagen, söndag
            (date(2026, 12, 1), date(2027, 1, 4)),  # nyårsafton, nyårsdagen, lördag, söndag
            (date(2027, 5, 26), date(2027, 6, 28)),  # midsommarafton is the 25th: the 25th is a Friday
        ],
    )
    def test_due_on_a_bank_day(self, charged, run, issued, due):
        with clock.at(issued):
            charged(month=clock.months_after(issued.replace(day=1), -1))
            assert run(clock.months_after(issued.replace(day=1), -1))[0].due_on == due

    def test_the_eves_are_a_setting(self, charged, run, settings):
        settings.BANK_EVES = ["midsommarafton"]
        with clock.at(date(2026, 11, 24)):
            charged()
            assert run()[0].due_on == date(2026, 12, 24)


AMOUNTS = st.decimals(0, 99_999, places=2)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(lines=st.lists(st.tuples(AMOUNTS, st.sampled_from("ES")), min_size=2, max_size=7), data=st.data())
def test_whatever_is_credited_of_an_invoice_with_vat_it_ends_at_nothing(cast, charged, run, outside, lines, data):
    """Line by line or at once, in any order: to the öre, VAT included."""
    with protection.lifted():
        for model in (Dispatch, CreditLine, InvoiceLine, CreditNote, Invoice, Series, Charge):
            model.objects.all().delete()
    outside()
    for amount, vat in lines:
        charged("Bromma", str(amount), vat=vat)
    (invoice,) = run()
    taxed = sum((amount for amount, vat in lines if vat == "S"), Decimal())
    assert invoice.net == sum(amount for amount, _ in lines)
    assert abs(invoice.vat - taxed / 4) <= Decimal("0.005")
    assert invoice.total == invoice.net + invoice.vat
    for line in data.draw(st.permutations(list(invoice.lines.all())))[: len(lines) - 1]:
        workflow.credit_lines(invoice, by=cast.actor("eva"), lines=[line.pk], reason="amount", again=False)
    invoice = workflow.credit(invoice, by=cast.actor("eva"), reason="amount", again=False)
    notes = list(invoice.credit_notes.all())
    assert left_of(invoice) == 0
    assert sum(note.vat for note in notes) == -invoice.vat
    assert all(note.total == note.net + note.vat for note in notes)

"""What is issued is sent: to a folder or by mail, again when it fails, and the ledger tells what became of it."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core import mail
from django.urls import reverse

from brokerage import clock
from brokerage.invoicing import workflow
from brokerage.invoicing.awaiting import awaiting
from brokerage.invoicing.models import Dispatch, Payer
from brokerage.invoicing.workflow import sending
from brokerage.workflow import NotAllowed

pytestmark = pytest.mark.django_db
MAIL = "faktura@bromma.example"


@pytest.fixture
def folder(settings, tmp_path):
    settings.INVOICE_FOLDER = tmp_path / "ut"
    return settings.INVOICE_FOLDER


@pytest.fixture
def sent_by(cast, charged, run):
    """`sent_by("folder")`: Bromma is sent its invoice so."""

    def issue(way):
        Payer.objects.filter(unit=cast.bromma).update(way=way, mail=MAIL if way == "mail" else "")
        charged("Bromma")
        charged("Farsta")
        bromma, _ = run()
        return bromma

    return issue


@pytest.fixture
def broken(monkeypatch):
    """The folder is gone, until it is mended."""

    def fail(dispatch, files):
        raise PermissionError("/en/hemlig/plats")

    with monkeypatch.context() as patch:
        patch.setitem(sending.BACKENDS, "folder", fail)
        yield


def test_into_a_folder_whole_and_once(folder, sent_by):
    sent_by("folder")
    assert sending.send_due() == 1
    assert [each.name for each in folder.iterdir()] == ["F2026-0001.pdf"]
    row = Dispatch.objects.get()
    assert (row.state, row.sent_at, row.attempts) == ("sent", clock.now(), 1)
    assert row.digest == sha256((folder / "F2026-0001.pdf").read_bytes()).hexdigest()
    assert sending.send_due() == 0


def test_to_a_buyer_outside_with_the_e_invoice_beside_it(cast, folder, outside, sent_by, credit):
    outside()
    invoice = sent_by("folder")
    credit(invoice, again=False)
    assert sending.send_due() == 2
    names = sorted(each.name for each in folder.iterdir())
    assert names == ["F2026-0001.pdf", "F2026-0001.xml", "K2026-0001.pdf", "K2026-0001.xml"]


def test_by_mail_to_a_mailbox_of_the_unit(sent_by):
    sent_by("mail")
    assert sending.send_due() == 1
    (message,) = mail.outbox
    assert (message.to, message.subject) == ([MAIL], "Faktura F2026-0001")
    assert [name for name, _, _ in message.attachments] == ["F2026-0001.pdf"]


def test_who_fetches_it_here_is_sent_nothing(charged, run):
    charged()
    run()
    assert not Dispatch.objects.exists()


def test_what_fails_is_tried_again_and_then_shown(cast, client_of, folder, sent_by, broken):
    sent_by("folder")
    moment = clock.now()
    for wait in (*sending.WAITS, timedelta()):
        with clock.at(moment):
            assert sending.send_due() == 0
            assert sending.send_due() == 0  # not at once
        moment += wait + timedelta(seconds=1)
    row = Dispatch.objects.get()
    assert (row.state, row.attempts, row.fault) == ("failed", 5, "PermissionError")
    (item,) = [each for each in awaiting(cast.actor("eva")) if "kom inte fram" in each.text]
    page = client_of("eva").get(item.url).content.decode()
    assert "PermissionError" in page
    assert "hemlig" not in page


def test_eva_sends_it_again(cast, client_of, folder, sent_by):
    sent_by("folder")
    Dispatch.objects.update(state="failed", attempts=5, fault="OSError")
    url = reverse("invoicing:dispatch_send_again", args=[Dispatch.objects.get().pk])
    assert client_of("mia").post(url).status_code == 403
    client_of("eva").post(url)
    assert sending.send_due() == 1
    assert Dispatch.objects.get().state == "sent"


def test_a_worker_that_died_is_followed_by_another(folder, sent_by):
    sent_by("folder")
    row = Dispatch.objects.get()
    later = clock.now() + sending.CLAIM
    Dispatch.objects.update(attempts=1, not_before=later)  # claimed, and never heard of again
    assert sending.send_due() == 0
    with clock.at(later):
        assert sending.send_due() == 1
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("sent", 2)


def test_of_two_workers_one_sends(folder, sent_by, monkeypatch):
    sent_by("folder")
    row = Dispatch.objects.get()
    Dispatch.objects.update(attempts=1)  # the other one was quicker
    assert sending._send(row, sending.Actor.system("due")) is False


def test_nobody_says_that_something_was_sent_but_the_one_who_sends(cast, sent_by):
    sent_by("folder")
    with pytest.raises(NotAllowed):
        sending.settle_dispatch(Dispatch.objects.get(), by=cast.actor("eva"), digest="x")


def test_a_run_that_is_refused_sends_nothing(cast, charged):
    Payer.objects.filter(unit=cast.bromma).update(way="folder")
    charged()
    with pytest.raises(NotAllowed):
        workflow.run_month(clock.months_after(clock.today().replace(day=1), -1), by=cast.actor("mia"))
    assert not Dispatch.objects.exists()

"""The outbox: a letter goes with what caused it, once, and its fate can be seen."""

import threading
from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import IntegrityError, OperationalError, connection, transaction
from django_tasks import default_task_backend

from brokerage import clock
from brokerage.letters import workflow
from brokerage.letters.models import Letter
from brokerage.letters.states import State
from brokerage.letters.tasks import deliver

pytestmark = pytest.mark.django_db
ADDRESS = "sara.lindahl@example.org"


def compose(**given):
    plain = {"purpose": "invitation", "subject": "Välkommen på träff", "body": "Hej Sara!", "address": ADDRESS}
    return workflow.compose(**{**plain, "receiver": ("recruitment.enquiry", 7), "unit_id": 4, **given})


def state_of(letter):
    letter.refresh_from_db()
    return letter.state


def after(**time):
    return clock.at(clock.now() + timedelta(**time))


@pytest.fixture
def broken_mail(monkeypatch):
    """A mail server that answers every letter with a fault that names its receiver."""

    def breaks(fault):
        def send(mail):
            raise fault(f"550 {mail.to[0]}: {mail.body}")

        monkeypatch.setattr(EmailMessage, "send", send)

    return breaks


@pytest.fixture
def jobs():
    """The numbers of the letters that delivery has been asked for."""
    default_task_backend.clear()  # type: ignore[attr-defined]
    return lambda: [job.args[0] for job in default_task_backend.results]  # type: ignore[attr-defined]


# Written


def test_a_letter_waits_until_what_caused_it_is_done(jobs, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        with transaction.atomic():
            letter = compose()
        assert jobs() == []
    assert jobs() == [letter.pk]
    assert (letter.state, letter.receiver_kind, letter.receiver_key) == (State.WAITING, "recruitment.enquiry", 7)
    assert letter.about() == [("recruitment.enquiry", 7)]
    assert mailoutbox == []


def test_what_was_not_done_sends_no_letter(jobs, django_capture_on_commit_callbacks):
    @transaction.atomic
    def do_half():
        compose()
        raise InterruptedError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(InterruptedError):
        do_half()
    assert not Letter.objects.exists()
    assert jobs() == []


def test_the_job_carries_a_number_and_nothing_of_the_letter(jobs, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        letter = compose()
    (job,) = default_task_backend.results  # type: ignore[attr-defined]
    assert (job.args, job.kwargs) == ([letter.pk], {})


def test_a_lost_job_is_no_fault_of_the_one_who_wrote(monkeypatch, django_capture_on_commit_callbacks):
    class Locked:
        def enqueue(self, pk):
            raise OperationalError("database is locked")

    with monkeypatch.context() as broken:
        broken.setattr(workflow, "deliver", Locked())
        with django_capture_on_commit_callbacks(execute=True):
            letter = compose()
    assert workflow.requeue() == 1
    assert state_of(letter) == State.WAITING


@pytest.mark.parametrize("missing", ["address", "body", "purpose"])
def test_a_letter_is_refused_when_something_is_missing(missing):
    with pytest.raises(ValidationError) as caught:
        compose(**{missing: ""})
    assert list(caught.value.message_dict) == [missing]


def test_a_sent_letter_has_its_moment():
    letter = compose()
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(state=State.SENT)


# Sent


def test_the_job_sends_the_letter_once(mailoutbox):
    letter = compose()
    deliver.call(letter.pk)
    deliver.call(letter.pk)
    (mail,) = mailoutbox
    assert (mail.to, mail.subject, mail.body) == ([ADDRESS], "Välkommen på träff", "Hej Sara!")
    assert state_of(letter) == State.SENT
    assert (letter.sent_at, letter.attempts, letter.fault) == (clock.now(), 1, "")


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_a_letter_once(mailoutbox):
    for _ in range(6):
        letter = compose()
        gate = threading.Barrier(2)

        def work(letter=letter, gate=gate):
            connection.ensure_connection()
            gate.wait(10)
            workflow.send(letter.pk)
            connection.close()

        workers = [threading.Thread(target=work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join(20)
        assert state_of(letter) == State.SENT
        assert letter.attempts == 1
    assert len(mailoutbox) == 6


@pytest.mark.django_db(transaction=True)
def test_the_mail_server_is_not_waited_for_inside_a_transaction(monkeypatch):
    was_inside = []
    monkeypatch.setattr(EmailMessage, "send", lambda mail: was_inside.append(connection.in_atomic_block))
    workflow.send(compose().pk)
    assert was_inside == [False]


def test_a_letter_that_was_withdrawn_is_not_sent(mailoutbox):
    letter = compose()
    workflow.withdraw(letter)
    deliver.call(letter.pk)
    assert mailoutbox == []
    assert state_of(letter) == State.WITHDRAWN
    with after(days=1):
        assert workflow.requeue() == 0


def test_a_letter_that_has_gone_out_stays_sent(mailoutbox):
    letter = compose()
    stale = Letter.objects.get(pk=letter.pk)
    deliver.call(letter.pk)
    workflow.withdraw(letter)
    workflow.withdraw(stale)  # as it looked before
    assert state_of(letter) == State.SENT


def test_no_letter_is_no_fault(mailoutbox):
    deliver.call(4711)
    assert mailoutbox == []


# Faults


def test_a_fault_is_tried_again_with_growing_waits_and_given_up_after_the_last(broken_mail, jobs):
    broken_mail(SMTPServerDisconnected)
    letter = compose()
    moment = clock.now()
    for number, wait in enumerate(workflow.WAITS, 1):
        with clock.at(moment):
            deliver.call(letter.pk)
        assert state_of(letter) == State.WAITING
        assert (letter.attempts, letter.not_before) == (number, moment + wait)
        moment += wait
        with clock.at(moment - timedelta(seconds=1)):
            deliver.call(letter.pk)
            assert workflow.requeue() == 0
        assert state_of(letter) == State.WAITING
        assert letter.attempts == number  # too early: nothing was tried
        with clock.at(moment):
            assert workflow.requeue() == 1
    with clock.at(moment):
        deliver.call(letter.pk)
    assert state_of(letter) == State.FAILED
    assert letter.attempts == len(workflow.WAITS) + 1
    with clock.at(moment + timedelta(days=7)):
        assert workflow.requeue() == 0
    assert jobs() == [letter.pk] * len(workflow.WAITS)


def test_the_second_try_succeeds(broken_mail, monkeypatch, mailoutbox):
    letter = compose()
    broken_mail(OSError)
    deliver.call(letter.pk)
    monkeypatch.undo()
    with after(minutes=2):
        deliver.call(letter.pk)
    assert len(mailoutbox) == 1
    assert state_of(letter) == State.SENT
    assert (letter.attempts, letter.fault) == (2, "")


@pytest.mark.parametrize("fault", [SMTPServerDisconnected, OSError, ValueError, RuntimeError])
def test_of_a_fault_only_its_kind_is_kept(broken_mail, fault, caplog):
    broken_mail(fault)
    letter = compose()
    deliver.call(letter.pk)  # no fault reaches the worker, which would write its text into the job table
    assert state_of(letter) == State.WAITING
    assert letter.fault == fault.__name__
    assert ADDRESS not in caplog.text


def test_a_letter_whose_worker_died_is_sent_by_another(jobs, mailoutbox):
    letter = compose()
    Letter.objects.update(state=State.SENDING, claimed_at=clock.now(), attempts=1)  # killed right after its claim
    with after(minutes=10):
        assert workflow.requeue() == 0
        assert state_of(letter) == State.SENDING
    with after(minutes=10, seconds=1):
        assert workflow.requeue() == 0
        assert state_of(letter) == State.WAITING
        assert letter.fault == "stuck"
    with after(minutes=12):
        assert workflow.requeue() == 1
        deliver.call(letter.pk)
    assert jobs() == [letter.pk]
    assert len(mailoutbox) == 1


def test_a_letter_that_kills_every_worker_is_given_up():
    letter = compose()
    Letter.objects.update(state=State.SENDING, claimed_at=clock.now(), attempts=len(workflow.WAITS) + 1)
    with after(minutes=11):
        workflow.requeue()
    assert state_of(letter) == State.FAILED


def test_the_newest_letters_to_somebody(today):
    first = compose()
    with after(hours=1):
        second = compose()
        compose(receiver=("recruitment.enquiry", 8))
    assert list(Letter.objects.to_person("recruitment.enquiry", 7).newest_first()) == [second, first]

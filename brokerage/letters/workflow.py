"""Writing letters and following them to their fate.

It lies below the kernel's `@step`: a letter is always written inside somebody else's step, and delivered by the worker.
Delivery is at least once: a worker killed between sending and noting it sends again.
"""

from datetime import timedelta

from django.core.mail import EmailMessage
from django.db import transaction

from brokerage import clock
from brokerage.letters import sms
from brokerage.letters.models import Channel, Letter
from brokerage.letters.states import LETTER
from brokerage.letters.tasks import deliver

WAITS = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))


def compose(
    *,
    purpose: str,
    address: str,
    body: str,
    receiver: tuple[str, int],
    unit_id: int | None,
    area: str = "",
    subject: str = "",
    channel: Channel = Channel.MAIL,
) -> Letter:
    """Put a letter in the outbox, in the same transaction as what caused it."""
    kind, key = receiver
    letter = Letter(
        purpose=purpose,
        address=address,
        subject=subject,
        body=body,
        channel=channel,
        unit_id=unit_id,
        area=area,
        receiver_kind=kind,
        receiver_key=key,
    )
    letter.full_clean()
    letter.save()
    # Robust: what is committed is done, and the due loop asks again for a letter whose job was lost.
    transaction.on_commit(lambda: deliver.enqueue(letter.pk), robust=True)
    return letter


def send(letter_id: int) -> None:
    """Claim a waiting letter, send it outside any transaction, and note what became of it."""
    with transaction.atomic():
        letter = Letter.objects.select_for_update().filter(pk=letter_id).due_at(clock.now()).first()
        if letter is None:
            return  # sent by another worker, withdrawn, or not yet due: the due loop asks again
        _move(letter, "claim", claimed_at=clock.now(), attempts=letter.attempts + 1)
    try:
        _transmit(letter)
    except Exception as fault:
        # Whatever it is, it must not end in the job table: only its kind is kept, its text may hold an address.
        _after_fault(letter, type(fault).__name__)
    else:
        _move(letter, "settle", sent_at=clock.now(), fault="")


def withdraw(letter: Letter) -> None:
    """A letter that has not gone out is not sent after all."""
    if letter.state in LETTER["withdraw"][0]:
        _move(letter, "withdraw")


def requeue() -> int:
    """Ask for delivery again of all that is due or stuck; how many. Run by the due loop."""
    moment = clock.now()
    for letter in Letter.objects.stuck_at(moment):
        _after_fault(letter, "stuck")
    due = list(Letter.objects.due_at(moment).values_list("pk", flat=True)[:500])
    for pk in due:
        deliver.enqueue(pk)
    return len(due)


def _after_fault(letter: Letter, fault: str) -> None:
    if letter.attempts > len(WAITS):
        _move(letter, "give_up", fault=fault)
    else:
        _move(letter, "retry", fault=fault, not_before=clock.now() + WAITS[letter.attempts - 1])


def _move(letter: Letter, name: str, **values: object) -> None:
    sources, target = LETTER[name]
    moved = Letter.objects.filter(pk=letter.pk, state__in=sources).update(state=target, **values)
    if moved:
        letter.state = target
        for field, value in values.items():
            setattr(letter, field, value)


def _transmit(letter: Letter) -> None:
    if letter.channel == Channel.SMS:
        sms.send(letter.address, letter.body)
        return
    EmailMessage(letter.subject, letter.body, to=[letter.address]).send()

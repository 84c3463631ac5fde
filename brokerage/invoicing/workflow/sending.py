"""Sending what is issued: a folder that the finance system reads, or mail; tried again, and noted in a ledger.

At least once: a worker that dies between sending and noting sends the same files again, under the same names.
"""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage

from brokerage import clock
from brokerage.access import Actor
from brokerage.invoicing import rules as rules  # fills the matrix before a verb names an action of it
from brokerage.invoicing.formats.paper import credit_paper, invoice_paper, xml_of
from brokerage.invoicing.models import Dispatch, Way
from brokerage.invoicing.states import DISPATCH
from brokerage.workflow import WrongState, step

WAITS = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))
CLAIM = timedelta(minutes=10)  # how long a worker has for one, before another takes it on
Files = dict[str, bytes]


def send_due() -> int:
    """Send all that is due; how many went out. Run by the due loop."""
    by = Actor.system("due")
    return sum(_send(each, by) for each in Dispatch.objects.due_at(clock.now()).order_by("pk")[:100])


@step(DISPATCH, "settle_dispatch", action="dispatches.settle", label="Skickad", done="Skickad")
def settle_dispatch(dispatch: Dispatch, *, by: Actor, digest: str) -> None:
    """It has gone out."""
    dispatch.sent_at, dispatch.digest, dispatch.fault = clock.now(), digest, ""


@step(DISPATCH, "give_up", action="dispatches.settle", label="Ge upp", done="Kom inte fram")
def give_up(dispatch: Dispatch, *, by: Actor, fault: str) -> None:
    """Tried often enough: the economist is asked to look."""
    dispatch.fault = fault


@step(DISPATCH, "send_again", action="dispatches.send", label="Skicka igen", done="Läggs i kö igen", direct=True)
def send_again(dispatch: Dispatch, *, by: Actor) -> None:
    """The economist has looked, and it is tried anew."""
    dispatch.attempts, dispatch.not_before, dispatch.fault = 0, clock.now(), ""


def files_of(dispatch: Dispatch) -> Files:
    """The paper, and the e-invoice where there is one, by the names they are known by."""
    row: Any = dispatch.invoice or dispatch.note
    files = {f"{dispatch.number}.pdf": invoice_paper(row) if dispatch.invoice_id else credit_paper(row)}
    if xml := xml_of(row):
        files[f"{dispatch.number}.xml"] = xml
    return files


def _to_folder(dispatch: Dispatch, files: Files) -> None:
    """Whole or not at all: a reader never sees half a file. The e-invoice comes last, when its paper is there."""
    folder = Path(settings.INVOICE_FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        part = folder / f".{name}.part"
        part.write_bytes(content)
        part.replace(folder / name)


def _by_mail(dispatch: Dispatch, files: Files) -> None:
    mail = EmailMessage(f"Faktura {dispatch.number}", "Fakturan är bifogad.", to=[dispatch.address])
    for name, content in files.items():
        mail.attach(name, content, "application/pdf" if name.endswith(".pdf") else "application/xml")
    mail.send()


BACKENDS: dict[str, Callable[[Dispatch, Files], None]] = {Way.FOLDER: _to_folder, Way.MAIL: _by_mail}


def _send(dispatch: Dispatch, by: Actor) -> bool:
    """Claim it, send it outside any transaction, and note what became of it."""
    mine = Dispatch.objects.due_at(clock.now()).filter(pk=dispatch.pk, attempts=dispatch.attempts)
    if not mine.update(attempts=dispatch.attempts + 1, not_before=clock.now() + CLAIM):
        return False  # another worker was quicker
    row = Dispatch.objects.for_sending().get(pk=dispatch.pk)
    try:
        files = files_of(row)
        BACKENDS[row.way](row, files)
    except Exception as fault:
        # Whatever it is, the others still go out; only its kind is kept, since its text may hold an address.
        _after_fault(row, type(fault).__name__, by)
        return False
    digest = hashlib.sha256(b"".join(files.values())).hexdigest()
    try:
        settle_dispatch(row, by=by, digest=digest)
    except WrongState:
        return False  # noted by a worker that had taken it on in the meantime
    return True


def _after_fault(row: Dispatch, fault: str, by: Actor) -> None:
    if row.attempts > len(WAITS):
        give_up(row, by=by, fault=fault)
    else:
        Dispatch.objects.filter(pk=row.pk).update(fault=fault, not_before=clock.now() + WAITS[row.attempts - 1])

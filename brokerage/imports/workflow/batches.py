"""An import on its way: sent in, looked through, and read in or dropped. What was sent is kept for a day at most."""

from collections.abc import Iterable
from typing import Any

from brokerage import clock
from brokerage.access import Actor, permitted
from brokerage.imports import rules
from brokerage.imports.known import Known, there
from brokerage.imports.models import ImportBatch, ImportFile
from brokerage.imports.reading import Reading, read
from brokerage.imports.records import City
from brokerage.imports.states import IMPORT
from brokerage.imports.workflow.city import put_in
from brokerage.organisation.people import unit_of
from brokerage.workflow import Refusal, creates, step
from recruitment.models import Enquiry


@creates("imports.upload", label="Läs igenom", done="Filerna är inskickade")
def upload(*, by: Actor, files: Iterable[tuple[str, bytes]]) -> tuple[Any, ...]:
    """Files are sent in, to be looked through before anything is saved."""
    unit_id, area = rules.seat(by)
    sent = list(files)
    called = ", ".join(name for name, _ in sent)
    batch = ImportBatch(unit=unit_of(unit_id), area=area, uploaded_by=by.user, name=called[:200])
    kept = (ImportFile(batch=batch, name=name[-120:], content=content) for name, content in sent)
    return batch, *kept


def look_through(batch: ImportBatch, *, by: Actor) -> Reading:
    """What the files say, beside what the actor may know of what is there. Saves nothing."""
    there_already = there(
        clients=permitted(by, "clients.view"),
        decisions=permitted(by, "decisions.view"),
        volunteers=permitted(by, "volunteers.view"),
        enquiries=Enquiry.objects.filter(unit=batch.unit_id),  # only whether a row of the file is there already
    )
    files = [(each.name, bytes(each.content)) for each in batch.files.all()]
    return read(files, Known.now(), there_already, seats=rules.seats(by))


def confirm(batch: ImportBatch, *, by: Actor, good_rows: bool) -> ImportBatch:
    """Read the files anew, and put in all rows or, with `good_rows`, those without faults.

    The reading is done before the transaction begins. Raises Refusal where rows have faults or none is left.
    """
    reading = look_through(batch, by=by)
    if reading.faults and not good_rows:
        raise Refusal("Rader har fel. Rätta filen och skicka in den igen, eller läs in bara de rader som är rätt.")
    if not reading.city:
        raise Refusal("Det finns ingen rad att läsa in.")
    return apply(batch, by=by, city=reading.city, left_out=reading.left_out)


@step(IMPORT, "apply", action="imports.apply", label="Läs in", done="Inläst")
def apply(batch: ImportBatch, *, by: Actor, city: City, left_out: int) -> dict[str, int]:
    """The rows are put in, all or nothing, and the files are thrown away."""
    put_in(city, by=by, batch=batch)
    batch.files.all().delete()
    batch.applied_at, batch.left_out = clock.now(), left_out
    return {
        "volunteers": len(city.volunteers),
        "decisions": batch.decisions,
        "assignments": len(city.assignments),
        "enquiries": len(city.enquiries),
        "left_out": left_out,
    }


@step(IMPORT, "drop", action="imports.drop", label="Kasta", done="Kasserad", direct=True, risky=True)
def drop(batch: ImportBatch, *, by: Actor) -> None:
    """Nothing is read in, and the files are thrown away."""
    batch.files.all().delete()


def drop_stale() -> int:
    """Throw away what nobody has confirmed within a day; the number of imports dropped."""
    stale = list(ImportBatch.objects.stale_at(clock.now()))
    for batch in stale:
        drop(batch, by=Actor.system("due"))
    return len(stale)

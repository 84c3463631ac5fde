"""Units, volunteers, clients with decisions, and assignments: put in together, all or nothing."""

from django.db import transaction

from brokerage import clock, names
from brokerage.access import Actor
from brokerage.audit.recording import Entry, kind_of, record_many
from brokerage.imports.known import Known
from brokerage.imports.models import ImportBatch
from brokerage.imports.records import City, UnitRow
from brokerage.imports.states import ImportState
from brokerage.imports.workflow.assignments import put_in_assignments
from brokerage.imports.workflow.cases import put_in_cases
from brokerage.imports.workflow.enquiries import put_in_enquiries
from brokerage.imports.workflow.histories import put_in_histories
from brokerage.imports.workflow.rows import save_all
from brokerage.imports.workflow.volunteers import put_in_volunteers
from brokerage.organisation.models import Unit


def put_in(city: City, *, by: Actor, batch: ImportBatch | None = None, left_out: int = 0) -> ImportBatch:
    """Make every row and Event of the import in one short transaction, as the steps would have made them.

    No rule is asked here: the step that confirms an import asks it, and so do the import command and the demo city,
    which act for the whole city. Without a user, whoever made a decision counts as the one who put it in.
    Queries: some for each table, and one more for each 500 rows. Raises Refusal or ValidationError; then nothing is
    saved.
    """
    with transaction.atomic():
        is_whole_city = batch is None
        batch = batch or _opened(by, left_out)
        known = Known.now()
        new_units = _put_in_units(city.units, known, by=by, number=batch.pk)
        volunteers = put_in_volunteers(city.volunteers, known, by=by, number=batch.pk)
        decisions = put_in_cases(city.cases, known, by=by, number=batch.pk)
        past = put_in_histories(city.histories, known, by=by, number=batch.pk)
        put_in_assignments(city.assignments, known, volunteers, decisions, by=by, number=batch.pk)
        put_in_enquiries(city.enquiries, known, by=by, number=batch.pk)
        counts = {
            "units": len(new_units),
            "volunteers": len(city.volunteers),
            "decisions": len(city.cases) + len(past),
            "assignments": len(city.assignments),
            "enquiries": len(city.enquiries),
        }
        for name, count in counts.items():
            setattr(batch, name, count)
        ImportBatch.objects.filter(pk=batch.pk).update(**counts)
        if is_whole_city:
            _record_per_unit(city, batch, known, by=by)
    return batch


def _opened(by: Actor, left_out: int) -> ImportBatch:
    """The import of a whole city, which nobody has to confirm."""
    batch = ImportBatch(uploaded_by=by.user, state=ImportState.APPLIED, applied_at=clock.now(), left_out=left_out)
    return save_all([batch])[0]


def _put_in_units(rows: tuple[UnitRow, ...], known: Known, *, by: Actor, number: int) -> list[Unit]:
    new = [row for row in rows if row.name not in known.units]
    made = save_all(
        Unit(name=row.name, name_key=names.key(row.name)[:160], kind=row.kind, starts=row.starts, ends=row.ends)
        for row in new
    )
    known.units.update({unit.name: unit for unit in made})
    merged = []
    for row, unit in zip(new, made, strict=True):
        if row.successor:
            unit.successor = known.unit(row.successor)
            merged.append(unit)
    Unit.objects.bulk_update(merged, ["successor"], batch_size=500)
    record_many(
        Entry(f"{kind_of(unit)}.added", by=by, obj=unit, about=[(kind_of(unit), unit.pk)], facts={"import": number})
        for unit in made
    )
    return made


def _record_per_unit(city: City, batch: ImportBatch, known: Known, *, by: Actor) -> None:
    """What each unit was given: an import is an Event of every unit that it touched."""
    counts: dict[str, dict[str, int]] = {}
    past = tuple({row.key: row for row in city.histories}.values())
    lists = (
        ("volunteers", city.volunteers),
        ("decisions", city.cases + past),
        ("assignments", city.assignments),
        ("enquiries", city.enquiries),
    )
    for kind, rows in lists:
        for row in rows:
            of_unit = counts.setdefault(row.unit, {})
            of_unit[kind] = of_unit.get(kind, 0) + 1
    record_many(
        Entry(
            f"{kind_of(batch)}.apply",
            by=by,
            obj=batch,
            about=batch.about(),
            unit_id=known.unit(name).pk,
            facts={**of_unit, "import": batch.pk},
        )
        for name, of_unit in counts.items()
    )

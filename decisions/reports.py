"""From rows to reports: the decisions that a quarter or a year is about, as the pure modules know them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from brokerage.organisation.models import Unit
from decisions.ledger import History, Quarter
from decisions.tables import Counted, Row, intervention_of, law_of, table


def history_of(row: Any) -> History:
    """The dates of a decision. Queries, unless its interruptions are fetched already."""
    return History(
        pk=row.pk,
        decided_on=row.decided_on,
        executed_on=row.executed_on,
        interruptions=tuple((each.since, each.until) for each in row.interruptions.all()),
        ended_on=row.ended_on,
        reportable=row.ground.reportable,
    )


def counted(row: Any) -> Counted:
    """A decision as the customer's table knows it."""
    ground = row.ground
    return Counted(law_of(ground.law), row.area, intervention_of(ground.intervention), history_of(row))


def table_of(rows: Any, year: int, today: date) -> list[Row]:
    """The table of a year over a set of decisions. Three queries."""
    return table([counted(each) for each in _of_year(rows, year)], year, today)


def tables_by_district(rows: Any, year: int, today: date, *, now: bool) -> list[tuple[str, list[Row]]]:
    """A table for each district with decisions: the district of then, or with `now` the one that has taken it over."""
    heirs = successors() if now else {}
    of_unit: dict[str, list[Counted]] = {}
    for row in _of_year(rows.select_related("unit"), year):
        unit = heirs.get(row.unit_id, row.unit)
        of_unit.setdefault(unit.name, []).append(counted(row))
    names = {each.name: each.name_key for each in Unit.objects.all()}
    return [(name, table(of_unit[name], year, today)) for name in sorted(of_unit, key=names.__getitem__)]


def successors() -> dict[int, Unit]:
    """Of each unit that has been taken over: the unit of today. One query."""
    units = {each.pk: each for each in Unit.objects.all()}
    found = {}
    for unit in units.values():
        heir = unit
        while heir.successor_id:
            heir = units[heir.successor_id]
        if heir is not unit:
            found[unit.pk] = heir
    return found


def board_of(unit: Unit) -> set[int]:
    """A board and everything that it has taken over, however long ago. One query."""
    return {unit.pk} | {pk for pk, heir in successors().items() if heir.pk == unit.pk}


def _of_year(rows: Any, year: int) -> Iterable[Any]:
    return rows.late_between(Quarter(year, 1).first, Quarter(year, 4).last)

"""Tables of text become records, and every fault of every row is found: with sheet, row, column and a sentence.

Pure: what is known of the city is handed in. A file with faults never stops the reading of the rest.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from brokerage import names
from brokerage.imports import problems
from brokerage.imports.cells import Wrong
from brokerage.imports.columns import (
    ASSIGNMENTS,
    CASES,
    ENQUIRIES,
    HISTORIES,
    SHEETS,
    UNITS,
    VOLUNTEERS,
)
from brokerage.imports.files import Table, Unreadable, tables
from brokerage.imports.known import Known, There
from brokerage.imports.records import (
    AssignmentRow,
    CaseRow,
    City,
    EnquiryRow,
    HistoryRow,
    UnitRow,
    VolunteerRow,
)
from brokerage.imports.shapes import EXPLANATIONS, Incomplete, Sheet
from brokerage.organisation.models import Role

MOST_LETTERS = 4_000  # in any cell
_WHO: dict[str, str] = {
    Role.CASE_OFFICER: "handläggare",
    Role.DISTRICT_MANAGER: "enhetschef",
    Role.CONTACT_SECRETARY: "kontaktsekreterare",
    Role.RECRUITER: "rekryterare",
    Role.APPROVER: "godkännare",
}


@dataclass(frozen=True, order=True)
class Fault:
    """What is wrong where. Row 0: with the sheet, or with the file, as a whole."""

    sheet: str
    row: int
    column: str
    sentence: str

    @property
    def where(self) -> str:
        """«Uppdrag, rad 7, Sista dag»."""
        row = f"rad {self.row}" if self.row else ""
        return ", ".join(part for part in (self.sheet, row, self.column) if part)


@dataclass
class Reading:
    """What the files say: the good rows, and the faults of the others."""

    city: City = field(default_factory=City)
    faults: list[Fault] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)  # of each sheet that was there, good or not

    @property
    def left_out(self) -> int:
        return sum(self.rows.values()) - len(self.city)


@dataclass
class _Line:
    """One row on its way: its record once its cells could be read, and why it can't be put in."""

    sheet: Sheet
    row: int
    values: dict[str, Any] = field(default_factory=dict)
    record: Any = None
    faults: list[Fault] = field(default_factory=list)

    def wrong(self, column: str, sentence: str) -> None:
        """A fault under a heading, or of the record's field of that name."""
        headings = {each.heading for each in self.sheet.columns}
        heading = column if column in headings else self.sheet.column(column)
        self.faults.append(Fault(self.sheet.title, self.row, heading, sentence))


def read(
    files: Iterable[tuple[str, bytes]],
    known: Known,
    there: There,
    *,
    seats: frozenset[tuple[str, str]] | None = None,
) -> Reading:
    """Everything that the files say. With `seats` only rows of those units and programme areas are taken."""
    reading = Reading()
    lines: dict[str, list[_Line]] = {sheet.name: [] for sheet in SHEETS}
    found: dict[str, list[tuple[Sheet, list[Any], Table]]] = {sheet.name: [] for sheet in SHEETS}
    for name, content in files:
        try:
            opened = tables(name, content)
        except Unreadable as error:
            reading.faults.append(Fault(name, 0, "", str(error)))
            continue
        for table in opened:
            if recognised := _recognise(table, reading):
                found[recognised[0].name].append((*recognised, table))
    for sheet in SHEETS:
        for _, columns, table in found[sheet.name]:
            reading.rows[sheet.title] = reading.rows.get(sheet.title, 0) + len(table.rows) - 1
            lines[sheet.name] += [_line(sheet, columns, number, row, known) for number, row in table.rows[1:]]
        if sheet is UNITS:
            known = _with_units(known, lines["enheter"])
    _judge(lines, known, there, seats)
    _gather(reading, lines)
    return reading


def _recognise(table: Table, reading: Reading) -> tuple[Sheet, list[Any]] | None:
    """Which sheet a table is, by its headings, and the column of each of its cells."""
    if not table.rows or names.key(table.name) == names.key(EXPLANATIONS):
        return None
    row, header = table.rows[0]
    keys = [names.key(cell) for cell in header]
    sheet = max(
        SHEETS,
        key=lambda each: (len(set(keys) & set(each.by_heading())), names.key(each.name) == names.key(table.name)),
    )
    by_heading = sheet.by_heading()
    required = [each for each in sheet.columns if each.required]
    there = {by_heading[key].name for key in keys if key in by_heading}
    if len([each for each in required if each.name in there]) * 2 < len(required):
        known = ", ".join(each.title for each in SHEETS)
        reading.faults.append(
            Fault(table.name, row, "", f"Rubrikerna känns inte igen. Utgå från någon av mallarna: {known}.")
        )
        return None
    for each in required:
        if each.name not in there:
            reading.faults.append(Fault(sheet.title, row, each.heading, "Kolumnen saknas."))
    for place, key in enumerate(keys):
        if key and key not in by_heading:
            reading.faults.append(Fault(sheet.title, row, header[place], "Kolumnen finns inte i mallen."))
        elif key and key in keys[:place]:
            reading.faults.append(Fault(sheet.title, row, header[place], "Kolumnen finns två gånger."))
    return sheet, [by_heading.get(key) for key in keys]


def _line(sheet: Sheet, columns: list[Any], number: int, cells: tuple[str, ...], known: Known) -> _Line:
    line = _Line(sheet, number)
    values = line.values
    for column, cell in zip(columns, cells, strict=False):
        if column is None or not cell:
            continue
        if len(cell) > MOST_LETTERS:
            line.wrong(column.heading, f"Texten är {len(cell)} tecken lång, och det är för långt.")
            continue
        try:
            values[column.name] = column.read(cell, known)
        except Wrong as error:
            line.wrong(column.heading, str(error))
    for column in sheet.columns:
        if (
            column.required
            and column.name not in values
            and not any(each.column == column.heading for each in line.faults)
        ):
            line.wrong(column.heading, "Fyll i.")
    if not line.faults:
        try:
            line.record = sheet.record(dict(values))
        except Incomplete as error:
            line.wrong(error.column, error.sentence)
    return line


def _with_units(known: Known, lines: list[_Line]) -> Known:
    """The city's units and those that come with the import."""
    new = {names.key(line.record.name): line.record.name for line in lines if line.record}
    return replace(known, unit_names={**new, **known.unit_names})


def _judge(lines: dict[str, list[_Line]], known: Known, there: There, seats: frozenset[tuple[str, str]] | None) -> None:
    """What is wrong with a row as a whole, beside the others, and beside what is there."""
    judged = _Judge(known, there, seats)
    for sheet, judge in (
        (UNITS, judged.unit),
        (VOLUNTEERS, judged.volunteer),
        (CASES, judged.case),
        (ASSIGNMENTS, judged.assignment),
        (HISTORIES, judged.history),
        (ENQUIRIES, judged.enquiry),
    ):
        for line in lines[sheet.name]:
            if line.record:
                judge(line, line.record)
            else:
                judged.unread(line)
    judged.whole_histories()


class _Judge:
    """Remembers the rows that it has passed and those that it has not: rows refer to one another."""

    def __init__(self, known: Known, there: There, seats: frozenset[tuple[str, str]] | None) -> None:
        self.known, self.there, self.seats = known, there, seats
        self.unit_rows: dict[str, _Line] = {}
        self.references: dict[tuple[str, str], _Line] = {}
        self.volunteers: dict[tuple[str, str], tuple[str, ...]] = {}
        self.cases: dict[tuple[str, str], _Line] = {}
        self.granted: dict[tuple[str, str], problems.Granted] = {}
        self.people: dict[tuple[str, str, str], tuple[int, tuple[Any, ...]]] = {}
        self.assigned: dict[tuple[str, str, str], _Line] = {}
        self.histories: dict[tuple[Any, ...], list[_Line]] = {}
        self.enquiries: dict[tuple[Any, ...], _Line] = {}

    def unread(self, line: _Line) -> None:
        """A row with a cell that can't be read is known by its name all the same, to those that refer to it."""
        if line.sheet is HISTORIES:
            self.histories.setdefault((line.values.get("number"), line.values.get("decided_on")), []).append(line)
            return
        for seen, name in ((self.references, "reference"), (self.cases, "case_reference")):
            if line.sheet not in (ASSIGNMENTS, ENQUIRIES) and {"unit", name} <= line.values.keys():
                seen.setdefault((line.values["unit"], line.values[name]), line)

    def unit(self, line: _Line, row: UnitRow) -> None:
        if self.seats is not None:
            line.wrong("name", "Enheter läses bara in för hela staden, av den som driver systemet.")
        if row.ends and row.ends < row.starts:
            line.wrong("ends", "Enheten kan inte upphöra före sin första dag.")
        if row.successor and names.key(row.successor) not in self.known.unit_names:
            line.wrong("successor", f"Enheten «{row.successor}» finns inte.")
        self._once(line, "name", self.unit_rows, names.key(row.name))

    def volunteer(self, line: _Line, row: VolunteerRow) -> None:
        key = (row.unit, row.reference)
        self._seated(line, row.unit, row.area)
        self._once(line, "reference", self.references, key)
        if key in self.there.references:
            line.wrong("reference", "En uppdragstagare med den beteckningen finns redan.")
        self._holds(line, "investigator", row.investigator, row.unit, Role.CONTACT_SECRETARY, Role.RECRUITER)
        self._holds(line, "approver", row.approver, row.unit, Role.DISTRICT_MANAGER, Role.APPROVER)
        self._say(line, problems.of_volunteer(row))
        if not line.faults:
            self.volunteers[key] = row.kinds

    def case(self, line: _Line, row: CaseRow) -> None:
        key = (row.unit, row.case_reference)
        ground = self.known.grounds[row.ground]
        self._seated(line, row.unit, row.area)
        self._once(line, "case_reference", self.cases, key)
        if key in self.there.decisions:
            line.wrong("case_reference", "Ett beslut med den beteckningen finns redan.")
        self._person(line, row)
        self._holds(line, "decision_maker", row.decision_maker, row.unit, Role.CASE_OFFICER)
        self._say(line, problems.of_case(row, ground))
        if not line.faults:
            self.granted[key] = problems.granted_in(row, ground)

    def _person(self, line: _Line, row: CaseRow) -> None:
        who = (row.unit, row.area, row.number)
        if who in self.there.clients:
            line.wrong("number", "Personen finns redan som klient hos er.")
        about = (row.name, row.guardians, row.own_consent_on, row.protection, row.phone, row.email, *row.place.values())
        about += (row.interpreter, row.communication)
        first = self.people.setdefault(who, (line.row, about))
        if first[1] != about:
            line.wrong("number", f"Samma person står på rad {first[0]} med andra uppgifter.")

    def assignment(self, line: _Line, row: AssignmentRow) -> None:
        self._seated(line, row.unit, None)
        granted = self._granted(line, row)
        kinds = self._kinds(line, row)
        self._holds(line, "decision_maker", row.decision_maker, row.unit, Role.CASE_OFFICER, Role.DISTRICT_MANAGER)
        if row.secretary:
            self._holds(line, "secretary", row.secretary, row.unit, Role.CONTACT_SECRETARY, Role.CASE_OFFICER)
        key = (row.unit, row.case_reference, row.volunteer)
        if not row.ended_on:
            self._once(line, "volunteer", self.assigned, key)
            if key in self.there.assignments:
                line.wrong("volunteer", "Uppdragstagaren har redan det här uppdraget.")
        if granted and kinds:
            self._say(line, problems.of_assignment(row, granted, kinds=kinds))

    def history(self, line: _Line, row: HistoryRow) -> None:
        self._seated(line, row.unit, row.area)
        unit = self.known.units.get(row.unit)
        if unit and unit.kind != "district":
            line.wrong("unit", f"{row.unit} är ingen stadsdel.")
        self._say(line, problems.of_history(row, self.known.ground_of(row.law, row.intervention, row.decided_on)))
        if row.key in self.there.histories:
            line.wrong("decided_on", "Beslutet finns redan.")
        who = (row.unit, row.area, row.number)
        called = self.there.names.get(who, row.name)
        first = self.people.setdefault(who, (line.row, (row.name,)))
        if names.key(called) != names.key(row.name) or first[1][0] != row.name:
            line.wrong("name", "Personen finns redan under ett annat namn.")
        of_decision = self.histories.setdefault((row.number, row.decided_on), [])
        same = [each for each in of_decision if each.record and each.record.key == row.key]
        if same:
            says_most = next((each.record for each in same if each.record.cause), same[0].record)
            self._say(line, problems.of_same_decision(says_most, row))
            if not row.interrupted_since:
                line.wrong(
                    "interrupted_since", f"Beslutet står redan på rad {same[0].row}, och raden har inget avbrott."
                )
            elif said := problems.of_pauses(each.record for each in (*same, line)):
                line.wrong("interrupted_since", said)
        of_decision.append(line)

    def enquiry(self, line: _Line, row: EnquiryRow) -> None:
        self._seated(line, row.unit, row.area)
        self._once(line, "name", self.enquiries, row.key)
        if row.key in self.there.enquiries:
            line.wrong("name", "Anmälan finns redan: samma enhet, namn och dag.")
        if row.campaign and (row.unit, row.campaign.lower()) not in self.known.campaigns:
            line.wrong("campaign", f"{row.unit} har ingen kampanj med koden {row.campaign}.")
        self._holds(line, "owner", row.owner, row.unit, Role.CONTACT_SECRETARY, Role.RECRUITER)
        self._say(line, problems.of_enquiry(row))

    def whole_histories(self) -> None:
        """A decision is read in with all of its interruptions, or not at all."""
        for lines in self.histories.values():
            wrong = next((each for each in lines if each.faults), None)
            for line in lines:
                if wrong and not line.faults:
                    line.wrong("decided_on", f"Samma person och beslutsdatum står på rad {wrong.row}, som har fel.")

    def _granted(self, line: _Line, row: AssignmentRow) -> problems.Granted | None:
        key = (row.unit, row.case_reference)
        granted = self.granted.get(key) or self.there.decisions.get(key)
        if granted is None and key in self.cases:
            line.wrong("case_reference", f"Beslutet står på rad {self.cases[key].row} i «{CASES.title}», som har fel.")
        elif granted is None:
            line.wrong("case_reference", f"Inget beslut i {row.unit} har beteckningen {row.case_reference}.")
        return granted

    def _kinds(self, line: _Line, row: AssignmentRow) -> tuple[str, ...]:
        pools = [row.unit]
        if self.seats is None:
            pools += [name for name, unit in self.known.units.items() if unit.kind == "brokerage"]
        for pool in pools:
            key = (pool, row.volunteer)
            kinds = self.volunteers.get(key) or self.there.volunteers.get(key)
            if kinds:
                return kinds
            if key in self.references:
                where = f"rad {self.references[key].row} i «{VOLUNTEERS.title}»"
                line.wrong("volunteer", f"Uppdragstagaren står på {where}, som har fel.")
                return ()
        line.wrong("volunteer", f"Ingen uppdragstagare har beteckningen {row.volunteer}.")
        return ()

    def _seated(self, line: _Line, unit: str, area: str | None) -> None:
        """Somebody who imports for a district does it for that district alone."""
        if self.seats is None:
            return
        if unit not in {each for each, _ in self.seats}:
            line.wrong("unit", "Du kan bara läsa in till din egen enhet.")
        elif area is not None and (unit, area) not in self.seats:
            line.wrong("area", "Du kan bara läsa in till dina egna programområden.")

    def _once(self, line: _Line, column: str, seen: dict[Any, _Line], key: Any) -> None:
        first = seen.setdefault(key, line)
        if first is not line:
            line.wrong(column, f"Står redan på rad {first.row}.")

    def _holds(self, line: _Line, column: str, email: str, unit: str, *roles: str) -> None:
        if not any((email, unit, role) in self.there.roles for role in roles):
            line.wrong(column, f"{email} är inte {' eller '.join(_WHO[role] for role in roles)} i {unit}.")

    def _say(self, line: _Line, said: problems.Said) -> None:
        for column, sentence in said:
            line.wrong(column, sentence)


def _gather(reading: Reading, lines: dict[str, list[_Line]]) -> None:
    """The good rows, and the faults in order."""
    good = {
        name: tuple(line.record for line in of_sheet if line.record and not line.faults)
        for name, of_sheet in lines.items()
    }
    reading.city = City(*(good[sheet.name] for sheet in SHEETS))
    order = {sheet.title: place for place, sheet in enumerate(SHEETS)}
    for of_sheet in lines.values():
        for line in of_sheet:
            reading.faults += line.faults
    reading.faults.sort(key=lambda each: (order.get(each.sheet, -1), each.row))

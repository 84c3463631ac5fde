"""What a column and a sheet are, and the columns that several sheets share."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from brokerage import names
from brokerage.imports import cells
from brokerage.imports.cells import Reader

EXPLANATIONS = "Förklaringar"


@dataclass(frozen=True)
class Column:
    """One column: the record's field that it fills, its heading in the file, and how a cell of it is read."""

    name: str
    heading: str
    read: Reader
    example: str
    explanation: str
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Sheet:
    """A sheet of a workbook, or a CSV file of the same name."""

    name: str
    title: str
    columns: tuple[Column, ...]
    record: Callable[[dict[str, Any]], Any]
    beside: dict[str, str]  # what a problem calls a field that several columns fill

    def column(self, name: str) -> str:
        """The heading under which a problem of a field is shown."""
        wanted = self.beside.get(name, name)
        return next(each.heading for each in self.columns if each.name == wanted)

    def by_heading(self) -> dict[str, Column]:
        return {names.key(each.heading): each for each in self.columns}


def must(name: str, heading: str, read: Reader, example: str, explanation: str, **more: Any) -> Column:
    return Column(name, heading, read, example, explanation, required=True, **more)


def may(name: str, heading: str, read: Reader, example: str, explanation: str, **more: Any) -> Column:
    return Column(name, heading, read, example, explanation, **more)


def choice(
    make: Any, name: str, heading: str, choices: Any, example: str, explanation: str, *, many: bool = False
) -> Column:
    table = {str(code): str(label) for code, label in choices.choices}
    read = cells.some_of(table) if many else cells.one_of(table)
    return make(name, heading, read, example, explanation, choices=tuple(table.values()))


DAY = "Som 2025-10-06."
EMAIL_OF_USER = "E-postadressen till någon som är upplagd som användare."
PROTECTION = "Lämna tomt om inget skydd finns."
ADDRESS = "Lämnas tomt för den som har skyddade personuppgifter."
REFERENCE = "Som ni själva kallar uppdragstagaren; samma beteckning står på bladet Uppdrag."


def unit_of(explanation: str) -> Column:
    return must("unit", "Enhet", cells.unit, "Bromma", explanation)


def place(street: str) -> tuple[Column, ...]:
    return (
        may("street", "Gatuadress", cells.text(100), street, ADDRESS),
        may("postcode", "Postnummer", cells.text(6), "168 50", ADDRESS),
        may("town", "Ort", cells.text(60), "Bromma", ADDRESS),
    )


class Incomplete(ValueError):
    """Cells that are right by themselves and not together: the column, and a Swedish sentence."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column, self.sentence = column, sentence

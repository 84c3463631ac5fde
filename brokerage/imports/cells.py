"""Reading one cell: a text as people and spreadsheets write it becomes a value, or a sentence that says what is wrong.

Pure. Every reader takes the text and what is known of the city, and raises Wrong.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from brokerage import identity, names
from brokerage.imports.known import Known
from brokerage.imports.records import Adult

Reader = Callable[[str, Known], Any]
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_ISO = re.compile(r"(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})(?:[ T]00:00(?::00)?)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4})", re.ASCII)
_IN_WORDS = re.compile(r"(\d{1,2})\.? *([a-z]+)\.? *(\d{4})", re.ASCII)
_ADULT = re.compile(r"(.+?)[ ,]+([\d+–-]{10,13})", re.ASCII)
YES, NO = {"ja", "j", "yes", "sant", "true", "x", "1"}, {"nej", "n", "no", "falskt", "false", "0"}


class Wrong(ValueError):
    """The cell can't be read; the message is a Swedish sentence for whoever made the file."""


def text(most: int) -> Reader:
    """Words, so many letters at most. What a spreadsheet would run as a formula is refused."""

    def read(cell: str, known: Known) -> str:
        if cell[:1] in ("=", "@"):
            raise Wrong(f"Texten börjar med {cell[:1]} och kan tas för en formel.")
        if len(cell) > most:
            raise Wrong(f"Texten är {len(cell)} tecken lång; högst {most} får plats.")
        if not all(char.isprintable() or char == "\n" for char in cell):
            raise Wrong("Texten innehåller tecken som inte går att visa.")
        return cell

    return read


def day(cell: str, known: Known) -> date:
    """A day: 2025-10-06, 20251006, 6/10 2025, 6.10.2025 or 6 oktober 2025."""
    if found := _ISO.fullmatch(cell):
        year, month, number = found.groups()
    elif found := _DAY_FIRST.fullmatch(cell):
        number, month, year = found.groups()
    elif (found := _IN_WORDS.fullmatch(cell.lower())) and found[2][:3] in _MONTHS:
        number, month, year = found[1], str(_MONTHS.index(found[2][:3]) + 1), found[3]
    else:
        raise Wrong("Skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2025-10-06.")
    try:
        read = date(int(year), int(month), int(number))
    except ValueError:
        raise Wrong("Dagen finns inte i almanackan.") from None
    if not 1900 <= read.year <= 2100:
        raise Wrong("Årtalet är inte rimligt.")
    return read


def whole(least: int, most: int) -> Reader:
    """A whole number within bounds."""

    def read(cell: str, known: Known) -> int:
        if not (cell.isascii() and cell.isdigit() and len(cell) < 7 and least <= int(cell) <= most):
            raise Wrong(f"Skriv ett heltal från {least} till {most}.")
        return int(cell)

    return read


def years(cell: str, known: Known) -> tuple[int, ...]:
    """Years of birth: «2016, 2018»."""
    read = whole(1900, 2100)
    return tuple(read(part, known) for part in _parts(cell))


def yes_or_no(cell: str, known: Known) -> bool:
    answer = cell.lower()
    if answer not in YES | NO:
        raise Wrong("Skriv ja eller nej.")
    return answer in YES


def email(cell: str, known: Known) -> str:
    try:
        validate_email(cell)
    except ValidationError:
        raise Wrong("Det är ingen e-postadress.") from None
    return text(254)(cell, known)


def number(cell: str, known: Known) -> str:
    """A personnummer or samordningsnummer."""
    return _identity(cell, temporary=False)


def client_number(cell: str, known: Known) -> str:
    """As `number`, or the temporary number that IVO's reports use."""
    return _identity(cell, temporary=True)


def _identity(cell: str, *, temporary: bool) -> str:
    try:
        return identity.parse(cell, temporary=temporary).text
    except identity.InvalidIdentity as error:
        raise Wrong(str(error)) from None


def adults(cell: str, known: Known) -> tuple[Adult, ...]:
    """«Lina Björk 19800101-9802, Nils Björk 19790202-9803»."""
    found = []
    for part in _parts(cell):
        match = _ADULT.fullmatch(part)
        if not match:
            raise Wrong(f"Skriv namn och personnummer för varje vuxen: «{part}» går inte att läsa.")
        found.append(Adult(text(100)(match[1].strip(" ,"), known), number(match[2], known)))
    return tuple(found)


def one_of(choices: Mapping[str, str]) -> Reader:
    """One of a list: its word as on the screen, or its code."""
    table = _table(choices)

    def read(cell: str, known: Known) -> str:
        return _in(table, cell, choices)

    return read


def some_of(choices: Mapping[str, str]) -> Reader:
    """Some of a list, with commas between."""
    table = _table(choices)

    def read(cell: str, known: Known) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_in(table, part, choices) for part in _found(cell, table)))

    return read


def words(cell: str, known: Known) -> tuple[str, ...]:
    """Words of the vocabulary, with commas or semicolons between."""
    return tuple(dict.fromkeys(word(part, known) for part in _found(cell, known.words)))


def word(cell: str, known: Known) -> str:
    code = known.words.get(names.key(cell))
    if code is None:
        raise Wrong(f"«{cell}» finns inte bland egenskaperna.")
    return code


def unit(cell: str, known: Known) -> str:
    """A unit of the city, or one that comes with the same import."""
    name = known.unit_names.get(names.key(cell))
    if name is None:
        raise Wrong(f"Enheten «{cell}» finns inte.")
    return name


def user(cell: str, known: Known) -> str:
    address = cell.lower()
    if address not in known.users:
        raise Wrong(f"Ingen användare har e-postadressen {cell}.")
    return address


def ground(cell: str, known: Known) -> str:
    code = cell.lower()
    if code not in known.grounds:
        raise Wrong(f"Lagrummet «{cell}» finns inte.")
    return code


def cause(cell: str, known: Known) -> str:
    code = cell.lower()
    if code not in known.causes:
        raise Wrong(f"Orsaken «{cell}» finns inte.")
    return code


def _found(cell: str, table: Mapping[str, str]) -> list[str]:
    """The parts of a list whose words may have commas of their own: «varannan helg, jämna veckor, hund» are two."""
    found, left = [], _parts(cell)
    while left:
        sizes = (size for size in range(min(len(left), 3), 0, -1) if names.key(" ".join(left[:size])) in table)
        size = next(sizes, 1)
        found.append(", ".join(left[:size]))
        left = left[size:]
    return found


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in re.split(r"[,;\n]", cell) if part.strip()]


def _table(choices: Mapping[str, str]) -> dict[str, str]:
    return {names.key(written): code for code, label in choices.items() for written in (code, label)}


def _in(table: Mapping[str, str], cell: str, choices: Mapping[str, str]) -> str:
    code = table.get(names.key(cell))
    if code is None:
        raise Wrong(f"«{cell}» finns inte att välja. Välj bland: {', '.join(choices.values())}.")
    return code

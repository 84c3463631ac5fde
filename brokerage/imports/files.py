"""A file becomes tables of text: CSV as people save it, and workbooks. Nothing in a file is ever run.

Pure. Every fault of a file is a sentence; no content raises anything else.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import Any

MOST_BYTES = 10_000_000
MOST_UNPACKED = 100_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 100
_EMPTY_ROWS = 1_000  # a sheet may be formatted far below its last row
_DELIMITERS = (";", ",", "\t")


class Unreadable(ValueError):
    """The file can't be read at all; the message is a Swedish sentence."""


@dataclass(frozen=True)
class Table:
    """A sheet: where it came from, and its rows with their numbers as a spreadsheet counts them."""

    name: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def tables(name: str, content: bytes) -> list[Table]:
    """The tables of a file, by its content and not by its name. Raises Unreadable."""
    if len(content) > MOST_BYTES:
        raise Unreadable(f"Filen är större än {MOST_BYTES // 1_000_000} MB. Dela upp den.")
    if not content.strip():
        raise Unreadable("Filen är tom.")
    if content.startswith(b"PK\x03\x04"):
        return _workbook(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("Filen har det gamla formatet .xls. Spara den som .xlsx eller CSV.")
    return [Table(PurePath(name).stem, _kept(enumerate(_csv(_decoded(content)), start=1)))]


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _csv(text: str) -> Iterator[list[str]]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    head = lines.lstrip("\n").partition("\n")[0]
    delimiter = max(_DELIMITERS, key=head.count)
    try:
        yield from csv.reader(io.StringIO(lines), delimiter=delimiter)
    except csv.Error:
        raise Unreadable("Filen är ingen CSV-fil som går att läsa: något citattecken eller fält är fel.") from None


def _workbook(content: bytes) -> list[Table]:
    from openpyxl import load_workbook  # noqa: PLC0415 — slow to import, and read only here

    _harmless(content)
    try:
        # Values alone: what a formula last gave, never the formula.
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        return [
            Table(sheet.title, _kept(_texts(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True))))
            for sheet in book.worksheets
        ]
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable("Arbetsboken går inte att läsa. Spara den på nytt som .xlsx.") from error


def _harmless(content: bytes) -> None:
    """A small file may unpack to an enormous one, or its XML unfold to one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if sum(part.file_size for part in parts) > MOST_UNPACKED or len(parts) > 1_000:
                raise Unreadable("Arbetsboken är för stor när den packas upp.")
            for part in parts:
                with packed.open(part) as opened:
                    if b"<!DOCTYPE" in opened.read(4_096).upper():
                        raise Unreadable("Arbetsboken innehåller något som en arbetsbok inte ska innehålla.")
    except Unreadable:
        raise
    except Exception as error:
        raise Unreadable("Arbetsboken går inte att packa upp. Spara den på nytt som .xlsx.") from error


def _texts(rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(rows, start=1):
        yield number, [_text(value) for value in row]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _kept(rows: Iterable[tuple[int, list[str]]]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The rows that say something, trimmed. Raises Unreadable when there are too many."""
    found: list[tuple[int, tuple[str, ...]]] = []
    empty = 0
    for number, row in rows:
        trimmed = tuple(_trimmed(cell) for cell in row[:MOST_COLUMNS])
        if not any(trimmed):
            empty += 1
            if empty > _EMPTY_ROWS:
                break
            continue
        empty = 0
        found.append((number, trimmed))
        if len(found) > MOST_ROWS + 1:
            raise Unreadable(f"Bladet har fler än {MOST_ROWS} rader. Dela upp det.")
    return tuple(found)


def _trimmed(cell: str) -> str:
    return "\n".join(" ".join(line.split()) for line in cell.splitlines()).strip()

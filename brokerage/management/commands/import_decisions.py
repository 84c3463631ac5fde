"""`manage.py import_decisions FILE`: a history of decisions, with executions, interruptions and causes."""

from pathlib import Path

from django.core.management.base import CommandError

from brokerage.imports.columns import HISTORIES
from brokerage.imports.reading import Reading
from brokerage.management.importing import ENDINGS, ImportCommand


class Command(ImportCommand):
    help = "Läser in en beslutshistorik från en CSV- eller XLSX-fil."
    source = "file"
    explained = "CSV- eller XLSX-fil med kolumnerna i bladet Beslutshistorik (docs/import_columns.md)."

    def files(self, home: Path) -> list[tuple[str, bytes]]:
        if not home.is_file():
            raise CommandError(f"Filen {home} finns inte.")
        if home.suffix.lower() not in ENDINGS:
            raise CommandError("Filen ska vara en CSV-fil eller en arbetsbok (.xlsx).")
        return [(home.name, home.read_bytes())]

    def judge(self, reading: Reading) -> None:
        others = set(reading.rows) - {HISTORIES.title}
        if others:
            raise CommandError(f"Filen innehåller {', '.join(sorted(others))}: det läses in med import_city.")

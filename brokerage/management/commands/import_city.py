"""`manage.py import_city FOLDER`: units, volunteers, clients with decisions, and assignments, from CSV and XLSX."""

from pathlib import Path

from django.core.management.base import CommandError

from brokerage.management.importing import ENDINGS, ImportCommand


class Command(ImportCommand):
    help = "Läser in enheter, uppdragstagare, klienter med beslut och uppdrag från filerna i en mapp."
    source = "folder"
    explained = "Mappen med CSV- och XLSX-filer."

    def files(self, home: Path) -> list[tuple[str, bytes]]:
        if not home.is_dir():
            raise CommandError(f"Mappen {home} finns inte.")
        found = [path for path in sorted(home.iterdir()) if path.suffix.lower() in ENDINGS and path.is_file()]
        if not found:
            raise CommandError(f"Mappen {home} har inga CSV- eller XLSX-filer.")
        return [(path.name, path.read_bytes()) for path in found]

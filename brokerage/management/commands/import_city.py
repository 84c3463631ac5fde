"""`manage.py import_city FOLDER`: units, volunteers, clients with decisions, and assignments, from CSV and XLSX."""

from argparse import ArgumentParser
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from brokerage.access import Actor
from brokerage.imports.known import Known, there
from brokerage.imports.reading import Reading, read
from brokerage.imports.workflow import put_in
from brokerage.organisation.models import User
from brokerage.workflow import Refusal

ENDINGS = {".csv", ".xlsx"}
SHOWN = 200


class Command(BaseCommand):
    help = "Läser in enheter, uppdragstagare, klienter med beslut och uppdrag från filerna i en mapp."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", help="Mappen med CSV- och XLSX-filer.")
        parser.add_argument("--preview", action="store_true", help="Visa vad som skulle läsas in, och spara inget.")
        parser.add_argument("--good-rows", action="store_true", help="Läs in de rader som är rätt, fast andra har fel.")
        parser.add_argument("--by", default="", help="E-postadress till den som läser in; annars systemet.")

    def handle(self, *args: Any, folder: str, preview: bool, good_rows: bool, by: str, **options: Any) -> None:
        started = perf_counter()
        reading = read(self._files(folder), Known.now(), there())
        self._tell(reading)
        if preview:
            if reading.faults:
                raise CommandError(f"{len(reading.faults)} fel. Inget är sparat.")
            self.stdout.write("Inget är sparat: kör utan --preview för att läsa in.")
            return
        if reading.faults and not good_rows:
            raise CommandError(
                f"{len(reading.faults)} fel. Inget är sparat. Med --good-rows läses de rader in som är rätt."
            )
        if not reading.city:
            raise CommandError("Det finns ingen rad att läsa in.")
        try:
            batch = put_in(reading.city, by=self._actor(by), left_out=reading.left_out)
        except (Refusal, ValidationError) as error:
            sentences = error.sentences if isinstance(error, Refusal) else error.messages
            raise CommandError(f"Inget är sparat. {' '.join(sentences)}") from error
        self.stdout.write(
            f"Import {batch.pk}: {batch.units} nya enheter, {batch.volunteers} uppdragstagare, "
            f"{batch.decisions} beslut och {batch.assignments} uppdrag lästes in på {perf_counter() - started:.1f} sekunder."
        )

    def _files(self, folder: str) -> list[tuple[str, bytes]]:
        home = Path(folder)
        if not home.is_dir():
            raise CommandError(f"Mappen {folder} finns inte.")
        found = [path for path in sorted(home.iterdir()) if path.suffix.lower() in ENDINGS and path.is_file()]
        if not found:
            raise CommandError(f"Mappen {folder} har inga CSV- eller XLSX-filer.")
        return [(path.name, path.read_bytes()) for path in found]

    def _tell(self, reading: Reading) -> None:
        for sheet, count in reading.rows.items():
            self.stdout.write(f"{sheet}: {count} rader.")
        for fault in reading.faults[:SHOWN]:
            where = ", ".join(
                part for part in (fault.sheet, f"rad {fault.row}" if fault.row else "", fault.column) if part
            )
            self.stderr.write(f"{where}: {fault.sentence}")
        if len(reading.faults) > SHOWN:
            self.stderr.write(f"… och {len(reading.faults) - SHOWN} fel till.")

    def _actor(self, email: str) -> Actor:
        if not email:
            return Actor.system("import")
        user = User.objects.filter(email=email.lower(), is_active=True).first()
        if user is None:
            raise CommandError(f"Ingen användare har e-postadressen {email}.")
        return Actor.of(user)

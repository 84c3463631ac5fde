"""Reading files in from a command: what is wrong is told, and nothing or everything is saved."""

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


class ImportCommand(BaseCommand):
    """An import of the whole city. Subclasses say where the files are (`source`) and which they are."""

    source = ""
    explained = ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(self.source, help=self.explained)
        parser.add_argument("--preview", action="store_true", help="Visa vad som skulle läsas in, och spara inget.")
        parser.add_argument("--good-rows", action="store_true", help="Läs in de rader som är rätt, fast andra har fel.")
        parser.add_argument("--by", default="", help="E-postadress till den som läser in; annars systemet.")

    def files(self, home: Path) -> list[tuple[str, bytes]]:
        """Names and contents. Raises CommandError."""
        raise NotImplementedError

    def judge(self, reading: Reading) -> None:
        """Refuse what is not this command's to read in: raises CommandError."""

    def handle(self, *args: Any, preview: bool, good_rows: bool, by: str, **options: Any) -> None:
        started = perf_counter()
        reading = read(self.files(Path(options[self.source])), Known.now(), there())
        self.judge(reading)
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
        seconds = perf_counter() - started
        self.stdout.write(
            f"Import {batch.pk}: {batch.units} nya enheter, {batch.volunteers} uppdragstagare, "
            f"{batch.decisions} beslut, {batch.assignments} uppdrag och {batch.enquiries} intresseanmälningar "
            f"lästes in på {seconds:.1f} sekunder."
        )

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

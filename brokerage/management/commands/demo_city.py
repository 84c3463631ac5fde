"""`manage.py demo_city`: the demo city, in an empty database."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from brokerage.demo.city import build_city
from brokerage.demo.sizes import WHOLE


class Command(BaseCommand):
    help = "Bygger demostaden i en tom databas."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--scale", type=int, default=1, help="Så många gånger fler klienter, uppdragstagare och anmälningar."
        )

    def handle(self, *args: Any, scale: int, **options: Any) -> None:
        if scale < 1:
            raise CommandError("--scale ska vara minst 1.")
        started = time.perf_counter()
        try:
            with transaction.atomic():
                build_city(size=WHOLE.times(scale), say=self.stdout.write)
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"  Demostaden är byggd på {time.perf_counter() - started:.0f} sekunder.")

"""`manage.py demo_city`: the demo city, in an empty database."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from brokerage.demo.city import build_city


class Command(BaseCommand):
    help = "Bygger demostaden i en tom databas."

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.perf_counter()
        try:
            with transaction.atomic():
                build_city(say=self.stdout.write)
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"  Demostaden är byggd på {time.perf_counter() - started:.0f} sekunder.")

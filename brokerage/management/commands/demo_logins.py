"""`manage.py demo_logins`: whom to log in as in the demo city."""

from typing import Any

from django.core.management.base import BaseCommand

from brokerage.demo.cast import PARTS, PASSWORD


class Command(BaseCommand):
    help = "Skriver demostadens inloggningar."

    def handle(self, *args: Any, **options: Any) -> None:
        for part in PARTS:
            self.stdout.write(f"  {part.email:<24}{part.name}, {part.what}")
        self.stdout.write(f"  Lösenord för alla: {PASSWORD}")

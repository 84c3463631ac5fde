"""`manage.py prune_audit DAY`: takes away the part of the log that is older than a day, by whole seals."""

from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from brokerage.audit.pruning import prune


class Command(BaseCommand):
    help = "Gallrar loggen: tar bort hela förseglingar som är äldre än en dag. Kedjan går att kontrollera även efteråt."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("day", type=_day, metavar="ÅÅÅÅ-MM-DD", help="Händelser före den dagen tas bort.")

    def handle(self, *args: Any, day: date, **options: Any) -> None:
        try:
            done = prune(day)
        except ValueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{done.count} händelser är gallrade." if done else "Ingen hel försegling är så gammal: inget är gallrat."
        )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"«{text}» är inget datum: skriv till exempel 2021-01-01.") from error

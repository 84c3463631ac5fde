"""`manage.py replay_matches`: how often the chosen one stood among the first three, by version of the weights."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from matching.pool import WEIGHTS
from matching.ranking import Weights
from matching.replay import replayed


class Command(BaseCommand):
    help = "Rangordnar gamla sökningar som de stod, med varje viktning, och visar hur ofta den valda stod bland de tre."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--weights", help=f"Pröva en tänkt viktning: {','.join(f'{name}=10' for name in WEIGHTS)}", default=""
        )

    def handle(self, *args: Any, weights: str, **options: Any) -> None:
        found = replayed(_weights(weights) if weights else None)
        if not found or not found[0].searches:
            self.stdout.write("Ingen sökning har fått någon vald än: det finns inget att jämföra med.")
            return
        self.stdout.write(f"{'viktning':>8} {'sökningar':>10} {'bland tre':>10} {'andel':>6} {'medelplats':>11}")
        for row in found:
            mean = f"{row.mean:.1f}".replace(".", ",")
            self.stdout.write(
                f"{row.version:>8} {row.searches:>10} {row.among_first:>10} {f'{row.share} %':>6} {mean:>11}"
            )


def _weights(text: str) -> Weights:
    given = dict(part.split("=", 1) for part in text.split(",") if "=" in part)
    if set(given) != set(WEIGHTS) or not all(value.strip().isdigit() for value in given.values()):
        raise CommandError(f"Ange alla fem som hela tal: {','.join(f'{name}=10' for name in WEIGHTS)}.")
    return Weights(**{name: int(value) for name, value in given.items()})

"""`manage.py nonexecuted YEAR`: the customer's table of decisions not executed, by quarter."""

import csv
from argparse import ArgumentParser
from itertools import groupby
from typing import Any

from django.core.management.base import BaseCommand

from brokerage import clock
from decisions.models import Decision
from decisions.reports import table_of, tables_by_district
from decisions.tables import Row

HEADER = ("år", "lag", "område", "insats", "kvartal 1", "kvartal 2", "kvartal 3", "kvartal 4", "fotnot")
THEN, NOW = "then", "now"


class Command(BaseCommand):
    help = "Visar antal ej verkställda beslut per kvartal ett år, i kundens tabeller."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("year", type=int, help="Året, till exempel 2011.")
        parser.add_argument("--format", choices=("text", "csv"), default="text", help="Text om inget anges.")
        parser.add_argument(
            "--districts",
            choices=(THEN, NOW),
            help="Per stadsdel: som de var då, eller som de är nu. I CSV står stadsdelen i en första kolumn.",
        )

    def handle(self, *args: Any, year: int, districts: str | None, **options: Any) -> None:
        rows, today = Decision.objects.all(), clock.today()
        tables: list[tuple[str, list[Row]]] = (
            tables_by_district(rows, year, today, now=districts == NOW)
            if districts
            else [("", table_of(rows, year, today))]
        )
        if options["format"] == "csv":
            self._csv(tables, with_district=bool(districts))
        else:
            for district, table in tables:
                self._text(district, table, year)

    def _csv(self, tables: list[tuple[str, list[Row]]], *, with_district: bool) -> None:
        writer = csv.writer(self.stdout, delimiter=";", lineterminator="\n")
        writer.writerow((("stadsdel",) if with_district else ()) + HEADER)
        for district, table in tables:
            for row in table:
                cells = (row.year, row.law, row.area, row.intervention, *row.texts, row.footnote)
                writer.writerow(((district,) if with_district else ()) + cells)

    def _text(self, district: str, table: list[Row], year: int) -> None:
        if district:
            self.stdout.write(f"{district}\n")
        notes = list(dict.fromkeys(row.footnote for row in table if row.footnote))
        for heading, rows in groupby(table, key=lambda row: row.heading):
            self.stdout.write(f"Antal ej verkställda beslut {year}, {heading}")
            self.stdout.write(
                f"{'Typ av insats':30}" + "".join(f"{f'Kvartal {number}':>11}" for number in (1, 2, 3, 4))
            )
            for row in rows:
                mark = f" {notes.index(row.footnote) + 1})" if row.footnote else ""
                self.stdout.write(
                    f"{row.intervention.capitalize() + mark:30}" + "".join(f"{text:>11}" for text in row.texts)
                )
            self.stdout.write("")
        for number, note in enumerate(notes, start=1):
            self.stdout.write(f"{number}) {note}")
        if notes:
            self.stdout.write("")

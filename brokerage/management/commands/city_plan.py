"""`manage.py city_plan`: the best use of every pool for its open needs, by numbers and references; nobody's name."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from brokerage import clock
from brokerage.organisation.models import Unit
from decisions.models import Decision
from matching.asks import Planned, plan_for, with_orders, without_orders


class Command(BaseCommand):
    help = "Visar den bästa fördelningen av lediga uppdragstagare på öppna behov, pool för pool. Ändrar ingenting."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--pool", help="Bara den enhetens pool, till exempel Bromma.")

    def handle(self, *args: Any, pool: str | None, **options: Any) -> None:
        today = clock.today()
        units = Unit.objects.on(today).order_by("-kind", "name_key")
        units = units.filter(name=pool) if pool else units
        if not units:
            raise CommandError(f"Det finns ingen enhet som heter {pool} i dag.")
        for unit in units:
            is_brokered = unit.kind == Unit.Kind.BROKERAGE
            mine = Decision.objects.all() if is_brokered else Decision.objects.filter(unit=unit)
            needs = with_orders(mine) if is_brokered else without_orders(mine)
            began = time.perf_counter()
            planned = plan_for(needs, unit, is_brokered=is_brokered, on=today)
            self._tell(unit, planned, time.perf_counter() - began, is_brokered=is_brokered)

    def _tell(self, unit: Unit, planned: Planned, took: float, *, is_brokered: bool) -> None:
        plan = planned.plan
        found = [line for line in plan.lines if line.chosen]
        none = [line for line in plan.lines if not line.fulfilling]
        self.stdout.write(
            f"{unit}: {len(plan.lines)} öppna behov, {plan.people} lediga, {len(found)} behov får förslag, "
            f"{plan.asked} förslag, {len(none)} kan ingen lösa ({took:.2f} s)"
        )
        for place, line in enumerate(plan.lines, 1):
            row = planned.decisions[line.ask.key]
            title = row.open_orders[0].number if is_brokered else row.case_reference
            whom = ", ".join(f"{each.pk} ({each.score} %)" for each in line.chosen)
            self.stdout.write(
                f"  {place:4} {title:16} {whom or 'ingen: ' + str(line.fulfilling) + ' uppfyller kraven'}"
            )

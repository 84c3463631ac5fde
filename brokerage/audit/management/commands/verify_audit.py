"""`manage.py verify_audit`: does the log still say what it said when it was sealed?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from brokerage.audit import sealing
from brokerage.audit.models import Event, Seal


class Command(BaseCommand):
    help = "Kontrollerar att ingen händelse har ändrats, tagits bort eller lagts till efter förseglingen."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = list(sealing.faults())
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} förseglingar stämmer inte.")
        last = Seal.objects.order_by("last").last()
        unsealed = Event.objects.filter(id__gt=last.last if last else 0).count()
        head = f" Sista förseglingen: {last.digest}." if last else ""
        self.stdout.write(
            f"Loggen stämmer: {Seal.objects.count()} förseglingar, {unsealed} händelser ännu inte förseglade.{head}"
        )

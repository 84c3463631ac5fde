"""`manage.py due_loop`: what falls due is done, once a minute: letters sent again, questions run out, events sealed."""

import logging
import signal
import threading
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections

from brokerage.audit import sealing
from brokerage.imports import workflow as imports
from brokerage.invoicing.workflow import sending
from brokerage.letters import workflow as letters
from brokerage.orders.workflow import service_orders
from brokerage.workflow import Refusal
from matching.workflow import offers, recounting, visits
from recruitment.workflow import due as recruitment

log = logging.getLogger(__name__)
DUE = (
    letters.requeue,
    sending.send_due,
    offers.remind_unanswered,
    offers.expire_run_out,
    visits.open_months,
    visits.remind_silent,
    recounting.recount_months,
    service_orders.charge_support,
    *recruitment.DUE,
    imports.drop_stale,
    sealing.seal,
)


class Command(BaseCommand):
    help = "Gör det som förfaller: köar om brev och förseglar händelser."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--once", action="store_true", help="Gör det en gång och sluta.")
        parser.add_argument("--every", type=int, default=60, help="Sekunder mellan varven.")

    def handle(self, *args: Any, once: bool, every: int, **options: Any) -> None:
        stop = threading.Event()
        if not once:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            self.round()
            if once:
                return
            stop.wait(every)

    def round(self) -> None:
        """Each due thing on its own: one that fails does not hold up the others."""
        for due in DUE:
            close_old_connections()
            try:
                due()
            except DatabaseError:
                log.exception("%s failed", due.__name__)
            except (Refusal, ValidationError) as refused:  # without its words: they may name somebody
                log.error("%s was refused: %s", due.__name__, type(refused).__name__)

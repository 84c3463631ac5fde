"""Tickets, the rows that the tests of the kernel act on, and what is left when something has been done to them."""

import pytest
from django.db.models import Model

from brokerage.audit.models import Event, EventAbout
from brokerage.charges.models import Charge
from brokerage.organisation.models import Area
from tests.testapp.models import Note, Ticket
from tests.testapp.states import TicketState

WRITTEN: tuple[type[Model], ...] = (Ticket, Note, Charge, Event, EventAbout)


@pytest.fixture
def tickets(cast, today):
    """`tickets(3, state=SENT)`: so many tickets of Anna's unit and area, ready to be sent."""

    def make(count=1, **given):
        already = Ticket.objects.count()
        is_draft = given.get("state", TicketState.DRAFT) == TicketState.DRAFT
        return Ticket.objects.bulk_create(
            Ticket(
                **{"unit": cast.bromma, "area": Area.IOF, "name": f"Nr {n}", "name_key": f"nr0{n}", "code": f"nr-{n}"}
                | {"text": "Hur då?", "slot": n, "sent_on": None if is_draft else today}
                | given
            )
            for n in range(already, already + count)
        )

    return make


def everything() -> list[list[dict]]:
    """All that a step may write, as the database holds it."""
    return [list(model._base_manager.order_by("pk").values()) for model in WRITTEN]

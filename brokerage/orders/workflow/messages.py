"""What is written on an order, and read."""

from typing import Any

from django.core.exceptions import ValidationError

from brokerage.access import Actor
from brokerage.orders import rules as rules  # fills the matrix before a verb names an action of it
from brokerage.orders.models import Message, Order, ServiceOrder
from brokerage.orders.problems import naming_problem
from brokerage.orders.states import MESSAGE, MessageState
from brokerage.organisation.rules import RECRUITER
from brokerage.workflow import creates, step


@creates("messages.write", label="Skriv meddelande", done="Meddelande skickat")
def write(*, by: Actor, on: Order | ServiceOrder, words: str) -> tuple[Any, ...]:
    """To the other side. Whoever answers has read what was asked."""
    from_brokerage = bool(by.holds({RECRUITER}))
    client = on.decision.client if isinstance(on, Order) and not from_brokerage else None
    if problem := naming_problem(words, client):
        raise ValidationError({"words": problem})
    mine = {"order": on} if isinstance(on, Order) else {"service_order": on}
    message = Message(
        unit_id=on.unit_id, area=on.area, from_brokerage=from_brokerage, words=words, written_by=by.user, **mine
    )
    asked = Message.objects.unread().filter(**mine, from_brokerage=not from_brokerage)
    return message, lambda: asked.update(state=MessageState.READ)


@step(MESSAGE, "note_read", action="messages.read", label="Läst", done="Meddelande läst", direct=True)
def note_read(message: Message, *, by: Actor) -> None:
    """Read, and needs no answer."""

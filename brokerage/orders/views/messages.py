"""What district and brokerage write to each other on an order."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from brokerage import pages
from brokerage.access import Request, requires
from brokerage.orders.forms import MessageForm
from brokerage.orders.workflow import messages as workflow
from brokerage.workflow import open_steps


def messages_of(request: Request, row: Any, *, hides_district: bool = False) -> list[tuple[Any, str, str]]:
    """The messages of an order, oldest first: each with who wrote it, and where to note that it is read, for whom it
    is meant. Who in the district writes says which district it is: not told of a protected person."""
    found = list(row.messages.select_related("written_by"))
    steps = open_steps(request.actor, found)
    return [
        (
            each,
            "" if hides_district and not each.from_brokerage else each.written_by.name,
            reverse("orders:message_note_read", args=[each.pk]) if steps[each.pk] else "",
        )
        for each in found
    ]


@requires("orders.view", fetch=lambda rows: rows.for_page())
def order_write(request: Request, row: Any) -> HttpResponse:
    return _write(request, row, row.get_absolute_url())


@requires("orders.broker", fetch=lambda rows: rows.for_page())
def order_card_write(request: Request, row: Any) -> HttpResponse:
    return _write(request, row, reverse("orders:order_card", args=[row.pk]))


@requires("services.view", fetch=lambda rows: rows.for_page())
def service_write(request: Request, row: Any) -> HttpResponse:
    return _write(request, row, row.get_absolute_url())


def _write(request: Request, row: Any, back: str) -> HttpResponse:
    return pages.verb_page(
        request,
        MessageForm(request.POST or None),
        lambda given: workflow.write(by=request.actor, on=row, **given),
        title=workflow.write.label,
        lead=f"Om beställning {row.number}. Den andra sidan ser det under Väntar på dig.",
        crumbs=((row.number, back), ("Meddelande", None)),
        submit="Skicka",
        back=back,
        done=workflow.write.done,
        next_url=lambda done: back,
    )


@requires("messages.read", fetch=lambda rows: rows.for_page())
def message_note_read(request: Request, row: Any) -> HttpResponse:
    """Back to where the message stands: the brokerage's card, or the district's own page."""
    is_card = row.order_id and not row.from_brokerage
    back = reverse("orders:order_card", args=[row.order_id]) if is_card else row.about_order.get_absolute_url()
    return pages.step_page(
        request,
        row,
        workflow.note_read,
        lead=row.words,
        crumbs=((row.about_order.number, back), ("Läst", None)),
        back=back,
    )

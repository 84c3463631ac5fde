"""The ledger of what has been sent."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from brokerage import pages
from brokerage.access import Request, requires
from brokerage.invoicing import workflow
from brokerage.invoicing.filters import DispatchFilter
from brokerage.invoicing.states import DispatchState
from brokerage.pages import Column, Empty, Listing

TONES = {DispatchState.WAITING: "warn", DispatchState.SENT: "good", DispatchState.FAILED: "bad"}


def _again_url(row: Any) -> str:
    return reverse("invoicing:dispatch_send_again", args=[row.pk]) if row.state == DispatchState.FAILED else ""


DISPATCHES = Listing(
    title="Skickat",
    lead="Fakturor och kreditfakturor på väg till den som betalar. Det som inte kom fram försöks fyra gånger till.",
    columns=(
        Column(
            "Nummer",
            lambda row: row.number,
            url=lambda row: (row.invoice or row.note.invoice).get_absolute_url(),
            sort="number",
        ),
        Column("Stadsdel", lambda row: row.unit.name, sort="unit__name_key"),
        Column("Sätt", lambda row: row.get_way_display().partition(" ")[0], sub=lambda row: row.address),
        Column("Läge", lambda row: row.get_state_display(), kind="badge", tone=lambda row: TONES[row.state]),
        Column("Lagd", lambda row: row.created_at, kind="date", sort="created_at"),
        Column("Skickad", lambda row: row.sent_at, kind="date", sort="sent_at"),
        Column("Försök", lambda row: row.attempts, kind="number", sort="attempts"),
        Column("Fel", lambda row: row.fault),
        Column("Åtgärd", lambda row: "Skicka igen" if row.state == DispatchState.FAILED else "", url=_again_url),
    ),
    order="-created_at",
    filterset=DispatchFilter,
    empty=Empty("Inget skickat", "När en stadsdel ska få sina fakturor skickade syns de här."),
)
CRUMBS = (("Fakturor", "/fakturor/"), ("Skickat", "/fakturor/skickat/"))


@requires("dispatches.view", fetch=lambda rows: rows.for_list())
def dispatches(request: Request, rows: Any) -> HttpResponse:
    return pages.listing(request, rows, DISPATCHES, crumbs=(CRUMBS[0], ("Skickat", None)))


@requires("dispatches.send")
def dispatch_send_again(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(
        request,
        row,
        workflow.send_again,
        lead=f"{row.number} läggs i kö och skickas inom en minut.",
        crumbs=(*CRUMBS, (row.number, None)),
    )

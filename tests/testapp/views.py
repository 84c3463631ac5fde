"""Pages about tickets: one of each shape, and one behind each guard."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from brokerage.access import Request, linked, public, requires, signed_in
from brokerage.organisation.models import Unit
from brokerage.pages import Action, Column, Empty, Listing, detail, edit_page, listing, report, step_page, verb_page
from tests.testapp import workflow
from tests.testapp.forms import ChangeForm, CloseForm, OpenForm, TicketFilter
from tests.testapp.models import Ticket

TICKETS = Listing(
    "Ärenden",
    columns=(
        Column("Namn", lambda ticket: ticket.name, sort="name_key", link=True, sub=lambda ticket: ticket.code),
        Column("Enhet", lambda ticket: ticket.unit.name),
        Column("Plats", lambda ticket: ticket.slot, kind="number", sort="slot"),
        Column("Skickat", lambda ticket: ticket.sent_on, kind="date", sort="sent_on"),
        Column("Läge", lambda ticket: ticket.get_state_display(), kind="badge", tone=lambda ticket: "calm"),
    ),
    empty=Empty("Inga ärenden", "Lägg upp det första."),
    order="name_key",
    filterset=TicketFilter,
)


@requires("tickets.view")
def tickets(request: Request, rows: QuerySet) -> HttpResponse:
    return listing(request, rows.select_related("unit"), TICKETS, actions=[Action("Nytt", "/prov/nytt/")])


@requires("tickets.view")
def tickets_seen(request: Request, rows: QuerySet) -> HttpResponse:
    return listing(request, rows.select_related("unit"), TICKETS, is_read=True)


@requires("tickets.view", read=True, fetch=lambda rows: rows.select_related("unit"))
def ticket(request: Request, ticket: Ticket) -> HttpResponse:
    return detail(
        request,
        ticket,
        "testapp/ticket.html",
        title=ticket.name,
        status={"text": ticket.get_state_display(), "tone": "calm"},
        problems=workflow.before_sending(ticket),
        also_history_of=list(ticket.notes.all()),
    )


@requires("tickets.open", creates=True)
def ticket_open(request: Request) -> HttpResponse:
    unit = Unit.objects.get(pk=request.actor.holds(["contact_secretary"])[0].unit_id)
    return verb_page(
        request,
        OpenForm(request.POST or None),
        lambda given: workflow.open_ticket(by=request.actor, unit=unit, **given),
        title=workflow.open_ticket.label,
        submit="Lägg upp",
        back="/prov/",
        done=workflow.open_ticket.done,
    )


@requires("tickets.change")
def ticket_change(request: Request, ticket: Ticket) -> HttpResponse:
    return edit_page(request, ticket, workflow.change, ChangeForm)


@requires("tickets.send")
def ticket_send(request: Request, ticket: Ticket) -> HttpResponse:
    return step_page(request, ticket, workflow.send, lead=ticket.name)


@requires("tickets.close")
def ticket_close(request: Request, ticket: Ticket) -> HttpResponse:
    return step_page(request, ticket, workflow.close, CloseForm)


@requires("tickets.view")
def ticket_report(request: Request, rows: QuerySet) -> HttpResponse:
    return report(request, "pages/report.html", title="Läget", figures=[("Ärenden", rows.count())])


@linked("tickets.answer")
def ticket_answer(request: Request, ticket: Ticket) -> HttpResponse:
    if request.method == "POST":
        workflow.answer(ticket, by=request.actor, text="Så här.")
    return HttpResponse(f"Svara på {ticket.name}")


@signed_in
def mine(request: Request) -> HttpResponse:
    return HttpResponse(request.user.name)


@public
def anybody(request: HttpRequest) -> HttpResponse:
    return HttpResponse("Välkommen")

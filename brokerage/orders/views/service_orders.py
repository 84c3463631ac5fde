"""Pages about orders of services: the same for district and brokerage, since they hold nothing about anybody."""

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from brokerage import clock, money, pages
from brokerage.access import Request, holds_role, permitted, requires
from brokerage.charges.problems import price_list_on
from brokerage.money import plain
from brokerage.orders.filters import ServiceOrderFilter
from brokerage.orders.forms import BeginForm, DeliverForm, ServiceForm
from brokerage.orders.models import Service
from brokerage.orders.states import ServiceState
from brokerage.orders.views.messages import messages_of
from brokerage.orders.workflow import service_orders as workflow
from brokerage.organisation.rules import CONTACT_SECRETARY, DISTRICT_MANAGER
from brokerage.pages import Action, Column, Empty, Listing
from brokerage.pages.wording import day, month

TONES = {
    ServiceState.DRAFT: "calm",
    ServiceState.PLACED: "warn",
    ServiceState.ACCEPTED: "accent",
    ServiceState.RUNNING: "accent",
    ServiceState.DELIVERED: "good",
    ServiceState.WITHDRAWN: "calm",
}
SERVICES = Listing(
    title="Tjänster",
    lead="Utredningar av egna familjer, hjälp med rutiner och handledning. Platser på fortbildning bokas under "
    "Fortbildning, och debiteras när den har hållits.",
    columns=(
        Column("Nummer", lambda row: row.number, link=True, sort="number"),
        Column("Tjänst", lambda row: row.get_service_display(), sort="service"),
        Column("Enhet", lambda row: row.unit.name, sort="unit__name_key"),
        Column("Läge", lambda row: row.get_state_display(), kind="badge", tone=lambda row: TONES[row.state]),
        Column("Antal", lambda row: plain(row.quantity), kind="number", sort="quantity"),
        Column("Önskas senast", lambda row: row.wanted_by, kind="date", sort="wanted_by"),
        Column("Levererad", lambda row: row.delivered_on, kind="date", sort="delivered_on"),
        Column("Kostnad, kr", lambda row: cost_of(row), kind="number"),
    ),
    order="-number",
    filterset=ServiceOrderFilter,
    empty=Empty("Inga beställda tjänster", "Här syns det som enheten beställer utöver förmedlade uppdrag."),
)
CRUMBS = (("Tjänster", "/tjanster/"),)


def cost_of(row: Any) -> Decimal | None:
    """What it has cost, or will cost as ordered."""
    if row.price is None or row.state == ServiceState.WITHDRAWN:
        return None
    return money.rounded(row.price * (row.quantity if row.delivered is None else row.delivered))


@requires("services.view", fetch=lambda rows: rows.for_page())
def services(request: Request, rows: Any) -> HttpResponse:
    may_order = holds_role(request.actor, "services.draft")
    actions = [Action(workflow.draft.label, reverse("orders:service_draft"), main=True)] if may_order else []
    actions.append(Action("Prislista", reverse("charges:prices"), icon="tags"))
    return pages.listing(request, rows, SERVICES, actions=actions)


@requires("services.draft", creates=True)
def service_draft(request: Request) -> HttpResponse:
    """With the price of each service beside it: nobody orders without knowing what it costs."""
    standings = request.actor.holds({CONTACT_SECRETARY, DISTRICT_MANAGER})
    return pages.verb_page(
        request,
        ServiceForm(
            request.POST or None,
            initial={"service": request.GET.get("service")},
            standings=standings,
            prices=price_list_on(clock.today()),
        ),
        lambda given: workflow.draft(by=request.actor, **given),
        title=workflow.draft.label,
        lead="Enhetschefen ser kostnaden och lägger beställningen.",
        crumbs=(*CRUMBS, ("Beställ", None)),
        submit="Skriv beställningen",
        back=reverse("orders:services"),
        done=workflow.draft.done,
    )


@requires("services.view", fetch=lambda rows: rows.for_page())
def service(request: Request, row: Any) -> HttpResponse:
    cost = cost_of(row)
    percent = row.withdrawal_percent
    facts = (
        ("Tjänst", row.get_service_display()),
        ("Enhet", row.unit.name),
        ("Antal", plain(row.quantity)),
        ("Önskas senast", row.wanted_by),
        ("Skriven", f"{day(row.drafted_on)} av {row.drafted_by}"),
        ("Lagd", f"{day(row.placed_on)} av {row.placed_by}" if row.placed_on else ""),
        ("Pris", money.kr(row.price) if row.price is not None else ""),
        ("Kostnad", money.kr(cost) if cost is not None else ""),
        ("Vid återtagande", f"{percent} % av kostnaden när arbetet har börjat" if percent else ""),
        ("Utförs av", row.broker),
        ("Löper", f"{month(row.starts)} till {month(row.until)}" if row.starts else ""),
        ("Debiterad till och med", month(row.charged_until) if row.charged_until else ""),
        ("Levererat", f"{plain(row.delivered)}, {day(row.delivered_on)}" if row.delivered_on else ""),
    )
    return pages.detail(
        request,
        row,
        "orders/service.html",
        title=f"Beställning {row.number}",
        lead=f"{row.get_service_display()}, {row.unit.name}",
        crumbs=(*CRUMBS, (row.number, None)),
        status={"text": row.get_state_display(), "tone": TONES[row.state]},
        facts=pages.chosen(facts),
        written=messages_of(request, row),
        charges=permitted(request.actor, "charges.view").of_order(row.number).standing(),
    )


@requires("services.place", fetch=lambda rows: rows.for_page())
def serviceorder_place(request: Request, row: Any) -> HttpResponse:
    price = price_list_on(clock.today()).get(row.service)
    lead = "Priset saknas."
    if price:
        cost = money.kr(money.rounded(price.amount * row.quantity))
        lead = f"{row.get_service_display()}: {plain(row.quantity)} × {money.kr(price.amount)} = {cost}, utan moms."
        if row.service == Service.SUPPORT:
            lead += " Varje månad som har börjat debiteras. Handledningen kan avslutas när som helst."
        elif price.withdrawal_percent:
            lead += f" Återtas beställningen när arbetet har börjat kostar det {price.withdrawal_percent} %."
    return pages.step_page(request, row, workflow.place, lead=lead, crumbs=_crumbs(row, "Lägg"))


@requires("services.accept")
def serviceorder_accept(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(request, row, workflow.accept, crumbs=_crumbs(row, "Ta på mig"))


@requires("services.deliver", fetch=lambda rows: rows.for_page())
def serviceorder_deliver(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(
        request,
        row,
        workflow.deliver,
        DeliverForm,
        initial={"delivered": row.quantity, "on": clock.today()},
        lead=f"{row.get_service_display()} till {row.unit.name}. Enheten debiteras för det som har levererats.",
        crumbs=_crumbs(row, "Levererad"),
    )


@requires("services.begin", fetch=lambda rows: rows.for_page())
def serviceorder_begin(request: Request, row: Any) -> HttpResponse:
    lead = (
        f"Handledning till {row.unit.name} i högst {plain(row.quantity)} månader. Varje månad debiteras när den börjar."
    )
    return pages.step_page(request, row, workflow.begin, BeginForm, lead=lead, crumbs=_crumbs(row, "Börja"))


@requires("services.stop", fetch=lambda rows: rows.for_page())
def serviceorder_stop(request: Request, row: Any) -> HttpResponse:
    lead = "Månaden som har börjat debiteras. Därefter debiteras inget mer."
    return pages.step_page(request, row, workflow.stop, lead=lead, crumbs=_crumbs(row, "Avsluta"))


@requires("services.withdraw", fetch=lambda rows: rows.for_page())
def serviceorder_withdraw(request: Request, row: Any) -> HttpResponse:
    costs = row.state == ServiceState.ACCEPTED and row.withdrawal_percent
    lead = "Det kostar ingenting."
    if costs:
        cost = money.rounded(row.price * row.quantity * row.withdrawal_percent / 100)
        lead = f"Arbetet har börjat: återtagandet kostar {row.withdrawal_percent} %, {money.kr(cost)}."
    return pages.step_page(request, row, workflow.withdraw, lead=lead, crumbs=_crumbs(row, "Återta"))


def _crumbs(row: Any, here: str) -> Any:
    return (*CRUMBS, (row.number, row.get_absolute_url()), (here, None))

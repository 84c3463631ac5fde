"""Pages about orders: the district's own, and the brokerage's cards."""

from typing import Any

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse

from brokerage import clock, money, pages
from brokerage.access import Request, permitted, requires
from brokerage.orders import workflow
from brokerage.orders.forms import OrderForm
from brokerage.orders.models import band, card
from brokerage.orders.states import OrderState
from brokerage.orders.views.messages import messages_of
from brokerage.organisation.models import Trait
from brokerage.pages import Action, Column, Empty, Listing, Page
from brokerage.pages.wording import day
from decisions.wording import clock_badge

TONES = {
    OrderState.DRAFT: "calm",
    OrderState.PLACED: "warn",
    OrderState.ACCEPTED: "accent",
    OrderState.FULFILLED: "good",
    OrderState.WITHDRAWN: "calm",
}
LISTING = Listing(
    title="Beställningar",
    lead="Det ni har bett Resursteamen att hjälpa till med.",
    columns=(
        Column("Nummer", lambda row: row.number, link=True, sort="number"),
        Column(
            "Insats",
            lambda row: row.decision.ground.intervention.capitalize(),
            sub=lambda row: row.decision.case_reference,
        ),
        Column("Läge", lambda row: row.get_state_display(), kind="badge", tone=lambda row: TONES[row.state]),
        Column("Skriven", lambda row: row.drafted_on, kind="date", sort="drafted_on"),
        Column("Lagd", lambda row: row.placed_on, kind="date", sort="placed_on"),
        Column("Pris", lambda row: money.kr(row.price) if row.price is not None else "", kind="number"),
    ),
    order="-drafted_on",
    empty=Empty("Inga beställningar", "En beställning skrivs från ett beslut, när den egna poolen inte räcker."),
)


def _card_url(row: Any) -> str:
    return reverse("orders:order_card", args=[row.pk])


CARDS = Listing(
    title="Att förmedla",
    lead="Beställningar från stadsdelarna, utan namn.",
    columns=(
        Column("Nummer", lambda row: row.number, url=_card_url, sort="number"),
        Column(
            "Insats", lambda row: row.decision.ground.intervention.capitalize(), sub=lambda row: row.decision.extent
        ),
        Column("Ålder", lambda row: band(clock.today().year - row.decision.client.birth_year)),
        Column("Läge", lambda row: row.get_state_display(), kind="badge", tone=lambda row: TONES[row.state]),
        Column("Lagd", lambda row: row.placed_on, kind="date", sort="placed_on"),
        Column("Tre månader", lambda row: row.decision.due_on, kind="date", sort="decision__due_on"),
    ),
    order="decision__due_on",
    empty=Empty("Inget att förmedla", "När en stadsdel lägger en beställning visas den här."),
)
CRUMBS = (("Beställningar", "/bestallningar/"),)
CARD_CRUMBS = (("Att förmedla", "/formedla/"),)


@requires("orders.view")
def orders(request: Request, rows: Any) -> HttpResponse:
    return pages.listing(request, rows.for_list(), LISTING, is_read=True)


@requires("orders.view", read=True, fetch=lambda rows: rows.for_page())
def order(request: Request, row: Any) -> HttpResponse:
    decision = row.decision
    charges = permitted(request.actor, "charges.view").of_order(row.number).standing()
    facts = (
        ("Beslut", decision.case_reference),
        ("Insats", decision.ground.intervention.capitalize()),
        ("Delas enligt", row.get_basis_display()),
        ("Att välja mellan", row.choices),
        ("Skriven", f"{day(row.drafted_on)} av {row.drafted_by}"),
        ("Lagd", f"{day(row.placed_on)} av {row.placed_by}" if row.placed_on else ""),
        ("Pris", money.kr(row.price) if row.price is not None else ""),
        ("Vid återtagande", f"{row.withdrawal_percent} % när sökandet har börjat" if row.withdrawal_percent else ""),
        ("Söks av", row.broker),
    )
    return pages.detail(
        request,
        row,
        "orders/order.html",
        title=f"Beställning {row.number}",
        crumbs=(*CRUMBS, (row.number, None)),
        status={"text": row.get_state_display(), "tone": TONES[row.state]},
        facts=pages.chosen(facts),
        decision=decision,
        written=messages_of(request, row),
        charges=charges,
    )


@requires("needs.describe", fetch=lambda rows: rows.for_page())
def order_draft(request: Request, row: Any) -> HttpResponse:
    """An order for this decision."""
    basis = "disability" if row.area in ("LSS", "OF") else "child" if row.client.identity.age() < 18 else "consent"
    return pages.verb_page(
        request,
        OrderForm(request.POST or None, initial={"basis": basis}),
        lambda given: workflow.draft(by=request.actor, decision=row, **given),
        title="Beställ av Resursteamen",
        lead=f"{row.case_reference}. Enhetschefen ser priset och lägger beställningen.",
        crumbs=(("Beslut", "/beslut/"), (row.case_reference, row.get_absolute_url()), ("Beställ", None)),
        submit=workflow.draft.label,
        back=row.get_absolute_url(),
        done=workflow.draft.done,
    )


@requires("orders.place", fetch=lambda rows: rows.for_page())
def order_place(request: Request, row: Any) -> HttpResponse:
    price = workflow.price_of(row.decision)
    lead = (
        f"Priset i dag är {money.kr(price.amount)} per {price.per}, när någon har utsetts.{_terms(price)}"
        if price
        else "Priset saknas."
    )
    return pages.step_page(
        request, row, workflow.place, lead=lead, crumbs=(*CRUMBS, (row.number, row.get_absolute_url()), ("Lägg", None))
    )


def _terms(price: Any) -> str:
    """What else the price says: the guarantee, and what a withdrawal costs."""
    guarantee, percent = price.guarantee_days, price.withdrawal_percent
    said = f" Slutar uppdraget inom {guarantee} dagar är nästa förmedling fri." if guarantee else ""
    return said + (f" Återtas beställningen när sökandet har börjat kostar det {percent} %." if percent else "")


@requires("orders.withdraw", fetch=lambda rows: rows.for_page())
def order_withdraw(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(
        request, row, workflow.withdraw, crumbs=(*CRUMBS, (row.number, row.get_absolute_url()), ("Återta", None))
    )


@requires("orders.broker")
def order_cards(request: Request, rows: Any) -> HttpResponse:
    """The brokerage's list. It links to cards, and names nobody."""
    return pages.listing(request, rows.for_list(), CARDS, is_read=True)


@requires("orders.broker", read=True, fetch=lambda rows: rows.for_page())
def order_card(request: Request, row: Any) -> HttpResponse:
    """All that the brokerage sees of an order."""
    shown = card(row, words=Trait.all_words().names())
    facts = (
        ("Insats", shown.intervention.capitalize()),
        ("Ålder", shown.ages),
        ("Omfattning", shown.extent),
        ("Stadsdel", shown.district or "visas inte"),
        ("Att välja mellan", shown.choices),
        ("Delas enligt", shown.basis),
        ("Väntar sedan", day(shown.waiting_since)),
        ("Tre månader", day(shown.due_on)),
    )
    page = Page(
        f"Beställning {shown.number}",
        f"{shown.intervention.capitalize()}, {shown.ages}. {shown.extent}.",
        (*CARD_CRUMBS, (shown.number, None)),
        clock_badge(row.decision),
        actions=pages.buttons(request, row),
    )
    searches = list(row.shortlists.all())
    if row.state == OrderState.ACCEPTED and not any(each.state == "open" for each in searches):
        url = reverse("matching:shortlist_open_brokered", args=[row.pk])
        page.actions.insert(0, Action("Börja söka", url, main=True, icon="search"))
    context = {"page": page, "card": shown, "facts": pages.chosen(facts), "searches": searches}
    context["written"] = messages_of(request, row, hides_district=not shown.district)
    return TemplateResponse(request, "orders/order_card.html", context)


@requires("orders.broker")
def order_accept(request: Request, row: Any) -> HttpResponse:
    crumbs = (*CARD_CRUMBS, (row.number, _card_url(row)), ("Ta mig an", None))
    return pages.step_page(request, row, workflow.accept, crumbs=crumbs, back=_card_url(row))

"""Pages about prices, single charges and budgets. The list of charges says on which invoice each is: see invoicing."""

from dataclasses import replace
from typing import Any

from django.forms import model_to_dict
from django.http import HttpResponse
from django.urls import reverse

from brokerage import clock, money, pages
from brokerage.access import Request, holds_role, permitted, requires
from brokerage.charges import workflow
from brokerage.charges.forms import AmountForm, BudgetForm, ChargeForm, PriceForm, StrikeForm, YearCostForm
from brokerage.charges.models import PriceItem
from brokerage.charges.states import ChargeState
from brokerage.organisation.rules import DISTRICT_MANAGER
from brokerage.pages import Action, Column, Empty, Listing
from brokerage.pages.wording import day, days, month

TONES = {ChargeState.STANDING: "good", ChargeState.STRUCK: "calm"}


def _now(row: PriceItem) -> tuple[str, str]:
    today = clock.today()
    if row.starts > today:
        return "Kommande", "accent"
    return ("Tidigare", "calm") if row.ends and row.ends < today else ("Gäller", "good")


PRICES = Listing(
    title="Prislista",
    lead="Vad Resursteamens tjänster kostar, utan moms. Ett nytt pris ändrar inget som redan är beställt.",
    columns=(
        Column("Tjänst", lambda row: row.name, sub=lambda row: f"per {row.per}", sort="name"),
        Column("Pris, kr", lambda row: row.amount, kind="number", sort="amount"),
        Column("Gäller", lambda row: _now(row)[0], kind="badge", tone=lambda row: _now(row)[1]),
        Column("Från", lambda row: row.starts, kind="date", sort="starts"),
        Column("Till", lambda row: row.ends, kind="date", sort="ends"),
        Column("Garanti", lambda row: days(row.guarantee_days) if row.guarantee_days else ""),
        Column(
            "Vid återtagande", lambda row: f"{row.withdrawal_percent} %" if row.withdrawal_percent else "kostnadsfritt"
        ),
        Column("Moms", lambda row: row.get_vat_display()),
        Column("Konto", lambda row: row.account),
    ),
    order="name",
    empty=Empty("Inga priser", "Utan priser kan ingenting beställas."),
)
PRICE_CRUMBS = (("Prislista", "/priser/"),)
CRUMBS = (("Debiteringar", "/debiteringar/"),)


@requires("prices.view")
def prices(request: Request, rows: Any) -> HttpResponse:
    if not holds_role(request.actor, "prices.set"):
        return pages.listing(request, rows, PRICES)
    actions = [Action(workflow.set_price.label, reverse("charges:price_set"), main=True)]
    first, *rest = PRICES.columns
    shape = replace(PRICES, columns=(replace(first, url=_set_url), *rest))
    return pages.listing(request, rows, shape, actions=actions)


def _set_url(row: PriceItem) -> str:
    return f"{reverse('charges:price_set')}?code={row.code}"


@requires("prices.set", creates=True)
def price_set(request: Request) -> HttpResponse:
    return pages.verb_page(
        request,
        PriceForm(request.POST or None, initial={**_of_today(request), "starts": clock.today()}),
        lambda given: workflow.set_price(by=request.actor, **given),
        title=workflow.set_price.label,
        lead="Det som redan är beställt eller debiterat påverkas inte.",
        crumbs=(*PRICE_CRUMBS, ("Nytt pris", None)),
        submit="Spara priset",
        back=reverse("charges:prices"),
        done=workflow.set_price.done,
    )


def _of_today(request: Request) -> dict[str, Any]:
    """The terms that a service has now, to change from."""
    price = permitted(request.actor, "prices.set").of(request.GET.get("code", ""), clock.today())
    return model_to_dict(price, PriceForm.Meta.fields) if price else {}


@requires("charges.add", creates=True)
def charge_add(request: Request) -> HttpResponse:
    return pages.verb_page(
        request,
        ChargeForm(request.POST or None),
        lambda given: workflow.add(by=request.actor, **given),
        title=workflow.add.label,
        lead="För det som inget steg i systemet har debiterat. Priset tas ur prislistan.",
        crumbs=(*CRUMBS, ("Lägg till", None)),
        submit=workflow.add.label,
        back="/debiteringar/",
        done=workflow.add.done,
    )


@requires("charges.view", fetch=lambda rows: rows.for_page())
def charge(request: Request, row: Any) -> HttpResponse:
    """A charge: what it is for, on which invoices it has been, and who has struck it."""
    facts = (
        ("Tjänst", row.name),
        ("Stadsdel", row.unit.name),
        ("Månad", month(row.month)),
        ("Beställning", row.order_number),
        ("Antal", f"{money.plain(row.quantity)} {row.per}"),
        ("Pris", money.kr(row.price)),
        ("Belopp", money.kr(row.amount)),
        ("Skäl", row.reason),
        ("Moms utanför staden", row.get_vat_display()),
        ("Konto", row.account),
        ("Struken", f"{day(row.struck_on)} av {row.struck_by}: {row.struck_because}" if row.struck_on else ""),
    )
    lines = [
        ({"value": line.invoice.number, "url": line.invoice.get_absolute_url()}, line.invoice.get_state_display())
        for line in row.lines.all()
    ]
    return pages.detail(
        request,
        row,
        "charges/charge.html",
        title=row.text,
        lead=f"{row.unit.name}, {month(row.month)}",
        crumbs=(*CRUMBS, (row.text, None)),
        status={"text": row.get_state_display(), "tone": TONES[row.state]},
        has_next=False,
        facts=pages.chosen(facts),
        columns=({"label": "Faktura", "kind": "text"}, {"label": "Läge", "kind": "text"}),
        lines=lines,
    )


@requires("charges.strike")
def charge_strike(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(
        request,
        row,
        workflow.strike,
        StrikeForm,
        lead=f"{row.text}, {money.kr(row.amount)}. Den faktureras då aldrig.",
        crumbs=(*CRUMBS, (row.text, row.get_absolute_url()), ("Stryk", None)),
        risky=True,
    )


@requires("budgets.set", creates=True)
def budget_set(request: Request) -> HttpResponse:
    units = request.actor.units({DISTRICT_MANAGER})
    return pages.verb_page(
        request,
        BudgetForm(request.POST or None, units=units),
        lambda given: workflow.set_budget(by=request.actor, **given),
        title=workflow.set_budget.label,
        lead="Vad enheten räknar med att köpa på ett år. Den som beställer varnas när den är slut. Inget hindras.",
        crumbs=(("Ekonomi", "/ekonomi/"), ("Budget", None)),
        submit="Spara budgeten",
        back="/ekonomi/",
        done=workflow.set_budget.done,
    )


@requires("budgets.set", fetch=lambda rows: rows.for_page())
def budget_change(request: Request, row: Any) -> HttpResponse:
    return pages.edit_page(
        request,
        row,
        workflow.change_budget,
        AmountForm,
        lead=f"{row.unit}, {row.year}",
        crumbs=(("Ekonomi", "/ekonomi/"), ("Budget", None)),
    )


@requires("yearcosts.set", creates=True)
def yearcost_set(request: Request) -> HttpResponse:
    return pages.verb_page(
        request,
        YearCostForm(request.POST or None),
        lambda given: workflow.set_year_cost(by=request.actor, **given),
        title=workflow.set_year_cost.label,
        lead="Jämförs med det som har fakturerats: priserna ska täcka självkostnaden, inte mer.",
        crumbs=(("Ekonomi", "/ekonomi/"), ("Årets kostnad", None)),
        submit="Spara",
        back="/ekonomi/",
        done=workflow.set_year_cost.done,
    )


@requires("yearcosts.set", fetch=lambda rows: rows.for_page())
def yearcost_change(request: Request, row: Any) -> HttpResponse:
    return pages.edit_page(
        request,
        row,
        workflow.change_year_cost,
        AmountForm,
        lead=f"{row.unit}, {row.year}",
        crumbs=(("Ekonomi", "/ekonomi/"), ("Årets kostnad", None)),
    )

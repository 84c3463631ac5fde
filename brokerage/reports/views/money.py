"""The money: for the economist all of it, for a district's manager its own."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from brokerage import clock, pages
from brokerage import money as kronor
from brokerage.access import Request, holds_role, permitted, requires
from brokerage.invoicing.queries import not_invoiced
from brokerage.pages import Action
from brokerage.pages.wording import MONTHS
from brokerage.reports import figures
from brokerage.workflow import Problem

SUMS = tuple({"label": label, "kind": "number"} for label in ("Fakturerat", "Krediterat", "Netto", "Obetalt"))
HUNDRED = Decimal(100)


class YearForm(forms.Form):
    year = forms.TypedChoiceField(label="År", coerce=int)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["year"]
        field.choices = [(str(year), str(year)) for year in years]


@requires("invoices.view")
def money(request: Request, rows: Any) -> HttpResponse:
    """Billed, credited, unpaid; what a match costs; and whether the year bears its own cost."""
    today = clock.today()
    form = YearForm(request.GET or None, years=figures.years_of(rows, today.year))
    year = form.cleaned_data["year"] if form.is_valid() else today.year
    charges = permitted(request.actor, "charges.view")
    books = figures.year_of(rows, permitted(request.actor, "creditnotes.view"), year)
    costs = figures.costs_of(charges, year)
    services = figures.by_service(permitted(request.actor, "invoicelines.view"), year)
    waiting = figures.sum_of(not_invoiced(charges.of_year(year)))
    overdue = rows.overdue_on(today).count()
    months = [(MONTHS[first.month - 1][:3], float(each.net) / 1000) for first, each in books.months.items()]
    return pages.report(
        request,
        "reports/money.html",
        title="Ekonomi",
        lead=f"{year}, utan det som är struket. Belopp i kronor, med moms där köparen är utanför staden.",
        filter=YearForm(initial={"year": year}, years=figures.years_of(rows, today.year)),
        problems=_problems(request, books.all.net, year),
        actions=_actions(request, year),
        figures=(
            ("Fakturerat", in_kronor(books.all.billed)),
            ("Krediterat", in_kronor(-books.all.credited)),
            ("Obetalt", in_kronor(books.all.outstanding)),
            ("Förfallna fakturor", overdue),
            ("Väntar på faktura", in_kronor(waiting)),
            ("Per förmedlat uppdrag", in_kronor(costs.per_match())),
            ("Per beslut", in_kronor(costs.per_decision())),
        ),
        chart={
            "title": f"Netto per månad {year}, tusen kronor",
            "series": months,
            "unit": "tusen kronor",
            "desc": "I tusen kronor. Fakturerat minus krediterat, för den månad som fakturan avser.",
        },
        tables=[
            {
                "caption": "Per månad",
                "stacked": True,
                "columns": [{"label": "Månad", "kind": "text"}, *SUMS],
                "rows": [(MONTHS[first.month - 1].capitalize(), *each.row()) for first, each in books.months.items()],
                "totals": [("Året", *books.all.row())],
            },
            {
                "caption": "Per stadsdel",
                "stacked": True,
                "columns": [{"label": "Stadsdel", "kind": "text"}, *SUMS],
                "rows": [(unit, *each.row()) for unit, each in books.districts.items()],
            },
            {
                "caption": "Per tjänst, utan moms",
                "stacked": True,
                "columns": [
                    {"label": "Tjänst", "kind": "text"},
                    {"label": "Rader", "kind": "number"},
                    {"label": "Fakturerat", "kind": "number"},
                    {"label": "Krediterat", "kind": "number"},
                ],
                "rows": services,
            },
        ],
    )


def in_kronor(amount: Decimal | None) -> str:
    """In whole kronor, for a figure; the tables have the öre."""
    return "–" if amount is None else f"{kronor.whole(int(kronor.rounded(amount, kronor.KRONA)))}\N{NO-BREAK SPACE}kr"


def _problems(request: Request, net: Decimal, year: int) -> list[Problem]:
    """Budgets that are used up; for the economist whether the prices bear the year's cost (KL (2017:725) 2:6)."""
    found = []
    for budget in permitted(request.actor, "budgets.set").filter(year=year).for_page():
        charged = permitted(request.actor, "charges.view").of_year(year).standing().filter(unit=budget.unit).sum_of()
        text = f"{budget.unit}: {kronor.kr(charged)} av årets budget {kronor.kr(budget.amount)} är debiterat."
        found.append(Problem(text, blocking=False, url=reverse("charges:budget_change", args=[budget.pk])))
    for cost in permitted(request.actor, "yearcosts.set").filter(year=year).for_page():
        share = f"{net * HUNDRED / cost.amount:.0f} %" if cost.amount else "inget"
        text = (
            f"Årets kostnad är {kronor.kr(cost.amount)}, och {kronor.kr(net)} är fakturerat: {share} av självkostnaden."
        )
        if net > cost.amount:
            text += " Det är mer än självkostnaden: se över priserna."
        found.append(Problem(text, blocking=False, url=reverse("charges:yearcost_change", args=[cost.pk])))
    return found


def _actions(request: Request, year: int) -> list[Action]:
    actions = [
        Action("Alla rader som fil", reverse("invoicing:lines"), icon="download"),
        Action("Ersättning till uppdragstagare", f"{reverse('reports:compensation')}?year={year}", icon="chart-column"),
    ]
    if holds_role(request.actor, "seats.foresee"):
        actions.append(Action("Kommande kostnader", reverse("reports:coming"), icon="calendar-days"))
    if holds_role(request.actor, "budgets.set"):
        actions.append(Action("Sätt budget", reverse("charges:budget_set")))
    if holds_role(request.actor, "yearcosts.set"):
        actions.append(Action("Ange årets kostnad", reverse("charges:yearcost_set")))
    return actions

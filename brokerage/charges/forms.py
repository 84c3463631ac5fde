"""The forms of prices, charges and budgets."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from brokerage import clock, identity
from brokerage.charges.models import PriceItem, Vat
from brokerage.organisation.models import Unit
from brokerage.pages.fields import DayField, FigureField
from brokerage.pages.wording import month

_ORDER_NUMBER = re.compile(r"T?20\d{2}-\d{4,5}", re.ASCII)
CENTS: dict[str, Any] = {"max_digits": 10, "decimal_places": 2, "min_value": Decimal(0)}


class PriceForm(forms.ModelForm):
    """A price from a day on; the code ties it to what the steps charge."""

    class Meta:
        model = PriceItem
        fields = (
            "code",
            "name",
            "amount",
            "per",
            "account",
            "vat",
            "vat_reason",
            "guarantee_days",
            "withdrawal_percent",
            "starts",
        )
        widgets = {"vat": forms.RadioSelect}
        field_classes = {"amount": FigureField, "starts": DayField}
        help_texts = {
            "code": "Samma kod som förut när en tjänst får nytt pris.",
            "amount": "Kronor, utan moms.",
            "vat_reason": "Står på fakturan till köpare utanför staden. Lämnas tomt vid 25 % moms.",
            "starts": "Från i dag eller senare. Det tidigare priset upphör dagen före.",
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("vat") == Vat.EXEMPT and not given.get("vat_reason"):
            self.add_error("vat_reason", "Skriv varför tjänsten är undantagen från moms.")
        if given.get("vat") == Vat.STANDARD:
            given["vat_reason"] = ""
        return given


def without_numbers(text: str) -> str:
    """The text, when it holds no identity number. Raises ValidationError: invoices and orders name nobody."""
    if identity.mentions(text):
        raise forms.ValidationError("Texten innehåller något som ser ut som ett personnummer. Ta bort det.")
    return text


class _Reasoned(forms.Form):
    def clean_reason(self) -> str:
        return without_numbers(self.cleaned_data["reason"])


class StrikeForm(_Reasoned):
    reason = forms.CharField(
        label="Varför stryks debiteringen?", max_length=200, help_text="Utan namn och personuppgifter."
    )


class ChargeForm(_Reasoned):
    """A charge by hand: a service of the price list, so that account and VAT follow along."""

    unit = forms.ModelChoiceField(label="Stadsdel", queryset=Unit.objects.none(), empty_label="Välj")
    code = forms.ChoiceField(label="Tjänst")
    quantity = FigureField(label="Antal", max_digits=8, decimal_places=2, min_value=Decimal("0.01"), initial=1)
    month = forms.TypedChoiceField(label="Månad", coerce=date.fromisoformat)
    order_number = forms.CharField(label="Beställningens nummer", max_length=12, required=False)
    reason = forms.CharField(
        label="Varför läggs den till?",
        max_length=200,
        help_text="Utan namn och personuppgifter. Står inte på fakturan.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        fields: dict[str, Any] = self.fields
        fields["unit"].queryset = Unit.objects.districts().on(today)
        prices = PriceItem.objects.on(today).order_by("name")
        fields["code"].choices = [(each.code, f"{each.name}, {each.amount} kr per {each.per}") for each in prices]
        months = [clock.months_after(today.replace(day=1), -back) for back in range(6)]
        fields["month"].choices = [(each.isoformat(), month(each).capitalize()) for each in months]

    def clean_order_number(self) -> str:
        """It stands on the invoice, and so may hold nothing but a number. Raises ValidationError."""
        number: str = self.cleaned_data["order_number"].strip().upper()
        if number and not _ORDER_NUMBER.fullmatch(number):
            raise forms.ValidationError("Skriv numret som det står på beställningen, till exempel 2026-0001.")
        return number


class BudgetForm(forms.Form):
    """Of one of the manager's units, for this year or the next."""

    unit = forms.ModelChoiceField(label="Enhet", queryset=Unit.objects.none())
    year = forms.TypedChoiceField(label="År", coerce=int)
    amount = FigureField(label="Budget, kr", **CENTS)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["unit"].queryset = Unit.objects.on(clock.today()).filter(pk__in=units)
        this = clock.today().year
        fields["year"].choices = [(str(year), str(year)) for year in (this, this + 1)]


class YearCostForm(forms.Form):
    unit = forms.ModelChoiceField(label="Enhet", queryset=Unit.objects.none(), empty_label=None)
    year = forms.TypedChoiceField(label="År", coerce=int)
    amount = FigureField(label="Kostnad, kr", help_text="Löner, lokaler, utbildning och allt annat.", **CENTS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["unit"].queryset = Unit.objects.brokerage().on(clock.today())
        this = clock.today().year
        fields["year"].choices = [(str(year), str(year)) for year in range(this, this - 4, -1)]


class AmountForm(forms.Form):
    amount = FigureField(label="Belopp, kr", **CENTS)

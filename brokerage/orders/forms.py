"""The forms of orders, of services ordered, and of messages on them."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from brokerage import clock, money
from brokerage.orders.models import Basis, Service
from brokerage.organisation.models import Area, Unit
from brokerage.pages.fields import DayField, FigureField
from brokerage.pages.wording import month


class OrderForm(forms.Form):
    basis = forms.ChoiceField(
        label="Uppgifterna delas enligt",
        choices=Basis.choices,
        widget=forms.RadioSelect,
        help_text="Resursteamen är en annan nämnd: det behövs en grund för att berätta.",
    )
    tried = forms.CharField(
        label="Vad ni själva har prövat",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Utan namn och platser.",
    )
    choices = forms.TypedChoiceField(
        label="Hur många vill ni välja mellan?",
        choices=[(2, "Två"), (3, "Tre"), (1, "En räcker")],
        coerce=int,
        initial=2,
        widget=forms.RadioSelect,
    )


class ServiceForm(forms.Form):
    """A service, with its price in the choice; the unit only where somebody works in more than one."""

    unit = forms.ModelChoiceField(label="Enhet", queryset=Unit.objects.none(), empty_label=None)
    area = forms.ChoiceField(label="Programområde", required=False)
    service = forms.ChoiceField(label="Vad vill ni beställa?", widget=forms.RadioSelect)
    quantity = FigureField(
        label="Antal",
        max_digits=6,
        decimal_places=2,
        min_value=Decimal("0.25"),
        initial=1,
        help_text="Utredningar, timmar eller månader.",
        error_messages={"min_value": "Minst en fjärdedel: 0,25."},
    )
    words = forms.CharField(
        label="Vad det gäller",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Utan namn och personuppgifter. Vilken familj det är kommer ni överens om när arbetet börjar.",
    )
    wanted_by = DayField(label="Önskas senast", required=False)

    def __init__(self, *args: Any, standings: Any, prices: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["unit"].queryset = Unit.objects.on(clock.today()).filter(pk__in=[each.unit_id for each in standings])
        areas = [area for area in Area if any(area in each.areas for each in standings)]
        fields["area"].choices = [(area.value, area.label) for area in areas] or [("", "Hela enheten")]
        fields["area"].required = bool(areas)
        for name in ("unit", "area"):
            if len(choices := list(fields[name].choices)) == 1:
                fields[name].widget, fields[name].initial = forms.HiddenInput(), choices[0][0]
        fields["service"].choices = [
            (code, f"{label}, {money.kr(prices[code].amount)} per {prices[code].per}")
            for code, label in Service.choices
            if code in prices
        ]


class DeliverForm(forms.Form):
    delivered = FigureField(
        label="Hur mycket har levererats?",
        max_digits=6,
        decimal_places=2,
        min_value=Decimal("0.01"),
        error_messages={"min_value": "Skriv hur mycket: mer än noll."},
    )
    on = DayField(label="När var det klart?")


class BeginForm(forms.Form):
    """From which month: this one, or one of the next."""

    starts = forms.TypedChoiceField(label="Från och med", coerce=date.fromisoformat)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months = [clock.months_after(clock.today().replace(day=1), ahead) for ahead in range(4)]
        fields: dict[str, Any] = self.fields
        fields["starts"].choices = [(each.isoformat(), month(each).capitalize()) for each in months]


class MessageForm(forms.Form):
    words = forms.CharField(
        label="Meddelande",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Utan namn, personnummer och platser.",
    )

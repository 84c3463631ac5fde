"""The form of an order."""

from django import forms

from brokerage.orders.models import Basis


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

"""Forms beside a search."""

from django import forms

from matching.models import Conflict


class ConflictForm(forms.Form):
    ground = forms.ChoiceField(
        label="Varför kan de inte matchas?", choices=Conflict.Ground.choices, widget=forms.RadioSelect
    )

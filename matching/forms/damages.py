"""Forms about a damage in an assignment."""

from django import forms

from brokerage.pages import VersionedForm
from brokerage.pages.fields import DayField, FigureField
from matching.models import DamageReport


class DamageForm(forms.Form):
    on = DayField(label="När hände det?")
    whose = forms.ChoiceField(label="Vem drabbades?", choices=DamageReport.Whose.choices, widget=forms.RadioSelect)
    is_injury = forms.BooleanField(label="Någon blev skadad till kroppen", required=False)
    what = forms.CharField(
        label="Vad hände, och vad blev skadat?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Det skrivs ut på anmälan till försäkringen: bara det som behövs där.",
    )
    cost = FigureField(
        label="Ungefärlig kostnad i kronor",
        max_digits=9,
        decimal_places=2,
        min_value=0,
        required=False,
        error_messages={"min_value": "Kostnaden kan inte vara negativ."},
    )


class SendDamageForm(VersionedForm):
    sent_on = DayField(label="Skickad den")
    reference = forms.CharField(
        label="Skadenummer", max_length=60, required=False, help_text="Det som försäkringsbolaget har gett."
    )


class SettleDamageForm(VersionedForm):
    outcome = forms.CharField(
        label="Hur blev det?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Vad försäkringen betalade, eller varför den inte gjorde det.",
    )

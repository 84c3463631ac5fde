"""Forms about campaigns."""

from typing import Any

from django import forms

from brokerage.pages import VersionedForm
from brokerage.pages.fields import DayField, FigureField
from recruitment.models import Campaign

_TINY = forms.NumberInput(attrs={"class": "tiny"})
_ROWS = (("", ("name", "channel", "code", ("starts", "ends"), ("cost", "goal"))),)
_COST = "Tryck, annonser, lokal."


def _cost() -> FigureField:
    return FigureField(
        label="Kostnad, kronor",
        required=False,
        min_value=0,
        max_digits=9,
        decimal_places=2,
        help_text=_COST,
    )


def _goal() -> forms.IntegerField:
    return forms.IntegerField(label="Mål: antal godkända", required=False, min_value=1, max_value=9999, widget=_TINY)


class CampaignForm(forms.ModelForm):
    channel = forms.ChoiceField(label="Kanal", choices=[("", "Välj kanal"), *Campaign.Channel.choices])
    starts = DayField(label="Från och med")
    ends = DayField(label="Till och med", required=False)
    cost = _cost()
    goal = _goal()

    class Meta:
        model = Campaign
        fields = ("name", "channel", "code", "starts", "ends", "cost", "goal")
        help_texts = {"code": "Bara små bokstäver, siffror och bindestreck. Den står i länken till formuläret."}

    fieldsets: Any = _ROWS

    def clean_code(self) -> str:
        return self.cleaned_data["code"].lower()  # as the form that the link leads to reads it


class EditCampaignForm(VersionedForm):
    name = forms.CharField(label="Namn", max_length=80)
    channel = forms.ChoiceField(label="Kanal", choices=Campaign.Channel.choices)
    starts = DayField(label="Från och med")
    ends = DayField(label="Till och med", required=False)
    cost = _cost()
    goal = _goal()
    fieldsets: Any = _ROWS

"""Forms about networks and their meetings."""

from typing import Any

from django import forms

from brokerage.organisation.models import Area, Unit
from brokerage.pages import VersionedForm
from brokerage.pages.fields import DayField, choose_from
from decisions.models import Network


class NetworkForm(forms.Form):
    name = forms.CharField(label="Namn", max_length=100)
    reach = forms.ChoiceField(label="Räckvidd", choices=Network.Reach.choices, initial=Network.Reach.CITY)
    areas = forms.MultipleChoiceField(
        label="Programområden",
        choices=Area.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Flera, om nätverket går över gränserna.",
    )
    words = forms.CharField(
        label="Vad nätverket är till för", max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )


class EditNetworkForm(VersionedForm, NetworkForm):
    pass


class PlanMeetingForm(forms.Form):
    planned_on = DayField(label="Dag")
    unit = forms.ModelChoiceField(
        label="Värd", queryset=Unit.objects.none(), required=False, help_text="Tomt: den enhet som står på tur."
    )
    place = forms.CharField(label="Var", max_length=120, required=False)
    theme = forms.CharField(label="Tema", max_length=200, required=False)

    def __init__(self, *args: Any, hosts: Any, turn: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", hosts)
        field: Any = self.fields["unit"]
        field.empty_label = f"På tur: {turn}"


class HoldMeetingForm(forms.Form):
    present = forms.IntegerField(label="Antal närvarande", min_value=1, max_value=200)
    minutes = forms.CharField(
        label="Minnesanteckningar",
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Inget om någon klient: inga namn och personnummer.",
    )
    next_on = DayField(label="Nästa träff", required=False, help_text="Värdskapet går vidare till nästa enhet.")

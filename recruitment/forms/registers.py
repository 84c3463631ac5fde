"""The forms about the social registers: whom is asked where, and what was answered."""

from typing import Any

from django import forms

from brokerage import clock
from brokerage.organisation.models import Unit
from brokerage.pages.fields import DayField, choose_from
from recruitment.forms.vettings import past_day
from recruitment.models import HouseholdMember, RegisterCheck


class AskRegistersForm(forms.Form):
    """Where they have lived. Of somebody with protected identity no place is asked for."""

    unmarked = ("districts", "municipality")
    districts = forms.ModelMultipleChoiceField(
        label="Stadsdelar där de har bott de senaste fem åren",
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    municipality = forms.CharField(
        label="Annan kommun", max_length=60, required=False, help_text="En i taget. Fråga igen för fler."
    )
    members = forms.ModelMultipleChoiceField(
        label="Frågan gäller", queryset=HouseholdMember.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    on = DayField(label="Frågan ställdes")

    def __init__(self, *args: Any, people: Any, is_protected: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "members", people)
        choose_from(self, "districts", Unit.objects.on(clock.today()).districts())
        if is_protected:
            del self.fields["districts"], self.fields["municipality"]

    def clean_on(self) -> Any:
        return past_day(self.cleaned_data["on"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "districts" in self.fields and not given.get("districts") and not given.get("municipality"):
            self.add_error("districts", "Välj minst en stadsdel, eller skriv en kommun.")
        return given


class AnswerForm(forms.Form):
    on = DayField(label="Svaret kom")
    outcome = forms.ChoiceField(
        label="Utfall",
        choices=RegisterCheck.Outcome.choices,
        widget=forms.RadioSelect,
        help_text="Bara utfallet sparas. Svaret självt förstörs.",
    )

    def clean_on(self) -> Any:
        return past_day(self.cleaned_data["on"])

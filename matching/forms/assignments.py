"""Forms about appointments, agreements and assignments."""

from typing import Any

from django import forms

from brokerage.organisation.models import User
from brokerage.pages import VersionedForm
from brokerage.pages.fields import DayField, choose_from
from matching.models import Assignment
from matching.workflow.assignments import CONTINUES, ENDS, INTERRUPTED

_LINES = forms.Textarea(attrs={"rows": 4})


class AppointForm(forms.Form):
    decision_maker = forms.ModelChoiceField(User.objects.none(), label="Beslutsfattare", empty_label="Välj")
    delegation = forms.CharField(label="Delegation", max_length=60, help_text="Punkten i delegationsordningen.")
    decided_on = DayField(label="Beslutsdag")

    def __init__(self, *args: Any, officers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "decision_maker", officers)


class AgreementForm(VersionedForm):
    scheme = forms.CharField(
        label="Upplägg",
        max_length=2000,
        widget=_LINES,
        help_text="Hur ofta, när och hur länge; vem som hämtar och lämnar.",
    )
    included = forms.CharField(
        label="Det här ingår, och det här ingår inte", max_length=2000, required=False, widget=_LINES
    )
    compensation = forms.CharField(
        label="Arvode och omkostnadsersättning",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Står inte i klientens exemplar.",
    )
    notice_days = forms.IntegerField(
        label="Uppsägningstid i dagar", min_value=0, max_value=90, widget=forms.NumberInput(attrs={"class": "tiny"})
    )


class SignForm(VersionedForm):
    signed_on = DayField(label="Undertecknat av alla den")


class StartForm(forms.Form):
    started_on = DayField(label="Första gången tillsammans", help_text="Den dag då de verkligen träffades på riktigt.")


class CancelForm(forms.Form):
    ending = forms.ChoiceField(label="Skäl", choices=[("", "Välj"), *Assignment.Ending.choices])
    ending_words = forms.CharField(label="Vad hände?", max_length=1000, required=False, widget=_LINES)


class EndAssignmentForm(forms.Form):
    ended_on = DayField(label="Sista dagen tillsammans")
    ending = forms.ChoiceField(label="Skäl", choices=[("", "Välj"), *Assignment.Ending.choices])
    ending_words = forms.CharField(label="Hur det slutade", max_length=1000, required=False, widget=_LINES)
    decision_then = forms.ChoiceField(
        label="Vad händer med beslutet?",
        choices=(
            (INTERRUPTED, "Det gäller fortfarande: klienten behöver någon ny, och klockan börjar räkna dagen efter"),
            (ENDS, "Det avslutas också"),
            (CONTINUES, "En annan uppdragstagare fortsätter"),
        ),
        widget=forms.RadioSelect,
    )

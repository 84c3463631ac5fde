"""Forms about appointments, agreements and assignments."""

from typing import Any

from django import forms

from brokerage.organisation.models import User
from brokerage.pages.fields import DayField, choose_from
from matching.models import Assignment
from matching.workflow.assignments import CONTINUES, ENDS, INTERRUPTED

_LINES, _FEW = forms.Textarea(attrs={"rows": 4}), forms.Textarea(attrs={"rows": 2})


class AppointForm(forms.Form):
    decision_maker = forms.ModelChoiceField(User.objects.none(), label="Beslutsfattare", empty_label="Välj")
    delegation = forms.CharField(label="Delegation", max_length=60, help_text="Punkten i delegationsordningen.")
    decided_on = DayField(label="Beslutsdag")
    childs_best = forms.CharField(
        label="Barnets bästa",
        max_length=2000,
        widget=_LINES,
        help_text="Varför just de, för just det här barnet: vad barnet själv har sagt, och vad som talar för och emot.",
    )

    def __init__(self, *args: Any, officers: Any, is_child: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_child:
            del self.fields["childs_best"]
        choose_from(self, "decision_maker", officers)


class StartForm(forms.Form):
    started_on = DayField(label="Första gången tillsammans", help_text="Den dag då de verkligen träffades på riktigt.")


class CancelForm(forms.Form):
    ending = forms.ChoiceField(label="Skäl", choices=[("", "Välj"), *Assignment.Ending.choices])
    ending_words = forms.CharField(label="Vad hände?", max_length=1000, required=False, widget=_LINES)
    client_words = forms.CharField(label="Med klientens ord", max_length=1000, required=False, widget=_FEW)
    volunteer_words = forms.CharField(label="Med uppdragstagarens ord", max_length=1000, required=False, widget=_FEW)


class EndAssignmentForm(forms.Form):
    ended_on = DayField(label="Sista dagen tillsammans")
    ending = forms.ChoiceField(label="Skäl", choices=[("", "Välj"), *Assignment.Ending.choices])
    ending_words = forms.CharField(label="Hur det slutade", max_length=1000, required=False, widget=_LINES)
    client_words = forms.CharField(label="Med klientens ord", max_length=1000, required=False, widget=_FEW)
    volunteer_words = forms.CharField(label="Med uppdragstagarens ord", max_length=1000, required=False, widget=_FEW)
    decision_then = forms.ChoiceField(
        label="Vad händer med beslutet?",
        choices=(
            (INTERRUPTED, "Det gäller fortfarande: klienten behöver någon ny, och klockan börjar räkna dagen efter"),
            (ENDS, "Det avslutas också"),
            (CONTINUES, "En annan uppdragstagare fortsätter"),
        ),
        widget=forms.RadioSelect,
    )

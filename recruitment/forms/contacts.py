"""Forms about talking with volunteers: the log, the breaks, and what cannot wait."""

from typing import Any

from django import forms

from brokerage import clock
from brokerage.organisation.models import Area, Unit
from brokerage.pages import VersionedForm
from brokerage.pages.fields import DayField, choose_from
from recruitment.models import Concern, Pause
from recruitment.models.concerns import FOLLOW_UP_WITHIN
from recruitment.models.contacts import Way
from recruitment.workflow.volunteers import ASK_AGAIN_AFTER

BY_HAND = [each for each in Way.choices if each[0] != Way.ENQUIRY]


class LogForm(forms.Form):
    way = forms.ChoiceField(label="Sätt", choices=BY_HAND, widget=forms.RadioSelect, initial=Way.PHONE)
    on = DayField(label="Dag")
    note = forms.CharField(label="Anteckning", max_length=4000, widget=forms.Textarea(attrs={"rows": 8}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = clock.today

    def clean_on(self) -> Any:
        day = self.cleaned_data["on"]
        if day > clock.today():
            raise forms.ValidationError("Kontakten kan inte ligga i framtiden.")
        return day


def _coming(day: Any) -> Any:
    if day < clock.today():
        raise forms.ValidationError("Dagen har redan varit.")
    return day


class PauseForm(forms.Form):
    reason = forms.ChoiceField(label="Varför", choices=Pause.Reason.choices, widget=forms.RadioSelect)
    words = forms.CharField(label="Med egna ord", max_length=500, required=False)
    ask_again_on = DayField(label="Fråga igen", help_text="Den dagen kommer frågan tillbaka under Väntar på dig.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ask_again_on"].initial = lambda: clock.today() + ASK_AGAIN_AFTER

    def clean_ask_again_on(self) -> Any:
        return _coming(self.cleaned_data["ask_again_on"])


class ProlongForm(VersionedForm):
    ask_again_on = DayField(label="Fråga igen")

    def clean_ask_again_on(self) -> Any:
        return _coming(self.cleaned_data["ask_again_on"])


def _units() -> Any:
    return Unit.objects.on(clock.today())


class _ReceiverForm(forms.Form):
    """Which unit assesses it."""

    unit = forms.ModelChoiceField(
        label="Enhet som bedömer",
        queryset=Unit.objects.none(),
        help_text="Oro för ett barn går till stadsdelen där barnet har sin insats eller bor.",
    )
    area = forms.ChoiceField(label="Programområde", choices=[("", "Vet inte"), *Area.choices], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", _units())


class ConcernForm(_ReceiverForm):
    kind = forms.ChoiceField(label="Det gäller", choices=Concern.Kind.choices, widget=forms.RadioSelect)
    is_acute = forms.BooleanField(label="Någon kan vara i fara nu", required=False)
    text = forms.CharField(
        label="Vad har hänt?",
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text="Det som har berättats, så ordagrant som möjligt, och vad du själv har sett.",
    )
    told_by = forms.CharField(
        label="Vem berättar, och hur når man personen?",
        max_length=200,
        required=False,
        help_text="Den som är orolig får vara anonym.",
    )
    at_once = forms.CharField(
        label="Vad har du redan gjort?", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    fieldsets = (
        ("Det som har hänt", ("kind", "is_acute", "text", "told_by", "at_once")),
        ("Vem bedömer i dag", (("unit", "area"),)),
    )


class PassOnForm(_ReceiverForm, VersionedForm):
    pass


class AssessForm(forms.Form):
    assessment = forms.CharField(label="Bedömning", max_length=6000, widget=forms.Textarea(attrs={"rows": 6}))
    measures = forms.MultipleChoiceField(
        label="Åtgärder", choices=Concern.Measure.choices, widget=forms.CheckboxSelectMultiple
    )
    next_on = DayField(
        label="Nästa steg senast", help_text="En förhandsbedömning om ett barn ska vara klar inom 14 dagar."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_on"].initial = lambda: clock.today() + FOLLOW_UP_WITHIN

    def clean_next_on(self) -> Any:
        return _coming(self.cleaned_data["next_on"])


class ConcludeForm(forms.Form):
    conclusion = forms.CharField(label="Så slutade det", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))

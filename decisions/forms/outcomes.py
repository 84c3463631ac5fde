"""Forms about instruments, and the filter of what has come of it."""

from typing import Any, ClassVar

from django import forms

from brokerage.pages.fields import DayField, choose_from
from decisions.models import Instrument, Reading


class InstrumentChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} ({obj.low}–{obj.high})"


class ReadingForm(forms.Form):
    instrument = InstrumentChoice(label="Instrument", queryset=Instrument.objects.none(), empty_label="Välj …")
    occasion = forms.ChoiceField(label="När", choices=Reading.Occasion.choices)
    on = DayField(label="Dag")
    value = forms.IntegerField(
        label="Värde", min_value=0, max_value=100, help_text="Summan. Själva formuläret ligger kvar på papper."
    )

    def __init__(self, *args: Any, instruments: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "instrument", instruments)


class OutcomeFilter(forms.Form):
    SPLITS: ClassVar = [
        ("form", "Per insats"),
        ("purpose", "Per syfte"),
        ("group", "Per målgrupp"),
        ("unit", "Per stadsdel"),
    ]
    split = forms.ChoiceField(label="Dela upp", choices=SPLITS, required=False)

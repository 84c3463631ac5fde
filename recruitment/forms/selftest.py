"""The form of the self-test: every question with three answers."""

from typing import Any

from django import forms

from recruitment.selftest import ANSWERS, QUESTIONS


class SelfTestForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in QUESTIONS:
            self.fields[each.code] = forms.ChoiceField(
                label=each.text,
                help_text=each.help_text,
                choices=ANSWERS,
                widget=forms.RadioSelect(attrs={"class": "inline taps"}),
                error_messages={"required": "Välj ett svar. «Vet inte» går bra."},
            )

"""Forms about what those whom it is for say of it."""

from typing import Any

from django import forms

from brokerage.pages.fields import DayField, choose_from
from decisions.forms.clients import GuardianChoice
from decisions.models import Feedback, Guardian
from decisions.voices import LEVELS, QUESTIONS, Voice


def _level(*, required: bool) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        choices=list(LEVELS.items()), coerce=int, empty_value=None, required=required, widget=forms.RadioSelect
    )


def _words() -> forms.CharField:
    return forms.CharField(max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class AnswersForm(forms.Form):
    """The questions, worded for whoever answers."""

    benefit = _level(required=True)
    heard = _level(required=False)
    goes_on = forms.ChoiceField(choices=Feedback.GoesOn.choices, required=False, widget=forms.RadioSelect)
    good = _words()
    change = _words()

    def __init__(self, *args: Any, voice: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["benefit"].error_messages["required"] = "Svara på den här frågan. De andra får du hoppa över."
        for name in ("benefit", "heard", "goes_on", "good", "change"):
            self.fields[name].label = getattr(QUESTIONS[Voice(voice)], name)


class EnterForm(AnswersForm):
    guardian = GuardianChoice(
        label="Vem svarar", queryset=Guardian.objects.none(), required=False, empty_label="Klienten själv"
    )
    on = DayField(label="Berättat den")
    fieldsets: Any = (
        ("Samtalet", (("guardian", "on"),)),
        ("Svaren", ("benefit", "heard", "goes_on", "good", "change"), "Med deras egna ord."),
    )

    def __init__(self, *args: Any, guardians: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "guardian", guardians)


class AskFeedbackForm(forms.Form):
    guardian = GuardianChoice(
        label="Till", queryset=Guardian.objects.none(), required=False, empty_label="Klienten själv"
    )
    answer_by = DayField(label="Svar senast")

    def __init__(self, *args: Any, guardians: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "guardian", guardians)

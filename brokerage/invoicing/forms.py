"""The forms of the month run and of a credit."""

from datetime import date
from typing import Any

from django import forms

from brokerage import clock
from brokerage.invoicing.models import Reason
from brokerage.invoicing.month import first_of
from brokerage.pages.wording import month

MONTHS = 12


def ended_months(day: date) -> list[date]:
    """The last twelve months that are over, the latest first."""
    return [clock.months_after(first_of(day), -back) for back in range(1, MONTHS + 1)]


class MonthForm(forms.Form):
    """Which month; older ones only when something of theirs is left to invoice."""

    month = forms.TypedChoiceField(label="Månad", coerce=date.fromisoformat)

    def __init__(self, *args: Any, also: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months = sorted({*ended_months(clock.today()), *also}, reverse=True)
        field: Any = self.fields["month"]
        field.choices = [(each.isoformat(), month(each).capitalize()) for each in months]


class RunForm(MonthForm):
    """The button under the preview: the month, and what the preview showed."""

    mark = forms.CharField(widget=forms.HiddenInput, max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].widget = forms.HiddenInput()


class CreditForm(forms.Form):
    reason = forms.ChoiceField(
        label="Varför krediteras fakturan?",
        choices=Reason.choices,
        widget=forms.RadioSelect,
        help_text="Skälet står på kreditfakturan.",
    )
    again = forms.TypedChoiceField(
        label="Vad händer med det som stod på den?",
        choices=(
            ("yes", "Ska faktureras igen: raderna kommer med nästa gång månaden faktureras"),
            ("no", "Ska inte faktureras: raderna stryks"),
        ),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )

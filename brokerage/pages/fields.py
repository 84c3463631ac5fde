"""Form fields that know the trade: identity numbers and days."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from brokerage import identity


class IdentityField(forms.CharField):
    """A personnummer or samordningsnummer as people write it; cleaned to YYYYMMDD-NNNN."""

    def __init__(self, *, temporary: bool = False, **kwargs: Any) -> None:
        self.temporary = temporary
        super().__init__(**{"max_length": 20, "help_text": "ÅÅÅÅMMDD-NNNN", **kwargs})
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off", "class": "short"}

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return identity.parse(text, temporary=self.temporary).text
        except identity.InvalidIdentity as error:
            raise ValidationError(str(error)) from error


YEARS = range(1900, 2151)


def _in_our_time(value: date) -> None:
    """A year that is typed wrong; and far enough from the calendar's own ends to count from. Raises ValidationError."""
    if value.year not in YEARS:
        raise ValidationError("Kontrollera årtalet.")


class DayField(forms.DateField):
    """A day, chosen in the browser's own calendar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            **{
                "widget": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"}),
                "validators": [_in_our_time],
                **kwargs,
            }
        )


class MomentField(forms.SplitDateTimeField):
    """A day and a time of day, Swedish time."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.SplitDateTimeWidget(
            date_format="%Y-%m-%d",
            time_format="%H:%M",
            date_attrs={"type": "date", "class": "short", "aria-label": "Dag"},
            time_attrs={"type": "time", "class": "short", "aria-label": "Klockslag"},
        )
        super().__init__(**{"widget": widget, "validators": [_in_our_time], **kwargs})


def choose_from(form: forms.Form, name: str, rows: Any) -> None:
    """What a choice of rows offers, known only when the form is made."""
    field: Any = form.fields[name]
    field.queryset = rows

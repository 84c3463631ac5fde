"""Form fields that know the trade: identity numbers, days and figures; and what a number field says of a wrong one."""

import re
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


class FigureField(forms.DecimalField):
    """A figure as a Swede writes it, «1 234,50 kr»; a point instead of the comma will do, both in one are refused.

    It is no `type=number`: there the browser's own language decides what may be typed. And no 1e5, 1_000 or ١٢, which
    Python takes for numbers.
    """

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"class": "short", "inputmode": "decimal", "autocomplete": "off"}
        super().__init__(**{"localize": True, "widget": forms.TextInput(attrs=attrs), **kwargs})

    def to_python(self, value: Any) -> Any:
        figure = "".join(("" if value is None else str(value)).split()).removesuffix("kr").replace("−", "-")
        return super().to_python(figure if re.fullmatch(r"[+-]?[0-9]*[.,]?[0-9]*", figure) else "?")


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


class _Sentence(str):
    """A message whose figures are written as a Swede writes them: «Ange minst 0,25.»"""

    def __mod__(self, figures: Any) -> str:
        return super().__mod__({name: str(each).replace(".", ",") for name, each in figures.items()})


NUMBERS = {
    "min_value": _Sentence("Ange minst %(limit_value)s."),
    "max_value": _Sentence("Ange högst %(limit_value)s."),
    "max_digits": _Sentence("Talet är för långt: skriv högst %(max)s siffror."),
    "max_decimal_places": _Sentence("Skriv högst %(max)s siffror efter kommat."),
    "max_whole_digits": _Sentence("Talet är för stort: skriv högst %(max)s siffror före kommat."),
}


def speak_plainly() -> None:
    """Number fields of all forms say the same, in place of Django's «Kontrollera att detta värde är större än …»."""
    forms.IntegerField.default_error_messages |= NUMBERS | {"invalid": "Skriv ett helt tal med siffror."}
    forms.DecimalField.default_error_messages |= {"invalid": "Skriv ett tal med siffror."}

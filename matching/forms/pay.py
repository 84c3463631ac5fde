"""Forms about what is paid: the terms, an extension, an investigated home, the closing of a month."""

import re
from datetime import date
from typing import Any

from django import forms

from brokerage import clock
from brokerage.identity import mentions
from brokerage.organisation.models import Area
from brokerage.pages import VersionedForm
from brokerage.pages.fields import DayField, FigureField
from brokerage.pages.wording import month
from matching.models import Extension
from matching.models.compensation import Category, ExpenseLevel

_PAY_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*", re.ASCII)


class TermsForm(VersionedForm):
    """What is paid from a day on: of a family by the day, of a contact person by the month."""

    starts = DayField(label="Gäller från och med")
    category = forms.ChoiceField(label="Hur tät är kontakten?", choices=Category.choices, widget=forms.RadioSelect)
    fee_percent = FigureField(
        label="Arvode, procent av prisbasbeloppet",
        max_digits=5,
        decimal_places=2,
        min_value=0,
        help_text="10–35 för en gång i veckan, 20–45 för flera, 30–55 för dagligen.",
    )
    expenses_level = forms.ChoiceField(label="Omkostnader", choices=ExpenseLevel.choices, widget=forms.RadioSelect)
    fee = FigureField(
        label="Höjt arvode per dygn, kronor",
        max_digits=8,
        decimal_places=2,
        min_value=0,
        required=False,
        help_text="Lämna tomt för grundarvodet, som följer barnets ålder och året.",
    )
    extra = FigureField(
        label="Tilläggskostnad per dygn, kronor",
        max_digits=8,
        decimal_places=2,
        min_value=0,
        required=False,
        help_text="Bara efter en individuell skriftlig beräkning.",
    )
    calculation = forms.CharField(
        label="Beräkning av tilläggskostnaden",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Vad kostar mer än vanligt, och hur mycket om dagen?",
    )
    pays_mileage = forms.BooleanField(label="Milersättning för resor med egen bil", required=False)
    number = forms.CharField(
        label="Anställningsnummer i lönesystemet",
        max_length=20,
        required=False,
        help_text="Det enda som lönefilen säger om vem som får betalt.",
    )

    def __init__(self, *args: Any, is_family: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unused = ("category", "fee_percent", "expenses_level") if is_family else ("fee", "extra", "calculation")
        for name in unused:
            del self.fields[name]

    def clean_number(self) -> str:
        """It goes out in the payroll's file, and says nothing to anybody else. Raises ValidationError."""
        number: str = self.cleaned_data["number"].strip()
        if number and not _PAY_NUMBER.fullmatch(number):
            raise forms.ValidationError("Skriv numret med siffror, bokstäver och bindestreck.")
        if mentions(number):
            raise forms.ValidationError("Det ser ut som ett personnummer. Skriv numret ur lönesystemet i stället.")
        return number

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "extra" in self.fields:
            data["extra"] = data.get("extra") or 0
            if data["extra"] and not data.get("calculation"):
                self.add_error("calculation", "En tilläggskostnad kräver en skriftlig beräkning.")
        return data


class ExtensionForm(forms.Form):
    first = DayField(label="Från och med")
    last = DayField(label="Till och med")
    extent = forms.CharField(label="Omfattning", max_length=120, help_text="Till exempel: fyra dygn på sportlovet.")
    is_jour = forms.BooleanField(
        label="Vistelsen är jour", required=False, help_text="Hemmet ska vara utrett som jourhem (22 kap. 4 § SoL)."
    )
    form = forms.ChoiceField(label="Beslutet är", choices=Extension.Form.choices, widget=forms.RadioSelect)
    decided_on = DayField(label="Beslutsdag", help_text="Dygn före beslutsdagen omfattas inte.")
    decided_time = forms.TimeField(
        label="Klockan",
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "class": "short"}),
        help_text="För ett muntligt beslut.",
    )
    fieldsets = (("", (("first", "last"), "extent", "is_jour", "form", ("decided_on", "decided_time"))),)


class RevokeForm(forms.Form):
    """Which of the assignment's extensions, why, and from when."""

    extension = forms.TypedChoiceField(label="Vilken utökning?", coerce=int, widget=forms.RadioSelect)
    because = forms.ChoiceField(label="Varför?", choices=Extension.Revoking.choices, widget=forms.RadioSelect)
    revoked_from = DayField(
        label="Upphör från och med",
        required=False,
        help_text="I dag eller senare: det som har varit behåller sitt beslut. Behövs inte för ett misstag.",
    )

    def __init__(self, *args: Any, extensions: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["extension"]
        field.choices = extensions
        if len(extensions) == 1:
            field.initial = extensions[0][0]


class CloseForm(forms.Form):
    """The button under a preview: which month and part it closes, and what the preview showed."""

    month = forms.DateField(widget=forms.HiddenInput)
    unit = forms.IntegerField(widget=forms.HiddenInput)
    area = forms.ChoiceField(choices=Area.choices, widget=forms.HiddenInput)
    mark = forms.CharField(widget=forms.HiddenInput, max_length=60)

    def clean_month(self) -> date:
        first: date = self.cleaned_data["month"]
        if first.day != 1 or first > clock.today():
            raise forms.ValidationError("Välj en månad som har varit.")
        return first


class PayMonthForm(forms.Form):
    month = forms.TypedChoiceField(label="Månad", coerce=date.fromisoformat)

    def __init__(self, *args: Any, months: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["month"]
        field.choices = [(each.isoformat(), month(each).capitalize()) for each in months]

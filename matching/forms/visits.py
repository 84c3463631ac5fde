"""Forms about reported months: what was, what is planned, what is sent back."""

from datetime import date
from typing import Any

from django import forms

from brokerage.pages import VersionedForm
from brokerage.pages.fields import DayField
from brokerage.pages.wording import month
from matching.models import Visit

HELD, BY_CLIENT, BY_US = "held", "client", "us"
_TIME = {"type": "time", "class": "short"}


class VisitForm(forms.Form):
    """A stay, or with a contact person a meeting. Nothing in it asks for a name or a place."""

    what = forms.ChoiceField(
        label="Vad hände?",
        choices=(
            (HELD, "Det blev av"),
            (BY_CLIENT, "Det ställdes in av klienten eller familjen"),
            (BY_US, "Det ställdes in av uppdragstagaren"),
        ),
        initial=HELD,
        widget=forms.RadioSelect,
    )
    first = DayField(label="Första dagen")
    last = DayField(label="Sista dagen", required=False, help_text="Lämna tomt om det var en enda dag.")
    arrives = forms.TimeField(label="Kom klockan", required=False, widget=forms.TimeInput(attrs=_TIME))
    leaves = forms.TimeField(label="Åkte klockan", required=False, widget=forms.TimeInput(attrs=_TIME))
    sort = forms.ChoiceField(label="Var det avtalat?", choices=Visit.Sort.choices, widget=forms.RadioSelect)
    cancelled_on = DayField(label="Återbudet kom den", required=False, help_text="Om det ställdes in.")
    kilometres = forms.IntegerField(
        label="Kilometer med egen bil",
        required=False,
        min_value=0,
        max_value=5000,
        widget=forms.NumberInput(attrs={"class": "tiny", "inputmode": "numeric"}),
    )
    words = forms.CharField(
        label="Något mer?",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Skriv inga namn, adresser eller telefonnummer.",
    )
    fieldsets = (
        ("", ("what", ("first", "last"), "cancelled_on", ("arrives", "leaves"), "sort", "kilometres", "words")),
    )

    def __init__(self, *args: Any, is_family: bool, by_link: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_family:
            for name in ("last", "arrives", "leaves"):
                del self.fields[name]
            self.fields["first"].label = "Dag"
        if by_link:
            what: Any = self.fields["what"]
            what.choices = ((HELD, "Det blev av"), (BY_CLIENT, "De ställde in"), (BY_US, "Vi ställde in"))
        sorts = [Visit.Sort.AGREED, Visit.Sort.EXTRA, *([] if by_link or not is_family else [Visit.Sort.JOUR])]
        field: Any = self.fields["sort"]
        field.choices = [(each.value, each.label) for each in sorts]
        field.initial = Visit.Sort.AGREED

    def given(self) -> dict[str, Any]:
        """What was typed, as the verb takes it."""
        data = dict(self.cleaned_data)
        what = data.pop("what")
        fate = Visit.Fate.HELD if what == HELD else Visit.Fate.CANCELLED
        return {
            **data,
            "last": data.get("last") or data["first"],
            "kilometres": data["kilometres"] or 0,
            "fate": fate,
            "by_client": what == BY_CLIENT,
            "cancelled_on": data["cancelled_on"] if what != HELD else None,
        }


def shown_as(visit: Visit) -> dict[str, Any]:
    """A visit as the values of its form, to change it."""
    names = ("first", "arrives", "leaves", "sort", "cancelled_on", "words")
    what = HELD if visit.fate in (Visit.Fate.HELD, Visit.Fate.PLANNED) else BY_CLIENT if visit.by_client else BY_US
    last = visit.last if visit.last != visit.first else None
    return {**{name: getattr(visit, name) for name in names}, "last": last, "kilometres": visit.kilometres or None} | {
        "what": what
    }


class StrikeForm(forms.Form):
    reason = forms.CharField(label="Varför stryks det?", max_length=200)


class SendBackForm(forms.Form):
    reason = forms.CharField(
        label="Vad ska rättas?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Uppdragstagaren läser det bakom sin länk. Skriv inga namn.",
    )


class PlanForm(VersionedForm):
    first = DayField(label="Första dagen")
    last = DayField(label="Sista dagen", required=False, help_text="Lämna tomt om det är en enda dag.")
    sort = forms.ChoiceField(
        label="Är det avtalat?", choices=Visit.Sort.choices, initial=Visit.Sort.EXTRA, widget=forms.RadioSelect
    )
    every = forms.TypedChoiceField(
        label="Upprepas",
        choices=((0, "Bara den här gången"), (1, "Varje vecka"), (2, "Varannan vecka"), (4, "Var fjärde vecka")),
        coerce=int,
        required=False,
        help_text="En helg jämna veckor: skriv den första, och välj varannan vecka.",
    )
    until = DayField(label="Upprepas till och med", required=False, help_text="Högst ett år i taget.")
    siblings = forms.TypedMultipleChoiceField(
        label="Samma dagar för syskon",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Varje barn har sitt eget beslut: det planeras för var och en, eller för ingen.",
    )
    fieldsets = (("", (("first", "last"), "sort", "siblings")), ("Flera gånger", (("every", "until"),)))

    def __init__(self, *args: Any, siblings: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["siblings"]
        field.choices = siblings
        if not siblings:
            del self.fields["siblings"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "first" not in data:
            return data
        return {**data, "last": data.get("last") or data["first"], "every": data.get("every") or 0}


class OpenMonthForm(forms.Form):
    month = forms.TypedChoiceField(label="Månad", coerce=date.fromisoformat)

    def __init__(self, *args: Any, months: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["month"]
        field.choices = [(each.isoformat(), month(each).capitalize()) for each in months]


class AttestForm(forms.Form):
    """Which of the checked reports are attested together."""

    reports = forms.TypedMultipleChoiceField(
        label="Redovisningar", coerce=int, error_messages={"required": "Välj minst en redovisning."}
    )

    def __init__(self, *args: Any, rows: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["reports"]
        field.choices = [(row.pk, str(row)) for row in rows]

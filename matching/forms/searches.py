"""Forms beside a search."""

from typing import Any

from django import forms

from brokerage.pages import VersionedForm
from brokerage.pages.fields import DayField
from matching.models import CallReply, Conflict


class ConflictForm(forms.Form):
    ground = forms.ChoiceField(
        label="Varför kan de inte matchas?", choices=Conflict.Ground.choices, widget=forms.RadioSelect
    )


class CallForm(forms.Form):
    text = forms.CharField(
        label="Efterlysning",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Utan namn, skolor och adresser: alla som rekryterar i staden läser den.",
    )
    answer_by = DayField(label="Svar senast")


class ReplyForm(VersionedForm):
    has = forms.ChoiceField(label="Svar", choices=CallReply.Has.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="Om den som kan passa",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Utan namn. Vem det är berättar ni när ni talas vid.",
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("has") in (CallReply.Has.YES, CallReply.Has.MAYBE) and not given.get("words"):
            self.add_error("words", "Skriv lite om den som kan passa, utan namn.")
        return given


class WishForm(forms.Form):
    words = forms.MultipleChoiceField(
        label="Det ni söker",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ord ur behovet. Kryssa för det som ska stå i profilen hos den ni söker.",
    )
    note = forms.CharField(
        label="Till rekryteringen",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Utan namn, skolor och adresser.",
    )

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].choices = offered  # type: ignore[attr-defined]


class MeetForm(forms.Form):
    outcome = forms.CharField(label="Hur gick det?", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

"""Forms about the investigation as one text, about exemptions, and about colleagues."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms

from brokerage import clock
from brokerage.organisation.models import User
from brokerage.pages.fields import DayField, choose_from
from recruitment.models import Colleague

_LONG = forms.Textarea(attrs={"rows": 6})


class ReadForm(forms.Form):
    """Behind the link: is it right, and if not, what is wrong."""

    answer = forms.ChoiceField(
        label="Stämmer det som står?",
        choices=[("yes", "Ja, jag har läst och godkänner"), ("no", "Nej, något stämmer inte")],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(label="Det här stämmer inte", max_length=4000, required=False, widget=_LONG)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("answer") == "no" and not given.get("words"):
            self.add_error("words", "Skriv vad som inte stämmer.")
        return given


class WordsForm(forms.Form):
    words = forms.CharField(label="Det här stämmer inte", max_length=4000, widget=_LONG)


class ExemptForm(forms.Form):
    """Every part that is missing may be chosen; where no exemption is possible the answer says why."""

    part = forms.ChoiceField(label="Undantag från", widget=forms.RadioSelect)
    reason = forms.CharField(label="Skäl", max_length=2000, widget=_LONG, help_text="Skälet syns på godkännandet.")

    def __init__(self, *args: Any, parts: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["part"]
        chosen.choices = list(parts)


class ColleagueForm(forms.Form):
    part = forms.ChoiceField(
        label="Det gäller",
        choices=[
            (Colleague.Part.READER, "Andra läsare: läser och kommenterar"),
            (Colleague.Part.INVESTIGATOR, "Inlånad utredare: från en annan enhet, gör utredningens delar"),
        ],
        widget=forms.RadioSelect,
    )
    person = forms.ModelChoiceField(label="Kollega", queryset=User.objects.none(), empty_label="Välj kollega")
    ends = DayField(label="Till och med", help_text="Sedan ser kollegan inte längre utredningen.")
    question = forms.CharField(
        label="Det här vill vi ha hjälp med", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "person", people)
        self.fields["ends"].initial = clock.today() + timedelta(days=30)


class CommentForm(forms.Form):
    words = forms.CharField(
        label="Kommentar",
        max_length=4000,
        required=False,
        widget=_LONG,
        help_text="Utredaren och den som beslutar läser den.",
    )

"""Forms about meeting before the choice, and about what a volunteer is told."""

from typing import Any

from django import forms

from brokerage.pages import VersionedForm
from brokerage.pages.fields import DayField, MomentField
from matching.models import ClientMeeting, Disclosure


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class BookForm(forms.Form):
    at = MomentField(label="Tid")
    place = forms.CharField(label="Plats", max_length=120, required=False, help_text="Till exempel: hos oss.")

    def __init__(self, *args: Any, is_secret: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_secret:
            del self.fields["place"]


class MoveForm(BookForm, VersionedForm):
    moved_by = forms.ChoiceField(
        label="Vem ville flytta?", choices=ClientMeeting.Side.choices, widget=forms.RadioSelect
    )


class HeldForm(forms.Form):
    own_view = forms.CharField(
        label="Klientens egen syn",
        max_length=2000,
        required=False,
        widget=_lines(3),
        help_text="Vad barnet, den unge eller den vuxne själv säger om träffen, helst med egna ord.",
    )
    impression = forms.CharField(label="Hur gick det?", max_length=2000, required=False, widget=_lines(3))


class CallOffForm(forms.Form):
    cancelled_by = forms.ChoiceField(
        label="Vem ställde in?", choices=ClientMeeting.Side.choices, widget=forms.RadioSelect
    )
    cancelled_words = forms.CharField(label="Varför?", max_length=300, required=False)


class ChildWordsForm(VersionedForm):
    child_words = forms.CharField(
        label="Till barnet",
        max_length=4000,
        widget=_lines(14),
        help_text="Ett förslag, efter ålder och syfte. Skriv om det så att just det här barnet förstår.",
    )


class TellForm(forms.Form):
    text = forms.CharField(label="Det som lämnas", max_length=4000, widget=_lines(8))
    consent_by = forms.CharField(
        label="Samtycke av", max_length=200, help_text="Vårdnadshavarna, barnet eller den enskilde själv: skriv vilka."
    )
    consent_on = DayField(label="Samtyckte den")
    way = forms.ChoiceField(label="Hur?", choices=Disclosure.Way.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, ways: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["way"]
        field.choices = [choice for choice in Disclosure.Way.choices if choice[0] in ways]


class ReadForm(VersionedForm):
    """A button alone."""

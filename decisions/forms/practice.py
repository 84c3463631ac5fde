"""Forms about how a district works."""

from typing import Any

from django import forms

from brokerage.pages.fields import DayField
from decisions.models import StudyNote
from decisions.models.practice import Item, Standing


class ReviewForm(forms.Form):
    """One choice for each routine; what the system knows is chosen from the start."""

    children = forms.IntegerField(label="Barn med kontaktfamilj", min_value=0, max_value=5000)
    words = forms.CharField(
        label="Det viktigaste att arbeta med",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in Item:
            self.fields[item.value] = forms.ChoiceField(label=item.label, choices=Standing.choices)
        self.fieldsets: Any = (
            ("Rutinerna", tuple(Item.values)),
            ("Antal och nästa steg", ("children", "words")),
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        standings = {item: given.pop(item) for item in Item.values if item in given}
        return {**given, "standings": standings}


class NoteForm(forms.Form):
    kind = forms.ChoiceField(label="Metod", choices=StudyNote.Kind.choices)
    among = forms.ChoiceField(label="Bland", choices=StudyNote.Among.choices)
    people = forms.IntegerField(label="Antal personer", min_value=1, max_value=500)
    on = DayField(label="Dag")
    theme = forms.CharField(label="Tema", max_length=120)
    words = forms.CharField(
        label="Det som kom fram",
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Så att ingen kan kännas igen: inga namn, platser eller skolor.",
    )
    fieldsets: Any = (
        ("Studien", (("kind", "among"), ("people", "on"))),
        ("Det som kom fram", ("theme", "words"), "Alla stadsdelar läser det."),
    )

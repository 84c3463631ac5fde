"""Forms of the library of routines."""

from typing import Any

from django import forms

from brokerage import identity
from brokerage.pages import VersionedForm
from recruitment.models import Routine

MARKS = "Tom rad mellan stycken, «- » först på raden ger en punkt, «[] » en ruta att kryssa i, «## » en rubrik."


class RoutineForm(forms.Form):
    title = forms.CharField(label="Rubrik", max_length=120)
    kind = forms.ChoiceField(label="Form", choices=Routine.Kind.choices)
    phase = forms.ChoiceField(label="Skede", choices=Routine.Phase.choices)
    text = forms.CharField(label="Text", max_length=20_000, widget=forms.Textarea(attrs={"rows": 24}), help_text=MARKS)
    is_public = forms.BooleanField(
        label="Visas för alla på sidan Kriterier", required=False, help_text="Bara för kriterier för beslut."
    )

    def clean_text(self) -> str:
        """A template is of nobody. Raises ValidationError."""
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        if identity.mentions(text):
            raise forms.ValidationError("Texten innehåller något som ser ut som ett personnummer. Ta bort det.")
        return text

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("is_public") and given.get("kind") != Routine.Kind.CRITERIA:
            self.add_error("is_public", "Bara kriterier för beslut visas för alla.")
        return given


class ChangedRoutineForm(RoutineForm, VersionedForm):
    why = forms.CharField(label="Vad är ändrat?", max_length=200, required=False, help_text="Syns bland utgåvorna.")
    is_active = forms.BooleanField(label="Används", required=False)
    field_order: Any = ("title", "kind", "phase", "text", "why", "is_public", "is_active")

"""Putting in a document of a volunteer."""

from typing import Any

from django import forms

from recruitment.documents import BEGINS, MOST_BYTES, NEVER, SPELLED
from recruitment.models import VolunteerDocument


class DocumentForm(forms.Form):
    kind = forms.ChoiceField(label="Slag", choices=VolunteerDocument.Kind.choices)
    title = forms.CharField(
        label="Vad det är", max_length=100, help_text="Till exempel: intyg från kurs i teckenspråk."
    )
    sent = forms.FileField(
        label="Fil",
        max_length=120,
        help_text=f"{SPELLED}, högst {MOST_BYTES // 1_000_000} MB. {NEVER}",
        widget=forms.FileInput(attrs={"accept": ",".join(f".{kind}" for kind in BEGINS)}),
        error_messages={"required": "Välj en fil.", "empty": "Filen är tom."},
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        file = given.pop("sent", None)
        if file is None:
            return given
        if file.size > MOST_BYTES:  # before it is read
            self.add_error("sent", f"Filen är större än {MOST_BYTES // 1_000_000} MB.")
            return given
        return given | {"filename": file.name, "content": file.read()}

"""Sending files in, and saying which of their rows are to be read in."""

from typing import Any

from django import forms

from brokerage.imports.files import MOST_BYTES

MOST_FILES = 6


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One file or several."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(each, initial) for each in given or [None]]


class UploadForm(forms.Form):
    sent = FilesField(
        label="Filer",
        help_text=f"En arbetsbok (.xlsx) eller flera CSV-filer, högst {MOST_FILES} filer på {MOST_BYTES // 1_000_000} "
        "MB var. Inget sparas förrän du har läst igenom och bekräftat.",
        widget=FilesInput(attrs={"accept": ".csv,.xlsx"}),
        error_messages={"required": "Välj minst en fil.", "empty": "En av filerna är tom."},
    )

    def clean_sent(self) -> list[Any]:
        files = self.cleaned_data["sent"]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"Välj högst {MOST_FILES} filer åt gången.")
        for each in files:
            if each.size > MOST_BYTES:
                raise forms.ValidationError(f"{each.name} är större än {MOST_BYTES // 1_000_000} MB. Dela upp den.")
        return files


class ConfirmForm(forms.Form):
    ALL, GOOD = "all", "good"
    which = forms.ChoiceField(
        label="Vilka rader ska läsas in?",
        choices=((ALL, "Alla, och inga alls om någon rad har fel"), (GOOD, "De rader som är rätt")),
        widget=forms.RadioSelect,
        initial=ALL,
    )

"""Forms of the information binder."""

from django import forms

from brokerage.pages import VersionedForm

MARKS = "Tom rad mellan stycken, «- » först på raden ger en punkt, «## » ger en rubrik."


class BinderPageForm(VersionedForm):
    title = forms.CharField(label="Rubrik", max_length=100)
    text = forms.CharField(label="Text", max_length=12_000, widget=forms.Textarea(attrs={"rows": 22}), help_text=MARKS)
    position = forms.IntegerField(
        label="Plats i pärmen", min_value=0, max_value=999, widget=forms.NumberInput(attrs={"class": "short"})
    )
    is_active = forms.BooleanField(label="Ingår i pärmen", required=False)
    asks_reading = forms.BooleanField(
        label="Ändringen ska läsas av alla",
        required=False,
        help_text="Då blir det en ny utgåva, som alla ska bekräfta på nytt.",
    )


class NewBinderPageForm(forms.Form):
    title = forms.CharField(label="Rubrik", max_length=100)
    code = forms.SlugField(label="Kort namn", max_length=40, help_text="Små bokstäver utan mellanslag; i länkar.")
    text = forms.CharField(label="Text", max_length=12_000, widget=forms.Textarea(attrs={"rows": 22}), help_text=MARKS)
    position = forms.IntegerField(
        label="Plats i pärmen",
        min_value=0,
        max_value=999,
        initial=100,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )

"""The form about somebody around a client."""

from typing import Any

from django import forms

from brokerage.pages import VersionedForm
from brokerage.pages.fields import DayField
from decisions.models.contacts import Circle, ConsentBy, Scope


class ContactForm(VersionedForm):
    circle = forms.ChoiceField(label="Del av livet", choices=Circle.choices)
    part = forms.CharField(
        label="Vem det är", max_length=60, help_text="Mormor, mentor, kurator, arbetsterapeut, fotbollstränare …"
    )
    name = forms.CharField(label="Namn", max_length=100, required=False)
    place = forms.CharField(label="Var", max_length=100, required=False, help_text="Skola, mottagning eller förening.")
    phone = forms.CharField(label="Telefon", max_length=30, required=False)
    email = forms.EmailField(label="E-postadress", required=False)
    coordinates = forms.BooleanField(label="Samordnar insatserna", required=False)
    scope = forms.MultipleChoiceField(
        label="Det som får delas", choices=Scope.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    consent_by = forms.ChoiceField(
        label="Samtycke av", choices=[("", "Inget samtycke"), *ConsentBy.choices], required=False
    )
    consent_on = DayField(label="Lämnat", required=False)
    consent_until = DayField(label="Gäller till och med", required=False)
    fieldsets: Any = (
        ("Kontakten", (("circle", "part"), ("name", "place"), ("phone", "email"), "coordinates")),
        (
            "Samtycke",
            ("scope", ("consent_by", "consent_on"), "consent_until"),
            "Utan samtycke står kontakten på kartan, men ingenting berättas.",
        ),
    )

    def __init__(self, *args: Any, is_protected: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_protected:  # of somebody with protected identity no place is kept
            del self.fields["place"], self.fields["email"]
            self.fieldsets = (
                ("Kontakten", (("circle", "part"), ("name", "phone"), "coordinates"), "Ingen plats sparas."),
                self.fieldsets[1],
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("scope"):
            for name, sentence in (
                ("consent_by", "Ange vem som samtycker till det."),
                ("consent_on", "Ange när samtycket lämnades."),
            ):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return given

"""Forms about what a volunteer tells of themselves, and about pools."""

from typing import Any

from django import forms

from brokerage import clock
from brokerage.organisation.models import Area, Unit
from brokerage.pages import VersionedForm
from brokerage.pages.fields import DayField, choose_from
from recruitment.forms.vettings import TELEPHONE
from recruitment.models import DataChange, Transfer


class OwnDataForm(forms.Form):
    """Behind the link: what we know, for the volunteer to put right."""

    email = forms.EmailField(label="E-postadress", required=False)
    phone = forms.CharField(label="Telefon", max_length=30, required=False, widget=TELEPHONE)
    street = forms.CharField(label="Gatuadress", max_length=100, required=False)
    postcode = forms.CharField(
        label="Postnummer", max_length=6, required=False, widget=forms.TextInput(attrs={"class": "short"})
    )
    town = forms.CharField(label="Ort", max_length=60, required=False)
    words = forms.CharField(
        label="Något annat som vi borde veta?",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Till exempel att någon har flyttat in eller ut, eller att ni har fått ett husdjur.",
    )
    fieldsets = (
        ("Så når vi er", (("email", "phone"),)),
        ("Där ni bor", ("street", ("postcode", "town"))),
        ("", ("words",)),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors.keys() & {"email", "phone"} and not given.get("email") and not given.get("phone"):
            self.add_error("email", "Ange e-postadress eller telefon, så att vi kan nå er.")
        return given


class SettleForm(forms.Form):
    """Each proposed field: change it, or keep what we have. Cleaned to `accepted`."""

    def __init__(self, *args: Any, change: DataChange, now: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = []
        for each in change.fields.all():
            name = f"take-{each.field}"
            self.names.append(name)
            self.fields[name] = forms.ChoiceField(
                label=each.get_field_display(),
                choices=[("yes", f"Ändra till «{each.after or 'tomt'}»"), ("no", "Behåll")],
                widget=forms.RadioSelect,
                help_text=f"Hos oss står «{now.get(each.field) or 'inget'}».",
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        return {"accepted": [name.removeprefix("take-") for name in self.names if given.get(name) == "yes"]}


class ShareForm(VersionedForm):
    consented_on = DayField(label="Uppdragstagaren samtyckte", help_text="Samtycket kan tas tillbaka när som helst.")


class TransferForm(forms.Form):
    kind = forms.ChoiceField(label="Det gäller", choices=Transfer.Kind.choices, widget=forms.RadioSelect)
    unit = forms.ModelChoiceField(label="Till", queryset=Unit.objects.none(), empty_label="Välj enhet")
    area = forms.ChoiceField(label="Programområde", choices=[("", "Stadens pool"), *Area.choices], required=False)
    ends = DayField(label="Lånas till och med", required=False, help_text="Bara för ett lån.")
    consented_on = DayField(label="Uppdragstagaren samtyckte")
    words = forms.CharField(
        label="Till den som tar emot", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    unmarked = ("ends", "area")
    fieldsets = (("", ("kind", ("unit", "area"), "ends", "consented_on", "words")),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "unit", Unit.objects.on(clock.today()))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") == Transfer.Kind.LOAN and "ends" not in self.errors:
            if not given.get("ends"):
                self.add_error("ends", "Ange lånets sista dag.")
            elif given["ends"] < clock.today():
                self.add_error("ends", "Dagen har redan varit.")
        return given


class DeclineForm(forms.Form):
    reason = forms.CharField(label="Varför", max_length=500)

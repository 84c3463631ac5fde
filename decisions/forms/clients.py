"""Forms about clients."""

from typing import Any

from django import forms

from brokerage import clock
from brokerage.organisation.models import Area, Protection, Trait
from brokerage.pages import VersionedForm
from brokerage.pages.fields import DayField, IdentityField, choose_from
from decisions.models import Client, Guardian


class ClientForm(forms.Form):
    name = forms.CharField(label="Namn", max_length=100)
    number = IdentityField(label="Personnummer eller samordningsnummer", temporary=True, required=False)
    born = DayField(label="Född", required=False)
    sex = forms.ChoiceField(label="Kön", choices=[("", "Välj"), *Client.Sex.choices], required=False)
    area = forms.ChoiceField(label="Programområde")
    protection = forms.ChoiceField(
        label="Skyddade personuppgifter", choices=Protection.choices, initial=Protection.NONE
    )
    interpreter = forms.ModelChoiceField(
        label="Tolk i", queryset=Trait.objects.none(), required=False, empty_label="Behövs inte"
    )
    communication = forms.CharField(
        label="Att tänka på i kontakten",
        max_length=200,
        required=False,
        help_text="Till exempel bildstöd eller teckenspråk.",
    )
    phone = forms.CharField(label="Telefon", max_length=30, required=False)
    email = forms.EmailField(label="E-postadress", required=False)
    fieldsets = (
        ("Den enskilde", ("name", "number")),
        (
            "Saknar nummer",
            ("born", "sex"),
            "Ett tillfälligt nummer enligt IVO:s regel ges då, och behålls så länge ärendet rapporteras.",
        ),
        ("Ärendet", ("area", "protection", "interpreter", "communication", "phone", "email")),
    )

    def __init__(self, *args: Any, areas: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["area"].choices = [choice for choice in Area.choices if choice[0] in areas]
        choose_from(self, "interpreter", languages())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given["number"] and not (given["born"] and given["sex"]):
            self.add_error("number", "Ange numret, eller födelsedag och kön för den som saknar nummer.")
        return given


class NumberForm(VersionedForm):
    number = IdentityField(label="Personnummer eller samordningsnummer")


class EditClientForm(VersionedForm):
    name = forms.CharField(label="Namn", max_length=100)
    phone = forms.CharField(label="Telefon", max_length=30, required=False)
    email = forms.EmailField(label="E-postadress", required=False)
    protection = forms.ChoiceField(label="Skyddade personuppgifter", choices=Protection.choices)
    interpreter = forms.ModelChoiceField(
        label="Tolk i", queryset=Trait.objects.none(), required=False, empty_label="Behövs inte"
    )
    communication = forms.CharField(label="Att tänka på i kontakten", max_length=200, required=False)
    street = forms.CharField(label="Gatuadress", max_length=100, required=False)
    postcode = forms.CharField(label="Postnummer", max_length=6, required=False)
    town = forms.CharField(label="Ort", max_length=60, required=False)
    fieldsets = (
        ("Klienten", ("name", "phone", "email", "protection", "interpreter", "communication")),
        ("Adress", ("street", "postcode", "town"), "Med skyddade personuppgifter sparas ingen adress."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "interpreter", languages())


class GuardianForm(forms.Form):
    kind = forms.ChoiceField(label="Är", choices=Guardian.Kind.choices, initial=Guardian.Kind.CUSTODY)
    name = forms.CharField(label="Namn", max_length=100)
    phone = forms.CharField(label="Telefon", max_length=30, required=False)
    email = forms.EmailField(label="E-postadress", required=False)
    protection = forms.ChoiceField(
        label="Skyddade personuppgifter", choices=Protection.choices, initial=Protection.NONE
    )


class EditGuardianForm(VersionedForm, GuardianForm):
    pass


class EndGuardianForm(forms.Form):
    ended_on = DayField(label="Upphörde", help_text="Från den dagen gäller inte hans eller hennes samtycke längre.")


class SiblingForm(forms.Form):
    number = IdentityField(label="Syskonets personnummer eller samordningsnummer")


class GuardianChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return obj.name


class ConsentForm(forms.Form):
    guardian = GuardianChoice(
        label="Vem samtycker", queryset=Guardian.objects.none(), required=False, empty_label="Klienten själv"
    )
    given_on = DayField(label="Samtycket lämnades")
    unable = forms.CharField(
        label="Varför den enskilde inte själv kan ta ställning",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Bara när någon begär insatsen för den som har fyllt 15 och uppenbart saknar förmågan (LSS 8 §).",
    )

    def __init__(self, *args: Any, client: Client, guardians: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "guardian", guardians)
        if client.area != Area.LSS:
            del self.fields["unable"]

    def clean_given_on(self) -> Any:
        if self.cleaned_data["given_on"] > clock.today():
            raise forms.ValidationError("Samtycket kan inte ligga i framtiden.")
        return self.cleaned_data["given_on"]


class WithdrawForm(forms.Form):
    withdrawn_on = DayField(label="Återtogs")


def languages() -> Any:
    return Trait.objects.in_use().filter(group=Trait.Group.LANGUAGE)

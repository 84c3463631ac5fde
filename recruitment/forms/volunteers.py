"""Forms about volunteers: their profile, their address, the people of their home."""

from typing import Any

from django import forms

from brokerage import clock
from brokerage.organisation.models import Trait, Unit
from brokerage.pages import VersionedForm
from brokerage.pages.fields import IdentityField, choose_from
from recruitment.forms.enquiries import districts
from recruitment.forms.vettings import TELEPHONE
from recruitment.models import HouseholdMember, Protection, Volunteer
from recruitment.profile import Answer, answer, in_groups


class ProfileForm(VersionedForm):
    """What is known of each word of the vocabulary, cleaned to `traits` and `lacks`.

    A word that the answer does not mention stays as it was: it may have come while the form was open.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        has, lacks = (set(self.initial.get(name) or ()) for name in ("traits", "lacks"))
        self.groups = in_groups(Trait.all_words(), keep=has | lacks)
        for _, words in self.groups:
            for word in words:
                self.fields[f"word-{word.code}"] = forms.ChoiceField(
                    label=word.name, choices=Answer.choices, required=False, initial=answer(word.code, has, lacks)
                )

    def matrix(self) -> list[tuple[str, list[tuple[Any, list[tuple[str, str, bool]]]]]]:
        """The vocabulary by group: each word's field, and its answers with which of them is chosen."""
        return [(group, [self._line(self[f"word-{word.code}"]) for word in words]) for group, words in self.groups]

    def _line(self, field: forms.BoundField) -> tuple[Any, list[tuple[str, str, bool]]]:
        chosen = field.value() or field.initial
        return field, [(value, label, value == chosen) for value, label in Answer.choices]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        said: dict[str, list[str]] = {Answer.YES: [], Answer.NO: [], Answer.UNKNOWN: []}
        for _, words in self.groups:
            for word in words:
                name = f"word-{word.code}"
                said[given.pop(name, "") or self.get_initial_for_field(self.fields[name], name)].append(word.code)
        return given | {"traits": said[Answer.YES], "lacks": said[Answer.NO]}


class VolunteerForm(VersionedForm):
    name = forms.CharField(label="Namn i listor", max_length=100)
    email = forms.EmailField(label="E-postadress", required=False)
    phone = forms.CharField(label="Telefon", max_length=30, required=False, widget=TELEPHONE)
    way = forms.ChoiceField(
        label="Nås helst genom",
        choices=Volunteer.Way.choices,
        required=False,
        help_text="Den som har skyddade personuppgifter rings alltid upp.",
    )
    protection = forms.ChoiceField(label="Skyddade personuppgifter", choices=Protection.choices)
    street = forms.CharField(label="Gatuadress", max_length=100, required=False)
    postcode = forms.CharField(
        label="Postnummer", max_length=6, required=False, widget=forms.TextInput(attrs={"class": "short"})
    )
    town = forms.CharField(label="Ort", max_length=60, required=False)
    district = forms.ModelChoiceField(
        label="Stadsdel", queryset=Unit.objects.none(), required=False, empty_label="Välj …"
    )
    is_correction = forms.BooleanField(
        label="Adressen är bara rättad: de har inte flyttat",
        required=False,
        help_text="En ny adress gör att hembesök och socialregister behöver göras där.",
    )
    fieldsets = (
        ("Uppgifter", ("name", ("email", "phone"), "way", "protection")),
        (
            "Adress",
            ("street", ("postcode", "town"), "district", "is_correction"),
            "Med skyddade personuppgifter sparas ingen adress.",
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "district", districts())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given["way"] = given.get("way") or self.initial.get("way") or Volunteer.Way.MAIL
        if given.get("protection", Protection.NONE) != Protection.NONE:
            given |= {"street": "", "postcode": "", "town": "", "district": None}
        return given


class MemberForm(forms.Form):
    part = forms.ChoiceField(
        label="Roll i hemmet",
        choices=[choice for choice in HouseholdMember.Part.choices if choice[0] != "applicant"],
        widget=forms.RadioSelect,
    )
    unmarked = ("identity_number", "birth_year")
    name = forms.CharField(label="Namn", max_length=100)
    identity_number = IdentityField(label="Personnummer", required=False, help_text="Bara för vuxna. ÅÅÅÅMMDD-NNNN")
    birth_year = forms.IntegerField(
        label="Födelseår",
        required=False,
        min_value=1900,
        help_text="Bara för barn. Deras personnummer sparas inte.",
        widget=forms.NumberInput(attrs={"class": "short"}),
    )

    def clean_birth_year(self) -> int | None:
        year = self.cleaned_data["birth_year"]
        if year and year > clock.today().year:
            raise forms.ValidationError("Födelseåret kan inte ligga i framtiden.")
        return year

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        missing = "birth_year" if given.get("part") == HouseholdMember.Part.CHILD else "identity_number"
        if given.get("part") and missing not in self.errors and not given.get(missing):
            asked = {"birth_year": "Ange barnets födelseår.", "identity_number": "Ange personnummer för en vuxen."}
            self.add_error(missing, asked[missing])
        return given

"""Forms about vettings."""

from typing import Any

from django import forms

from brokerage import clock
from brokerage.organisation.models import Area, Trait
from brokerage.pages import VersionedForm
from brokerage.pages.fields import DayField, IdentityField
from recruitment.models import Check, Kind, Protection, Reference, Source, Volunteer
from recruitment.requirements import WITH_OUTCOME

OLDEST = 110
_AGE: dict[str, Any] = {"min_value": 0, "max_value": OLDEST, "widget": forms.NumberInput(attrs={"class": "tiny"})}
_LONG = forms.Textarea(attrs={"rows": 8})
_ROW = {"class": "inline"}
TELEPHONE = forms.TextInput(attrs={"type": "tel"})
AS_WRITTEN = "Personnummer skrivs ÅÅÅÅMMDD-NNNN."
_NOT_FUTURE = "Dagen kan inte ligga i framtiden."


def past_day(value: Any) -> Any:
    """A day that has been, or today. Raises ValidationError."""
    if value and value > clock.today():
        raise forms.ValidationError(_NOT_FUTURE)
    return value


class OpenVettingForm(forms.Form):
    """From now on the identity is known: of the applicant, and of the co-applicant in a family."""

    volunteer_name = forms.CharField(
        label="Namn i listor", max_length=100, help_text="Det ni kallar dem, till exempel Familjen Lindahl."
    )
    applicant_name = forms.CharField(label="Sökandens namn", max_length=100)
    applicant_number = IdentityField(label="Sökandens personnummer", help_text="")
    partner_name = forms.CharField(label="Medsökandens namn", max_length=100, required=False)
    partner_number = IdentityField(label="Medsökandens personnummer", required=False, help_text="")
    even_so = forms.BooleanField(
        label="Personnumret finns redan hos er, och personen ska utredas ändå",
        required=False,
        help_text="Till exempel en vuxen i en familj som själv vill bli kontaktperson.",
    )
    protection = forms.ChoiceField(
        label="Skyddade personuppgifter", choices=Protection.choices, initial=Protection.NONE
    )
    way = forms.ChoiceField(
        label="Nås helst genom",
        choices=Volunteer.Way.choices,
        required=False,
        help_text="Den som har skyddade personuppgifter rings alltid upp.",
    )
    unmarked = ("way",)
    kinds = forms.MultipleChoiceField(label="Utreds som", choices=Kind.choices, widget=forms.CheckboxSelectMultiple)
    client_areas = forms.MultipleChoiceField(
        label="För klienter inom", choices=Area.choices, widget=forms.CheckboxSelectMultiple
    )
    client_age_from = forms.IntegerField(label="Klientens ålder, från", initial=0, **_AGE)
    client_age_to = forms.IntegerField(label="till och med", initial=17, **_AGE)
    in_clients_home = forms.BooleanField(label="Uppdraget utförs i klientens hem", required=False)
    consent_on = DayField(label="Medgivande till socialregister lämnat", required=False)
    fieldsets: Any = (
        (
            "Sökande",
            (
                "volunteer_name",
                ("applicant_name", "applicant_number"),
                ("partner_name", "partner_number"),
                "even_so",
                ("protection", "way"),
            ),
            AS_WRITTEN,
        ),
        (
            "Vad utredningen gäller",
            (("kinds", "client_areas"), ("client_age_from", "client_age_to"), "in_clients_home", "consent_on"),
            "Det här avgör vilka kontroller som krävs.",
        ),
    )

    def clean_consent_on(self) -> Any:
        return past_day(self.cleaned_data["consent_on"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given["way"] = given.get("way") or Volunteer.Way.MAIL
        if bool(given.get("partner_name")) != bool(given.get("partner_number")) and "partner_number" not in self.errors:
            missing = "partner_number" if given.get("partner_name") else "partner_name"
            self.add_error(missing, "Ange både namn och personnummer för medsökanden.")
        low, high = given.get("client_age_from"), given.get("client_age_to")
        if low is not None and high is not None and low > high:
            self.add_error("client_age_to", "Åldern till kan inte vara lägre än åldern från.")
        household = [
            {
                "part": "applicant",
                "name": given.pop("applicant_name", ""),
                "identity_number": given.pop("applicant_number", ""),
            }
        ]
        partner = {
            "part": "partner",
            "name": given.pop("partner_name", ""),
            "identity_number": given.pop("partner_number", ""),
        }
        given["household"] = [*household, partner] if partner["name"] else household
        return given


class OpenNamedVettingForm(OpenVettingForm):
    """For one named assignment: the client has suggested somebody."""

    email = forms.EmailField(label="E-postadress", required=False)
    phone = forms.CharField(label="Telefon", max_length=30, required=False, widget=TELEPHONE)
    case_reference = forms.CharField(
        label="Ärendets beteckning", max_length=40, help_text="Ur stadens ärendesystem. Inget namn."
    )
    client_born = DayField(label="Klientens födelsedag")
    starts_on = DayField(label="Uppdraget ska börja")
    fieldsets: Any = (
        ("Den som klienten har föreslagit", (*OpenVettingForm.fieldsets[0][1], ("email", "phone")), AS_WRITTEN),
        (
            "Uppdraget",
            (
                "case_reference",
                ("client_born", "starts_on"),
                ("kinds", "client_areas"),
                "in_clients_home",
                "consent_on",
            ),
            "Det här avgör vilka kontroller som krävs. Lagen utgår från klientens ålder den dag uppdraget börjar.",
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["client_age_from"], self.fields["client_age_to"]

    def clean_client_born(self) -> Any:
        return past_day(self.cleaned_data["client_born"])

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        given["volunteer"] = {
            "name": given.pop("volunteer_name", ""),
            "email": given.pop("email", ""),
            "phone": given.pop("phone", ""),
            "protection": given.pop("protection", ""),
            "way": given.pop("way"),
        }
        born, starts_on = given.get("client_born"), given.get("starts_on")
        if born and starts_on:
            age = clock.age(born, starts_on)
            if born > starts_on:
                self.add_error("starts_on", "Uppdraget kan inte börja före klientens födelsedag.")
            elif age > OLDEST:
                self.add_error("client_born", f"Kontrollera dagarna: klienten är {age} år när uppdraget börjar.")
            given["client_age_from"] = given["client_age_to"] = age
        return given


class ConsentForm(VersionedForm):
    consent_on = DayField(label="Medgivandet lämnades")

    def clean_consent_on(self) -> Any:
        return past_day(self.cleaned_data["consent_on"])


class JourForm(VersionedForm):
    as_jour = forms.BooleanField(
        label="Hemmet utreds också som jourhem",
        required=False,
        help_text="Intervjun får då fler frågor, och godkännandet säger att hemmet är utrett.",
    )
    jour_note = forms.CharField(
        label="Bedömning som jourhem",
        required=False,
        max_length=4000,
        widget=_LONG,
        help_text="Beredskapen, de egna barnen, och vad hemmet klarar. Skrivs efter intervju och hembesök.",
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("jour_note") and not given.get("as_jour"):
            self.add_error("as_jour", "Bedömningen hör till en utredning som jourhem. Kryssa i, eller ta bort den.")
        return given


class RenewForm(forms.Form):
    """Of a family: whether its home is investigated as an emergency home in the same vetting."""

    as_jour = forms.BooleanField(
        label="Utred också hemmet som jourhem",
        required=False,
        help_text="Krävs innan ett barn kan vistas där som jour (22 kap. 4 § socialtjänstlagen).",
    )

    def __init__(self, *args: Any, is_family: bool, must: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_family:
            del self.fields["as_jour"]
        elif must:
            self.fields["as_jour"].required = True


class CheckForm(forms.Form):
    """One register check of one person: only the fields that the law lets us fill."""

    on = DayField(label="Dag")
    outcome = forms.ChoiceField(
        label="Utfall",
        choices=Check.Outcome.choices,
        widget=forms.RadioSelect,
        help_text="Bara utfallet sparas. Ett utdrag förstörs.",
    )
    issued_on = DayField(label="Utdraget är utfärdat", help_text="Högst sex månader gammalt den dag det visas.")
    paper_place = forms.CharField(
        label="Papperskopian finns",
        max_length=100,
        help_text="Till exempel: pärm 4, arkivskåpet plan 3. Kopian sparas minst två år från start.",
    )

    def __init__(self, *args: Any, source: Source, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = {"on", "outcome"} if source in WITH_OUTCOME else {"on", "issued_on"}
        wanted |= {"paper_place"} if source == Source.TRACK_B else set()
        self.fields = {name: field for name, field in self.fields.items() if name in wanted}
        if source == Source.TRACK_B:
            self.fields["on"].label = "Utdraget lämnades in"
        elif source not in WITH_OUTCOME:
            self.fields["on"].label = "Utdraget visades"

    def clean_on(self) -> Any:
        return past_day(self.cleaned_data["on"])


class NameReferenceForm(forms.Form):
    unmarked = ("phone", "email")
    name = forms.CharField(label="Namn", max_length=100)
    relation = forms.ChoiceField(label="Känner sökanden som", choices=Reference.Relation.choices)
    phone = forms.CharField(label="Telefon", max_length=30, required=False, widget=TELEPHONE)
    email = forms.EmailField(label="E-postadress", required=False)
    fieldsets = (("", ("name", "relation", ("phone", "email"))),)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors.keys() & {"email", "phone"} and not given.get("phone") and not given.get("email"):
            self.add_error("phone", "Ange telefon eller e-postadress till referensen.")
        return given


class TakeReferenceForm(forms.Form):
    taken_on = DayField(label="Dag")
    recommends = forms.TypedChoiceField(
        label="Rekommenderar referensen sökanden?",
        choices=[("1", "Ja"), ("0", "Nej")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect(attrs=_ROW),
    )
    summary = forms.CharField(label="Sammanfattning", max_length=4000, widget=_LONG)
    is_promised = forms.BooleanField(
        label="Har lovats att inte namnges för sökanden",
        required=False,
        help_text="Sökanden läser då vad referensen har sagt, men inte vem det är.",
    )

    def clean_taken_on(self) -> Any:
        return past_day(self.cleaned_data["taken_on"])


class ProposeForm(forms.Form):
    assessment = forms.CharField(label="Bedömning", max_length=6000, widget=_LONG)
    scope_kinds = forms.MultipleChoiceField(
        label="Föreslås som", choices=Kind.choices, widget=forms.CheckboxSelectMultiple
    )
    scope_age_from = forms.IntegerField(label="Ålder, från", **_AGE)
    scope_age_to = forms.IntegerField(label="till och med", **_AGE)
    scope_places = forms.IntegerField(
        label="Antal samtidigt", min_value=1, max_value=9, initial=1, widget=forms.NumberInput(attrs={"class": "tiny"})
    )
    scope_nights = forms.BooleanField(label="Kan ta emot över natt", required=False)
    scope_traits = forms.MultipleChoiceField(
        label="Klarar särskilt", required=False, widget=forms.CheckboxSelectMultiple
    )
    scope_valid_until = DayField(label="Gäller till och med")
    fieldsets = (
        ("", ("assessment",)),
        (
            "Omfattning",
            (
                "scope_kinds",
                ("scope_age_from", "scope_age_to", "scope_places"),
                "scope_nights",
                "scope_traits",
                "scope_valid_until",
            ),
        ),
    )

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["scope_kinds"].choices = [choice for choice in Kind.choices if choice[0] in kinds]
        needs = Trait.objects.in_use().filter(group=Trait.Group.NEED).values_list("code", "name")
        fields["scope_traits"].choices = [(code, name[:1].upper() + name[1:]) for code, name in needs]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        low, high = given.get("scope_age_from"), given.get("scope_age_to")
        if low is not None and high is not None and low > high:
            self.add_error("scope_age_to", "Åldern till kan inte vara lägre än åldern från.")
        return given


class ApproveForm(forms.Form):
    conditions = forms.CharField(
        label="Villkor",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Lämna tomt för att godkänna utan villkor.",
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(label="Skäl", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))

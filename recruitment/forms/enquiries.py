"""Forms about campaigns, enquiries and meetings."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Count, Q

from brokerage import clock
from brokerage.organisation.models import Unit, User
from brokerage.pages import VersionedForm
from brokerage.pages.fields import DayField, IdentityField, MomentField, choose_from
from brokerage.pages.wording import day, moment
from recruitment.models import Campaign, Contact, Enquiry, InformationMeeting, Kind, Volunteer
from recruitment.queries import NOT_SEATED

_PUBLIC_KINDS = [(kind.value, kind.label) for kind in Kind if kind != Kind.QUALIFIED]


def districts() -> Any:
    """The city's districts of today."""
    return Unit.objects.districts().on(clock.today())


REACHED_BY = "Fyll i e-postadress eller telefon, gärna båda."


class PersonForm(forms.Form):
    """What is asked of everybody who offers to help. No identity number: that comes with the vetting."""

    unmarked = ("email", "phone")
    name = forms.CharField(label="Namn", max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label="E-postadress", required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    phone = forms.CharField(
        label="Telefon",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
    )
    kinds = forms.MultipleChoiceField(label="Vill bli", choices=_PUBLIC_KINDS, widget=forms.CheckboxSelectMultiple)
    lives_in = forms.ModelChoiceField(
        label="Bor i", queryset=Unit.objects.none(), required=False, empty_label="Välj stadsdel"
    )
    is_protected = forms.BooleanField(label="Har skyddade personuppgifter", required=False)
    message = forms.CharField(
        label="Berättar om sig själv", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "lives_in", districts())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors.keys() & {"email", "phone"} and not given.get("email") and not given.get("phone"):
            self.add_error("email", "Ange e-postadress eller telefon, så att vi kan nå dig.")
        if given.get("is_protected"):
            given["lives_in"] = None
        return given


class InterestForm(PersonForm):
    """The public form. `website` is a trap: people never see it, machines fill it in."""

    website = forms.CharField(
        label="Lämna tomt", required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )
    informed = forms.BooleanField(
        label="Jag har läst att det görs registerkontroller och samtal med referenser innan någon godkänns",
        error_messages={"required": "Kryssa i att du har läst om kontrollerna."},
    )
    fieldsets = (
        ("Du", ("name", ("email", "phone")), REACHED_BY),
        ("Det du vill göra", ("kinds", "lives_in", "message")),
        ("Innan du skickar", ("is_protected", "informed", "website")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kinds"].label = "Jag kan tänka mig att bli"
        self.fields["lives_in"].label = "Jag bor i"
        self.fields["message"].label = "Berätta gärna kort om dig och ditt hem"
        self.fields["is_protected"].label = "Jag har skyddade personuppgifter"
        self.fields["is_protected"].help_text = "Då sparar vi inte var du bor, och vi ringer innan vi skickar något."


class RegisterEnquiryForm(PersonForm):
    source = forms.ChoiceField(
        label="Kom genom", choices=[choice for choice in Enquiry.Source.choices if choice[0] != "web"]
    )
    campaign = forms.ModelChoiceField(
        label="Kampanj", queryset=Campaign.objects.none(), required=False, empty_label="Ingen"
    )
    received_on = DayField(label="Kom in")
    fieldsets = (
        ("Personen", ("name", ("email", "phone"), "lives_in", "is_protected"), REACHED_BY),
        ("Anmälan", ("kinds", ("source", "campaign"), "received_on", "message")),
    )

    def __init__(self, *args: Any, campaigns: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "campaign", campaigns)

    def clean_received_on(self) -> Any:
        if self.cleaned_data["received_on"] > clock.today():
            raise forms.ValidationError("Anmälan kan inte ha kommit in i framtiden.")
        return self.cleaned_data["received_on"]


class EditEnquiryForm(VersionedForm, PersonForm):
    campaign = forms.ModelChoiceField(
        label="Kampanj", queryset=Campaign.objects.none(), required=False, empty_label="Ingen"
    )
    fieldsets = (
        ("Personen", ("name", ("email", "phone"), "lives_in", "is_protected"), REACHED_BY),
        ("Anmälan", ("kinds", "campaign", "message")),
    )

    def __init__(self, *args: Any, campaigns: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "campaign", campaigns)


def ahead(value: date) -> date:
    """A next contact within a quarter. Raises ValidationError."""
    if value < clock.today():
        raise forms.ValidationError("Nästa kontakt kan inte ligga bakåt i tiden.")
    if value > clock.today() + timedelta(days=90):
        raise forms.ValidationError("Nästa kontakt får ligga högst 90 dagar fram, så att ingen tappas bort.")
    return value


class ContactForm(forms.Form):
    way = forms.ChoiceField(
        label="Hur",
        choices=[choice for choice in Contact.Way.choices if choice[0] not in ("letter", "merged")],
        initial=Contact.Way.PHONE,
        widget=forms.RadioSelect(attrs={"class": "inline"}),
    )
    on = DayField(label="Dag")
    note = forms.CharField(
        label="Anteckning", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    next_contact_on = DayField(label="Nästa kontakt senast", help_text="Den dagen kommer personen tillbaka i din kö.")

    def clean_on(self) -> Any:
        if self.cleaned_data["on"] > clock.today():
            raise forms.ValidationError("Kontakten kan inte ligga i framtiden.")
        return self.cleaned_data["on"]

    def clean_next_contact_on(self) -> Any:
        return ahead(self.cleaned_data["next_contact_on"])


class MeetingSelect(forms.RadioSelect):
    """A full meeting is shown, and can't be chosen."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        if value and value.instance.taken >= value.instance.capacity:
            option["attrs"]["disabled"] = True
        return option


class MeetingChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        left = obj.capacity - obj.taken
        room = f"{left} av {obj.capacity} platser kvar" if left > 0 else "fullt"
        return f"{moment(obj.starts_at)}, {obj.place} ({room})"


class InviteForm(forms.Form):
    meeting = MeetingChoice(
        label="Träff",
        queryset=InformationMeeting.objects.none(),
        widget=MeetingSelect,
        empty_label=None,
        error_messages={
            "required": "Välj en träff.",
            "invalid_choice": "Träffen går inte längre att bjuda in till. Välj en annan.",
        },
    )

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = Count("invitations", filter=~Q(invitations__outcome__in=NOT_SEATED))
        coming = meetings.bookable_at(clock.now()).annotate(taken=taken).order_by("starts_at")
        choose_from(self, "meeting", coming)


class CloseForm(forms.Form):
    reason = forms.ChoiceField(
        label="Orsak",
        choices=[choice for choice in Enquiry.Reason.choices if choice[0] != Enquiry.Reason.VETTING_ENDED],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="Anteckning", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class TwinChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        reached = " · ".join(part for part in (obj.phone, obj.email) if part)
        return f"{obj.name}, {obj.get_state_display().lower()}, kom in {day(obj.received_on)} ({reached})"


class MergeForm(forms.Form):
    """Those with the same number or address; and anybody else by number, since people change both."""

    unmarked = ("into", "number")  # one of the two, and the page says which
    into = TwinChoice(
        label="Behåll",
        queryset=Enquiry.objects.none(),
        widget=forms.RadioSelect,
        required=False,
        empty_label=None,
        error_messages={"invalid_choice": "Anmälan går inte att slå ihop med den."},
    )
    number = forms.IntegerField(
        label="Eller anmälan med nummer",
        required=False,
        min_value=1,
        max_value=2**31,
        help_text="Numret står i uppgifterna på anmälans sida.",
        widget=forms.NumberInput(attrs={"class": "tiny"}),
    )

    def __init__(self, *args: Any, others: Any, everybody: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.everybody = everybody
        choose_from(self, "into", others)
        if not others:
            del self.fields["into"]
            self.fields["number"].label = "Anmälan med nummer"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        number = given.pop("number", None)
        if not given.get("into") and number:
            given["into"] = self.everybody.filter(pk=number).first()
            if given["into"] is None:
                self.add_error("number", "Hos er finns ingen sådan anmälan att slå ihop med.")
        elif not given.get("into") and not self.errors:
            raise forms.ValidationError("Välj vilken anmälan som ska vara kvar.")
        return given


class KnownChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}, {obj.get_state_display().lower()} ({' · '.join(filter(None, (obj.phone, obj.email)))})"


class RecogniseForm(forms.Form):
    """Those with the same number or address; and anybody else by identity number, since people change both."""

    unmarked = ("volunteer", "number")  # one of the two, and the page says which
    volunteer = KnownChoice(
        label="Uppdragstagaren är",
        queryset=Volunteer.objects.none(),
        widget=forms.RadioSelect,
        required=False,
        empty_label=None,
    )
    number = IdentityField(label="Eller sök på personnummer", required=False)

    def __init__(self, *args: Any, likely: Any, everybody: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.everybody = everybody
        choose_from(self, "volunteer", likely)
        if not likely:
            del self.fields["volunteer"]
            self.fields["number"].label = "Sök på personnummer"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        number = given.pop("number", None)
        if not given.get("volunteer") and number:
            given["volunteer"] = self.everybody.with_numbers([number]).order_by("-pk").first()
            if given["volunteer"] is None:
                self.add_error("number", "Hos er finns ingen uppdragstagare med det personnumret.")
        elif not given.get("volunteer") and not self.errors:
            raise forms.ValidationError("Välj vilken uppdragstagare det är.")
        return given


class RouteForm(forms.Form):
    routed_to = forms.CharField(label="Till", max_length=100, help_text="Enheten, och gärna vem där.")
    on = DayField(label="Lämnad den")
    next_contact_on = DayField(label="Fråga hur det gick senast", help_text="Den dagen kommer personen i din kö.")
    note = forms.CharField(
        label="Anteckning", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_on(self) -> Any:
        if self.cleaned_data["on"] > clock.today():
            raise forms.ValidationError("Dagen kan inte ligga i framtiden.")
        return self.cleaned_data["on"]

    def clean_next_contact_on(self) -> Any:
        return ahead(self.cleaned_data["next_contact_on"])


class HandOverForm(VersionedForm):
    owner = forms.ModelChoiceField(label="Ny ansvarig", queryset=User.objects.none(), empty_label="Välj …")

    def __init__(self, *args: Any, colleagues: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "owner", colleagues)


class MeetingForm(forms.Form):
    starts_at = MomentField(label="Börjar")
    place = forms.CharField(label="Var", max_length=120)
    capacity = forms.IntegerField(
        label="Antal platser", min_value=1, max_value=500, initial=12, widget=forms.NumberInput(attrs={"class": "tiny"})
    )
    minutes = forms.IntegerField(
        label="Minuter", min_value=10, max_value=600, initial=90, widget=forms.NumberInput(attrs={"class": "tiny"})
    )
    is_single = forms.BooleanField(label="Enskilt samtal (en plats)", required=False)


class AttendanceForm(forms.Form):
    came = forms.TypedMultipleChoiceField(
        label="De som kom",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="De andra noteras som att de inte kom.",
    )

    def __init__(self, *args: Any, invited: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        came: Any = self.fields["came"]
        came.choices = [(each.pk, each.name) for each in invited]

"""Forms about fortbildning and mentors."""

from typing import Any

from django import forms

from brokerage import clock
from brokerage.organisation.models import Trait
from brokerage.pages import VersionedForm
from brokerage.pages.fields import DayField, MomentField, choose_from
from brokerage.pages.wording import moment
from recruitment.models import Training, Volunteer


class TrainingForm(forms.Form):
    title = forms.CharField(label="Rubrik", max_length=120)
    kind = forms.ChoiceField(label="Form", choices=Training.Kind.choices)
    about_it = forms.CharField(
        label="Innehåll", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    speaker = forms.CharField(label="Leds av", max_length=120, required=False)
    starts_at = MomentField(label="Börjar")
    hours = forms.IntegerField(
        label="Timmar", min_value=1, max_value=40, initial=2, widget=forms.NumberInput(attrs={"class": "short"})
    )
    place = forms.CharField(label="Plats", max_length=120)
    capacity = forms.IntegerField(
        label="Platser", min_value=1, max_value=500, initial=20, widget=forms.NumberInput(attrs={"class": "short"})
    )
    repeats = forms.IntegerField(
        label="Upprepas så många gånger till",
        min_value=0,
        max_value=20,
        initial=0,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    every_weeks = forms.IntegerField(
        label="Med så många veckor emellan",
        min_value=1,
        max_value=26,
        initial=4,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    themes = forms.MultipleChoiceField(label="Rör", required=False, widget=forms.CheckboxSelectMultiple)
    is_open = forms.BooleanField(
        label="Öppen för stadsdelarnas uppdragstagare",
        required=False,
        help_text="Stadsdelen betalar för sina platser när fortbildningen har varit.",
    )
    fieldsets = (
        ("Vad", ("title", "kind", "about_it", "speaker", "themes")),
        ("När och var", ("starts_at", ("hours", "capacity"), "place", ("repeats", "every_weeks"))),
        ("För vem", ("is_open",)),
    )

    def __init__(self, *args: Any, may_open: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = Trait.all_words().in_use().of_groups(Trait.Group.NEED)
        self.fields["themes"].choices = [(word.code, word.name) for word in words]  # type: ignore[attr-defined]
        if not may_open:
            del self.fields["is_open"]


class CameForm(forms.Form):
    came = forms.MultipleChoiceField(label="De här kom", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, seats: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["came"].choices = [(str(seat.pk), str(seat.volunteer)) for seat in seats]  # type: ignore[attr-defined]

    def clean_came(self) -> list[int]:
        return [int(each) for each in self.cleaned_data["came"]]


class _Choice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        left = max(obj.capacity - obj.taken, 0)
        return f"{obj.title}, {moment(obj.starts_at)} ({left} av {obj.capacity} platser kvar)"


class BookForm(forms.Form):
    training = _Choice(label="Fortbildning", queryset=Training.objects.none(), empty_label="Välj …")
    is_invited = forms.BooleanField(label="Skicka ett brev med länk, så svarar uppdragstagaren själv", required=False)
    may_wait = forms.BooleanField(
        label="Ställ på väntelistan om det är fullt",
        required=False,
        help_text="Den första platsen som blir ledig går till den som har väntat längst, och ett brev säger det.",
    )

    def __init__(self, *args: Any, trainings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "training", trainings)


class EvaluationForm(forms.Form):
    rating = forms.TypedChoiceField(
        label="Hade du nytta av den?",
        coerce=int,
        choices=[(5, "Mycket stor"), (4, "Stor"), (3, "Någon"), (2, "Liten"), (1, "Ingen")],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label="Vad var bra, och vad saknade du?",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class MentorForm(forms.Form):
    mentor = forms.ModelChoiceField(
        label="Mentor",
        queryset=Volunteer.objects.none(),
        empty_label="Välj …",
        help_text="De som har varit längst i poolen och delar erfarenhet med den nya.",
    )
    consented_on = DayField(
        label="Mentorn samtyckte", help_text="Till att namn, telefon och e-postadress lämnas till den nya."
    )
    note = forms.CharField(
        label="Anteckning", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, mentors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "mentor", mentors)

    def clean_consented_on(self) -> Any:
        day = self.cleaned_data["consented_on"]
        if day > clock.today():
            raise forms.ValidationError("Samtycket kan inte ligga i framtiden.")
        return day


class MentorNoteForm(VersionedForm):
    note = forms.CharField(
        label="Anteckning",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class EndMentorshipForm(forms.Form):
    ending = forms.CharField(label="Så slutade det", max_length=500)

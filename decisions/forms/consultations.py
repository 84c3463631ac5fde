"""Forms about questions before a decision."""

from typing import Any

from django import forms

from brokerage.organisation.models import Area, Trait
from decisions.models import Consultation

# What decides whether somebody can be found at all; interests and places come with the need itself.
ASKED = (Trait.Group.HOME, Trait.Group.NEED, Trait.Group.SCHEDULE)


class AskForm(forms.Form):
    to = forms.ChoiceField(
        label="Fråga",
        choices=Consultation.To.choices,
        widget=forms.RadioSelect,
        help_text="Gäller det någon med skyddade personuppgifter: fråga bara våra egna.",
    )
    area = forms.ChoiceField(label="Programområde")
    form = forms.ChoiceField(label="Insats", choices=Consultation.Form.choices)
    ages = forms.ChoiceField(label="Ålder", choices=Consultation.Ages.choices)
    extent = forms.CharField(
        label="Omfattning", max_length=120, help_text="Till exempel: varannan helg, fredag till söndag."
    )
    words = forms.CharField(
        label="Behovet",
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Utan namn, personnummer, platser och skolor: ingen ska kunna kännas igen.",
    )
    traits = forms.MultipleChoiceField(label="Det som är viktigt", required=False, widget=forms.CheckboxSelectMultiple)
    fieldsets: Any = (
        ("Vem och vad", ("to", "area", ("form", "ages"), "extent")),
        ("Behovet", ("words", "traits"), "Svaret avgör inte om någon har rätt till insatsen: det prövas för sig."),
    )

    def __init__(self, *args: Any, areas: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups: dict[str, list[tuple[str, str]]] = {}
        for trait in Trait.objects.in_use().of_groups(*ASKED):
            groups.setdefault(trait.get_group_display(), []).append((trait.code, trait.name))
        fields: Any = self.fields
        fields["traits"].choices = list(groups.items())
        fields["area"].choices = [choice for choice in Area.choices if choice[0] in areas]


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(label="Svar", choices=Consultation.Answer.choices, widget=forms.RadioSelect)
    weeks = forms.IntegerField(label="Ungefär hur många veckor?", required=False, min_value=1, max_value=104)
    answer_words = forms.CharField(
        label="Med egna ord",
        required=False,
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Namnge ingen uppdragstagare: ingen är tillfrågad än.",
    )

"""Forms about searching and asking, and about the answer."""

from datetime import date
from typing import Any

from django import forms

from brokerage.pages import VersionedForm
from brokerage.pages.fields import DayField
from matching.models import CaseCheck, Offer, Proposal
from recruitment.models import Source
from recruitment.requirements import WITH_OUTCOME


class PickForm(VersionedForm):
    """Whom to ask. The boxes stand in the list itself."""

    volunteers = forms.TypedMultipleChoiceField(
        label="Vilka som ska frågas",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst en.", "invalid_choice": "Någon av dem kan inte längre frågas."},
    )
    only_one = forms.CharField(
        label="Varför bara en?",
        max_length=200,
        required=False,
        help_text="Fylls bara i när en enda frågas, till exempel: bara en fanns.",
    )

    def __init__(self, *args: Any, offered: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["volunteers"]
        field.choices = [(pk, str(pk)) for pk in offered]


class AskForm(forms.Form):
    text = forms.CharField(
        label="Förfrågan",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="Utan namn, skolor och adresser. Den visas först bakom länken.",
    )
    answer_by = DayField(label="Svar senast")
    beyond = forms.CharField(
        label="Varför fler förfrågningar än lediga platser?",
        max_length=200,
        help_text="Till exempel: den förra förfrågan gäller ett annat år.",
    )

    def __init__(self, *args: Any, is_crowded: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_crowded:
            del self.fields["beyond"]


class CloseForm(forms.Form):
    reason = forms.CharField(
        label="Varför avslutas sökningen?", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(forms.Form):
    """On the page behind the link: three buttons, and a reason for a no."""

    answer = forms.ChoiceField(choices=(("yes", "Ja"), ("no", "Nej"), ("call", "Ring mig")), widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label="Varför inte?",
        choices=[("", "Välj"), *Offer.Reason.choices],
        required=False,
    )
    words = forms.CharField(
        label="Vill ni säga något mer?",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Till exempel när vi kan ringa.",
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("answer") == "no" and not given.get("reason"):
            self.add_error("reason", "Välj varför det inte passar, så frågar vi rätt nästa gång.")
        return given


class ToldForm(AnswerForm):
    """What the volunteer has said on the telephone."""

    answer = forms.ChoiceField(
        label="Svaret",
        choices=(("yes", "Ja"), ("no", "Nej"), ("call", "Vill bli uppringd igen")),
        widget=forms.RadioSelect,
    )


class ChooseForm(forms.Form):
    met_on = DayField(label="Träffades")
    starts_on = DayField(label="Planerad start", help_text="Den dag ni tror att det börjar.")
    in_clients_home = forms.BooleanField(label="Uppdraget utförs i klientens hem", required=False)
    own_view = forms.CharField(
        label="Klientens egen syn",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Vad barnet, den unge eller den vuxne själv säger om träffen.",
    )


class DeclineForm(forms.Form):
    refusal = forms.ChoiceField(label="Varför?", choices=Proposal.Refusal.choices, widget=forms.RadioSelect)
    refusal_words = forms.CharField(
        label="Med klientens ord",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Läses bara i stadsdelen. Ett nej stoppar inte tremånadersklockan.",
    )
    own_view = forms.CharField(
        label="Barnets egen syn", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ContactForm(VersionedForm):
    next_contact_on = DayField(
        label="Nästa kontakt", required=False, help_text="Lämna tomt när ingen mer kontakt är avtalad."
    )


class CaseCheckForm(VersionedForm):
    """A register check in the case: an outcome, or the extract's date and where the paper lies, as the law says."""

    on = DayField(label="Dag")
    outcome = forms.ChoiceField(label="Utfall", choices=CaseCheck.Outcome.choices, widget=forms.RadioSelect)
    issued_on = DayField(label="Utdraget utfärdat", help_text="Högst sex månader gammalt den dag det visas.")
    paper_place = forms.CharField(
        label="Papperskopian finns", max_length=100, help_text="Till exempel: pärm 4, arkivskåpet."
    )

    def __init__(self, *args: Any, track: Source, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", today)
        if track in WITH_OUTCOME:
            del self.fields["issued_on"]
        else:
            del self.fields["outcome"]
        if track != Source.TRACK_B:
            del self.fields["paper_place"]

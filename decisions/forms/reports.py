"""Forms about the causes of decisions not executed, and about what was sent to IVO."""

from typing import Any

from django import forms

from brokerage.pages import VersionedForm
from brokerage.pages.fields import DayField, choose_from
from decisions.models import Cause
from decisions.models.reports import Help, NeedNow, SpokenWith

THEN, NOW = "then", "now"


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class CauseForm(VersionedForm):
    spoken_on = DayField(label="Talade vid", required=False)
    spoken_with = forms.MultipleChoiceField(
        label="Med", choices=SpokenWith.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    need_now = forms.ChoiceField(
        label="Behovet", choices=[("", "Inte frågat"), *NeedNow.choices], required=False, widget=forms.RadioSelect
    )
    helps = forms.MultipleChoiceField(
        label="Vad skulle få det att lossna?",
        choices=Help.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    cause = forms.ModelChoiceField(Cause.objects.none(), label="Huvudsaklig orsak", empty_label="Välj")
    secondary = forms.ModelChoiceField(Cause.objects.none(), label="En orsak till", empty_label="Ingen", required=False)
    words = forms.CharField(label="Orsaken med ord", max_length=2000, widget=_lines(3), required=False)
    consequence = forms.CharField(
        label="Vad väntan betyder för personen", max_length=2000, widget=_lines(3), help_text="Utan namn på andra."
    )
    meanwhile = forms.CharField(
        label="Annat stöd under tiden",
        max_length=2000,
        widget=_lines(2),
        required=False,
        help_text="Tomt om inget annat stöd ges.",
    )
    done = forms.CharField(
        label="Vad vi har gjort",
        max_length=2000,
        widget=_lines(3),
        help_text="Förfrågningar och erbjudanden läggs till av sig själva: skriv det andra.",
    )

    fieldsets: Any = (
        ("Samtalet", (("spoken_on",), "spoken_with", "need_now", "helps"), "Fylls i när ni har frågat dem som vet."),
        ("Orsaken", ("cause", "secondary", "words")),
        ("Följden och stödet", ("consequence", "meanwhile", "done")),
    )

    def __init__(self, *args: Any, causes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "cause", causes)
        choose_from(self, "secondary", causes)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("cause") and given.get("cause") == given.get("secondary"):
            self.add_error("secondary", "Den andra orsaken är en annan än den första.")
        told = any(given.get(name) for name in ("spoken_with", "need_now", "helps"))
        if told and not given.get("spoken_on") and "spoken_on" not in self.errors:
            self.add_error("spoken_on", "Ange vilken dag ni talades vid.")
        return given


class SentForm(VersionedForm):
    sent_on = DayField(label="Skickad den")


class YearForm(forms.Form):
    year = forms.TypedChoiceField(label="År", coerce=int, required=False)
    districts = forms.ChoiceField(
        label="Stadsdelar",
        required=False,
        choices=[("", "Tillsammans"), (NOW, "Var för sig, dagens"), (THEN, "Var för sig, som de var då")],
    )

    def __init__(self, *args: Any, years: list[int], is_merged: bool, **kwargs: Any) -> None:
        """With `is_merged` there is more than one district to see, older ones that were taken over among them."""
        super().__init__(*args, **kwargs)
        if not is_merged:
            del self.fields["districts"]
        field: Any = self.fields["year"]
        field.choices = [(each, str(each)) for each in years]

"""Forms about decisions and needs."""

from typing import Any

from django import forms

from brokerage import clock
from brokerage.organisation.models import Area, Trait, User
from brokerage.pages import VersionedForm
from brokerage.pages.fields import DayField, choose_from
from decisions.models import LegalGround
from decisions.models.decisions import IndividualPlan, Purpose, TargetGroup, Urgency, Weight


class GroundChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        until = f", till {obj.ends}" if obj.ends else ""
        under = f" ({obj.appointed_under})" if obj.appointed_under else ""
        return f"{obj.intervention.capitalize()}: {obj.law} {obj.ground}{under}{until}"


def _target_groups() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="Målgrupp",
        choices=TargetGroup.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Det som insatsen ska väga upp. Syns bara här och i er statistik, aldrig för den som tillfrågas.",
    )


class AssessmentForm(VersionedForm):
    assessed_on = DayField(label="Individuell bedömning gjord")
    target_groups = _target_groups()


class DecisionForm(forms.Form):
    decided_on = DayField(label="Beslutsdatum", help_text="Från den dagen räknas tre månader.")
    assessed_on = DayField(
        label="Individuell bedömning gjord",
        help_text="Insatsen ges aldrig utan individuell bedömning (11 kap. 5 § socialtjänstlagen, 7 § LSS).",
    )
    ground = GroundChoice(
        label="Lagrum",
        queryset=LegalGround.objects.none(),
        empty_label="Välj …",
        help_text="Lagrummet följer beslutsdatumet; socialtjänstlagen byttes den 1 juli 2025.",
    )
    extent = forms.CharField(
        label="Omfattning", max_length=120, help_text="Till exempel: varannan helg, fredag till söndag."
    )
    purposes = forms.MultipleChoiceField(label="Syfte", choices=Purpose.choices, widget=forms.CheckboxSelectMultiple)
    target_groups = _target_groups()
    valid_to = DayField(label="Gäller till och med", required=False)
    decision_maker = forms.ModelChoiceField(label="Beslutsfattare", queryset=User.objects.none(), empty_label="Välj …")
    delegation = forms.CharField(label="Delegation", max_length=60, help_text="Punkten i delegationsordningen.")
    case_reference = forms.CharField(
        label="Ärendets beteckning", max_length=40, help_text="Ur stadens ärendesystem. Inget namn."
    )
    suitability = forms.CharField(
        label="Varför insatsen är lämplig utan vårdnadshavares samtycke",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Bara för barn från 12 år vars vårdnadshavare inte samtycker.",
    )
    one_guardian = forms.CharField(
        label="Varför en av vårdnadshavarnas samtycke räcker",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Bara när nämnden har beslutat det för barnets bästa (6 kap. 13 a § föräldrabalken).",
    )
    treatment_on = DayField(
        label="Behandlingsplanen upprättades", required=False, help_text="Krävs för beslut enligt 22 § LVU."
    )
    is_advance = forms.BooleanField(
        label="Förhandsbesked till den som tänker flytta hit",
        required=False,
        help_text="16 § LSS. Gäller i sex månader om inget annat anges.",
    )
    individual_plan = forms.ChoiceField(
        label="Individuell plan", choices=IndividualPlan.choices, help_text="Ska erbjudas när insatsen beviljas."
    )
    individual_plan_on = DayField(label="Erbjöds eller besvarades", required=False)
    fieldsets: Any = (
        ("Beslutet", ("assessed_on", "decided_on", "ground", "extent", "valid_to", "treatment_on", "is_advance")),
        ("Syfte och målgrupp", ("purposes", "target_groups")),
        ("Vem och var", ("decision_maker", "delegation", "case_reference")),
        ("Individuell plan enligt LSS", ("individual_plan", "individual_plan_on")),
        ("Samtycke", ("suitability", "one_guardian")),
    )

    def __init__(self, *args: Any, grounds: Any, officers: Any, area: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "ground", grounds)
        choose_from(self, "decision_maker", officers)
        keep_for_area(self, area)

    def clean_decided_on(self) -> Any:
        if self.cleaned_data["decided_on"] > clock.today():
            raise forms.ValidationError("Beslutsdatum kan inte ligga i framtiden.")
        return self.cleaned_data["decided_on"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("valid_to") and given.get("decided_on") and given["valid_to"] < given["decided_on"]:
            self.add_error("valid_to", "Beslutet kan inte gå ut före beslutsdagen.")
        ask_for_plan_day(self, given)
        return given


FOR_AREA = {
    "individual_plan": {Area.LSS},
    "individual_plan_on": {Area.LSS},
    "is_advance": {Area.LSS},
    "treatment_on": {Area.IOF},
    "suitability": {Area.IOF, Area.OF, Area.SP},
}


def keep_for_area(form: Any, area: str) -> None:
    """Take out what the law of another programme area asks for."""
    for name in [name for name, areas in FOR_AREA.items() if area not in areas and name in form.fields]:
        del form.fields[name]
    form.fieldsets = [
        (legend, names)
        for legend, given in form.fieldsets
        if (names := [each for each in given if each in form.fields])
    ]


def ask_for_plan_day(form: forms.Form, given: dict[str, Any]) -> None:
    """An offer of an individual plan, or the answer to it, has a day."""
    is_offered = given.get("individual_plan") not in (None, "", IndividualPlan.NOT_YET)
    if is_offered and not given.get("individual_plan_on") and "individual_plan_on" not in form.errors:
        form.add_error("individual_plan_on", "Ange vilken dag planen erbjöds eller besvarades.")


class ExecuteForm(forms.Form):
    executed_on = DayField(label="Första gången tillsammans", help_text="Den dag då insatsen verkligen kom i gång.")


class InterruptForm(forms.Form):
    since = DayField(label="Avbrott från och med")


class ResumeForm(forms.Form):
    resumed_on = DayField(label="Återupptogs")


class PartialForm(VersionedForm):
    since = DayField(label="Verkställs delvis från och med")
    done = forms.IntegerField(label="Så mycket verkställs", min_value=1, max_value=999)
    granted = forms.IntegerField(label="Av så mycket som är beviljat", min_value=2, max_value=999)
    what = forms.CharField(
        label="Vad", max_length=40, help_text="Helger, timmar eller träffar: «helger» ger «1 av 2 helger»."
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("done") and given.get("granted") and given["done"] >= given["granted"]:
            self.add_error("done", "Verkställs allt så är beslutet verkställt: anteckna verkställigheten i stället.")
        return given


class EndForm(forms.Form):
    ended_on = DayField(label="Avslutas")
    reason = forms.CharField(
        label="Skäl",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Att någon tackat nej till ett förslag avslutar inte beslutet.",
    )


class WeighForm(VersionedForm):
    weighed_words = forms.CharField(
        label="Så har vi tänkt",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Varför det här är rätt insats ändå, vilken handledning som ges och vilka andra insatser som finns.",
    )


class NeedForm(VersionedForm):
    musts = forms.MultipleChoiceField(label="Måste", required=False, widget=forms.CheckboxSelectMultiple)
    important = forms.MultipleChoiceField(label="Viktigt", required=False, widget=forms.CheckboxSelectMultiple)
    wishes = forms.MultipleChoiceField(label="Gärna", required=False, widget=forms.CheckboxSelectMultiple)
    words = forms.CharField(
        label="Beskrivning",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Utan namn, platser och skolor: den som tillfrågas läser den.",
    )

    urgency = forms.ChoiceField(
        label="Hur bråttom är det?",
        choices=Urgency.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text="Styr vem som går före när flera söker. Tremånadersklockan räknas för sig.",
    )
    together = forms.IntegerField(
        label="Barn som ska vara tillsammans",
        min_value=1,
        max_value=6,
        required=False,
        help_text="Mer än ett när syskon ska till samma familj: då krävs så många lediga platser.",
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    weight = forms.ChoiceField(
        label="Hur tungt är behovet?",
        choices=Weight.choices,
        widget=forms.RadioSelect,
        help_text="Är det tungt tar enhetschefen ställning innan någon utses.",
    )
    WEIGHTS = (("wishes", "gärna"), ("important", "viktigt"), ("musts", "måste"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"urgency": Urgency.PLANNED, "together": 1, "weight": Weight.ORDINARY, **self.initial}
        groups: dict[str, list[tuple[str, str]]] = {}
        self.hard = set()
        for trait in Trait.objects.in_use():
            groups.setdefault(trait.get_group_display(), []).append((trait.code, trait.name))
            if trait.is_hard:
                self.hard.add(trait.code)
        fields: Any = self.fields
        for name, _ in self.WEIGHTS:
            fields[name].choices = list(groups.items())

    def matrix(self) -> list[tuple[str, list[tuple[str, bool, list[tuple[str, str, str, bool]]]]]]:
        """The vocabulary by group: each word, whether it may never be softened, and how much it may weigh.

        Each weight with its field, its word, the code and whether it is chosen, as typed or as saved.
        """
        chosen = {name: set(self[name].value() or ()) for name, _ in self.WEIGHTS}
        fields: Any = self.fields
        return [
            (
                group,
                [
                    (
                        word,
                        code in self.hard,
                        [(name, weight, code, code in chosen[name]) for name, weight in self.WEIGHTS],
                    )
                    for code, word in words
                ],
            )
            for group, words in fields["musts"].choices
        ]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given["urgency"] = given.get("urgency") or Urgency.PLANNED
        given["together"] = given.get("together") or 1
        said = [code for name, _ in self.WEIGHTS for code in given.get(name) or ()]
        if twice := {code for code in said if said.count(code) > 1}:
            words = dict(pair for _, group in self.fields["musts"].choices for pair in group)  # type: ignore[attr-defined]
            named = ", ".join(sorted(words[code] for code in twice))
            self.add_error("musts", f"Välj ett av gärna, viktigt och måste för: {named}.")
        return given

"""Forms about what happens to the terms of a decision: changed, renewed, reviewed."""

from typing import Any

from django import forms

from brokerage.organisation.models import User
from brokerage.pages import VersionedForm
from brokerage.pages.fields import DayField, choose_from
from decisions.forms.decisions import GroundChoice, ask_for_plan_day, keep_for_area
from decisions.models import LegalGround
from decisions.models.decisions import IndividualPlan


class ExtentForm(VersionedForm):
    decided_on = DayField(label="Det nya beslutets dag", help_text="Ändringen gäller från den dagen.")
    extent = forms.CharField(label="Ny omfattning", max_length=120)
    decision_maker = forms.ModelChoiceField(label="Beslutsfattare", queryset=User.objects.none(), empty_label="Välj …")
    delegation = forms.CharField(label="Delegation", max_length=60, help_text="Punkten i delegationsordningen.")
    case_reference = forms.CharField(label="Det nya beslutets beteckning", max_length=40, help_text="Inget namn.")

    def __init__(self, *args: Any, officers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "decision_maker", officers)


class RenewForm(ExtentForm):
    ground = GroundChoice(label="Lagrum", queryset=LegalGround.objects.none(), empty_label="Välj …")
    valid_to = DayField(label="Gäller till och med", required=False)
    treatment_on = DayField(label="Behandlingsplanen upprättades", required=False)
    suitability = forms.CharField(
        label="Varför insatsen är lämplig utan vårdnadshavares samtycke",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Tomt: det som antecknades förra gången gäller.",
    )
    one_guardian = forms.CharField(
        label="Varför en av vårdnadshavarnas samtycke räcker",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Nämndens beslut enligt 6 kap. 13 a § föräldrabalken. Tomt: som förra gången.",
    )
    fieldsets: Any = (
        ("Beslutet", ("decided_on", "ground", "extent", "valid_to", "treatment_on")),
        ("Vem och var", ("decision_maker", "delegation", "case_reference")),
        ("Samtycke", ("suitability", "one_guardian")),
    )

    def __init__(self, *args: Any, grounds: Any, area: str, is_forced: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["extent"].label = "Omfattning"
        self.fields["decided_on"].help_text = "Väntan och verkställighet räknas som förut."
        choose_from(self, "ground", grounds)
        if not is_forced:
            del self.fields["treatment_on"]
        keep_for_area(self, area)


class ReviewForm(VersionedForm):
    on = DayField(label="Dag")
    words = forms.CharField(label="Vad som kom fram", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class IndividualPlanForm(VersionedForm):
    individual_plan = forms.ChoiceField(
        label="Individuell plan", choices=IndividualPlan.choices, widget=forms.RadioSelect
    )
    individual_plan_on = DayField(label="Erbjöds eller besvarades", required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        ask_for_plan_day(self, given)
        return given

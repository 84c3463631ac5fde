"""The form of a volunteer's calendar."""

from typing import Any

from django import forms

from brokerage.organisation.models import Trait
from brokerage.pages import VersionedForm
from brokerage.pages.fields import DayField
from recruitment.models import CalendarEntry


class TimeForm(VersionedForm):
    says = forms.ChoiceField(label="Besked", choices=CalendarEntry.Says.choices, widget=forms.RadioSelect)
    times = forms.MultipleChoiceField(
        label="När",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Den som är borta hela tiden behöver inte välja någon tid.",
    )
    starts = DayField(label="Från och med")
    ends = DayField(label="Till och med", required=False, help_text="Lämna tomt om det gäller tills vidare.")
    note = forms.CharField(label="Anteckning", max_length=200, required=False, help_text="Till exempel: arbetar skift.")
    fieldsets = (("Ny tid", ("says", "times", ("starts", "ends"), "note")),)
    unmarked = ("times",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        words = Trait.all_words().of_groups(Trait.Group.SCHEDULE).filter(is_active=True).order_by("position")
        fields["times"].choices = [(each.code, each.name[:1].upper() + each.name[1:]) for each in words]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("says") == CalendarEntry.Says.FREE and not given.get("times"):
            self.add_error("times", "Välj vilka tider som passar.")
        if given.get("ends") and given.get("starts") and given["ends"] < given["starts"]:
            self.add_error("ends", "Tiden kan inte sluta före sin första dag.")
        return given

"""The filters of assignments. Without a choice a list shows what goes on."""

from typing import Any

import django_filters
from django import forms

from brokerage import names
from matching.models import Assignment
from matching.states import TAKES_PLACE, AssignmentState
from recruitment.models import Kind

ALL = "alla"


class AssignmentFilter(django_filters.FilterSet):
    """By the volunteer's name or the case's reference, by state and kind."""

    q = django_filters.CharFilter(
        label="Sök uppdragstagare", method="by_name", widget=forms.TextInput(attrs={"type": "search"})
    )
    state = django_filters.ChoiceFilter(
        label="Läge", method="by_state", choices=[*AssignmentState.choices, (ALL, "Alla")], empty_label="Pågående"
    )
    kind = django_filters.ChoiceFilter(label="Som", choices=Kind.choices, empty_label="Allt")

    class Meta:
        model = Assignment
        fields = ()

    def by_name(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(volunteer__name_key__contains=names.key(value))

    def by_state(self, rows: Any, name: str, value: str) -> Any:
        return rows if value == ALL else rows.filter(state=value)

    def filter_queryset(self, queryset: Any) -> Any:
        rows = super().filter_queryset(queryset)
        chosen = self.form.cleaned_data.get("state") or self.form.cleaned_data.get("q")
        return rows if chosen else rows.filter(state__in=TAKES_PLACE)

"""The filters of assignments. Without a choice a list shows what goes on."""

from typing import Any

import django_filters
from django import forms

from brokerage import clock, names
from brokerage.pages.wording import month
from matching.models import Assignment, MonthReport, Payroll
from matching.states import TAKES_PLACE, AssignmentState, MonthReportState
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


class MonthReportFilter(django_filters.FilterSet):
    """By the volunteer, the month and the state. Without a choice the list shows what is not attested."""

    UNDECIDED = "undecided"

    q = django_filters.CharFilter(
        label="Sök uppdragstagare", method="by_name", widget=forms.TextInput(attrs={"type": "search"})
    )
    month = django_filters.ChoiceFilter(label="Månad", empty_label="Alla")
    state = django_filters.ChoiceFilter(
        label="Läge",
        method="by_state",
        choices=[*MonthReportState.choices, (UNDECIDED, "Utan beslut"), (ALL, "Alla")],
        empty_label="Inte attesterade",
    )

    class Meta:
        model = MonthReport
        fields = ()

    def __init__(self, data: Any, queryset: Any, *, request: Any) -> None:
        super().__init__(data, queryset, request=request)
        field: Any = self.form.fields["month"]
        first = clock.today().replace(day=1)
        months = [clock.months_after(first, -back) for back in range(14)]
        field.choices = [(each.isoformat(), month(each).capitalize()) for each in months]

    def by_name(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(assignment__volunteer__name_key__contains=names.key(value))

    def by_state(self, rows: Any, name: str, value: str) -> Any:
        if value == self.UNDECIDED:
            return rows.without_decision()
        return rows if value == ALL else rows.filter(state=value)

    def filter_queryset(self, queryset: Any) -> Any:
        rows = super().filter_queryset(queryset)
        chosen = self.form.cleaned_data.get("state") or self.form.cleaned_data.get("q")
        return rows if chosen else rows.exclude(state=MonthReportState.ATTESTED)


class PayrollFilter(django_filters.FilterSet):
    month = django_filters.ChoiceFilter(label="Månad", empty_label="Alla")

    class Meta:
        model = Payroll
        fields = ()

    def __init__(self, data: Any, queryset: Any, *, request: Any) -> None:
        super().__init__(data, queryset, request=request)
        field: Any = self.form.fields["month"]
        months = queryset.order_by("-month").values_list("month", flat=True).distinct()
        field.choices = [(each.isoformat(), month(each).capitalize()) for each in months]

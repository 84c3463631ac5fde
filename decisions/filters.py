"""The filters of clients and decisions. Clients are found by name, number or case (förordning (2001:637) 15 §)."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q

from brokerage import clock, identity, names
from brokerage.organisation.models import Area
from decisions.models import Client, Decision
from decisions.states import DecisionState

SEARCH = forms.TextInput(attrs={"type": "search"})


class ClientFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Namn, personnummer eller ärende", method="by_name_number_or_case", widget=SEARCH
    )

    class Meta:
        model = Client
        fields = ()

    def by_name_number_or_case(self, rows: Any, name: str, value: str) -> Any:
        try:
            return rows.filter(identity__number=identity.parse(value, temporary=True).text)
        except identity.InvalidIdentity:
            by_case = Q(decisions__case_reference__iexact=value.strip())
            return rows.filter(Q(identity__name_key__contains=names.key(value)) | by_case).distinct()


class DecisionFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Namn eller ärende", method="by_name_or_case", widget=SEARCH)
    state = django_filters.ChoiceFilter(
        label="Läge",
        method="by_state",
        choices=[
            ("overdue", "Försenade"),
            *DecisionState.choices,
            ("unfollowed", "Utan planerad uppföljning"),
            ("all", "Alla"),
        ],
        empty_label="Väntar",
    )
    area = django_filters.ChoiceFilter(label="Programområde", choices=Area.choices, empty_label="Alla")

    class Meta:
        model = Decision
        fields = ()

    def by_name_or_case(self, rows: Any, name: str, value: str) -> Any:
        by_name = Q(client__identity__name_key__contains=names.key(value))
        return rows.filter(by_name | Q(case_reference__icontains=value.strip()))

    def by_state(self, rows: Any, name: str, value: str) -> Any:
        if value == "overdue":
            return rows.overdue_on(clock.today())
        if value == "unfollowed":
            return rows.without_follow_up()
        return rows if value == "all" else rows.filter(state=value)

    def filter_queryset(self, queryset: Any) -> Any:
        rows = super().filter_queryset(queryset)
        chosen = self.form.cleaned_data.get("state") or self.form.cleaned_data.get("q")
        return rows if chosen else rows.waiting()

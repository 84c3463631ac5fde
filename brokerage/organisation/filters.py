"""The filters of letters and of the log."""

from typing import Any

import django_filters
from django import forms

from brokerage import names
from brokerage.audit.models import Event
from brokerage.letters.models import Channel, Letter
from brokerage.letters.states import State


class LetterFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(label="Läge", choices=State.choices, empty_label="Alla")
    channel = django_filters.ChoiceFilter(label="Kanal", choices=Channel.choices, empty_label="Alla")
    address = django_filters.CharFilter(
        label="Till", lookup_expr="icontains", widget=forms.TextInput(attrs={"type": "search"})
    )

    class Meta:
        model = Letter
        fields = ()


class EventFilter(django_filters.FilterSet):
    """`kind` and `key` together answer who has seen, or done something with, one person or case."""

    what = django_filters.ChoiceFilter(
        label="Visa",
        choices=(("reads", "Bara läsningar"), ("changes", "Bara ändringar")),
        method="by_what",
        empty_label="Allt",
    )
    kind = django_filters.ChoiceFilter(
        label="Berörd",
        choices=(
            ("decisions.client", "Klient"),
            ("decisions.decision", "Beslut"),
            ("recruitment.volunteer", "Uppdragstagare"),
            ("recruitment.enquiry", "Intresseanmälan"),
            ("recruitment.vetting", "Utredning"),
        ),
        method="by_kind",
        empty_label="Alla",
    )
    key = django_filters.NumberFilter(label="Nummer", method="by_key")
    person = django_filters.CharFilter(
        label="Användare", method="by_person", widget=forms.TextInput(attrs={"type": "search"})
    )

    class Meta:
        model = Event
        fields = ()

    def by_what(self, rows: Any, name: str, value: str) -> Any:
        return rows.reads() if value == "reads" else rows.changes()

    def by_kind(self, rows: Any, name: str, value: str) -> Any:
        key = self.form.cleaned_data.get("key")
        return rows.about(value, int(key)) if key else rows.filter(object_type=value)

    def by_key(self, rows: Any, name: str, value: Any) -> Any:
        return rows if self.form.cleaned_data.get("kind") else rows.filter(object_id=int(value))

    def by_person(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(user__name_key__contains=names.key(value))

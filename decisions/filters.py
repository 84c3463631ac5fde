"""The filters of clients and decisions. Clients are found by name, number or case (förordning (2001:637) 15 §)."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q

from brokerage import clock, identity, names
from brokerage.organisation.fields import having
from brokerage.organisation.models import Area
from decisions.models import Amendment, Client, Consultation, Decision
from decisions.models.decisions import TargetGroup
from decisions.states import ConsultationState, DecisionState

SEARCH = forms.TextInput(attrs={"type": "search"})
SOUGHT = "Hela namnet, personnummer eller ärende"


def is_called(text: str, identity_path: str) -> Q:
    """Whose identity number or whole name this is, the surname first or last: never a part of a name."""
    try:
        number = identity.parse(text, temporary=True).text
        return Q(**{f"{identity_path}__number": number}) | Q(**{f"{identity_path}__temporary": number})
    except identity.InvalidIdentity:
        words = text.replace(",", " ").split()
        turned = {names.key(*words[place:], *words[:place]) for place in range(len(words))}
        return Q(**{f"{identity_path}__name_key__in": turned})


def has_reference(text: str) -> Q:
    """The whole reference of the decision, or of a later one that changed or renewed it."""
    later = Amendment.objects.filter(case_reference__iexact=text.strip())
    return Q(case_reference__iexact=text.strip()) | Q(pk__in=later.values("decision"))


class ClientFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=SOUGHT, method="by_name_number_or_case", widget=SEARCH)

    class Meta:
        model = Client
        fields = ()

    def by_name_number_or_case(self, rows: Any, name: str, value: str) -> Any:
        # By keys and not by a join: somebody with several decisions is one row.
        by_case = Decision.objects.filter(has_reference(value))
        return rows.filter(is_called(value, "identity") | Q(pk__in=by_case.values("client")))


class DecisionFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label=SOUGHT, method="by_name_number_or_case", widget=SEARCH)
    state = django_filters.ChoiceFilter(
        label="Läge",
        method="by_state",
        choices=[
            ("overdue", "Försenade"),
            ("soon", "Tre månader inom 30 dagar"),
            ("quiet", "Tyst i tre veckor"),
            *DecisionState.choices,
            ("unfollowed", "Utan planerad uppföljning"),
            ("unheard", "Ingen har frågats"),
            ("all", "Alla"),
        ],
        empty_label="Väntar",
    )
    area = django_filters.ChoiceFilter(label="Programområde", choices=Area.choices, empty_label="Alla")
    group = django_filters.ChoiceFilter(
        label="Målgrupp", choices=TargetGroup.choices, empty_label="Alla", method="by_group"
    )

    class Meta:
        model = Decision
        fields = ()

    def by_name_number_or_case(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(is_called(value, "client__identity") | has_reference(value))

    def by_group(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(having("target_groups", value))

    def by_state(self, rows: Any, name: str, value: str) -> Any:
        if value == "overdue":
            return rows.overdue_on(clock.today())
        if value == "soon":
            return rows.soon_due(clock.today())
        if value == "quiet":
            return rows.quiet_on(clock.today())
        if value == "unfollowed":
            return rows.without_follow_up()
        if value == "unheard":
            return rows.unheard_on(clock.today())
        return rows if value == "all" else rows.filter(state=value)

    def filter_queryset(self, queryset: Any) -> Any:
        rows = super().filter_queryset(queryset)
        chosen = self.form.cleaned_data.get("state") or self.form.cleaned_data.get("q")
        return rows if chosen else rows.waiting()


class ConsultationFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(label="Läge", choices=ConsultationState.choices, empty_label="Alla")
    form = django_filters.ChoiceFilter(label="Insats", choices=Consultation.Form.choices, empty_label="Alla")

    class Meta:
        model = Consultation
        fields = ()

"""The filters of recruitment's lists. Without a choice a list shows what is open: that is what people work with."""

from datetime import date, timedelta
from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.db import models
from django.db.models import Q

from brokerage import clock, names
from brokerage.access import ACTIONS
from brokerage.organisation.fields import having
from brokerage.organisation.models import Trait
from recruitment.models import (
    Campaign,
    Concern,
    Enquiry,
    InformationMeeting,
    Routine,
    Training,
    Transfer,
    Vetting,
    Volunteer,
)
from recruitment.profile import TELLING, in_groups
from recruitment.queries import RENEW_BEFORE
from recruitment.requirements import Kind
from recruitment.states import (
    OPEN_ENQUIRY,
    ConcernState,
    EnquiryState,
    MeetingState,
    TrainingState,
    TransferState,
    VettingState,
    VolunteerState,
)

ALL = "alla"


class StateFilterSet(django_filters.FilterSet):
    """A name to search for, and a state; `open_states` are shown when none is chosen."""

    name_field = "name_key"
    open_states: tuple[str, ...] = ()

    q = django_filters.CharFilter(label="Sök namn", method="by_name", widget=forms.TextInput(attrs={"type": "search"}))

    def by_name(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(**{f"{self.name_field}__contains": names.key(value)})

    def by_state(self, rows: Any, name: str, value: str) -> Any:
        return rows if value == ALL else rows.filter(state=value)

    def filter_queryset(self, queryset: Any) -> Any:
        rows = super().filter_queryset(queryset)
        chosen = self.form.cleaned_data.get("state") or self.form.cleaned_data.get("q")
        return rows if chosen or not self.open_states else rows.filter(state__in=self.open_states)


def _states(choices: Any, default: str) -> Any:
    return django_filters.ChoiceFilter(
        label="Läge", method="by_state", choices=[*choices, (ALL, "Alla")], empty_label=default
    )


class EnquiryFilter(StateFilterSet):
    open_states = tuple(sorted(OPEN_ENQUIRY))
    state = _states(EnquiryState.choices, "Öppna")
    kind = django_filters.ChoiceFilter(label="Vill bli", choices=Kind.choices, method="by_kind", empty_label="Allt")
    mine = django_filters.BooleanFilter(label="Bara mina", method="by_owner", widget=forms.CheckboxInput)
    doubled = django_filters.BooleanFilter(label="Dubbletter", method="by_doubled", widget=forms.CheckboxInput)

    class Meta:
        model = Enquiry
        fields = ()

    def by_doubled(self, rows: Any, name: str, value: bool) -> Any:  # noqa: FBT001 — django-filter's own order
        return rows.doubled() if value else rows

    def by_kind(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(kinds__contains=f",{value},")

    def by_owner(self, rows: Any, name: str, value: bool) -> Any:  # noqa: FBT001 — django-filter's own order
        return rows.owned_by(self.request.user.pk) if value else rows


class KindFilter(django_filters.FilterSet):
    """By what somebody wants to be."""

    kind = django_filters.ChoiceFilter(label="Vill bli", choices=Kind.choices, method="by_kind", empty_label="Allt")
    mine = django_filters.BooleanFilter(label="Bara mina", method="by_owner", widget=forms.CheckboxInput)

    class Meta:
        model = Enquiry
        fields = ()

    def by_kind(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(kinds__contains=f",{value},")

    def by_owner(self, rows: Any, name: str, value: bool) -> Any:  # noqa: FBT001 — django-filter's own order
        return rows.owned_by(self.request.user.pk) if value else rows


class VolunteerKindFilter(django_filters.FilterSet):
    """By what somebody can be."""

    kind = django_filters.ChoiceFilter(label="Kan vara", choices=Kind.choices, method="by_kind", empty_label="Allt")

    class Meta:
        model = Volunteer
        fields = ()

    def by_kind(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(kinds__contains=f",{value},")


class RenewalFilter(VolunteerKindFilter):
    """By how much time is left, and whether somebody counts on them. Without a choice: what can be renewed now."""

    class When(models.TextChoices):
        LAPSED = "utgangna", "Har gått ut"
        WEEK = "7", "Inom 7 dagar"
        MONTH = "30", "Inom 30 dagar"
        YEAR = "365", "Inom ett år, att planera"

    when = django_filters.ChoiceFilter(
        label="Går ut", choices=When.choices, method="by_when", empty_label="Kan förnyas nu"
    )
    busy = django_filters.BooleanFilter(label="Bara med uppdrag", method="by_busy", widget=forms.CheckboxInput)

    def by_when(self, rows: Any, name: str, value: str) -> Any:
        today = clock.today()
        if value == self.When.LAPSED:
            return rows.filter(pool_until__lt=today)
        return rows.filter(pool_until__range=(today, today + timedelta(days=int(value))))

    def by_busy(self, rows: Any, name: str, value: bool) -> Any:  # noqa: FBT001 — django-filter's own order
        return rows.filter(is_busy=True) if value else rows

    def filter_queryset(self, queryset: Any) -> Any:
        rows = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("when"):
            return rows
        soon = Q(pool_until__lte=clock.today() + timedelta(days=RENEW_BEFORE))
        return rows.filter(soon | Q(has_new_adult=True) | Q(has_moved=True))


class MeetingFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(label="Läge", choices=MeetingState.choices, empty_label="Alla")

    class Meta:
        model = InformationMeeting
        fields = ()


class CampaignFilter(django_filters.FilterSet):
    channel = django_filters.ChoiceFilter(label="Kanal", choices=Campaign.Channel.choices, empty_label="Alla")

    class Meta:
        model = Campaign
        fields = ()


class VettingFilter(StateFilterSet):
    name_field = "volunteer__name_key"
    open_states = (VettingState.OPEN, VettingState.PROPOSED)
    state = _states(VettingState.choices, "Pågående")
    mine = django_filters.BooleanFilter(label="Bara mina", method="by_investigator", widget=forms.CheckboxInput)

    class Meta:
        model = Vetting
        fields = ()

    def by_investigator(self, rows: Any, name: str, value: bool) -> Any:  # noqa: FBT001 — django-filter's own order
        return rows.led_by(self.request.user.pk) if value else rows


def _words() -> list[Any]:
    """The languages and the needs, to choose one of."""
    groups = in_groups(Trait.all_words().of_groups(*TELLING))
    return [(group, [(word.code, word.name) for word in words]) for group, words in groups]


class Which(models.TextChoices):
    """Lists of volunteers that somebody should look through now and then."""

    FREE = "lediga", "Godkända och lediga nu"
    NEVER_CHOSEN = "aldrig-valda", "Ofta frågade, aldrig valda"
    TOO_OFTEN = "for-ofta", "Frågade för ofta"
    SILENT = "tysta", "Har uppdrag, ingen kontakt på länge"
    DOUBLED = "dubbletter", "Samma personnummer hos två"


def often_since(which: str) -> date:
    """From which day on questions are counted: a year, or for «too often» the last 90 days."""
    return clock.today() - timedelta(days=90 if which == Which.TOO_OFTEN else 365)


class VolunteerFilter(StateFilterSet):
    which = django_filters.ChoiceFilter(
        label="Urval", choices=Which.choices, method="by_which", empty_label="Alla", widget=forms.Select
    )
    open_states = (VolunteerState.AVAILABLE, VolunteerState.CASE_ONLY, VolunteerState.PAUSED)
    state = _states(VolunteerState.choices, "Godkända")
    kind = django_filters.ChoiceFilter(label="Kan vara", choices=Kind.choices, method="by_kind", empty_label="Allt")
    word = django_filters.ChoiceFilter(label="Talar eller klarar", choices=_words, method="by_word", empty_label="Allt")

    pool = django_filters.ChoiceFilter(
        label="Pool", choices=[("andra", "Delade och lånade")], method="by_pool", empty_label="Den egna"
    )

    class Meta:
        model = Volunteer
        fields = ()

    def by_kind(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(kinds__contains=f",{value},")

    def filter_queryset(self, queryset: Any) -> Any:
        """The own pool, unless those of others are asked for: its index then gives the rows in their order."""
        rows = super().filter_queryset(queryset)
        own = Q(unit_id__in=self.request.actor.units(ACTIONS["volunteers.view"].roles))
        return rows.exclude(own) if self.form.cleaned_data.get("pool") else rows.filter(own)

    def by_pool(self, rows: Any, name: str, value: str) -> Any:
        return rows

    def by_which(self, rows: Any, name: str, value: str) -> Any:
        today = clock.today()
        if value == Which.FREE:
            return rows.free_on(today)
        if value == Which.DOUBLED:
            return rows.doubled()
        if value == Which.SILENT:
            return rows.unsupported_since(today - timedelta(weeks=settings.SILENT_WEEKS))
        asked = rows.asked_since(often_since(value))
        if value == Which.TOO_OFTEN:
            return asked.filter(asked__gte=settings.ASKED_TOO_OFTEN)
        return asked.never_chosen().filter(asked__gte=settings.ASKED_OFTEN)

    def by_word(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(having("traits", value))


class ConcernFilter(StateFilterSet):
    name_field = "volunteer__name_key"
    open_states = (ConcernState.NEW, ConcernState.ASSESSED)
    state = _states(ConcernState.choices, "Öppna")

    class Meta:
        model = Concern
        fields = ()


class TransferFilter(StateFilterSet):
    name_field = "volunteer__name_key"
    open_states = (TransferState.OFFERED, TransferState.ACCEPTED)
    state = _states(TransferState.choices, "Pågående")

    class Meta:
        model = Transfer
        fields = ()


class TrainingFilter(StateFilterSet):
    open_states = (TrainingState.PLANNED,)
    state = _states(TrainingState.choices, "Planerade")
    kind = django_filters.ChoiceFilter(label="Form", choices=Training.Kind.choices, empty_label="Alla")

    class Meta:
        model = Training
        fields = ()


class RoutineFilter(django_filters.FilterSet):
    """A word of the title, a phase, a form; what is no longer used is left out until it is asked for."""

    q = django_filters.CharFilter(label="Sök", method="by_name", widget=forms.TextInput(attrs={"type": "search"}))
    phase = django_filters.ChoiceFilter(label="Skede", choices=Routine.Phase.choices, empty_label="Alla")
    kind = django_filters.ChoiceFilter(label="Form", choices=Routine.Kind.choices, empty_label="Alla")
    state = django_filters.ChoiceFilter(
        label="Läge", choices=[(ALL, "Också de som inte används")], empty_label="Används", method="by_state"
    )

    class Meta:
        model = Routine
        fields = ()

    def by_name(self, rows: Any, name: str, value: str) -> Any:
        return rows.filter(name_key__contains=names.key(value))

    def by_state(self, rows: Any, name: str, value: str) -> Any:
        return rows

    def filter_queryset(self, queryset: Any) -> Any:
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.in_use()

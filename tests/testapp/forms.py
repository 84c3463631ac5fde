"""What is asked when a ticket is opened, changed or closed."""

import django_filters
from django import forms

from brokerage import names
from brokerage.organisation.models import Area
from brokerage.pages import VersionedForm
from tests.testapp.models import Ticket


class OpenForm(forms.Form):
    name = forms.CharField(label="Namn")
    code = forms.CharField(label="Kod")
    area = forms.ChoiceField(label="Programområde", choices=Area)


class ChangeForm(VersionedForm):
    name = forms.CharField(label="Namn")
    code = forms.CharField(label="Kod")
    slot = forms.IntegerField(label="Plats", required=False)
    text = forms.CharField(label="Text", required=False)


class CloseForm(forms.Form):
    reason = forms.CharField(label="Skäl")


class TicketFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Namn", method="by_name")
    state = django_filters.ChoiceFilter(label="Läge", choices=Ticket._meta.get_field("state").choices)

    class Meta:
        model = Ticket
        fields = ("q", "state")

    def by_name(self, rows, _name, text):
        return rows.filter(name_key__contains=names.key(text))

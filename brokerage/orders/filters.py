"""The filters of ordered services."""

import django_filters

from brokerage.orders.models import Service, ServiceOrder
from brokerage.orders.states import ServiceState


class ServiceOrderFilter(django_filters.FilterSet):
    service = django_filters.ChoiceFilter(label="Tjänst", choices=Service.choices, empty_label="Alla")
    state = django_filters.ChoiceFilter(label="Läge", choices=ServiceState.choices, empty_label="Alla")

    class Meta:
        model = ServiceOrder
        fields = ()

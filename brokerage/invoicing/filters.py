"""The filters of invoices and charges: only months and districts that the reader has rows of are offered."""

from typing import Any

import django_filters

from brokerage import clock
from brokerage.charges.models import Charge
from brokerage.invoicing import queries
from brokerage.invoicing.models import Dispatch, Invoice, InvoiceLine
from brokerage.invoicing.states import DispatchState, InvoiceState
from brokerage.pages.wording import month


class _OfMonthAndUnit(django_filters.FilterSet):
    month = django_filters.ChoiceFilter(label="Månad", empty_label="Alla")
    unit = django_filters.ChoiceFilter(label="Stadsdel", empty_label="Alla")

    def __init__(self, data: Any, queryset: Any, *, request: Any) -> None:
        super().__init__(data, queryset, request=request)
        months = queryset.order_by("-month").values_list("month", flat=True).distinct()
        units = queryset.order_by("unit__name_key").values_list("unit_id", "unit__name").distinct()
        self._offer("month", [(each.isoformat(), month(each).capitalize()) for each in months])
        self._offer("unit", list(units))

    def _offer(self, name: str, choices: list[tuple[Any, str]]) -> None:
        field: Any = self.form.fields[name]
        field.choices = choices


class InvoiceFilter(_OfMonthAndUnit):
    OVERDUE = ("overdue", "Förfallen")
    state = django_filters.ChoiceFilter(
        label="Läge", choices=[*InvoiceState.choices, OVERDUE], method="by_state", empty_label="Alla"
    )

    class Meta:
        model = Invoice
        fields = ()

    def by_state(self, rows: Any, name: str, value: str) -> Any:
        return rows.overdue_on(clock.today()) if value == self.OVERDUE[0] else rows.filter(state=value)


class ChargeFilter(_OfMonthAndUnit):
    FATES = {
        "waiting": ("Väntar på faktura", queries.not_invoiced),
        "invoiced": ("Fakturerade", queries.invoiced),
        "struck": ("Strukna", queries.struck),
    }
    state = django_filters.ChoiceFilter(
        label="Läge",
        choices=[(code, label) for code, (label, _) in FATES.items()],
        method="by_fate",
        empty_label="Alla",
    )

    class Meta:
        model = Charge
        fields = ()

    def by_fate(self, rows: Any, name: str, value: str) -> Any:
        return self.FATES[value][1](rows)


class LineFilter(django_filters.FilterSet):
    month = django_filters.ChoiceFilter(label="Fakturerad månad", field_name="invoice__month", empty_label="Alla")
    unit = django_filters.ChoiceFilter(label="Stadsdel", field_name="invoice__unit", empty_label="Alla")

    class Meta:
        model = InvoiceLine
        fields = ()

    def __init__(self, data: Any, queryset: Any, *, request: Any) -> None:
        super().__init__(data, queryset, request=request)
        months = queryset.order_by("-invoice__month").values_list("invoice__month", flat=True).distinct()
        units = queryset.order_by("invoice__unit__name_key").values_list("invoice__unit_id", "invoice__unit__name")
        fields: dict[str, Any] = self.form.fields
        fields["month"].choices = [(each.isoformat(), month(each).capitalize()) for each in months]
        fields["unit"].choices = list(units.distinct())


class DispatchFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(label="Läge", choices=DispatchState.choices, empty_label="Alla")

    class Meta:
        model = Dispatch
        fields = ()

"""The weights of the searches, the rates, the local choices and the kinds of pay in Django admin."""

from datetime import date
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest

from brokerage import clock
from brokerage.organisation.admin import AuditedAdmin
from matching.models import OnCallNumber, PayChoices, PayCode, Rate, Weighting
from matching.workflow import recounting


@admin.register(Weighting)
class WeightingAdmin(AuditedAdmin):
    """A new row takes over from the one before; none is changed, so that an old search can be understood."""

    list_display = ("decided_at", "decided_by", "important", "nice", "same", "beside", "idle", "why")
    list_select_related = ("decided_by",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 — Django's order
        obj.decided_by, obj.decided_at = request.user, clock.now()
        super().save_model(request, obj, form, change)


class _Counted(AuditedAdmin):
    """Figures that months of pay are counted from: the months are counted anew when one is entered or changed."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:  # noqa: FBT001 — Django's order
        super().save_model(request, obj, form, change)
        key = "starts" if isinstance(obj, PayChoices) else "year"
        count = recounting.figures_changed(min(_day(getattr(obj, key)), _day(form.initial.get(key, getattr(obj, key)))))
        if count:
            months = "En månad" if count == 1 else f"{count} månader"
            messages.info(
                request, f"{months} räknas om. Det som då får ett annat belopp granskas och attesteras på nytt."
            )


def _day(since: date | int) -> date:
    return since if isinstance(since, date) else date(since, 1, 1)


@admin.register(Rate)
class RateAdmin(_Counted):
    list_display = ("code", "since", "amount", "unit")
    list_filter = ("year", "code")

    @admin.display(description="från år", ordering="year")
    def since(self, obj: Rate) -> str:
        """A year is no figure, and has no space among its thousands."""
        return str(obj.year)


@admin.register(OnCallNumber)
class OnCallNumberAdmin(AuditedAdmin):
    list_display = ("label", "number", "hours", "unit", "place")
    list_filter = ("unit",)


@admin.register(PayChoices)
class PayChoicesAdmin(_Counted):
    list_display = ("starts", "doubled_days", "late_days", "late_percent", "cutoff_day")


@admin.register(PayCode)
class PayCodeAdmin(AuditedAdmin):
    list_display = ("kind", "number")

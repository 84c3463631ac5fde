"""The rates, the local choices and the kinds of pay in Django admin."""

from django.contrib import admin

from brokerage.organisation.admin import AuditedAdmin
from matching.models import PayChoices, PayCode, Rate


@admin.register(Rate)
class RateAdmin(AuditedAdmin):
    list_display = ("code", "year", "amount", "unit")
    list_filter = ("year",)


@admin.register(PayChoices)
class PayChoicesAdmin(AuditedAdmin):
    list_display = ("starts", "doubled_days", "late_days", "late_percent", "cutoff_day")


@admin.register(PayCode)
class PayCodeAdmin(AuditedAdmin):
    list_display = ("kind", "number")

"""The rates in Django admin."""

from django.contrib import admin

from brokerage.organisation.admin import AuditedAdmin
from matching.models import Rate


@admin.register(Rate)
class RateAdmin(AuditedAdmin):
    list_display = ("code", "year", "amount", "unit")
    list_filter = ("year",)

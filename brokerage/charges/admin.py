"""The price list in Django admin."""

from django.contrib import admin

from brokerage.charges.models import PriceItem
from brokerage.organisation.admin import AuditedAdmin


@admin.register(PriceItem)
class PriceItemAdmin(AuditedAdmin):
    list_display = ("name", "amount", "per", "vat", "account", "guarantee_days", "starts", "ends")

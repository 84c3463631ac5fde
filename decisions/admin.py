"""Legal grounds, causes and instruments in Django admin."""

from django.contrib import admin

from brokerage.organisation.admin import AuditedAdmin
from decisions.models import Cause, Instrument, LegalGround


@admin.register(LegalGround)
class LegalGroundAdmin(AuditedAdmin):
    list_display = ("law", "ground", "intervention", "reportable", "starts", "ends")


@admin.register(Cause)
class CauseAdmin(AuditedAdmin):
    list_display = ("name", "side", "is_active")


@admin.register(Instrument)
class InstrumentAdmin(AuditedAdmin):
    list_display = ("name", "low", "high", "more_is_better", "youngest", "is_active")

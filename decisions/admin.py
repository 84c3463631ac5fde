"""Legal grounds and causes in Django admin."""

from django.contrib import admin

from brokerage.organisation.admin import AuditedAdmin
from decisions.models import Cause, LegalGround


@admin.register(LegalGround)
class LegalGroundAdmin(AuditedAdmin):
    list_display = ("law", "ground", "intervention", "reportable", "starts", "ends")


@admin.register(Cause)
class CauseAdmin(AuditedAdmin):
    list_display = ("name", "side", "is_active")

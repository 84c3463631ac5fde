"""The tables of recruitment in Django admin: what is asked at interviews and home visits."""

from django.contrib import admin

from brokerage.organisation.admin import VersionedAdmin
from recruitment.models import GuideQuestion


@admin.register(GuideQuestion)
class GuideQuestionAdmin(VersionedAdmin):
    list_display = ("text", "guide", "group", "heed", "only_families", "position", "starts", "ends")
    list_filter = ("guide",)

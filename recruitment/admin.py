"""The tables of recruitment in Django admin: what is required of a vetting, and asked in it."""

from django.contrib import admin

from brokerage.organisation.admin import VersionedAdmin
from recruitment.models import GuideQuestion, RequirementRule


@admin.register(GuideQuestion)
class GuideQuestionAdmin(VersionedAdmin):
    list_display = ("text", "guide", "group", "heed", "only_families", "position", "starts", "ends")
    list_filter = ("guide",)


@admin.register(RequirementRule)
class RequirementRuleAdmin(VersionedAdmin):
    """What the city requires beside the statutes. A vetting follows the versions of the day when it was opened."""

    list_display = (
        "part",
        "only_families",
        "is_optional",
        "by_district",
        "count",
        "waits_after_move",
        "starts",
        "ends",
    )
    list_filter = ("part",)

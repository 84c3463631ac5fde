"""The app of the way from enquiry to approved volunteer."""

from django.apps import AppConfig


class RecruitmentConfig(AppConfig):
    name = "recruitment"
    verbose_name = "Rekrytering"

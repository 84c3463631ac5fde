"""The app of the way from enquiry to approved volunteer."""

from django.apps import AppConfig


class RecruitmentConfig(AppConfig):
    name = "recruitment"
    verbose_name = "Rekrytering"

    def ready(self) -> None:
        from brokerage.organisation.reference import after_migrate  # noqa: PLC0415
        from recruitment import guides, models, reference  # noqa: PLC0415 — the models are not loaded before

        after_migrate(self, reference.load, models.Routine)
        after_migrate(self, guides.load, models.GuideQuestion)
        after_migrate(self, guides.load_requirements, models.RequirementRule)

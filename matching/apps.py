"""The app of shortlists, offers and assignments, and of compensation."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "matching"
    verbose_name = "Matchning"

    def ready(self) -> None:
        from brokerage.organisation.reference import after_migrate  # noqa: PLC0415
        from matching import models, reference  # noqa: PLC0415 — the models are not loaded before

        after_migrate(self, reference.load, models.Rate)

"""The app of units, people and their roles, and of the vocabulary."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "brokerage.organisation"
    label = "organisation"
    verbose_name = "Organisation"

    def ready(self) -> None:
        from brokerage.organisation import models, reference  # noqa: PLC0415 — the models are not loaded before

        reference.after_migrate(self, reference.load, models.Unit)

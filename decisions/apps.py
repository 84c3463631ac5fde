"""The app of clients, decisions and needs."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "decisions"
    verbose_name = "Beslut"

    def ready(self) -> None:
        from brokerage.organisation.reference import after_migrate  # noqa: PLC0415
        from decisions import models, reference  # noqa: PLC0415 — the models are not loaded before

        after_migrate(self, reference.load, models.LegalGround)

"""The app of the price list and of what has been charged."""

from django.apps import AppConfig


class ChargesConfig(AppConfig):
    name = "brokerage.charges"
    label = "charges"
    verbose_name = "Priser och debitering"

    def ready(self) -> None:
        from brokerage.charges import models, reference  # noqa: PLC0415 — the models are not loaded before
        from brokerage.organisation.reference import after_migrate  # noqa: PLC0415

        after_migrate(self, reference.load, models.PriceItem)

"""The app of invoices: what the districts owe the brokerage, a month at a time."""

from django.apps import AppConfig


class InvoicingConfig(AppConfig):
    name = "brokerage.invoicing"
    label = "invoicing"
    verbose_name = "Fakturering"

    def ready(self) -> None:
        from brokerage.invoicing import models, reference  # noqa: PLC0415 — the models are not loaded before
        from brokerage.organisation.reference import after_migrate  # noqa: PLC0415

        after_migrate(self, reference.load, models.Seller)

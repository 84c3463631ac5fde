"""The app of invoices: what the districts owe the brokerage, a month at a time."""

from django.apps import AppConfig


class InvoicingConfig(AppConfig):
    name = "brokerage.invoicing"
    label = "invoicing"
    verbose_name = "Fakturering"

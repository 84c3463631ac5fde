"""The roof: the site itself, with its commands."""

from django.apps import AppConfig


class BrokerageConfig(AppConfig):
    name = "brokerage"
    verbose_name = "Förmedlingen"

    def ready(self) -> None:
        from brokerage.access import checks  # noqa: F401, PLC0415 — registers the system check
        from brokerage.pages import fields  # noqa: PLC0415

        fields.speak_plainly()

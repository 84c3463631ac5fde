"""The app of events and their seals."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from brokerage.audit import protection


class AuditConfig(AppConfig):
    name = "brokerage.audit"
    label = "audit"
    verbose_name = "Händelser"

    def ready(self) -> None:
        # After every migrate: a changed table is remade on SQLite, and its triggers are silently lost with the old one.
        post_migrate.connect(protection.install, sender=self)

"""The app of imports: a running city, or one district's part of it, is brought in from files."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "brokerage.imports"
    label = "imports"
    verbose_name = "Import"

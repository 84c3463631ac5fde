"""The app of the outbox."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "brokerage.letters"
    label = "letters"
    verbose_name = "Brev"

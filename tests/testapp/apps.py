"""An app that only the tests have: it shows the kernel at work, apart from the real ones."""

from django.apps import AppConfig


class TestappConfig(AppConfig):
    name = "tests.testapp"
    label = "testapp"
    verbose_name = "Provapp"

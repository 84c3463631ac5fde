"""A command that writes a page of docs from the code's own tables."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class WritesDocs(BaseCommand):
    """Subclasses name their page and render it. `--check` writes nothing and fails when the page is stale."""

    page = ""

    def render(self) -> str:
        raise NotImplementedError

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--check", action="store_true", help="Skriv inget; fel om sidan är inaktuell.")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        path = Path(settings.BASE_DIR) / "docs" / self.page
        text = self.render()
        if not check:
            path.write_text(text)
            self.stdout.write(f"docs/{self.page}")
        elif not path.exists() or path.read_text() != text:
            command = self.page.removesuffix(".md")
            raise CommandError(f"docs/{self.page} är inaktuell: kör manage.py {command}.")

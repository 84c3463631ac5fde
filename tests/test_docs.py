"""The docs that are written from the code are current, and every command stands in the README."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

ROOT = Path(settings.BASE_DIR)
COMMANDS = ROOT / "brokerage"


@pytest.mark.parametrize("name", ["permissions", "workflows", "import_columns"])
def test_the_written_pages_are_current(name: str) -> None:
    """In a process of its own: the tests' little app stands in the matrix here, and not in the docs."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "brokerage.settings", "PLAIN_HTTP": "1"}
    command = [sys.executable, str(ROOT / "manage.py"), name, "--check"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_stale_page_is_found(tmp_path: Path, settings: object) -> None:
    """The test above can fail: against an empty folder of docs it does."""
    (tmp_path / "docs").mkdir()
    settings.BASE_DIR = tmp_path  # type: ignore[attr-defined]
    with pytest.raises(Exception, match=r"docs/permissions\.md är inaktuell"):
        call_command("permissions", "--check")


def test_every_command_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text()
    commands = [path.stem for path in COMMANDS.glob("**/management/commands/*.py") if path.stem != "__init__"]
    scripts = [path.name for path in (ROOT / "script").iterdir() if path.is_file()]
    missing = [name for name in commands if f"manage.py {name}" not in readme]
    missing += [name for name in scripts if f"script/{name}" not in readme]
    assert not missing, f"README.md says nothing of {', '.join(missing)}: add a line under Commands."


def test_the_readme_stays_short() -> None:
    lines = (ROOT / "README.md").read_text().splitlines()
    assert len(lines) <= 120, f"README.md has {len(lines)} lines: move details to docs/."

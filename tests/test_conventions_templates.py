"""The conventions of templates and styles. Each test names every place that breaks one, and says what to do instead."""

import ast
import re
from pathlib import Path

from django.conf import settings

from brokerage.organisation.models import Role
from tests.test_conventions import is_view, lines_of, nodes, none_of, place, sources, tree

ROOT = Path(settings.BASE_DIR)
THEIRS = ("templates/account/", "templates/mfa/", "templates/allauth/", "templates/admin/", "templates/django/")


def templates(*, theirs: bool = True) -> dict[str, str]:
    """Every template by its path; on wish without those that Django and allauth look up by name."""
    found = {str(path.relative_to(ROOT)): path.read_text() for path in sorted((ROOT / "templates").rglob("*.html"))}
    return {path: text for path, text in found.items() if theirs or not path.startswith(THEIRS)}


def hits(pattern: re.Pattern[str], *, theirs: bool = True) -> list[str]:
    found = templates(theirs=theirs).items()
    return [f"{path}: {hit.group()}" for path, text in found for hit in pattern.finditer(text)]


def test_a_template_is_called_as_its_view():
    """A view with a template of its own; those in pages/ and public/ are shared."""
    found = []
    for path in filter(is_view, sources()):
        for view in (node for node in tree(path).body if isinstance(node, ast.FunctionDef)):
            for node in ast.walk(view):
                shown = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
                if shown.endswith(".html"):
                    folder, _, name = shown.rpartition("/")
                    if folder not in ("pages", "public") and name.removesuffix(".html") != view.name:
                        found.append(f"{path}: {view.name}() shows {shown}")
    none_of(found, "Give view and template one name, or use one of the shapes in templates/pages/:")


def test_every_template_is_used():
    everything = "\n".join([*sources().values(), *templates().values()])
    found = [
        path
        for path in templates(theirs=False)
        if path.removeprefix("templates/") not in everything and not re.search(r"/\d{3}(_csrf)?\.html$", path)
    ]
    none_of(found, "No view and no template names this one: take it away:")


ALLOWED_MARKUP = {"brokerage/pages/templatetags/pages.py": "builds tables and charts, and escapes each part"}


def test_markup_is_escaped():
    found = hits(re.compile(r"\|\s*safe(seq)?\b|autoescape\s+off"))
    found += [
        place(path, node)
        for path, node in nodes(lambda path: path not in ALLOWED_MARKUP)
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in ("mark_safe", "SafeString")
    ]
    none_of(found, "Let the template escape, or use format_html:")


# A script without a source may hold data for one that has; it is not run.
SCRIPT = r'<script(?![^>]*\s(?:src=|type="application/json"))'
INLINE = re.compile(rf"<style|\sstyle\s*=|{SCRIPT}|\son[a-z]+\s*=|javascript:", re.IGNORECASE)


def test_templates_hold_no_style_and_no_script_of_their_own():
    none_of(hits(INLINE), "The content policy forbids it: use a class in static/css and a file in static/js:")


def test_templates_know_no_roles():
    roles = "|".join(Role.values)
    pattern = re.compile(rf"\b({roles})\b|\brole\s*[!=]=|{{% (el)?if [^%]*\brole\b|is_superuser", re.IGNORECASE)
    none_of(hits(pattern), "Ask the permission matrix in the view: a template shows what it is handed:")


def test_includes_see_only_what_they_are_handed():
    pattern = re.compile(r"{% include (?![^%]* only %})[^%]*%}")
    none_of(hits(pattern, theirs=False), "Include a component with what it needs, and `only`:")


def test_the_styles_stay_small():
    counts = lines_of("static", "css")
    assert sum(counts.values()) < 800, f"Take away what no page uses: {counts}"

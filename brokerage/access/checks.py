"""The system check that refuses an address without a guard."""

from collections.abc import Iterator
from typing import Any

from django.core import checks
from django.urls import URLPattern, URLResolver, get_resolver

from brokerage.access.grants import ACTIONS
from brokerage.access.guards import GUARDS

# The two rooms of other houses: Django admin asks is_staff, allauth is about one's own account.
EXEMPT = ("admin/", "konto/")


def addresses(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address of the site with its pattern, admin and allauth left out."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if path.startswith(EXEMPT):
            continue
        if isinstance(entry, URLResolver):
            yield from addresses(entry, path)
        else:
            yield path, entry


@checks.register(checks.Tags.security)
def every_address_has_a_guard(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Fails open nowhere: a view without a guard stops the start, and so does a guard with an unknown action."""
    faults: list[checks.CheckMessage] = []
    for path, pattern in addresses():
        guard = GUARDS.get(pattern.callback)
        if guard is None:
            hint = "Put @requires, @linked, @signed_in or @public outermost on the view."
            faults.append(checks.Error(f"/{path} has no guard.", hint=hint, id="access.E001"))
        elif guard.action and guard.action not in ACTIONS:
            faults.append(checks.Error(f"/{path} asks for {guard.action}, which no rules.py allows.", id="access.E002"))
    return faults

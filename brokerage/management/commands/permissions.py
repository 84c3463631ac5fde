"""`manage.py permissions`: the permission matrix as a page of docs."""

from brokerage.access import ACTIONS, EVERY
from brokerage.management.written import WritesDocs
from brokerage.organisation.models import Role


def _scope(rows: object) -> str:
    """The first sentence of the rule's docstring, else its name in words."""
    if rows is EVERY:
        return "every row"
    doc = (getattr(rows, "__doc__", "") or "").strip().split("\n")[0].rstrip(".")
    return doc or getattr(rows, "__name__", "?").replace("_", " ")


class Command(WritesDocs):
    help = "Skriver docs/permissions.md."
    page = "permissions.md"

    def render(self) -> str:
        lines = [
            "# Permissions",
            "",
            "Written by `manage.py permissions` from the `rules.py` of every app; a test fails when it is stale.",
            "One table answers the list and the single object: whoever may do an action sees exactly these rows.",
            "",
            "| action | on | role | rows |",
            "| --- | --- | --- | --- |",
        ]
        for name, action in sorted(ACTIONS.items()):
            noun = action.model._meta.verbose_name
            for grant in action.grants:
                roles = ", ".join(sorted(str(Role(role).label) for role in grant.roles))
                lines.append(f"| `{name}` | {noun} | {roles} | {_scope(grant.rows)} |")
            if action.link:
                lines.append(f"| `{name}` | {noun} | *a signed link* | the one row of the link |")
            if action.system:
                lines.append(f"| `{name}` | {noun} | *the system* | every row |")
        return "\n".join(lines) + "\n"

"""What the frame of every page shows: the navigation, who one is, and whether this is the demo city."""

from typing import Any

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from brokerage.access import Request
from brokerage.home.navigation import navigation


def frame(request: Request) -> dict[str, Any]:
    """Evaluated only by templates that show it: a mail or an admin page pays nothing."""
    return {"frame": SimpleLazyObject(lambda: _frame(request))}


def _frame(request: Request) -> dict[str, Any]:
    user = getattr(request, "user", None)  # an error page may come before the session is read
    if user is None or not user.is_authenticated:
        return {"nav": [], "me": None, "demo": settings.DEMO}
    standings = request.actor.standings()
    place = ", ".join(dict.fromkeys(standing.title for standing in standings)) or (
        "Administratör" if user.is_staff else ""
    )
    return {"nav": navigation(request), "me": {"name": user.name, "place": place}, "demo": settings.DEMO}

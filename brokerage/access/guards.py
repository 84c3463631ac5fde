"""The guards of pages: every view wears exactly one of `@requires`, `@linked`, `@signed_in` or `@public`."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from brokerage.access import links
from brokerage.access.actors import Actor
from brokerage.access.grants import holds_role, knowing, permitted
from brokerage.audit import recording

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Guard:
    kind: str  # "requires" | "linked" | "signed_in" | "public"
    action: str = ""
    read: bool = False


GUARDS: dict[View, Guard] = {}


def requires(
    action: str,
    *,
    read: bool = False,
    creates: bool = False,
    fetch: Callable[[Any], Any] | None = None,
    steps: bool = False,
) -> Callable[[View], View]:
    """Let in who holds a role for the action, and hand over what it permits.

    With `pk` in the address: the permitted row (a stranger's is 404, a missing role 403); without: the permitted rows;
    with `creates`: nothing, as there is no row yet. `read` writes an Event about the people of the row.
    `fetch` adds what the page needs of related rows; with `steps` the row knows which of them this actor may take.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            actor: Actor = request.actor  # type: ignore[attr-defined]
            if not holds_role(actor, action):
                raise PermissionDenied
            if creates:
                return view(request, **kwargs)
            rows = permitted(actor, action)
            rows = fetch(rows) if fetch else rows
            if "pk" not in kwargs:
                return view(request, rows, **kwargs)
            rows, note = knowing(actor, rows) if steps else (rows, None)
            row = get_object_or_404(rows, pk=kwargs.pop("pk"))
            if note:
                note(row)
            if read and request.method != "POST":  # what is posted was seen before, and is an Event of its own
                note_read(actor, row)
            return view(request, row, **kwargs)

        GUARDS[guarded] = Guard("requires", action, read)
        return guarded

    return decorate


def note_read(actor: Actor, row: Any) -> None:
    """Write that somebody has seen the people of this row (lagen (2001:454) 10 §: access is documented)."""
    recording.record(
        recording.Entry(f"{recording.kind_of(row)}.read", by=actor, obj=row, about=row.about(), unit_id=row.unit_id)
    )


def note_rows(actor: Actor, verb: str, rows: list[Any], *, names_people: bool, **facts: Any) -> None:
    """Write that somebody has had these rows in a list or a file: an Event in each unit, for its log reviewer."""
    of_unit: dict[int | None, list[Any]] = {}
    for row in rows:
        of_unit.setdefault(row.unit_id, []).append(row)
    recording.record_many(
        recording.Entry(
            f"{recording.kind_of(mine[0])}.{verb}",
            by=actor,
            about={each for row in mine for each in row.about()} if names_people else (),
            unit_id=unit_id,
            facts={"rows": len(mine), **facts},
        )
        for unit_id, mine in of_unit.items()
    )


def linked(action: str) -> Callable[[View], View]:
    """Let in whoever holds a valid link for the action, and hand over its row; no login."""

    def decorate(view: View) -> View:
        @login_not_required
        @wraps(view)
        def guarded(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponse:
            try:
                link = links.read(token, action)
            except links.ExpiredLink:
                return render(request, "public/expired.html", status=410)
            except links.BadLink:
                raise Http404 from None
            request.actor = Actor.by_link(link)  # type: ignore[attr-defined]
            row = permitted(request.actor, action).filter(pk=link.pk).first()  # type: ignore[attr-defined]
            if row is None:
                raise Http404
            response = view(request, row, **kwargs)
            # The address is the key: it must not travel on. With "no-referrer" a browser would send its form as from
            # «null», which the check of the form's origin refuses.
            response["Referrer-Policy"] = "strict-origin"
            return response

        GUARDS[guarded] = Guard("linked", action)
        return guarded

    return decorate


def signed_in(view: View) -> View:
    """Let in everybody who is logged in: pages about oneself."""
    guarded = wraps(view)(lambda request, **kwargs: view(request, **kwargs))
    GUARDS[guarded] = Guard("signed_in")
    return guarded


def public(view: View) -> View:
    """Let in anybody."""
    guarded = login_not_required(wraps(view)(lambda request, **kwargs: view(request, **kwargs)))
    GUARDS[guarded] = Guard("public")
    return guarded

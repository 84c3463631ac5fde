"""Writing events: the only door into the log."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from django.db import models, transaction

from brokerage.audit.models import Event, EventAbout

# A word in small letters, or an abbreviation such as LSS or IoF: neither a name nor anybody's number.
_CODE = re.compile(r"(?:[a-z][a-z0-9_.:+-]{0,63}|[A-Z](?:[a-z]?[A-Z])*)?")
About = tuple[str, int]


class Who(Protocol):
    """Whoever acts: a user, a link or the system."""

    @property
    def kind(self) -> str: ...

    @property
    def code(self) -> str: ...

    @property
    def user_id(self) -> int | None: ...


@dataclass(frozen=True)
class Entry:
    """An event to be, before it has a number."""

    verb: str
    by: Who
    obj: models.Model | None = None
    about: Iterable[About] = ()
    unit_id: int | None = None
    cause: Event | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


def kind_of(model: models.Model | type[models.Model]) -> str:
    """The word that events use for a model: «recruitment.volunteer»."""
    return model._meta.label_lower


def record(entry: Entry) -> Event:
    """Write one event. Raises ValueError where a fact is free text."""
    return record_many([entry])[0]


def record_many(entries: Iterable[Entry]) -> list[Event]:
    """Write many events in two statements."""
    entries = list(entries)
    with transaction.atomic():
        events = Event.objects.bulk_create([_event(entry) for entry in entries])
        EventAbout.objects.bulk_create(
            EventAbout(event=event, kind=kind, key=key)
            for event, entry in zip(events, entries, strict=True)
            for kind, key in sorted(set(entry.about))
        )
    return events


def _event(entry: Entry) -> Event:
    return Event(
        verb=entry.verb,
        actor_kind=entry.by.kind,
        user_id=entry.by.user_id,
        actor_code=entry.by.code,
        unit_id=entry.unit_id,
        object_type=kind_of(entry.obj) if entry.obj else "",
        object_id=entry.obj.pk if entry.obj else None,
        cause=entry.cause,
        facts={name: _fact(name, value) for name, value in entry.facts.items()},
    )


def _fact(name: str, value: Any) -> Any:
    if isinstance(value, list | tuple | set | frozenset):
        return [_fact(name, each) for each in value]
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal) or (isinstance(value, str) and _CODE.fullmatch(value)):
        return str(value)
    raise ValueError(f"An event holds codes, numbers and dates, never free text: {name}.")

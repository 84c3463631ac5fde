"""Seals: closing a batch of events into the hash chain, and finding what was changed, removed or slipped in."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC

from django.db import connection, transaction
from django.db.models import Max

from brokerage.audit.models import Event, EventAbout, Pruning, Seal

BEFORE_ALL = -(2**63)  # a number below one must not hide a row that was slipped in


def seal() -> Seal | None:
    """Seal every event since the last seal; None when there is none."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            # Numbers are handed out before they are committed: wait for the writers, so that no lower one comes later.
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE audit_event, audit_eventabout, audit_seal IN SHARE ROW EXCLUSIVE MODE")
        previous = Seal.objects.order_by("last").last()
        after = previous.last if previous else BEFORE_ALL
        last = Event.objects.filter(id__gt=after).aggregate(last=Max("id"))["last"]
        if last is None:
            return None
        count, digest = _digest(previous.digest if previous else "", after, last)
        return Seal.objects.create(last=last, count=count, digest=digest)


def faults() -> Iterator[str]:
    """Swedish sentences, one for every seal whose events no longer are what they were."""
    after, chain = BEFORE_ALL, ""
    pruned = Pruning.objects.order_by("last").last()
    if pruned:
        after, chain = pruned.last, Seal.objects.filter(last=pruned.last).values_list("digest", flat=True).first() or ""
        if Event.objects.filter(id__lte=after).exists():
            yield f"Händelserna till och med {after} är gallrade, men några har lagts till i efterhand."
    for each in Seal.objects.filter(last__gt=after).order_by("last").iterator():
        count, digest = _digest(chain, after, each.last)
        span = f"Händelserna {max(after, 0) + 1}–{each.last}"
        if count < each.count:
            yield f"{span}: {each.count - count} saknas."
        elif count > each.count:
            yield f"{span}: {count - each.count} har lagts till i efterhand."
        elif digest != each.digest:
            yield f"{span}: minst en är ändrad."
        after, chain = each.last, each.digest


def _digest(chain: str, after: int, last: int) -> tuple[int, str]:
    digest = hashlib.sha256(chain.encode())
    count = 0
    about: dict[int, list[list]] = {}
    for event_id, kind, key in (
        EventAbout.objects.filter(event_id__gt=after, event_id__lte=last)
        .order_by("event_id", "id")
        .values_list("event_id", "kind", "key")
    ):
        about.setdefault(event_id, []).append([kind, key])
    for event in Event.objects.filter(id__gt=after, id__lte=last).order_by("id").iterator():
        count += 1
        row = [
            event.pk,
            event.at.astimezone(UTC).isoformat(),
            event.verb,
            event.actor_kind,
            event.user_id,
            event.actor_code,
            event.unit_id,
            event.object_type,
            event.object_id,
            event.cause_id,
            event.facts,
            about.get(event.pk, []),
        ]
        digest.update(json.dumps(row, sort_keys=True, ensure_ascii=False).encode() + b"\n")
    return count, digest.hexdigest()

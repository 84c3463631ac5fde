"""Sets of events with a name."""

from django.db import models

READ = "read"


class EventQuerySet(models.QuerySet):
    def about(self, kind: str, key: int) -> "EventQuerySet":
        """Everything that has happened to one person or case, and every look at it."""
        return self.filter(abouts__kind=kind, abouts__key=key)

    def reads(self) -> "EventQuerySet":
        """Who has seen: the events written when somebody opened a page about a person."""
        return self.filter(verb__endswith=f".{READ}")

    def changes(self) -> "EventQuerySet":
        return self.exclude(verb__endswith=f".{READ}")

    def newest_first(self) -> "EventQuerySet":
        return self.order_by("-at", "-id")
